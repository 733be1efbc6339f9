"""Which row of a case a fact supports. A proposal is made; nothing here writes, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from muster.domain.authority import AUTHORITY_KINDS, Authority
from muster.domain.case import Case
from muster.domain.fact import Document, Fact
from muster.domain.proposal import Need, Proposal
from muster.domain.source import Source
from muster.domain.strength import STRENGTH_KINDS
from muster.intake.across.scope import place_form, places_meet, scope_of
from muster.intake.grammars.forces import FORCE
from muster.intake.plain import plain

__all__ = ("authority_for", "propose")

_KIND_OF = (
    ("Executive Order", "EO", "executive_order"),
    ("Proclamation", "PROC", "proclamation"),
    ("NSPM", "NSPM", "memorandum"),
)
_HEADED = (
    (re.compile(r"^ *(?:EXECUTIVE ORDER|Executive Order)\b", re.MULTILINE), "executive_order"),
    (re.compile(r"^ *(?:A )?(?:PROCLAMATION|Proclamation)\b", re.MULTILINE), "proclamation"),
    (re.compile(r"\bMEMORANDUM\b|^ *Memorandum\b", re.MULTILINE), "memorandum"),
)
#: Of an instrument, by what the words say of it; "authorised" and "reported" leave its form open.
_STATUS = {
    "ordered": "signed",
    "signed": "signed",
    "expected": "expected",
    "planned": "proposed",
    "proposed": "proposed",
    "possible": "proposed",
}
_STRENGTH = {
    "reported": "on_duty",
    "ordered": "announced",
    "authorised": "announced",
    "signed": "announced",
    "expected": "planned",
    "planned": "planned",
    "proposed": "planned",
}
_SCOPES = ("installation", "sector", "state", "airfield", "other")
_RELATIONS = (
    (re.compile(r"\btactical control\b", re.IGNORECASE), "tactical_control"),
    (re.compile(r"\bdual[- ]status\b", re.IGNORECASE), "dual_status"),
    (re.compile(r"\b(?:in support of|supports?|supporting)\b", re.IGNORECASE), "support"),
    (
        re.compile(
            r"\b(?:command(?:s|ed)?(?= (?:of|over|the|by))|reports? to|answers? to|subordinate|oversees?|"
            r"directs?|under)\b",
            re.IGNORECASE,
        ),
        "command",
    ),
)
_DOWNWARD = re.compile(r"\b(?:oversees?|commands|directs|leads)\b")
_UPWARD = re.compile(r"\b(?:reports? to|answers? to|subordinate to|under|took over the mission from)\b")
_HEADQUARTERS = re.compile(r"Command\b|Task Force|\bJTF|COM\b|ARNORTH|Northcom|Brigade|Division")
_SECTION = re.compile(r"(\d{1,2}) U\.S\.C\. (.+)")
_MOST_OPTIONS = 12


def propose(fact: Fact, case: Case, document: Document, source: Source) -> tuple[Proposal, ...]:
    """
    The rows that a fact supports, none for most kinds.

    Parameters
    ----------
    fact
        As accepted or corrected.
    case
        The case that would have them; an instrument that it has is not proposed again.
    document, source
        The fact's document, and what it is worth.
    """
    if fact.status == "denied":
        return ()
    if fact.kind in ("authority", "declaration"):
        return tuple(_instruments(fact, case, document, source))
    if fact.kind == "ceiling":
        return tuple(_ceiling(fact, case, document, source))
    if fact.kind in ("strength", "movement"):
        return tuple(_strength(fact, case, document))
    if fact.kind == "command":
        return tuple(_command(fact, case, document))
    return ()


def authority_for(case: Case, citation: str) -> Authority | None:
    """The case's instrument of a citation such as "Executive Order 14167", by its id or its title."""
    number = citation.rpartition(" ")[2].rpartition("-")[2]
    for authority in case.authorities:
        digits = re.findall(r"\d+", authority.id)
        named = citation.casefold() in (authority.title or "").casefold()
        if named or (number in digits and _family(citation) in authority.id.upper()):
            return authority
    return None


def _family(citation: str) -> str:
    return next((short for name, short, _ in _KIND_OF if citation.startswith(name)), citation)


def _instruments(fact: Fact, case: Case, document: Document, source: Source) -> Iterator[Proposal]:
    """The instrument that the fact cites, or the document itself where it is one."""
    quote = (f"sources/{document.doc}", fact.quote)
    own = _own_instrument(case, document, source)
    numbered = [cite for cite in fact.citations if any(cite.startswith(name) for name, *_ in _KIND_OF)]
    for cite in numbered:
        held = authority_for(case, cite)
        if held is not None:
            yield Proposal(
                table="authority",
                values=(("id", held.id),),
                quote=quote,
                existing=held.id,
                because=f"the case has {cite} as {held.id}; its quote would be added",
            )
            continue
        _, short, kind = next(item for item in _KIND_OF if cite.startswith(item[0]))
        number = cite.rpartition(" ")[2].rpartition("-")[2]
        day = _day(fact.date)
        needs = [_need_status(fact)] if _status(fact, source) is None else []
        yield Proposal(
            table="authority",
            values=_present(
                id=f"{short}-{number}",
                kind="declaration" if fact.kind == "declaration" else kind,
                title=cite,
                issued=day,
                status=_status(fact, source),
            ),
            quote=quote,
            needs=tuple(needs),
            because=f"it cites {cite}",
        )
    if numbered:
        return
    sections = [f"{found[1]} USC {found[2]}" for cite in fact.citations if (found := _SECTION.match(cite))]
    if own is not None:
        yield _with_sections(own, sections, quote, fact)
    elif fact.kind == "declaration" or sections or fact.status in ("signed", "expected", "ordered"):
        yield _unnamed(fact, document, sections, quote)


def _with_sections(own: Proposal, sections: list[str], quote: tuple[str, str], fact: Fact) -> Proposal:
    values = dict(own.values)
    if sections and own.existing is None:
        values["invokes"] = list(sections)
    if fact.kind == "declaration" and own.existing is None:
        values["kind"] = "declaration"
    return Proposal(
        table="authority",
        values=tuple(values.items()),
        quote=quote,
        needs=tuple(need for need in own.needs if need.field not in values),
        because="the document is the instrument"
        + (f"; it invokes {', '.join(sections)}" if sections else ""),
        existing=own.existing,
    )


def _unnamed(fact: Fact, document: Document, sections: list[str], quote: tuple[str, str]) -> Proposal:
    """An instrument that the text tells of without a number: a person must say what it is."""
    kind = "declaration" if fact.kind == "declaration" else None
    needs = [Need(field="id", asks="what is the instrument called?", options=(_slug(document.doc),))]
    if kind is None:
        needs.append(Need(field="kind", asks="what kind of instrument is it?", options=AUTHORITY_KINDS))
    status = _STATUS.get(fact.status)
    if status is None:
        needs.append(_need_status(fact))
    return Proposal(
        table="authority",
        values=_present(
            kind=kind,
            status=status,
            issued=_day(fact.date) if status == "signed" else None,
            invokes=sections or None,
        ),
        quote=quote,
        needs=tuple(needs),
        because=f"it tells of an instrument that is {fact.status}",
    )


def _own_instrument(case: Case, document: Document, source: Source) -> Proposal | None:
    """The document as an instrument: the case's that quotes it, or a new one; ``None`` if it is none."""
    if source.rank != "order":
        return None
    name = f"sources/{document.doc}"
    quote = (name, "")
    for authority in case.authorities:
        if (
            any(held.source == name for held in authority.quotes)
            or dict(authority.extra).get("source") == name
        ):
            return Proposal(
                table="authority", values=(("id", authority.id),), quote=quote, existing=authority.id
            )
    kind = next((kind for pattern, kind in _HEADED if pattern.search(document.text[:1_500])), None)
    title = next((line.strip() for line in document.text[:1_500].split("\n") if len(line.strip()) > 3), None)
    needs = (
        [] if kind else [Need(field="kind", asks="what kind of instrument is it?", options=AUTHORITY_KINDS)]
    )
    return Proposal(
        table="authority",
        values=_present(
            id=_slug(document.doc),
            kind=kind,
            title=title if title and len(title) <= 200 else None,
            issued=_day(document.date),
            status="signed",
        ),
        quote=quote,
        needs=tuple(needs),
    )


def _ceiling(fact: Fact, case: Case, document: Document, source: Source) -> Iterator[Proposal]:
    """The limit, and the instrument that sets it where the document is one."""
    quantity = fact.quantity
    if quantity is None:
        return
    scope = scope_of(fact)
    number = quantity.value if quantity.value is not None else quantity.high
    if number is None or scope.measure not in ("people", "dollars") or number != int(number):
        return
    quote = (f"sources/{document.doc}", fact.quote)
    own = _own_instrument(case, document, source)
    needs = []
    if own is None:
        ids = tuple(authority.id for authority in case.authorities)[-_MOST_OPTIONS:]
        needs.append(
            Need(
                field="under",
                asks="which instrument sets it? (the id of an authority of the case; add one if none does)",
                options=ids,
            )
        )
        if fact.status in _STATUS or fact.status == "authorised":
            yield _unnamed(fact, document, [], quote)
    elif own.existing is None:
        yield Proposal(
            table="authority",
            values=own.values,
            quote=quote,
            needs=own.needs,
            because="the document is the instrument that sets the limit",
        )
    under = None if own is None else str(dict(own.values)["id"])
    if own is not None and any(
        number == (limit.headcount if limit.headcount is not None else (limit.dollars or 0) / 100)
        for authority in case.authorities
        if authority.id == own.existing
        for limit in authority.ceilings
    ):
        yield Proposal(
            table="authority",
            values=own.values,
            quote=quote,
            existing=own.existing,
            because=f"the case has a limit of {number:,.0f} under {own.existing}; its quote would be added",
        )
        return
    taken = {limit.id for authority in case.authorities for limit in authority.ceilings}
    unit = "USD" if scope.measure == "dollars" else "people"
    yield Proposal(
        table="ceiling",
        values=_present(
            id=_free(f"{_slug(document.doc)}-{int(number)}" + ("-USD" if unit == "USD" else ""), taken),
            headcount=int(number) if unit == "people" else None,
            dollars=int(number) if unit == "USD" else None,
            duty_statuses=[scope.duty] if scope.duty and "active-duty" not in scope.forces else None,
            **_period(fact.date),
        ),
        quote=quote,
        needs=tuple(needs),
        under=under,
        because=f"a limit that is {fact.status}; of an amended limit write replaces = its id",
    )


def _strength(fact: Fact, case: Case, document: Document) -> Iterator[Proposal]:
    """People on a day: who says it goes into ``source``, what the words do not state stays blank."""
    quantity = fact.quantity
    scope = scope_of(fact)
    if quantity is None or scope.measure != "people" or fact.status == "possible":
        return
    sent = fact.kind == "movement" and fact.status == "reported"  # who was sent or has come need not be there
    kind = None if sent else _STRENGTH.get(fact.status)
    number = quantity.value
    if any(end is not None and end != int(end) for end in (number, quantity.low, quantity.high)):
        return
    day = _day(fact.date)
    place = _scope_of_case(fact, case)
    needs = []
    if day is None:
        told = (document.date,) if document.date else ()
        needs.append(Need(field="date", asks="on which day? (YYYY-MM-DD)", options=told))
    if place is None:
        needs.append(
            Need(field="scope", asks="of which place, command, authority or ceiling?", options=_scopes(case))
        )
    if number is None:
        needs.append(Need(field="headcount", asks="a range: which number stands for it?"))
    if kind is None:
        needs.append(Need(field="kind", asks="present, planned or announced?", options=STRENGTH_KINDS))
    who = "" if fact.attribution == "document" else f" ({fact.attribution})"
    component = {"Marine Corps": "USMC"}.get(next(iter(scope.forces), "")) if len(scope.forces) == 1 else None
    exact = quantity.bound == "exact"
    yield Proposal(
        table="strength",
        values=_present(
            date=day,
            scope=place,
            component=component if component and scope.duty in (None, "T10") else None,
            duty_status=scope.duty if "active-duty" not in scope.forces else None,
            headcount=None if number is None else int(number),
            low=None if exact or quantity.low is None else int(quantity.low),
            high=None if exact or quantity.high is None else int(quantity.high),
            bound=None if exact else quantity.bound,
            kind=kind,
            source=f"sources/{document.doc}{who}",
        ),
        quote=(f"sources/{document.doc}", fact.quote),
        needs=tuple(needs),
        because=f"a number of people that is {fact.status}",
    )


def _scope_of_case(fact: Fact, case: Case) -> str | None:
    """The one row of the case that the fact's place or subject names, ``None`` if none or several do."""
    found: list[str] = []
    if fact.place is not None:
        form = place_form(fact.place)
        for place in case.places:
            names = [place_form(name) for name in (place.place, place.name) if name]
            if form in names or (
                form is not None
                and "border" in form
                and any(name is not None and "border" in name and places_meet(form, name) for name in names)
            ):
                found.append(place.place)
    if not found and fact.subject is not None:
        found = [
            command.command
            for command in case.commands
            if command.name is not None and command.name.casefold() in plain(fact.subject).casefold()
        ]
    unique = list(dict.fromkeys(found))
    return unique[0] if len(unique) == 1 else None


def _scopes(case: Case) -> tuple[str, ...]:
    names = [place.place for place in case.places if place.kind in _SCOPES]
    names += [command.command for command in case.commands]
    return tuple(dict.fromkeys(names))[:_MOST_OPTIONS]


def _command(fact: Fact, case: Case, document: Document) -> Iterator[Proposal]:
    """A headquarters and to whom it answers, where the clause names headquarters."""
    words = plain(fact.quote)
    named = [m for m in FORCE.finditer(words) if _HEADQUARTERS.search(m[0])]
    if not named:
        return
    relation = next((name for pattern, name in _RELATIONS if pattern.search(words)), None)
    lower, upper = named[0], named[1] if len(named) > 1 else None
    if upper is not None and _DOWNWARD.search(words, lower.end(), upper.start()):
        lower, upper = upper, lower
    elif upper is not None and not _UPWARD.search(words, lower.end(), upper.start()):
        upper = None
    held = _command_id(case, lower[0])
    parent = None if upper is None else _command_id(case, upper[0])
    needs = []
    if upper is None or parent is None:
        needs.append(
            Need(
                field="parent",
                asks="to which command does it answer?",
                required=False,
                options=tuple(dict.fromkeys(row.command for row in case.commands))[:_MOST_OPTIONS],
            )
        )
    yield Proposal(
        table="commands",
        values=_present(
            command=held or _slug(lower[0]),
            name=lower[0].strip(),
            parent=parent,
            relation=relation,
            source=f"sources/{document.doc}",
            **_period(fact.date),
        ),
        quote=(f"sources/{document.doc}", fact.quote),
        needs=tuple(needs),
        because="it says who answers to whom",
    )


def _command_id(case: Case, name: str) -> str | None:
    """The case's command of that name or id."""
    form = re.sub(r"^(?:the|u\.?s\.?) ", "", name.strip().casefold())
    for row in case.commands:
        own = re.sub(r"^(?:the|u\.?s\.?) ", "", (row.name or "").casefold())
        if form in (own, row.command.casefold()) or (own and form.startswith(own)):
            return row.command
    return None


def _status(fact: Fact, source: Source) -> str | None:
    return "signed" if source.rank == "order" and fact.status == "reported" else _STATUS.get(fact.status)


def _need_status(fact: Fact) -> Need:
    return Need(
        field="status",
        asks=f"the text says it is {fact.status}: in which form does the instrument exist?",
        options=("signed", "verbal", "expected", "proposed"),
    )


def _period(iso: str | None) -> dict[str, object]:
    """``from`` and ``until`` of an interval; its last day is included in words, and not in a case."""
    first, slash, last = (iso or "").partition("/")
    if not slash:
        return {}
    start, end = _day(first), _day(last)
    found: dict[str, object] = {}
    if start is not None:
        found["from"] = start
    if end is not None and end < date.max:
        found["until"] = date.fromordinal(end.toordinal() + 1)
    return found


def _day(iso: str | None) -> date | None:
    """A whole day, ``None`` for a month, an interval or a duration."""
    if iso is None or len(iso) != 10:
        return None
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _present(**values: object) -> tuple[tuple[str, object], ...]:
    return tuple((key, value) for key, value in values.items() if value not in (None, "", []))


def _slug(name: str) -> str:
    """
    A name for a row, of a file's name or a title.

    Examples
    --------
    >>> _slug("2025-01-22 order (final).txt"), _slug("Joint Task Force-North")
    ('2025-01-22-ORDER-FINAL', 'JOINT-TASK-FORCE-NORTH')
    """
    stem = re.sub(r"\.(?:txt|md|html?|pdf|docx|eml)$", "", name, flags=re.IGNORECASE)
    return re.sub(r"[^A-Z0-9]+", "-", plain(stem).upper()).strip("-")[:48].rstrip("-") or "DOCUMENT"


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that makes it new."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
