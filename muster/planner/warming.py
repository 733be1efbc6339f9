"""
Compiled loops made before they are needed, and never used when their source has changed.

Compiling takes about a minute, once for each version, processor and Python. ``python -m
muster.planner.warming`` does it ahead of time. A search that finds nothing compiled starts that in a process
of its own: half is compiled there while it compiles the other half, and what it did not come to is there the
next time.

Numba keeps what it compiled beside the source, and looks at the file of the compiled function alone, not at
those of the functions that it calls. So what was compiled from other sources is thrown away here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import numpy as np

from muster.domain.case import Case, Planning
from muster.domain.component import Component
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.domain.request import Line
from muster.domain.unit import Skill, Unit, UnitType
from muster.planner.apart import started
from muster.planner.kernel.compiled import available, kept_in, made_by
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose

__all__ = ("beside", "ready", "warm")

_PROGRAM = "from muster.planner.warming import warm; warm()"
_PYTHON = f"py{sys.version_info.major}{sys.version_info.minor}"

#: What is written where the compiled loops are kept, after the hash of their sources: all of them are there.
_READY = " ready"


def warm() -> None:
    """Compile all loops, those of pricing first, unless they are there already."""
    if not available() or ready():
        return
    from muster.planner.kernel.annealer import Annealer
    from muster.planner.kernel.field import lay_out
    from muster.planner.kernel.fillings import SizeAscent
    from muster.planner.kernel.pricer import CompiledPricer

    instance = pose(_smallest(), PlanOptions(assume_lawful=True)).instance
    assert instance is not None
    layout, objective = lay_out(instance), Objective(weights=instance.prices, cost=1)
    master, pricer = Master(instance, objective), CompiledPricer(layout)
    pricer.price(master.duals(np.zeros(master.rows_count)).valuation)
    pricer.rows(master)
    sizes = SizeAscent(master, pricer)
    sizes.valued(sizes.most, np.zeros(master.rows_count))
    annealer = Annealer(layout, objective, instance.prices, 0)
    annealer.load([[] for _ in instance.classes])
    annealer.fill(priced=0)
    annealer.anneal(1, 1.0, 1.0)
    _note(_sources() + _READY)


def ready() -> bool:
    """Whether all loops are compiled; what was compiled from other sources is gone after this."""
    noted, sources = _noted(), _sources()
    if noted.removesuffix(_READY) != sources:
        _forget()
        _note(sources)
    return noted == sources + _READY


@contextmanager
def beside() -> Iterator[None]:
    """Where loops are not compiled yet, they are in a process beside, as long as the block lasts."""
    if ready() or _folder() is None:
        yield
        return
    with started(_PROGRAM):
        yield


def _folder() -> Path | None:
    from muster.planner.kernel.annealing import anneal

    return kept_in(anneal)


def _note_file() -> Path | None:
    folder = _folder()
    return None if folder is None else folder / f"loops.{_PYTHON}.txt"


def _noted() -> str:
    file = _note_file()
    try:
        return "" if file is None else file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _note(text: str) -> None:
    file = _note_file()
    with suppress(OSError):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def _sources() -> str:
    """The hash of all that compiled loops are made of."""
    found = sha256(made_by().encode())
    for file in sorted((Path(__file__).parent / "kernel").glob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()


def _forget() -> None:
    folder = _folder()
    for file in () if folder is None else folder.glob(f"*.{_PYTHON}*.nb[ci]"):
        with suppress(OSError):
            file.unlink()


def _smallest() -> Case:
    """A case with one of everything: what is compiled does not depend on more."""
    first, last = date(2025, 1, 6), date(2025, 3, 3)
    return Case(
        name="smallest",
        as_of=first,
        planning=Planning(start=first, end=last, step_days=7),
        shortfall_prices=((1, 100_000),),
        places=(Place(place="there", kind="sector", lat=0.0, lon=0.0),),
        types=(UnitType(type="unit", headcount=1),),
        skills=(Skill(type="unit", capability="any", headcount=1),),
        units=(Unit(unit="unit", type="unit", component=Component.RA, home="there", policy="policy"),),
        policies=(Policy(policy="policy", max_tour_days=28),),
        lines=(
            Line(
                line="line",
                place="there",
                role="any",
                capability="any",
                headcount=1,
                start=first,
                end=last,
                priority=1,
            ),
        ),
        rates=(Rate(element="pay", amount=Decimal(1), unit="person-day"),),
    )


if __name__ == "__main__":
    try:
        warm()
    except KeyboardInterrupt:
        sys.exit("Stopped. What is compiled is kept; the rest is compiled the next time.")
