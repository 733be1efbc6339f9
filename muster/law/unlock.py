"""
No lawful way: the smallest set of rules and facts that blocks a question, and what would unlock it.

What blocks: the rules of the worst verdict, any one of which blocks alone, and the stated facts without which
the verdict would be another. What unlocks: the smallest sets of instruments (sections, orders, approvals) and
of facts that would make the answer permitted, each found by asking the question again with them added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.ask import Answer, ask
from muster.law.ground import CALLING, address_of, place_state
from muster.law.instruments import instruments_of
from muster.law.question import LegalQuestion
from muster.law.roles import family_of, is_known
from muster.law.rule import Effect

__all__ = ("Blockade", "Key", "blockade", "unlocks_of_line")

#: Bundles tried together at most, and the size at which the search is content with what it has.
_MOST = 3
_ENOUGH = 2
#: What brings nothing by itself, and what it needs beside it.
_WITH = {"10 USC 252": "10 USC 254", "10 USC 12302": "50 USC 1621"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """
    Something that could be added to a question: an instrument that somebody sets in motion, or a fact.

    ``gives`` are the arguments of the question that it changes.
    """

    words: str
    kind: str
    gives: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blockade:
    """
    Why there is no lawful way, and what would open one.

    Parameters
    ----------
    rules
        Rules of the worst verdict; each blocks alone.
    facts
        Stated facts that the verdict hangs on, as ``name=value``.
    unlocks
        The smallest sets of keys that make it permitted; empty if none that was tried does.
    """

    verdict: Verdict
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    unlocks: tuple[tuple[Key, ...], ...]


_FACTS = (
    "until",
    "days",
    "hours",
    "place",
    "home_state",
    "requested_by",
    "governor_consent",
    "member_consent",
    "armed",
    "contact",
    "headcount",
    "miles_from_border",
    "first_detected",
    "domain",
    "custody",
    "protects",
    "purpose",
    "fund",
)


def blockade(question: LegalQuestion) -> Blockade | None:
    """
    What blocks the question and what would unlock it; ``None`` where it is permitted.

    Raises
    ------
    UsageError
        If the question cannot exist.
    """
    answer = ask(question)
    if answer.verdict is Verdict.PERMITTED:
        return None
    return Blockade(
        verdict=answer.verdict,
        rules=_rules(answer),
        facts=tuple(_hanging(question, answer.verdict)),
        unlocks=_unlocks(question),
    )


def unlocks_of_line(
    case: Case, unit: Unit, line: Line, duty_status: DutyStatus
) -> tuple[tuple[Key, ...], ...]:
    """
    The smallest sets of instruments and facts that would let such a unit serve the line.

    The question is put with what the case's instruments in force invoke; what they forbid by name, only an
    amendment lifts.
    """
    instruments = instruments_of(case)
    invoke = [text for text in (unit.mobilization, line.mobilization) if text]
    for authority in case.authorities:
        if instruments.in_force(authority.id, case.as_of):
            invoke.extend(text for text in authority.invokes if address_of(text, case.as_of) not in CALLING)
            invoke.extend(["50 USC 1621"] if instruments.declares_emergency(authority) else [])
    if line.approval is not None and instruments.carries(line.approval):
        invoke.append("approved request")
    question = LegalQuestion(
        component=unit.component,
        duty_status=duty_status,
        role=line.role,
        on=case.as_of,
        invoke=tuple(dict.fromkeys(invoke)),
        home_state=unit.state,
        place=place_state(case, line),
        armed=line.armed or None,
        contact=line.contact or None,
    )
    return _unlocks(question)


def _rules(answer: Answer) -> tuple[str, ...]:
    """The rules that give the worst verdict; where alternatives only lack something, all of them do."""
    telling = [
        bite.rule
        for bite in answer.reasoned.bites
        if bite.outcome.verdict is answer.verdict and bite.outcome.effect is not Effect.NOTES
    ]
    of_case = [found.rule for found in answer.findings if found.rule.startswith("check/")]
    return tuple(dict.fromkeys((*of_case, *telling)))


def _hanging(question: LegalQuestion, verdict: Verdict) -> Iterator[str]:
    """Stated facts without which the verdict would be another."""
    for name in _FACTS:
        value = getattr(question, name)
        if value is not None and ask(_without(question, name)).verdict is not verdict:
            yield f"{name}={value}"
    for text in question.invoke:
        rest = tuple(other for other in question.invoke if other != text)
        if ask(replace(question, invoke=rest)).verdict is not verdict:
            yield f"invoke={text}"


def _without(question: LegalQuestion, name: str) -> LegalQuestion:
    """The question with one fact not stated."""
    unstated: dict[str, Any] = {name: None}
    return replace(question, **unstated)


def _unlocks(question: LegalQuestion) -> tuple[tuple[Key, ...], ...]:
    """The smallest sets; a question that stands under no case is searched once."""
    return _remembered(question) if question.case is None else _search(question)


@lru_cache(maxsize=4096)
def _remembered(question: LegalQuestion) -> tuple[tuple[Key, ...], ...]:
    return _search(question)


def _search(question: LegalQuestion) -> tuple[tuple[Key, ...], ...]:
    """The smallest sets first; no set that holds a smaller one; none for a role that law cannot judge."""
    if not is_known(question.role):
        return ()
    bundles = tuple(_bundles(tuple(_keys(question))))
    found: list[frozenset[Key]] = []
    opened: list[tuple[Key, ...]] = []
    for size in range(1, _MOST + 1):
        for several in combinations(bundles, size):
            chosen = tuple(key for bundle in several for key in bundle)
            names = frozenset(chosen)
            if any(smaller <= names for smaller in found) or _clash(chosen):
                continue
            if ask(_with(question, chosen)).verdict is Verdict.PERMITTED:
                found.append(names)
                opened.append(chosen)
        if found and size >= _ENOUGH:
            break
    return tuple(sorted(opened, key=len))


def _bundles(keys: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
    """The keys, those that only work together as one: a section with its proclamation or emergency."""
    by_text = {dict(key.gives).get("invoke"): key for key in keys}
    for key in keys:
        text = dict(key.gives).get("invoke")
        if text in _WITH and _WITH[text] in by_text:
            yield (key, by_text[_WITH[text]])
        else:
            yield (key,)


def _clash(chosen: Iterable[Key]) -> bool:
    """Whether two keys give one argument two values."""
    names = [name for key in chosen for name, _ in key.gives if name != "invoke"]
    return len(names) != len(set(names))


def _with(question: LegalQuestion, chosen: Iterable[Key]) -> LegalQuestion:
    invoke = list(question.invoke)
    given: dict[str, Any] = {}
    for key in chosen:
        for name, value in key.gives:
            if name == "invoke":
                invoke.append(str(value))
            else:
                given[name] = value
    return replace(question, invoke=tuple(invoke), **given)


def _keys(question: LegalQuestion) -> Iterator[Key]:
    """What could be added to this question: what bears on such people, such duty and such a role."""
    force = family_of(question.role) not in ("plain", "sensor", "disaster")
    yield from (
        _instrument(words, text)
        for words, text in _INSTRUMENTS[question.duty_status]
        if force or text not in _CHAPTER_13
    )
    component = question.component
    if question.duty_status is DutyStatus.T10 and (component.is_guard or component.is_reserve):
        yield from (_instrument(words, text) for words, text in _MOBILIZATIONS)
        if component.is_guard:
            yield _instrument("a call of the Guard", "10 USC 12406(1)")
            yield Key(words="the governor's consent", kind="fact", gives=(("governor_consent", "yes"),))
        yield Key(words="the members' consent", kind="fact", gives=(("member_consent", "yes"),))
    if question.home_state is not None and question.place is not None:
        yield _instrument("an agreement between the States", "EMAC")
    if question.governor_consent in ("no", "unknown") and not component.is_reserve:
        yield Key(words="the governor's consent", kind="fact", gives=(("governor_consent", "yes"),))
    yield from _facts(question)


def _facts(question: LegalQuestion) -> Iterator[Key]:
    for name, value, words in (
        ("custody", "agency", "the agency's officers keep custody"),
        ("protects", "own", "the force protects itself alone"),
        ("first_detected", "outside", "the traffic is first detected outside the border"),
        ("miles_from_border", 25.0, "the place is within 25 miles of the border"),
        ("requested_by", "federal-lea", "a federal law enforcement agency requests it"),
        ("requested_by", "state", "the State requests it"),
    ):
        stated = getattr(question, name)
        may_change = stated is None or name in ("requested_by", "custody", "protects")
        if may_change and stated != value:
            yield Key(words=words, kind="fact", gives=((name, value),))


def _instrument(words: str, text: str) -> Key:
    return Key(words=f"{words} ({text})", kind="instrument", gives=(("invoke", text),))


_INSTRUMENTS: dict[DutyStatus, tuple[tuple[str, str], ...]] = {
    DutyStatus.T10: (
        ("an approved request", "approved request"),
        ("the Economy Act order of an agency", "Economy Act"),
        ("assistance on the southern land border", "Pub. L. 114-92 s. 1059"),
        ("counterdrug support", "10 USC 284"),
        ("a mission assignment in a declared disaster", "42 USC 5170a"),
        ("the Insurrection Act", "10 USC 252"),
        ("the proclamation to disperse", "10 USC 254"),
        ("help against a weapon of mass destruction", "10 USC 282"),
        ("emergency construction", "10 USC 2808"),
    ),
    DutyStatus.T32: (
        ("duty at the request of the President or Secretary", "32 USC 502(f)"),
        ("state law or deputation", "state law"),
    ),
    DutyStatus.SAD: (("state law or deputation", "state law"),),
    DutyStatus.USCG: (),
}

#: Offered for what executes the laws, not for plain help.
_CHAPTER_13 = ("10 USC 252", "10 USC 254")

_MOBILIZATIONS: tuple[tuple[str, str], ...] = (
    ("volunteers", "10 USC 12301(d)"),
    ("the Ready Reserve in an emergency", "10 USC 12302"),
    ("a declared national emergency", "50 USC 1621"),
    ("the Selected Reserve for a preplanned mission", "10 USC 12304b"),
    ("the Reserve for a governor's disaster", "10 USC 12304a"),
)
