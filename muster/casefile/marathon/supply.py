"""MARATHON's supply: rows of so many units, each expanded to units with a name and a day of its cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from muster.casefile.faults import Faults, did_you_mean, one_of, shown
from muster.casefile.marathon.edn import Symbol
from muster.casefile.marathon.note import Notes
from muster.casefile.marathon.parameters import Parameters
from muster.casefile.marathon.policies import Policies
from muster.casefile.marathon.tables import Records, Row
from muster.domain.component import Component

__all__ = ("COMPONENTS", "MarathonUnit", "read_supply")

#: MARATHON's compos -> the components of the force.
COMPONENTS = {"AC": Component.RA, "NG": Component.ARNG, "RC": Component.USAR}
_GHOST = "Ghost"
_LARGEST = 100_000
_COLUMNS = ("Enabled", "Quantity", "SRC", "Component", "Policy")
_UNAVAILABLE = "rc-unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarathonUnit:
    """
    One unit as MARATHON makes it.

    ``cycle_day`` is the day of its cycle on day 1 of the run; ``region`` the one that it is aligned to.
    """

    name: str
    src: str
    title: str
    component: Component
    policy: str
    cycle_day: int
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """The units of one row, or of its aligned part: ``first`` counts all units of the run from 1."""

    row: Row
    first: int
    quantity: int
    policy: str
    region: str | None

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        """Units of one key are spread over the cycle together."""
        return self.row.text("SRC"), self.row.text("Component"), self.policy, self.region


def read_supply(
    records: Records,
    special: frozenset[str],
    parameters: Parameters,
    policies: Policies,
    faults: Faults,
    notes: Notes,
) -> list[MarathonUnit]:
    """
    The units of the enabled rows.

    Parameters
    ----------
    special
        SRCs whose units live by the Special policies of Parameters where their row says ``Auto``.
    """
    if not records.has(_COLUMNS, faults):
        return []
    batches: list[_Batch] = []
    count = 0
    for row in records.rows:
        on, quantity = row.is_on("Enabled", faults), row.whole("Quantity", faults, low=0, high=_LARGEST)
        if on is None or quantity is None:
            continue
        src = row.text("SRC")
        if not on:
            notes.add("left_out", "supply rows that are not enabled", "MARATHON leaves them out too", src)
            continue
        if not quantity:
            notes.add("left_out", "supply rows of quantity 0", "there is no unit in them", src)
            continue
        first = count + 1
        count += quantity
        if _is_left_out(row, quantity, faults, notes) or row.name("SRC", faults) is None:
            continue
        policy = _policy(row, src in special, parameters, policies, faults)
        if policy is None:
            continue
        batches += _aligned(row, first, quantity, policy, faults, notes)
    return _spread(batches, policies)


def _is_left_out(row: Row, quantity: int, faults: Faults, notes: Notes) -> bool:
    """Whether units of the row have no counterpart; an unknown component is a fault."""
    compo, src = row.text("Component"), row.text("SRC")
    if compo.casefold() == _GHOST.casefold():
        notes.add(
            "left_out",
            "units of component Ghost",
            "they stand for units that do not exist; Muster plans real ones and shows what is missing",
            src,
            count=quantity,
        )
        return True
    if row.text("Behavior").casefold() == "srm":
        notes.add(
            "left_out",
            "units of behavior SRM",
            "the Sustainable Readiness Model has states of its own, which have no counterpart",
            src,
            count=quantity,
        )
        return True
    if compo not in COMPONENTS:
        faults.add(
            "M806",
            f"the component is {shown(compo)}, not one of {one_of((*COMPONENTS, _GHOST))}",
            help="write AC for the Regular Army, NG for the National Guard, RC for the Reserve",
            where=row.where("Component"),
        )
        return True
    if row.text("Name").casefold() not in ("", "auto"):
        notes.add("read_as", "supply rows with a Name", "MARATHON names units itself, and so does this", src)
    if row.text("SpawnTime") not in ("", "0", "-1", "1", "Auto"):
        notes.add(
            "not_obeyed",
            "supply rows with a SpawnTime",
            "every unit is there from the first day",
            f"{src}: {row.text('SpawnTime')}",
        )
    return False


def _policy(
    row: Row, is_special: bool, parameters: Parameters, policies: Policies, faults: Faults
) -> str | None:
    """The name of a row's policy; ``Auto`` is the component's default of Parameters."""
    name, where = row.text("Policy"), row.where("Policy")
    said = f"the policy {shown(name)}"
    if name.casefold() in ("", "auto"):
        parameter = f"{'Special' if is_special else 'Default'}{row.text('Component')}Policy"
        name = parameters.text(parameter)
        said = f"the policy {shown(name)}, which is {parameter} of Parameters,"
        if not name:
            faults.add(
                "M807",
                f"the policy is Auto, and Parameters has no {parameter}",
                help=f"add {parameter}, or name the policy in the row",
                where=where,
            )
            return None
    if policies.knows(name):
        return name
    near = did_you_mean(name, policies.names())
    faults.add(
        "M807",
        f"{said} is neither in PolicyRecords nor in CompositePolicyRecords",
        help=f"did you mean {near}?" if near else "add the policy, or name another",
        where=where,
    )
    return None


def _aligned(
    row: Row, first: int, quantity: int, policy: str, faults: Faults, notes: Notes
) -> Iterable[_Batch]:
    """The row's units, those that its Tags align to a region before the others."""
    made: list[_Batch] = []
    start = first
    for region, wanted in _alignments(row, faults, notes):
        taken = min(wanted, first + quantity - start)
        if taken < wanted:
            notes.add(
                "read_as",
                "alignments of more units than the row has",
                "all of its units are aligned",
                row.text("SRC"),
            )
        if taken > 0:
            made.append(_Batch(row=row, first=start, quantity=taken, policy=policy, region=region))
        start += taken
    rest = first + quantity - start
    if rest:
        made.append(_Batch(row=row, first=start, quantity=rest, policy=policy, region=None))
    return made


def _alignments(row: Row, faults: Faults, notes: Notes) -> list[tuple[str, int]]:
    """``[[:forward 3]]`` of ``{:preprocess [align-units [[:forward 3]]]}``; other tags are told."""
    tags = row.edn("Tags", faults)
    if tags is None:
        return []
    found: list[tuple[str, int]] = []
    for key, value in tags.items() if isinstance(tags, dict) else ((str(tags), None),):
        if key == "preprocess" and isinstance(value, tuple) and value[:1] == (Symbol("align-units"),):
            pairs = value[1] if len(value) == 2 and isinstance(value[1], tuple) else ()
            for pair in pairs:
                if isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[1], int) and pair[1] >= 0:
                    found.append((str(pair[0]), pair[1]))
                else:
                    pairs = ()
            if pairs:
                continue
        if key == _UNAVAILABLE:
            notes.add(
                "not_obeyed",
                "the tag :rc-unavailable",
                "it is the share by which MARATHON's capacity tool sets the quantity of the demand group"
                " RC_NonBOG-War before a run; the quantities of the tables hold",
                row.text("SRC"),
            )
        else:
            notes.add(
                "not_obeyed",
                f"the tag {shown(str(key))} of supply",
                "its meaning is not known",
                row.text("SRC"),
            )
    return found


def _spread(batches: list[_Batch], policies: Policies) -> list[MarathonUnit]:
    """
    Units with the days of their cycles on day 1 of the run.

    n units of one SRC, component, policy and region stand at ⌊i·L/n⌋, i = 0 … n − 1, on day 0, where L is
    the cycle's length; a row's own CycleTime comes first, and a row of one unit stands alone.
    """
    groups: dict[tuple[str, str, str, str | None], int] = {}
    for batch in batches:
        if _own_time(batch.row) is None:
            groups[batch.key] = groups.get(batch.key, 0) + batch.quantity
    seen: dict[tuple[str, str, str, str | None], int] = {}
    units: list[MarathonUnit] = []
    for batch in batches:
        timeline = policies.timeline(batch.policy)
        if timeline is None:
            continue
        atomic = timeline[0][1]
        row, own = batch.row, _own_time(batch.row)
        for index in range(batch.quantity):
            if own is None:
                rank = seen.get(batch.key, 0)
                seen[batch.key] = rank + 1
                time = rank * atomic.spacing_days // groups[batch.key]
            else:
                time = own
            units.append(
                MarathonUnit(
                    name=f"{batch.first + index}_{row.text('SRC')}_{row.text('Component')}",
                    src=row.text("SRC"),
                    title=row.text("OITitle"),
                    component=COMPONENTS[row.text("Component")],
                    policy=batch.policy,
                    cycle_day=(time + 1) % atomic.cycle.days,
                    region=batch.region,
                )
            )
    return units


def _own_time(row: Row) -> int | None:
    """A CycleTime that the row gives itself; of a row of one unit it is 0 where it is blank."""
    cell = row.text("CycleTime").removesuffix(".0")
    if cell.isdigit() and int(cell):
        return int(cell)
    return 0 if row.text("Quantity").removesuffix(".0") == "1" else None
