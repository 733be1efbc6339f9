"""A proposed row held against the rules of its table, every fault at the place where a person wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from muster.casefile.cells import Bad
from muster.casefile.columns import TABLES
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.instruments import read_authorities
from muster.casefile.layout import cell
from muster.casefile.tomlplace import Path
from muster.casefile.tree import Node, Tree
from muster.domain.case import Case
from muster.domain.proposal import Proposal

__all__ = ("check_row", "is_held")


class _Grafted(Tree):
    """A document in which one row of a review file stands beside the instruments of the case."""

    def __init__(self, tree: Tree, at: Path, data: dict[str, object], stem: Path) -> None:
        self.file = tree.file
        self.data = data
        self._tree = tree
        self._at = at
        self._stem = stem

    def where(self, path: Path, *, key: bool = False) -> Where:
        """The place in the review file of a value of the row; of anything else, the row."""
        size = len(self._stem)
        rest = path[size:] if path[:size] == self._stem else ()
        return self._tree.where((*self._at, *rest), key=key)


def check_row(row: Proposal, node: Node, case: Case, others: Mapping[str, object], faults: Faults) -> None:
    """
    Record every fault that keeps a row from being written as it stands.

    Parameters
    ----------
    row
        The row, its values as a person left them.
    node
        Where the values stand.
    case
        What the row may refer to.
    others
        Ids of authorities that are to be written too.
    """
    for need in row.needs:
        if need.required:
            options = f"; for instance {one_of(need.options, 6)}" if need.options else ""
            node.fault(
                "M782",
                f"{need.field} is needed before the row can be written: {need.asks}",
                help=f"write {need.field} = …{options}; or write = false, to leave the row out",
                key=need.field if need.field in node.data else None,
            )
    if row.existing is None:
        if row.table in ("authority", "ceiling"):
            _instrument(row, node, case, others, faults)
        else:
            _record(row, node, case)


def is_held(row: Proposal, case: Case) -> bool:
    """
    Whether the case has the row already, as far as its values go.

    Of an authority or ceiling that is the id with the same values; another one of that id is a clash, which
    :func:`check_row` tells.
    """
    values = {key: value for key, value in row.values if value not in (None, "", [], ())}
    if row.table == "authority":
        return any(_says(held, values) for held in case.authorities if held.id == values.get("id"))
    if row.table == "ceiling":
        return any(
            _says(limit, values)
            for held in case.authorities
            if held.id == row.under
            for limit in held.ceilings
            if limit.id == values.get("id")
        )
    return any(_says(held, values) for held in getattr(case, TABLES[row.table].field))


def _says(held: object, values: Mapping[str, object]) -> bool:
    """Whether a row of the case has all these values; those that it keeps beside its columns count too."""
    fields = {"from": "start", "until": "end"}
    extra = dict(getattr(held, "extra", ()))
    for key, value in values.items():
        own = getattr(held, fields.get(key, key), extra.get(key))
        if key == "dollars" and isinstance(own, int):
            own = Decimal(own) / 100
            value = Decimal(str(value))
        if str(cell(tuple(own) if isinstance(own, list) else own)) != str(
            cell(tuple(value) if isinstance(value, list) else value)
        ):
            return False
    return True


def _record(row: Proposal, node: Node, case: Case) -> None:
    spec = TABLES[row.table]
    columns = {column.name: column for column in spec.columns}
    values = dict(row.values)
    for key, value in values.items():
        column = columns.get(key)
        if column is None:
            if key != "source":
                near = did_you_mean(key, columns)
                node.fault_of_key(
                    "M118",
                    f"{spec.name}.csv has no column {shown(key)}",
                    help=f"did you mean {near}?" if near else f"its columns: {one_of(list(columns), 20)}",
                    key=key,
                )
            continue
        if not isinstance(value, str | int | date) or isinstance(value, bool):
            node.wrong(key, "text, a whole number or a date", f'{key} = "…"')
            continue
        read = column.convert(str(cell(value)))
        if isinstance(read, Bad):
            node.fault(read.code, read.message, help=read.help, key=key)
    missing = [name for name, column in columns.items() if column.required and name not in values]
    needed = {need.field for need in row.needs}
    for name in missing:
        if name not in needed:
            node.missing(name, "…")
    if row.table == "strength":
        known = [place.place for place in case.places] + [command.command for command in case.commands]
        known += [unit.unit for unit in case.units]
        for authority in case.authorities:
            known += [authority.id, *(limit.id for limit in authority.ceilings)]
        _known(node, "scope", values.get("scope"), known, "M311")
    elif row.table == "commands":
        known = [command.command for command in case.commands] + [str(values.get("command"))]
        _known(node, "parent", values.get("parent"), known, "M301")
        _known(node, "place", values.get("place"), [place.place for place in case.places], "M301")


def _known(node: Node, key: str, value: object, known: list[str], code: str) -> None:
    if value is None or value in known:
        return
    near = did_you_mean(str(value), known)
    node.fault(
        code,
        f"{key} names {shown(str(value))}, which the case does not have",
        help=f"did you mean {near}?" if near else f"known: {one_of(sorted(set(known)), 12)}",
        key=key if key in node.data else None,
    )


def _instrument(row: Proposal, node: Node, case: Case, others: Mapping[str, object], faults: Faults) -> None:
    """An instrument or a ceiling, read by the reader of authorities.toml among those of the case."""
    stubs: list[dict[str, object]] = [
        {
            "id": authority.id,
            "kind": authority.kind,
            "status": authority.status,
            "ceiling": [{"id": limit.id, "headcount": 0} for limit in authority.ceilings],
        }
        for authority in case.authorities
    ]
    known = {authority.id for authority in case.authorities}
    values = dict(row.values)
    own = values.get("id")
    stubs += [
        {"id": name, "kind": "memorandum", "status": "signed"}
        for name in others
        if name not in known and (row.table == "ceiling" or name != own)
    ]
    if row.table == "authority":
        stubs.append(values)
        stem: Path = ("authority", len(stubs) - 1)
    else:
        owner = next((item for item in stubs if item["id"] == row.under), None)
        if owner is None:
            if row.under is not None:
                _known(node, "under", row.under, [*known, *others], "M408")
            return
        limits = owner.setdefault("ceiling", [])
        assert isinstance(limits, list)
        limits.append(values)
        # The authority's place among the stubs is the ceiling's too.
        stem = ("authority", stubs.index(owner), "ceiling", len(limits) - 1)
    grafted = _Grafted(node.tree, node.path, {"authority": stubs}, stem)
    needed = {need.field for need in row.needs}
    quiet = Faults()
    read_authorities(grafted, quiet, {place.place for place in case.places})
    for problem in quiet.problems():
        if problem.code == "M403" and any(f"{field} is missing" in problem.message for field in needed):
            continue  # said above, with what is asked
        if problem.code == "M406" and row.table == "authority":
            continue
        faults.add(
            problem.code,
            problem.message,
            help=problem.help,
            where=Where(problem.file, problem.line, problem.column, problem.excerpt, problem.width),
            severity=problem.severity,
        )
