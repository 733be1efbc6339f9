"""Assertions: what somebody holds to be so on a day, that later entries of a ledger cannot pass over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from muster.domain.component import Component, DutyStatus

__all__ = ("RELATIONS", "STRENGTH", "Assertion", "parse_assertion")

#: The noun of an assertion that is about how many were there.
STRENGTH = "strength"
RELATIONS = ("<=", "<", "=", "!=", ">=", ">")
_WORDS = {
    "≤": "<=",
    "≥": ">=",
    "==": "=",
    "≠": "!=",
    "is not": "!=",
    "is": "=",
    "at most": "<=",
    "at least": ">=",
    "below": "<",
    "above": ">",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """
    What is held to be so on one day.

    Parameters
    ----------
    id
        What it is called.
    on
        The day.
    noun
        ``strength``, or a noun of a case such as ``unit`` or ``authority``.
    subject
        Of a strength its scope (command, unit, place, authority, ceiling, line); else the noun's id.
    relation
        One of :data:`RELATIONS`.
    value
        The headcount in digits, or the value of ``field`` as text, a list joined by ``;``.
    field
        The column of the noun, ``None`` of a strength.
    component, duty_status
        Of whom the strength is; ``None`` = of everybody.

    Raises
    ------
    ValueError
        If the relation is none, a strength is no whole number, or there is a field too many or too few.

    Examples
    --------
    >>> said = parse_assertion("on 2025-04-01 strength of JTF-Southern Border <= 9,600")
    >>> said.subject, said.relation, said.value
    ('JTF-Southern Border', '<=', '9600')
    >>> str(parse_assertion("on 2025-05-01 authority NSPM-4 status is signed"))
    'on 2025-05-01 authority NSPM-4 status = signed'
    """

    id: str
    on: date
    noun: str
    subject: str
    relation: str
    value: str
    field: str | None = None
    component: Component | None = None
    duty_status: DutyStatus | None = None

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS:
            raise ValueError(f"{self.relation!r} is not one of {', '.join(RELATIONS)}")
        strength = self.noun == STRENGTH
        if strength and not (self.value.isascii() and self.value.isdigit()):
            raise ValueError(f"a strength is a whole number, and {self.value!r} is none")
        if strength != (self.field is None):
            raise ValueError("a strength has no field, and any other noun has one")

    def __str__(self) -> str:
        if self.noun != STRENGTH:
            words = f"{self.noun} {self.subject} {self.field} {self.relation} {self.value}"
        else:
            who = "".join(f" {word}" for word in (self.component, self.duty_status) if word is not None)
            words = f"strength of {self.subject}{who} {self.relation} {int(self.value):,}"
        return f"on {self.on} {words}"


_SENTENCE = re.compile(
    r"\s*on\s+(?P<on>\d{4}-\d\d-\d\d)\s+(?:the\s+)?(?P<left>.+?)"
    r"(?:\s*(?P<sign><=|>=|==|!=|≤|≥|≠|<|>|=)\s*|\s+(?P<word>is not|is|at most|at least|below|above)\s+)"
    r"(?P<right>.+?)\s*\Z",
    re.IGNORECASE,
)
_FORMS = (
    'write "on 2025-04-01 strength of JTF-SB <= 9600" (a component such as ARNG or a duty status such as T10'
    ' may follow the scope), or "on 2025-04-01 authority NSPM-4 status = signed"'
)


def parse_assertion(text: str, name: str = "") -> Assertion:
    """
    The assertion that a sentence makes; ``name`` is its id, by default the sentence itself.

    Raises
    ------
    ValueError
        If the sentence has none of the two forms; the message shows both.
    """
    found = _SENTENCE.match(text)
    if found is None:
        raise ValueError(f"{text!r} asserts nothing that can be tested: {_FORMS}")
    try:
        on = date.fromisoformat(found["on"])
    except ValueError:
        raise ValueError(f"{found['on']} is no day of the calendar") from None
    sign = (found["sign"] or found["word"]).casefold()
    relation, left, right = _WORDS.get(sign, sign), found["left"].strip(), found["right"].strip()
    strength = re.match(r"strength\s+(?:of|at|in)\s+(.+)\Z", left, re.IGNORECASE | re.DOTALL)
    if strength:
        made = _strength(on, strength[1].split(), relation, right)
    else:
        words = left.split()
        if len(words) < 3:
            raise ValueError(f"{left!r} names no noun, subject and field: {_FORMS}")
        made = Assertion(
            id="",
            on=on,
            noun=words[0].casefold(),
            subject=" ".join(words[1:-1]),
            field=words[-1],
            relation=relation,
            value=right,
        )
    return _called(made, name or str(made))


def _strength(on: date, scope: list[str], relation: str, right: str) -> Assertion:
    component: Component | None = None
    duty_status: DutyStatus | None = None
    while len(scope) > 1:
        last = scope[-1]
        if duty_status is None and last in list(DutyStatus) and not (last == "USCG" and component is None):
            duty_status = DutyStatus(last)
        elif component is None and last in list(Component):
            component = Component(last)
        else:
            break
        scope = scope[:-1]
    digits = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+(people|personnel|troops)\Z", "", right))
    return Assertion(
        id="",
        on=on,
        noun=STRENGTH,
        subject=" ".join(scope),
        relation=relation,
        value=str(int(digits)) if digits.isascii() and digits.isdigit() else right,
        component=component,
        duty_status=duty_status,
    )


def _called(made: Assertion, name: str) -> Assertion:
    return Assertion(
        id=name,
        on=made.on,
        noun=made.noun,
        subject=made.subject,
        relation=made.relation,
        value=made.value,
        field=made.field,
        component=made.component,
        duty_status=made.duty_status,
    )
