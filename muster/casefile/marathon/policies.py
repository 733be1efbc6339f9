"""MARATHON's rotational policies: atomic ones, composites of them by period, and the periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from muster.casefile.faults import Faults, did_you_mean, one_of, shown
from muster.casefile.marathon.note import Notes
from muster.casefile.marathon.tables import ENDLESS, Records, Row
from muster.domain.cycle import Cycle

__all__ = ("Atomic", "Policies", "Stretch", "read_policies")

#: Templates whose units demobilize after a full tour, and for how long (measured in runs of MARATHON).
_DEMOBILIZING = frozenset(("rc11", "rc12", "rc13", "rc14", "rc15", "rc14remob", "rcopsus", "rcffg"))
_DEMOBILIZATION_DAYS = 95
#: Days of a cycle that count as endless; then the expected dwell spaces the units.
_ENDLESS_CYCLE = 10_000
_USUAL_DWELL = 1_095
#: Days of the states at home of MARATHON's templates, and the states that Deltas lengthen.
_TEMPLATE_DAYS = {"ac11": 730, "ac12": 1095, "ac13": 1095, "rc12": 1095, "rc14": 1825, "rc15": 2190}
_STATES = ("Reset", "Train", "Ready", "Available")
_ALWAYS = "permanent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Atomic:
    """
    A policy with one cycle.

    ``spacing_days`` is the length over which MARATHON spreads units at the start: the cycle's own, or
    for an endless one the dwell that is expected.
    """

    name: str
    cycle: Cycle
    spacing_days: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days ``[start, end)`` of the run on which one period holds; ``end`` is ``None`` for the last."""

    name: str
    start: int
    end: int | None


@dataclass(slots=True)
class Policies:
    """
    Everything that can be asked of policies; an atomic one is judged when it is first asked for.

    Parameters
    ----------
    recovery_days
        MARATHON's DefaultRecoveryTime, for policies without one of their own.
    """

    atomics: Mapping[str, Row]
    composites: Mapping[str, Mapping[str, tuple[str, Row]]]
    stretches: tuple[Stretch, ...]
    recovery_days: int
    faults: Faults
    notes: Notes
    _judged: dict[str, Atomic | None] = field(default_factory=dict)
    _timelines: dict[str, tuple[tuple[Stretch, Atomic], ...] | None] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether there is a policy of that name."""
        return name in self.atomics or name in self.composites

    def is_composite(self, name: str) -> bool:
        """Whether the policy changes by period; an atomic one of the same name is what is meant first."""
        return name not in self.atomics

    def names(self) -> list[str]:
        """Every name, for suggestions."""
        return [*self.atomics, *self.composites]

    def atomic(self, name: str) -> Atomic | None:
        """The atomic policy, or ``None`` with a fault told once."""
        if name not in self._judged:
            self._judged[name] = self._atomic(self.atomics[name])
        return self._judged[name]

    def timeline(self, name: str) -> tuple[tuple[Stretch, Atomic], ...] | None:
        """
        Which atomic policy holds when, for a policy of either kind; ``None`` if one of them is faulty.

        A composite without a policy for a period keeps the one before.
        """
        if name not in self._timelines:
            self._timelines[name] = self._timeline(name)
        return self._timelines[name]

    def _timeline(self, name: str) -> tuple[tuple[Stretch, Atomic], ...] | None:
        if not self.is_composite(name):
            atomic = self.atomic(name)
            return None if atomic is None else ((Stretch("", 1, None), atomic),)
        parts = self.composites[name]
        if not self.stretches[0].name and _ALWAYS not in parts and self.faults.failed:
            return None
        if not self.stretches[0].name and _ALWAYS not in parts:
            self.faults.add(
                "M802",
                f"the table PeriodRecords is missing, and the policy {shown(name)} changes by period",
                help="add PeriodRecords, or give the units another policy",
            )
            return None
        found: list[tuple[Stretch, Atomic]] = []
        for stretch in self.stretches:
            part = parts.get(stretch.name.casefold()) or parts.get(_ALWAYS)
            if part is None:
                if not found:
                    row = next(iter(parts.values()))[1]
                    self.faults.add(
                        "M809",
                        f"the composite policy {shown(name)} has no policy for the period"
                        f" {shown(stretch.name)}, with which the run begins",
                        help=f"add a row for it; it has: {one_of([*parts])}",
                        where=row.where("Period"),
                    )
                    return None
                self.notes.add(
                    "read_as",
                    "composite policies without a policy for a period",
                    "the policy of the period before goes on",
                    f"{name} in {stretch.name}",
                )
                before, atomic = found.pop()
                found.append((Stretch(before.name, before.start, stretch.end), atomic))
                continue
            policy, row = part
            if policy not in self.atomics:
                near = did_you_mean(policy, self.atomics)
                self.faults.add(
                    "M807",
                    f"the composite policy {shown(name)} names {shown(policy)}, which PolicyRecords does not"
                    " have",
                    help=f"did you mean {near}?" if near else "add it to PolicyRecords",
                    where=row.where("Policy"),
                )
                return None
            own = self.atomic(policy)
            if own is None:
                return None
            found.append((stretch, own))
        return tuple(found)

    def _atomic(self, row: Row) -> Atomic | None:
        name = row.text("PolicyName")
        numbers = {
            column: row.whole(column, self.faults, low=0, high=999_999_999)
            for column in ("MaxDwell", "MaxBOG", "StartDeployable", "StopDeployable", "Overlap")
        }
        if any(value is None for value in numbers.values()):
            return None
        days, bog, start, stop, overlap = (value for value in numbers.values() if value is not None)
        if row.text("BOGBudget").casefold() not in ("", "auto"):
            given = row.whole("BOGBudget", self.faults, low=0, high=999_999_999)
            if given is None:
                return None
            bog = given
        recovery = row.whole("Recovery", self.faults, low=0) if row.text("Recovery") else 0
        if recovery is None:
            return None
        template = row.text("Template")
        self._tell_lengths(row, days)
        stop = min(stop, days)
        if not start < stop or not overlap < bog:
            window = f"its window from StartDeployable {start} to StopDeployable {stop} is empty"
            self.faults.add(
                "M808",
                f"nobody can live by the policy {shown(name)}: "
                + (window if not start < stop else f"BOGBudget {bog} is not more than Overlap {overlap}"),
                help="correct the numbers, or give the units another policy",
                where=row.where("StartDeployable" if not start < stop else "BOGBudget"),
            )
            return None
        return Atomic(
            name=name,
            cycle=Cycle(
                days=days,
                deployable_from=start,
                deployable_until=stop,
                bog_days=bog,
                overlap_days=overlap,
                recovery_days=recovery or self.recovery_days,
                demobilization_days=_DEMOBILIZATION_DAYS if template.casefold() in _DEMOBILIZING else 0,
            ),
            spacing_days=self._spacing(row, days),
        )

    def _tell_lengths(self, row: Row, days: int) -> None:
        """MaxDwell is what counts; where the template's states add up to another length, that is told."""
        length, deltas = _TEMPLATE_DAYS.get(row.text("Template").casefold()), row.edn("Deltas", self.faults)
        changes = deltas if isinstance(deltas, dict) else {}
        days_of_states = [
            value for key, value in changes.items() if key in _STATES and isinstance(value, int)
        ]
        if length is not None and days <= _ENDLESS_CYCLE and length + sum(days_of_states) != days:
            self.notes.add(
                "read_as",
                "policies whose MaxDwell is not the sum of their template's states",
                "MaxDwell is the length of the cycle",
                f"{row.text('PolicyName')}: {days}, not {length + sum(days_of_states)}",
            )

    def _spacing(self, row: Row, days: int) -> int:
        if days <= _ENDLESS_CYCLE:
            return days
        deltas = row.edn("Deltas", self.faults)
        expected = deltas.get("expected-dwell") if isinstance(deltas, dict) else None
        if isinstance(expected, int) and 0 < expected < ENDLESS:
            return expected
        return _USUAL_DWELL


_POLICY_COLUMNS = (
    "PolicyName",
    "Template",
    "MaxDwell",
    "MaxBOG",
    "StartDeployable",
    "StopDeployable",
    "Overlap",
)


def read_policies(
    tables: Mapping[str, Records], recovery_days: int, faults: Faults, notes: Notes
) -> Policies | None:
    """The policies of PolicyRecords, CompositePolicyRecords, PolicyDefs and PeriodRecords."""
    records = tables["PolicyRecords"]
    if not records.has(_POLICY_COLUMNS, faults):
        return None
    atomics: dict[str, Row] = {}
    for row in records.rows:
        if row.name("PolicyName", faults) is None:
            continue
        if row.text("PolicyName") in atomics:
            notes.add(
                "left_out",
                "policies that stand twice in PolicyRecords",
                "the first row holds",
                row.text("PolicyName"),
            )
        atomics.setdefault(row.text("PolicyName"), row)
    composites = _composites(tables.get("CompositePolicyRecords"), faults)
    _definitions(tables.get("PolicyDefs"), composites, faults, notes)
    return Policies(
        atomics=atomics,
        composites=composites,
        stretches=_stretches(tables.get("PeriodRecords"), faults),
        recovery_days=recovery_days,
        faults=faults,
        notes=notes,
    )


def _composites(records: Records | None, faults: Faults) -> dict[str, dict[str, tuple[str, Row]]]:
    found: dict[str, dict[str, tuple[str, Row]]] = {}
    if records is None or not records.has(("CompositeName", "Period", "Policy"), faults):
        return found
    for row in records.rows:
        parts = found.setdefault(row.text("CompositeName"), {})
        parts.setdefault(row.text("Period").casefold(), (row.text("Policy"), row))
    return found


def _definitions(
    records: Records | None,
    composites: dict[str, dict[str, tuple[str, Row]]],
    faults: Faults,
    notes: Notes,
) -> None:
    """Composites of PolicyDefs that CompositePolicyRecords does not have."""
    if records is None or not records.has(("CompositeName", "Composition"), faults):
        return
    for row in records.rows:
        name = row.text("CompositeName")
        if name in composites:
            continue
        value = row.edn("Composition", faults)
        if isinstance(value, dict):
            composites[name] = {
                str(period).casefold(): (str(policy), row) for period, policy in value.items()
            }
        elif isinstance(value, tuple) and len(value) == 1:
            composites[name] = {_ALWAYS: (str(value[0]), row)}
        elif value is not None:
            notes.add(
                "left_out",
                "composite policies that follow each other without periods",
                "only composites by period have a counterpart; a unit that named one would be a fault",
                name,
            )


def _stretches(records: Records | None, faults: Faults) -> tuple[Stretch, ...]:
    """The periods from day 1 on, in order; days between two of them belong to the one before."""
    if records is None or not records.has(("Name", "FromDay", "ToDay"), faults):
        return (Stretch("", 1, None),)
    spans: list[tuple[int, int, str, Row]] = []
    for row in records.rows:
        first = row.whole("FromDay", faults, low=-ENDLESS, high=10**9)
        last = row.whole("ToDay", faults, low=-ENDLESS, high=10**9)
        if first is not None and last is not None and last >= 1:
            spans.append((first, last, row.text("Name"), row))
    spans.sort(key=lambda span: span[:2])
    for (_, last, name, _), (first, _, other, row) in pairwise(spans):
        if first <= last:
            faults.add(
                "M809",
                f"the periods {shown(name)} and {shown(other)} both hold on day {first}",
                help="FromDay and ToDay are the first and the last day of a period",
                where=row.where("FromDay"),
            )
    if not spans:
        return (Stretch("", 1, None),)
    starts: list[int] = [1, *(first for first, _, _, _ in spans[1:])]
    ends: Iterable[int | None] = [*starts[1:], None]
    return tuple(
        Stretch(name, start, end) for start, end, (_, _, name, _) in zip(starts, ends, spans, strict=True)
    )
