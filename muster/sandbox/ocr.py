"""Character recognition by the program Tesseract: a picture in, a table of words out, no file written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from muster.intake.formats.source import refuse

__all__ = ("Tesseract", "find_tesseract")

#: Sets its limits and becomes the program: megabytes, seconds, program, arguments.
_CONFINED = (
    "import os,resource,sys\n"
    "m,s=int(sys.argv[1])*1000000,int(sys.argv[2])\n"
    "for k,v in ((resource.RLIMIT_AS,m),(resource.RLIMIT_CPU,s),(resource.RLIMIT_FSIZE,0),"
    "(resource.RLIMIT_CORE,0)):\n"
    "    h=resource.getrlimit(k)[1]\n"
    "    v=v if h==-1 else min(v,h)\n"
    "    resource.setrlimit(k,(v,v))\n"
    "os.execv(sys.argv[3],sys.argv[3:])\n"
)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """
    The program and its limits for one picture file.

    Parameters
    ----------
    program
        Its path.
    languages
        As Tesseract names them: ``eng`` or ``eng+spa``.
    """

    program: str
    languages: str = "eng"
    memory_mb: int = 3_000
    seconds_a_page: int = 60

    def table(self, name: str, picture: bytes, *, dpi: int | None = None, pages: int = 1) -> str:
        """
        Return the table (TSV) of the words in a picture (PNG, JPEG, TIFF, PGM).

        The picture is given on standard input and the table taken from standard output; no file is written.

        Raises
        ------
        MaterialError
            M720 if the program fails or takes too long.
        """
        seconds = self.seconds_a_page * max(1, pages)
        command = [self.program, "stdin", "stdout", "-l", self.languages, "--psm", "3"]
        command += [] if dpi is None else ["--dpi", str(dpi)]
        if sys.platform != "win32":
            limits = [str(self.memory_mb), str(seconds)]
            command = [sys.executable, "-I", "-S", "-c", _CONFINED, *limits, *command]
        environment = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
        environment |= {
            key: os.environ[key] for key in ("TESSDATA_PREFIX", "PATH", "SYSTEMROOT") if key in os.environ
        }
        try:
            done = subprocess.run(
                [*command, "tsv"],
                input=picture,
                capture_output=True,
                timeout=2 * seconds,
                check=False,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            raise refuse(
                "M720",
                name,
                f"OCR did not finish within {2 * seconds} s",
                "scan the pages at 300 dpi, or split the file and read its parts",
            ) from None
        except OSError as error:
            raise refuse(
                "M720",
                name,
                f"OCR could not be started ({error.strerror})",
                f"check that {self.program} runs",
            ) from error
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()
            why = told[-1].strip() if told else f"exit code {done.returncode}"
            raise refuse(
                "M720",
                name,
                f"OCR failed: {why[:160]}",
                "check that the picture opens in a viewer; convert it to PNG, or split the file",
            )
        return done.stdout.decode("utf-8", "replace")


def find_tesseract() -> Tesseract | None:
    """Return the program if it is on the PATH, ``None`` otherwise."""
    program = shutil.which("tesseract")
    return None if program is None else Tesseract(program)
