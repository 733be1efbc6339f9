"""A drawing as a picture of points, made by a program that draws SVG and is installed: Muster has none."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from muster.errors import UsageError

__all__ = ("BROWSERS", "picture")

#: Programs that draw SVG, in the order in which they are tried.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "rsvg-convert")
_PATIENCE_SECONDS = 90


def picture(svg: str, target: Path, width: int, height: int) -> Path:
    """
    Write ``svg`` as a PNG of ``width`` × ``height`` points, twice as dense.

    Raises
    ------
    UsageError
        If no such program is installed, or it fails.
    """
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        raise UsageError(
            "no program that draws SVG as PNG is installed",
            help=f"install one of {', '.join(BROWSERS)}, or use the .svg files: they are the same drawings",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "drawing.svg"
        source.write_text(svg, encoding="utf-8")
        made = Path(folder) / "drawing.png"
        try:
            done = subprocess.run(
                _command(program, source, made, width, height),
                capture_output=True,
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(
                f"{program} could not draw the picture: {error}", help="use the .svg file instead"
            ) from error
        if done.returncode or not made.is_file():
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it says nothing"]
            raise UsageError(
                f"{program} could not draw the picture ({last[0][:200]})", help="use the .svg file instead"
            )
        target.write_bytes(made.read_bytes())
    return target


def _command(program: str, source: Path, made: Path, width: int, height: int) -> list[str]:
    if Path(program).name == "rsvg-convert":
        return [program, "--zoom", "2", "--output", str(made), str(source)]
    return [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--no-first-run",
        "--disable-background-networking",
        "--force-device-scale-factor=2",
        f"--user-data-dir={source.parent / 'profile'}",
        f"--window-size={width},{height}",
        f"--screenshot={made}",
        source.as_uri(),
    ]
