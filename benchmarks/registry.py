"""The named cases, with their seeds; a name never changes its meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import Size, national
from muster.domain.case import Case

__all__ = ("CASES", "BenchmarkCase")

EXAMPLES = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True, slots=True)
class BenchmarkCase:
    """
    A case to plan.

    ``compact`` says whether the compact models are tried too: on the others they would need more
    columns than memory holds.
    """

    name: str
    note: str
    make: Callable[[], Case]
    seed: int | None
    compact: bool


def _national(name: str, seed: int, size: Size, note: str, *, compact: bool = True) -> BenchmarkCase:
    return BenchmarkCase(name, note, lambda: national(name, seed, size), seed, compact)


def _example(name: str, folder: str, note: str) -> BenchmarkCase:
    def make() -> Case:
        from muster.casefile.read import read_case

        case, problems = read_case(EXAMPLES / folder)
        if case is None:
            raise SystemExit("\n".join(f"{p.file}:{p.line}: {p.message}" for p in problems))
        return case

    return BenchmarkCase(name, note, make, None, False)


CASES: dict[str, BenchmarkCase] = {
    case.name: case
    for case in (
        _national(
            "tiny", 1, Size(types=6, units=20, lines=8, weeks=26), "20 units in 6 types, 8 lines, 26 weeks"
        ),
        _national("S", 1, Size(types=20, units=200, lines=40), "200 units in 20 types, 40 lines, 52 weeks"),
        _national("S2", 2, Size(types=20, units=200, lines=40), "the same with another seed"),
        _national("S3", 3, Size(types=20, units=200, lines=40), "the same with a third seed"),
        _national(
            "M", 1, Size(types=60, units=1800, lines=150), "1,800 units in 60 types, 150 lines, 52 weeks"
        ),
        _national(
            "S-daily",
            1,
            Size(types=20, units=200, lines=40, step_days=1),
            "case S with a grid of single days",
            compact=False,
        ),
        _example("border", "southwest-border-2025", "the example of the southwest border"),
        _example("helene", "hurricane-helene-2024", "the example of the hurricane"),
    )
}
