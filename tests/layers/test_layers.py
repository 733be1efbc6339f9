"""Layers, told once, with the standard library alone: a layer knows only the layers below it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "muster"

#: From the ground up; names on one row are siblings that may not know each other.
ORDER = (
    "errors",
    "domain",
    "casefile intake ledger",
    "marathon sandbox",
    "law",
    "planner",
    "scenario tracking",
    "products",
    "actions",
    "cli web",
)
RANK = {name: rank for rank, row in enumerate(ORDER) for name in row.split()}

#: Third-party package -> the one module (or folder) that may import it.
HOME = {
    "click": "muster.cli",
    "highspy": "muster.planner.highs",
    "nacl": "muster.ledger.signing",
    "msgspec": "muster.casefile.codec",
    "numba": "muster.planner.kernel.compiled",
    "numpy": "muster.planner",
    "psycopg": "muster.ledger.stores.postgres",
    "pypdfium2": "muster.intake.formats.pdf",
    "python_calamine": "muster.casefile.workbook",
    "rich": "muster.cli",
    "segno": "muster.products.qr",
    "xlsxwriter": "muster.products.xlsx",
}
#: Also allowed there: the workbook of a case is read and written in one place; case folder and ledger, which
#: may not know each other, have JSON of their own.
ALSO = {("xlsxwriter", "muster.casefile.workbook"), ("msgspec", "muster.ledger.canonical")}


def imports(tree: ast.Module, module: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: write imports in full, not relative"
            if node.module == "muster":
                yield from (f"muster.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def breaches(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*.py")):
        parts = ("muster", *path.relative_to(root).with_suffix("").parts)
        module = ".".join(part for part in parts if part != "__init__")
        here = parts[1] if len(parts) > 1 else ""
        for target in imports(ast.parse(path.read_text(encoding="utf-8")), module):
            top, _, rest = target.partition(".")
            there = rest.split(".")[0]
            if top == "muster" and here in RANK and there in RANK and here != there:
                if RANK[there] >= RANK[here]:
                    yield f"{module} imports {target}: {here} may not look up or sideways to {there}"
            elif top not in sys.stdlib_module_names and top not in ("muster", "__future__"):
                if top not in HOME:
                    yield f"{module} imports {target}: give {top} one home in HOME first"
                elif not f"{module}.".startswith(f"{HOME[top]}.") and (top, module) not in ALSO:
                    yield f"{module} imports {target}: only {HOME[top]} may"


def test_no_layer_looks_up_and_every_third_party_has_one_home() -> None:
    assert list(breaches(PACKAGE)) == []


def test_the_layer_test_sees_breaches(tmp_path: Path) -> None:
    planted = {
        "domain/case.py": "import muster.law.ask",
        "casefile/folder.py": "from muster.intake import read",
        "law/ask.py": "import highspy",
        "planner/pose.py": "import requests",
        "actions/plan.py": "from muster.planner import solve",
    }
    for name, text in planted.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = "\n".join(breaches(tmp_path))
    assert len(found.splitlines()) == 4, found
    for word in ("muster.law.ask", "muster.intake", "highspy", "requests"):
        assert word in found


def test_no_module_does_anything_when_imported() -> None:
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            assert docstring or isinstance(node, allowed), f"{path}:{node.lineno}: runs on import"
