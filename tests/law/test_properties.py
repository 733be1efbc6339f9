"""What must hold of every answer: prohibitions, time, and the order of facts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.authority import Authority
from muster.domain.case import Case, Planning
from muster.domain.component import PAIRS
from muster.domain.finding import Verdict
from muster.domain.role import ROLES
from muster.law import reasoning
from muster.law.ask import ask
from muster.law.library import provision, provisions
from muster.law.question import CHOICES, LegalQuestion
from muster.law.registry import RULES
from muster.law.rule import Rule, forbids

PAIRED = [(component, status) for component, statuses in PAIRS.items() for status in statuses]
INVOCABLE = [
    "10 USC 251",
    "10 USC 252",
    "10 USC 254",
    "10 USC 332",
    "10 USC 334",
    "10 USC 282",
    "10 USC 283",
    "10 USC 284",
    "10 USC 2808",
    "10 USC 12301(d)",
    "10 USC 12302",
    "10 USC 12304",
    "10 USC 12304a",
    "10 USC 12304b",
    "10 USC 12406",
    "10 USC 12406(3)",
    "32 USC 109",
    "32 USC 328",
    "32 USC 502(f)",
    "32 USC 112",
    "50 USC 1621",
    "Proclamation 10886",
    "Proclamation 9844",
    "NSPM-4",
    "Stafford Act",
    "42 USC 5170b(c)",
    "EMAC",
    "immediate response",
    "approved request",
    "Pub. L. 114-92 s. 1059",
    "state law",
    "inherent power",
    "18 USC 831",
]
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31)) | st.dates(date(2001, 1, 1), date(2019, 12, 31))


def maybe(name):
    return st.sampled_from((None, *CHOICES[name]))


@st.composite
def questions(draw):
    component, status = draw(st.sampled_from(PAIRED))
    day = draw(DAYS)
    if component == "USSF":
        day = max(day, date(2019, 12, 20))
    return LegalQuestion(
        component=component,
        duty_status=status,
        role=draw(st.sampled_from(tuple(ROLES))),
        on=day,
        days=draw(st.none() | st.integers(1, 800)),
        invoke=tuple(draw(st.lists(st.sampled_from(INVOCABLE), max_size=4, unique=True))),
        home_state=draw(st.sampled_from((None, "TX", "TN"))),
        place=draw(st.sampled_from((None, "TX", "NC", "GU", "PR"))),
        armed=draw(st.sampled_from((None, True, False))),
        contact=draw(st.sampled_from((None, True, False))),
        miles_from_border=draw(st.none() | st.floats(0, 60)),
        **{name: draw(maybe(name)) for name in CHOICES},
    )


ORDER = (Verdict.PROHIBITED, Verdict.NEEDS_AUTHORITY, Verdict.UNKNOWN, Verdict.PERMITTED)


@settings(max_examples=150, deadline=None)
@given(questions(), st.sampled_from(tuple(ROLES)), st.sampled_from(PAIRED))
def test_one_more_prohibition_in_the_library_never_permits(question, role, pair):
    def formula(situation):
        asked = situation.question
        if asked.role == role and (asked.component, asked.duty_status) == pair:
            yield forbids("One more prohibition.")

    before = ask(question).verdict
    kept = reasoning.RULES
    reasoning.RULES = (*RULES, Rule(address="outside/role", formula=formula))
    reasoning._speaking.cache_clear()
    try:
        after = ask(question).verdict
    finally:
        reasoning.RULES = kept
        reasoning._speaking.cache_clear()
    assert ORDER.index(after) <= ORDER.index(before)
    if (question.role, (question.component, question.duty_status)) == (role, pair):
        assert after is Verdict.PROHIBITED


@st.composite
def cases(draw):
    found = []
    for number in range(draw(st.integers(1, 3))):
        permits = draw(st.lists(st.sampled_from(tuple(ROLES)), max_size=3, unique=True))
        found.append(
            Authority(
                id=f"A{number}",
                kind=draw(st.sampled_from(("memorandum", "executive_order", "request_approval"))),
                status=draw(st.sampled_from(("signed", "verbal", "expected", "rescinded"))),
                issued=date(2025, 1, 1),
                verbal=date(2025, 1, 1),
                invokes=tuple(draw(st.lists(st.sampled_from(INVOCABLE), max_size=3, unique=True))),
                permits_roles=tuple(permits),
                forbids_roles=tuple(
                    role
                    for role in draw(st.lists(st.sampled_from(tuple(ROLES)), max_size=3, unique=True))
                    if role not in permits
                ),
            )
        )
    return Case(
        name="any",
        as_of=date(2025, 5, 22),
        planning=Planning(start=date(2025, 5, 22), end=date(2026, 1, 1)),
        authorities=tuple(found),
    )


@settings(max_examples=100, deadline=None)
@given(questions(), cases(), st.sampled_from(tuple(ROLES)))
def test_one_more_role_that_an_instrument_forbids_never_permits(question, case, role):
    first = case.authorities[0]
    stricter = replace(
        case,
        authorities=(
            replace(first, forbids_roles=tuple(dict.fromkeys((*first.forbids_roles, role)))),
            *case.authorities[1:],
        ),
    )
    before = ask(replace(question, on=case.as_of, place=None, case=case)).verdict
    after = ask(replace(question, on=case.as_of, place=None, case=stricter)).verdict
    assert ORDER.index(after) <= ORDER.index(before)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_an_answer_uses_the_texts_of_its_day_and_no_others(question):
    answer = ask(question)
    for found in answer.findings:
        if found.rule.startswith("check/"):
            continue
        rule = provision(found.rule)
        text = rule.text_on(question.on)
        assert text is not None, f"{found.rule} spoke on {question.on}, when it was not in force"
        assert question.on in text.period
        assert found.citations[0].cite == text.number
        assert found.as_of == question.on
        for reading in rule.readings:
            if question.on < reading.period.start:
                assert reading.citation not in found.citations


@given(DAYS, st.integers(1, 4000))
def test_a_later_day_never_uses_an_earlier_text(day, later):
    after = day + timedelta(days=later)
    for found in provisions():
        for first, second in (
            (found.text_on(day), found.text_on(after)),
            *((item.as_of(day), item.as_of(after)) for item in found.parameters),
        ):
            if first is not None and second is not None:
                assert first.period.start <= second.period.start
        one, two = found.reading_on(day), found.reading_on(after)
        assert one is None or (two is not None and one.period.start <= two.period.start)


@settings(max_examples=100, deadline=None)
@given(questions(), cases(), st.randoms())
def test_the_order_of_facts_never_changes_the_verdict(question, case, random):
    authorities, invoke = list(case.authorities), list(question.invoke)
    random.shuffle(authorities)
    random.shuffle(invoke)
    asked = replace(question, on=case.as_of, place=None, case=case)
    again = replace(asked, invoke=tuple(invoke), case=replace(case, authorities=tuple(authorities)))
    assert ask(asked).verdict is ask(again).verdict


@settings(max_examples=100, deadline=None)
@given(questions())
def test_the_trace_gives_every_rule_and_a_reason(question):
    answer = ask(question)
    steps = answer.trace
    assert {step.rule for step in steps} == {rule.address for rule in RULES}
    assert all(step.message for step in steps)
    counted = {step.rule for step in steps if step.counted}
    assert {bite.rule for bite in answer.reasoned.bites} == counted
    for step in steps:
        assert step.citation.quote is None or step.citation.verified


@settings(max_examples=80, deadline=None)
@given(questions())
def test_the_worst_leg_decides_and_silence_permits_no_mission(question):
    answer = ask(question)
    if answer.verdict is Verdict.PERMITTED:
        carried = [found for found in answer.findings if found.verdict is Verdict.PERMITTED]
        assert carried, "permitted by silence"
    assert answer.verdict is min(
        (answer.reasoned.verdict, *(found.verdict for found in answer.findings if "check/" in found.rule)),
        key=ORDER.index,
    )
