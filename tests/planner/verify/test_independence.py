"""The checker shares no code with the search."""

import ast
from pathlib import Path

import muster.planner.verify

ROOT = Path(muster.planner.verify.__file__).parent
OWN = [ROOT / "verify.py", *sorted((ROOT / "checker").glob("*.py"))]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_the_checker_imports_nothing_of_the_planner_but_itself() -> None:
    assert len(OWN) > 5
    for path in OWN:
        for name in imported(path):
            own = name.startswith(("muster.planner.checker.", "muster.planner.verify."))
            assert own or not name.startswith("muster.planner"), f"{path.name} imports {name}"
            assert name.split(".")[0] not in ("numpy", "highspy", "importlib"), f"{path.name} imports {name}"


def test_importing_the_checker_loads_nothing_of_the_search() -> None:
    import subprocess
    import sys

    code = (
        "import sys, muster.planner.verify; print(sorted(m for m in sys.modules "
        "if m.startswith(('muster.planner.', 'numpy', 'highspy')) and not "
        "m.startswith(('muster.planner.checker', 'muster.planner.verify'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
