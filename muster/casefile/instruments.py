"""``authorities.toml``: the legal instruments, the ceilings they set, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from muster.casefile.cells import ABSURD_HEADCOUNT, component, duty_status, postal
from muster.casefile.faults import Faults, did_you_mean, one_of, shown
from muster.casefile.tomltext import plain_value
from muster.casefile.tree import Node, Tree
from muster.domain.authority import (
    AUTHORITY_KINDS,
    AUTHORITY_STATUSES,
    DUE_BASES,
    Authority,
    Ceiling,
    Due,
)
from muster.domain.component import Component, DutyStatus
from muster.domain.origin import Origin
from muster.domain.quote import Quote
from muster.domain.role import ROLES

__all__ = ("AUTHORITY_KEYS", "CEILING_KEYS", "DUE_KEYS", "QUOTE_KEYS", "authority_ids", "read_authorities")

AUTHORITY_KEYS = (
    "id",
    "kind",
    "title",
    "issuer",
    "issued",
    "verbal",
    "status",
    "from",
    "until",
    "amends",
    "invokes",
    "permits_roles",
    "forbids_roles",
    "states",
    "max_days",
    "emergency",
    "continues",
    "supersedes",
    "rescinds",
    "incorporates",
)
CEILING_KEYS = (
    "id",
    "headcount",
    "dollars",
    "counts",
    "components",
    "duty_statuses",
    "roles",
    "places",
    "excludes_roles",
    "from",
    "until",
    "overlap",
    "replaces",
)
DUE_KEYS = ("what", "days", "after", "business", "owner", "missed")
#: Keys that every authority and ceiling may have; they are kept and not used.
ANNOTATIONS = ("source", "note")
QUOTE_KEYS = ("source", "text", "start", "end")

_TOLERATED = re.compile(r"tolerated:(\d{1,4})\Z", re.ASCII)
_DOLLARS_LIMIT = Decimal(10**13)


def authority_ids(tree: Tree) -> set[str]:
    """Ids of all authorities as written, sound or not."""
    return {str(item["id"]).strip() for item in _tables(tree.data.get("authority")) if "id" in item}


def _tables(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def read_authorities(tree: Tree, faults: Faults, places: Collection[str] | None) -> tuple[Authority, ...]:
    """
    The authorities of a case; faulty ones are recorded and left out.

    Parameters
    ----------
    tree
        The document.
    faults
        Where faults go.
    places
        Known places, for the scope of ceilings; ``None`` if they could not be read.
    """
    root = Node(tree, (), tree.data, faults)
    root.unknown(("authority", "schema"), kept=False)
    ids = authority_ids(tree)
    seen: set[str] = set()
    ceilings: set[str] = set()
    nodes = root.nodes("authority")
    found = [_authority(node, ids, seen, ceilings, places) for node in nodes]
    for node in nodes:
        for limit in node.nodes("ceiling"):
            _amended_ceiling(limit, ceilings)
    return _as_amended(authority for authority in found if authority is not None)


def _amended_ceiling(node: Node, ceilings: Collection[str]) -> None:
    """A ceiling that replaces names another one of the case."""
    other, name = node.text("replaces"), node.text("id")
    if other is None:
        return
    if other == name:
        node.fault(
            "M408",
            f"the ceiling {name} replaces itself",
            help="name the ceiling that it takes the place of",
            key="replaces",
        )
    elif other not in ceilings:
        near = did_you_mean(other, ceilings)
        node.fault(
            "M408",
            f"replaces names the ceiling {shown(other)}, which is not in {node.tree.file}",
            help=f"did you mean {near}?" if near else f"known: {one_of(sorted(ceilings))}",
            key="replaces",
        )


def _as_amended(found: Iterable[Authority]) -> tuple[Authority, ...]:
    """The authorities, with what amending ceilings leave unsaid taken from those that they amend."""
    authorities = tuple(found)
    by_id = {limit.id: (item, limit) for item in authorities for limit in item.ceilings}
    return tuple(
        replace(item, ceilings=tuple(_completed(limit, by_id) for limit in item.ceilings))
        if any(limit.replaces for limit in item.ceilings)
        else item
        for item in authorities
    )


def _completed(limit: Ceiling, by_id: Mapping[str, tuple[Authority, Ceiling]]) -> Ceiling:
    """An amending ceiling with scope, counting and hand-over of the one that it amends, where silent."""
    earlier, seen = limit.replaces, {limit.id}
    owners: list[str] = []
    while earlier is not None and earlier in by_id and earlier not in seen:
        seen.add(earlier)
        owner, base = by_id[earlier]
        owners.append(owner.id)
        limit = replace(
            limit,
            counts="scope" if base.counts == "scope" else limit.counts,
            components=limit.components or base.components,
            duty_statuses=limit.duty_statuses or base.duty_statuses,
            roles=limit.roles or base.roles,
            places=limit.places or base.places,
            excludes_roles=limit.excludes_roles or base.excludes_roles,
            overlap=base.overlap if limit.overlap == "unknown" else limit.overlap,
        )
        earlier = base.replaces
    return replace(limit, also_named=tuple(dict.fromkeys(owners)))


def _authority(
    node: Node, ids: Collection[str], seen: set[str], ceilings: set[str], places: Collection[str] | None
) -> Authority | None:
    name = _id(node, seen, "authority", '"SECDEF-2025-01-22"')
    kind = node.choice("kind", "kind of authority", AUTHORITY_KINDS)
    status = node.choice("status", "status of an authority", AUTHORITY_STATUSES)
    for key, example in (("kind", '"memorandum"'), ("status", '"signed"')):
        if not node.data.get(key):
            node.missing(key, example)
    start, end = _period(node)
    amends, invokes = node.texts("amends"), node.texts("invokes")
    emergency, continues = node.text("emergency"), node.text("continues")
    others = {key: node.texts(key) for key in ("supersedes", "rescinds", "incorporates")}
    for key, several in (("amends", amends), *others.items()):
        for index, other in enumerate(several):
            _refer(node, key, other, ids, name, index)
    for key, single in (("emergency", emergency), ("continues", continues)):
        if single is not None:
            _refer(node, key, single, ids, name)
    permits, forbids = _roles(node, "permits_roles"), _roles(node, "forbids_roles")
    for role in permits:
        if role in forbids:
            node.fault(
                "M415",
                f"{name}: the role {role} is both permitted and forbidden",
                help="keep it in one of the two lists",
                key="forbids_roles",
            )
    extra = tuple(
        (key, plain_value(node.data[key])) for key in _own(node, (*AUTHORITY_KEYS, "ceiling", "quote", "due"))
    )
    quotes = tuple(quote for quote in map(_quote, node.nodes("quote")) if quote is not None)
    dues = [_due(due, ids) for due in node.nodes("due")]
    limits = [_ceiling(ceiling, ceilings, places) for ceiling in node.nodes("ceiling")]
    states = tuple(str(state) for state in node.each("states", postal))
    values = {key: node.day(key) for key in ("issued", "verbal")}
    max_days = node.whole("max_days", 1, 36_525)
    title, issuer = node.text("title"), node.text("issuer")
    if name is None or kind is None or status is None:
        return None
    return Authority(
        id=name,
        kind=kind,
        status=status,
        title=title,
        issuer=issuer,
        issued=values["issued"],
        verbal=values["verbal"],
        start=start,
        end=end,
        amends=amends,
        invokes=invokes,
        permits_roles=permits,
        forbids_roles=forbids,
        states=states,
        max_days=max_days,
        emergency=emergency,
        continues=continues,
        supersedes=others["supersedes"],
        rescinds=others["rescinds"],
        incorporates=others["incorporates"],
        dues=tuple(due for due in dues if due is not None),
        ceilings=tuple(limit for limit in limits if limit is not None),
        quotes=quotes,
        extra=extra,
        origin=Origin(node.tree.file, node.where().line or 1),
    )


def _id(node: Node, seen: set[str], what: str, example: str) -> str | None:
    name = node.identifier("id")
    if name is None:
        if not node.data.get("id"):
            node.missing("id", example)
        return None
    if name in seen:
        node.fault(
            "M412",
            f"the {what} {shown(name)} stands twice",
            help=f"give every {what} an id of its own",
            key="id",
        )
    seen.add(name)
    return name


def _period(node: Node) -> tuple[date | None, date | None]:
    start, end = node.day("from"), node.day("until")
    if start is not None and end is not None and end <= start:
        node.fault(
            "M409",
            f"until {end} is not after from {start}",
            help="until is the first day not included; write a later one, or leave it out for an open end",
            key="until",
        )
    return start, end


def _refer(
    node: Node, key: str, other: str, ids: Collection[str], name: str | None, index: int | None = None
) -> None:
    if other == name:
        node.fault(
            "M408", f"{name}: {key} names the authority itself", help="name another one", key=key, index=index
        )
    elif other not in ids:
        near = did_you_mean(other, ids)
        node.fault(
            "M408",
            f"{key} names the authority {shown(other)}, which is not in {node.tree.file}",
            help=f"did you mean {near}?"
            if near
            else f"add it as an [[authority]]; known: {one_of(sorted(ids))}",
            key=key,
            index=index,
        )


def _roles(node: Node, key: str) -> tuple[str, ...]:
    roles = node.texts(key)
    for index, role in enumerate(roles):
        if role not in ROLES:
            near = did_you_mean(role, ROLES)
            node.faults.warn(
                "M210",
                f"the role {shown(role)} is not in the vocabulary",
                help=(f"did you mean {near}? " if near else "")
                + "`muster schema roles` lists the known ones",
                where=node.where(key, index),
            )
    return roles


def _ceiling(node: Node, seen: set[str], places: Collection[str] | None) -> Ceiling | None:
    name = _id(node, seen, "ceiling", '"SW-1500"')
    headcount = node.whole("headcount", 0, ABSURD_HEADCOUNT)
    dollars = node.decimal("dollars", Decimal(0), _DOLLARS_LIMIT)
    given = [key for key in ("headcount", "dollars") if key in node.data]
    if len(given) != 1:
        node.fault(
            "M406",
            f"the ceiling {name or ''} has"
            f" {'both headcount and dollars' if given else 'neither headcount nor dollars'}",
            help="a ceiling limits either people (headcount = 1500) or money (dollars ="
            " 400_000_000); write two ceilings for both",
            key=given[1] if given else None,
        )
    if dollars is not None and dollars * 100 != int(dollars * 100):
        node.fault("M410", "dollars has parts of a cent", help="write whole cents", key="dollars")
    counts = node.choice("counts", "way of counting", ("named", "scope")) or "named"
    overlap = node.text("overlap") or "unknown"
    if overlap not in ("counted", "excluded", "unknown") and not _TOLERATED.match(overlap):
        node.fault(
            "M407",
            f"{shown(overlap)} is not a rule for hand-over days",
            help='write overlap = "counted", "excluded", "tolerated:14" (days) or "unknown"',
            key="overlap",
        )
    start, end = _period(node)
    where = node.texts("places")
    if places is not None:
        for index, place in enumerate(where):
            if place not in places:
                near = did_you_mean(place, places)
                node.fault(
                    "M408",
                    f"the ceiling {name or ''} names the place {shown(place)}, which is not in places.csv",
                    help=f"did you mean {near}?"
                    if near
                    else f"add it to places.csv; known: {one_of(sorted(places))}",
                    key="places",
                    index=index,
                )
    components = tuple(Component(str(item)) for item in node.each("components", component))
    statuses = tuple(DutyStatus(str(item)) for item in node.each("duty_statuses", duty_status))
    roles, excluded = _roles(node, "roles"), _roles(node, "excludes_roles")
    extra = tuple((key, plain_value(node.data[key])) for key in _own(node, CEILING_KEYS))
    if name is None:
        return None
    return Ceiling(
        id=name,
        headcount=headcount,
        dollars=None if dollars is None else int(dollars * 100),
        counts=counts,
        components=components,
        duty_statuses=statuses,
        roles=roles,
        places=where,
        excludes_roles=excluded,
        start=start,
        end=end,
        overlap=overlap,
        replaces=node.text("replaces"),
        extra=extra,
        origin=Origin(node.tree.file, node.where().line or 1),
    )


def _due(node: Node, ids: Collection[str]) -> Due | None:
    """What the instrument orders by a number of days, and from which day or days they may count."""
    what, days = node.text("what"), node.whole("days", 0, 36_525)
    for key, example in (("what", '"commander\'s estimate"'), ("days", "30")):
        if key not in node.data or node.data[key] == "":
            node.missing(key, example)
    after = node.texts("after") or ("issued",)
    for index, base in enumerate(after):
        if base not in DUE_BASES and base not in ids and not _is_day(base):
            node.fault(
                "M405",
                f"{shown(base)} is nothing that days can count from",
                help=f"write {one_of(DUE_BASES)}, a day such as 2025-01-20, or the id of an authority",
                key="after",
                index=index,
            )
    business = node.choice("business", "way of counting days", ("y", "n")) == "y"
    owner, missed = node.text("owner"), node.text("missed")
    extra = tuple((key, plain_value(node.data[key])) for key in _own(node, DUE_KEYS))
    if what is None or days is None:
        return None
    return Due(
        what=what,
        days=days,
        after=after,
        business=business,
        owner=owner,
        missed=missed,
        extra=extra,
        origin=Origin(node.tree.file, node.where().line or 1),
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _own(node: Node, known: tuple[str, ...]) -> list[str]:
    """The user's own keys, in their order; all but annotations are told as warnings."""
    node.unknown((*known, *ANNOTATIONS))
    return [key for key in node.data if key not in known]


def _quote(node: Node) -> Quote | None:
    source, text = node.text("source"), node.text("text", verbatim=True)
    for key, example in (("source", '"sources/memo.txt"'), ("text", '"up to 1,500"')):
        if not node.data.get(key):
            node.missing(key, example)
    node.unknown(QUOTE_KEYS, kept=False)
    start, end = node.whole("start", 0, 2**53), node.whole("end", 0, 2**53)
    if source is None or text is None:
        return None
    return Quote(source=source, text=text, start=start, end=end)
