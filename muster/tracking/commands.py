"""
Who commands, supports, or has tactical control, on a day and over time.

A command in dual status stands in two chains, one federal and one of a State (32 USC 325); they are shown
apart and never merged. Which of the two is federal is what its parents say, and is not guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from muster.domain.case import Case
from muster.domain.command import Command
from muster.domain.component import DutyStatus
from muster.domain.period import Period
from muster.domain.unit import Unit
from muster.tracking.people import People

__all__ = ("ChartNode", "CommandChange", "CommandChart", "changes_of", "chart_on")

#: Relations that make a chain of command; the others stand beside it.
_CHAINS = ("command", "dual_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartNode:
    """
    A command in one chain, with those under it.

    Parameters
    ----------
    relation
        To the command above: ``command`` or ``dual_status``; ``None`` at the top.
    beside
        Its other relations on the day: ``(support, CBP)``, ``(tactical_control, JTF-SB)``.
    units, people
        Units that have tours under it on the day, and the people of these tours; ``by_status`` divides them
        by duty status, which tells the chains of a dual-status commander apart.
    """

    command: str
    name: str | None
    relation: str | None
    place: str | None
    beside: tuple[tuple[str, str], ...]
    units: int
    people: int
    by_status: tuple[tuple[DutyStatus, int], ...]
    under: tuple[ChartNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandChart:
    """
    Who commands on a day.

    Parameters
    ----------
    chains
        The tops, each with all that is under it; a command in dual status stands in each of its chains.
    dual
        Commands in dual status, each with the tops of its chains, as far as they are recorded.
    others
        Commands of the case that stand in no relation on the day, such as a supported agency.
    undivided
        Commands under one in dual status of which the rows do not say in which of its chains they stand: they
        are shown in each.
    not_standing
        Commands that units or lines with tours on the day name, though no row of theirs holds on it.
    """

    day: date
    chains: tuple[ChartNode, ...]
    dual: tuple[tuple[str, tuple[str, ...]], ...]
    others: tuple[str, ...]
    undivided: tuple[str, ...]
    not_standing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandChange:
    """
    What changes on a day.

    ``kind`` is ``transfer`` (one command ends and another begins under the same parent in the same relation:
    ``before`` hands over to ``after``), ``begins``, ``ends`` or ``moves`` (to another parent, relation or
    place).
    """

    day: date
    kind: str
    relation: str | None
    parent: str | None
    before: Command | None
    after: Command | None

    @property
    def message(self) -> str:
        """The change as a sentence."""
        relation = (self.relation or "command").replace("_", " ")
        if self.kind == "transfer":
            assert self.before is not None and self.after is not None
            under = f" of {self.parent}" if relation == "support" else f" under {self.parent}"
            what = "authority" if self.relation in (*_CHAINS, None) else relation
            return f"transfer of {what} from {self.before.command} to {self.after.command}{under}"
        row = self.after or self.before
        assert row is not None
        if self.kind == "begins":
            return f"{row.command} begins: {_stands(row)}"
        if self.kind == "ends":
            return f"{row.command} ends: {_stands(row)}"
        assert self.before is not None and self.after is not None
        return f"{row.command} moves from {_stands(self.before)} to {_stands(self.after)}"


def _stands(row: Command) -> str:
    relation = {
        "support": "in support of",
        "tactical_control": "under the tactical control of",
        "dual_status": "in dual status under",
    }.get(row.relation or "command", "under")
    where = f", at {row.place}" if row.place else ""
    return (f"{relation} {row.parent}" if row.parent else "under none that is recorded") + where


def _holds(row: Command, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or day < row.end)


def chart_on(case: Case, day: date, people: People | None = None) -> CommandChart:
    """
    The chains of command on a day, by the rows of ``commands.csv`` that hold on it.

    With ``people``, the units and headcounts that tours (of the plan, or ordered) put under each command.
    """
    rows = [row for row in case.commands if _holds(row, day)]
    names = {row.command: row.name for row in case.commands if row.name}
    places = {row.command: row.place for row in rows if row.place}
    under: defaultdict[str, list[Command]] = defaultdict(list)
    above: defaultdict[str, list[Command]] = defaultdict(list)
    beside: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.parent is None:
            continue
        if row.relation in (*_CHAINS, None):
            under[row.parent].append(row)
            above[row.command].append(row)
        else:
            beside[row.command].append((row.relation or "command", row.parent))
    units, heads = _tours(people, day)
    standing = {row.command for row in rows}

    def node(command: str, relation: str | None, seen: frozenset[str]) -> ChartNode:
        inner = () if command in seen else tuple(under[command])
        return ChartNode(
            command=command,
            name=names.get(command),
            relation=relation,
            place=places.get(command),
            beside=tuple(dict.fromkeys(beside[command])),
            units=len(units.get(command, ())),
            people=sum(heads[command].values()),
            by_status=tuple(sorted(heads[command].items())),
            under=tuple(
                node(row.command, row.relation or "command", seen | {command})
                for row in sorted(inner, key=lambda row: row.command)
            ),
        )

    tops = list(dict.fromkeys([row.command for row in rows] + [row.parent for row in rows if row.parent]))
    tops = [name for name in tops if not above[name]]
    chained = [name for name in tops if under[name] or beside[name] or units.get(name)]
    supported = {parent for found in beside.values() for _, parent in found}
    others = [name for name in tops if name not in chained and name not in supported]
    supported_only = [name for name in tops if name not in chained and name in supported]
    dual = {
        row.command: tuple(dict.fromkeys(_top(above, item.parent or "") for item in above[row.command]))
        for row in rows
        if row.relation == "dual_status"
    }
    return CommandChart(
        day=day,
        chains=tuple(node(name, None, frozenset()) for name in chained),
        dual=tuple(dual.items()),
        others=(*others, *supported_only),
        undivided=tuple(
            dict.fromkeys(row.command for name, tops in dual.items() if len(tops) > 1 for row in under[name])
        ),
        not_standing=tuple(sorted(name for name in units if name not in standing)),
    )


def _tours(
    people: People | None, day: date
) -> tuple[dict[str, set[str]], defaultdict[str, Counter[DutyStatus]]]:
    """Units and headcounts present on the day, by the command of their line, or their own."""
    units: defaultdict[str, set[str]] = defaultdict(set)
    heads: defaultdict[str, Counter[DutyStatus]] = defaultdict(Counter)
    for tour in () if people is None else people.planned or people.ordered:
        name = _command_of(tour.line.command, tour.unit)
        if name is not None and tour.start <= day < tour.end:
            units[name].add(f"{tour.unit.unit} {tour.element}")
            heads[name][tour.duty_status] += tour.headcount
    return units, heads


def _command_of(line: str | None, unit: Unit) -> str | None:
    return line or unit.command


def _top(above: dict[str, list[Command]], command: str) -> str:
    """The top of the chain that a command stands in; of several chains the first."""
    seen = {command}
    while above.get(command) and (parent := above[command][0].parent) is not None and parent not in seen:
        command = parent
        seen.add(command)
    return command


def changes_of(commands: Iterable[Command], period: Period | None = None) -> tuple[CommandChange, ...]:
    """
    Every change of a command's place in the chart, by day; those of ``period`` alone where it is given.

    Examples
    --------
    >>> day = date(2025, 3, 14)
    >>> rows = (
    ...     Command(command="JTF-N", parent="NORTHCOM", relation="command", end=day),
    ...     Command(command="JTF-SB", parent="NORTHCOM", relation="command", start=day),
    ... )
    >>> [(change.day.isoformat(), change.message) for change in changes_of(rows)]
    [('2025-03-14', 'transfer of authority from JTF-N to JTF-SB under NORTHCOM')]
    """
    ends: defaultdict[date, list[Command]] = defaultdict(list)
    begins: defaultdict[date, list[Command]] = defaultdict(list)
    for row in commands:
        if row.start is not None:
            begins[row.start].append(row)
        if row.end is not None:
            ends[row.end].append(row)
    found: list[CommandChange] = []
    for day in sorted({*ends, *begins}):
        found.extend(_on(day, list(ends[day]), list(begins[day])))
    return tuple(change for change in found if period is None or change.day in period)


def _on(day: date, gone: list[Command], come: list[Command]) -> Iterator[CommandChange]:
    """Changes of one day: the same command elsewhere, one command in another's place, the rest."""
    for kind, matches in (("moves", _same_command), ("transfer", _same_place)):
        for before in tuple(gone):
            after = next((row for row in come if matches(before, row)), None)
            if after is not None:
                gone.remove(before)
                come.remove(after)
                yield CommandChange(
                    day=day,
                    kind=kind,
                    relation=after.relation,
                    parent=after.parent,
                    before=before,
                    after=after,
                )
    for row in gone:
        yield CommandChange(
            day=day, kind="ends", relation=row.relation, parent=row.parent, before=row, after=None
        )
    for row in come:
        yield CommandChange(
            day=day, kind="begins", relation=row.relation, parent=row.parent, before=None, after=row
        )


def _same_command(before: Command, after: Command) -> bool:
    support = ("support", "tactical_control")
    return before.command == after.command and (before.relation in support) == (after.relation in support)


def _same_place(before: Command, after: Command) -> bool:
    return (
        before.parent is not None
        and before.parent == after.parent
        and (before.relation or "command") == (after.relation or "command")
    )
