"""The named cases, with their seeds; a name never changes its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.generate import Size, national
from benchmarks.scaling import twice_the_units
from benchmarks.shapes import NATIONAL, SHAPES, Shape
from muster.domain.case import Case

__all__ = ("CASES", "SHAPE_CASES", "BenchmarkCase")

EXAMPLES = Path(__file__).parents[1] / "examples"

TINY = Size(types=6, units=20, lines=8, weeks=26)
S = Size(types=20, units=200, lines=40)
M = Size(types=60, units=1800, lines=150)
L = Size(types=200, units=6000, lines=600, weeks=104)
XL = Size(types=500, units=20000, lines=2000, weeks=104)


@dataclass(frozen=True, slots=True)
class BenchmarkCase:
    """
    A case to plan.

    ``compact`` says whether the methods of the compact model are tried too: on the others it would need
    more columns than memory holds. ``seconds`` is the time limit that the targets give, where they do.
    """

    name: str
    note: str
    make: Callable[[], Case]
    seed: int | None
    compact: bool
    seconds: float = 60.0


def _national(
    name: str, seed: int, size: Size, note: str, *, compact: bool = True, seconds: float = 60.0
) -> BenchmarkCase:
    return BenchmarkCase(name, note, lambda: national(name, seed, size), seed, compact, seconds)


def _shaped(name: str, seed: int, size: Size, shape: Shape, note: str) -> BenchmarkCase:
    return BenchmarkCase(name, note, lambda: national(name, seed, size, shape), seed, True)


def _example(name: str, folder: str, note: str) -> BenchmarkCase:
    def make() -> Case:
        from muster.casefile.read import read_case

        case, problems = read_case(EXAMPLES / folder)
        if case is None:
            raise SystemExit("\n".join(f"{p.file}:{p.line}: {p.message}" for p in problems))
        return case

    return BenchmarkCase(name, note, make, None, False)


def _daily(size: Size) -> Size:
    return replace(size, step_days=1)


def _families() -> Iterator[BenchmarkCase]:
    s, m = "200 units in 20 types, 40 lines, 52 weeks", "1,800 units in 60 types, 150 lines, 52 weeks"
    yield _national("tiny", 1, TINY, "20 units in 6 types, 8 lines, 26 weeks")
    yield _national("S", 1, S, s)
    yield _national("S2", 2, S, "the same with another seed")
    yield _national("S3", 3, S, "the same with a third seed")
    yield _national("S4", 4, S, s)
    yield _national("S5", 5, S, s)
    yield _national("M", 1, M, m)
    yield _national("M2", 2, M, m)
    yield _national("M3", 3, M, m)
    large = "6,000 units in 200 types, 600 lines, 104 weeks"
    yield _national("L", 1, L, large, compact=False, seconds=300)
    yield _national("L2", 2, L, large, compact=False, seconds=300)
    huge = "20,000 units in 500 types, 2,000 lines, 104 weeks"
    yield _national("XL", 1, XL, huge, compact=False, seconds=600)
    yield _national("XL2", 2, XL, huge, compact=False, seconds=600)
    yield _national("S-daily", 1, _daily(S), "case S with a grid of single days", compact=False)
    yield _national("S2-daily", 2, _daily(S), "case S2 with a grid of single days", compact=False)
    yield _national("M-daily", 1, _daily(M), "case M with a grid of single days", compact=False)


def _scaled() -> Iterator[BenchmarkCase]:
    """What one thing twice costs: units of the same types with all that goes with them; lines."""
    for name, seed, size in (("S", 1, S), ("M", 1, M)):
        yield BenchmarkCase(
            f"{name}-units-x2",
            f"case {name} twice: twice the units, demand, ceilings, money and seats",
            lambda name=name, seed=seed, size=size: twice_the_units(  # type: ignore[misc]
                national(f"{name}-units-x2", seed, size)
            ),
            seed,
            True,
        )
        yield _national(
            f"{name}-lines-x2",
            seed,
            replace(size, lines=2 * size.lines),
            f"as case {name}, the same demand in twice the lines",
        )


def _shapes() -> Iterator[BenchmarkCase]:
    """Every shape at about the size of S, some at that of M, and other horizons."""
    sizes = {"lumpy": Size(types=12, units=60, lines=120), "plenty": Size(types=20, units=400, lines=40)}
    for number, (name, (shape, note)) in enumerate(SHAPES.items()):
        yield _shaped(f"S-{name}", 101 + number, sizes.get(name, S), shape, note)
        yield _shaped(f"S2-{name}", 201 + number, sizes.get(name, S), shape, note)
    for number, name in enumerate(("fine", "lift", "cheap", "skewed", "scattered")):
        yield _shaped(f"M-{name}", 301 + number, M, *SHAPES[name])
    for weeks, seed in ((13, 121), (104, 122)):
        note = f"the national shape over {weeks} weeks"
        yield _shaped(f"S-{weeks}-weeks", seed, replace(S, weeks=weeks), NATIONAL, note)
    yield _shaped("S-ten-days", 123, replace(S, step_days=10), NATIONAL, "a grid of ten days")


CASES: dict[str, BenchmarkCase] = {
    case.name: case
    for case in (
        *_families(),
        *_scaled(),
        *_shapes(),
        _example("border", "southwest-border-2025", "the example of the southwest border"),
        _example("helene", "hurricane-helene-2024", "the example of the hurricane"),
    )
}

#: What ``--shapes`` sweeps over: every shape once, at the size of S.
SHAPE_CASES = tuple(name for name in CASES if name.startswith("S-") and not name.endswith(("-daily", "-x2")))
