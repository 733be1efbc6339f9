"""Properties of every answer, over generated questions."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.component import PAIRS, Component, DutyStatus
from muster.domain.finding import Verdict, worst
from muster.domain.role import ROLES
from muster.errors import UsageError
from muster.law.ask import ask
from muster.law.page import rule_list
from muster.law.question import CHOICES, LegalQuestion
from muster.law.roles import POLICE, is_known

INVOCABLE = (
    "10 USC 251",
    "10 USC 252",
    "10 USC 253",
    "10 USC 254",
    "10 USC 332",
    "10 USC 334",
    "Insurrection Act",
    "10 USC 274",
    "10 USC 284",
    "10 USC 2808",
    "10 USC 12301(d)",
    "10 USC 12302",
    "10 USC 12304",
    "10 USC 12304a",
    "10 USC 12304b",
    "10 USC 12406",
    "10 USC 12406(3)",
    "32 USC 502(f)",
    "32 USC 112",
    "50 USC 1621",
    "Proclamation 10886",
    "Proclamation 7463",
    "EO 14167",
    "Stafford Act",
    "42 USC 5170b(c)",
    "42 USC 5192",
    "EMAC",
    "immediate response",
    "approved request",
    "Pub. L. 114-92 s. 1059",
    "state law",
    "10 USC 282",
    "Laws of the Sea Kings",
)
PAIRED = [(component, status) for component, statuses in PAIRS.items() for status in statuses]


def maybe(name):
    return st.sampled_from((None, *CHOICES[name]))


questions = st.builds(
    lambda pair, **rest: LegalQuestion(component=pair[0], duty_status=pair[1], **rest),
    pair=st.sampled_from(PAIRED),
    role=st.sampled_from((*ROLES, "beekeeping")),
    on=st.dates(date(2020, 1, 1), date(2026, 6, 1)),
    days=st.sampled_from((None, 1, 3, 10, 11, 120, 121, 365, 366, 730, 800)),
    home_state=st.sampled_from((None, "TX", "TN")),
    place=st.sampled_from((None, "TX", "31.8,-106.4")),
    invoke=st.lists(st.sampled_from(INVOCABLE), max_size=4, unique=True).map(tuple),
    requested_by=maybe("requested_by"),
    governor_consent=maybe("governor_consent"),
    member_consent=maybe("member_consent"),
    armed=st.sampled_from((None, True)),
    contact=st.sampled_from((None, True)),
    headcount=st.sampled_from((None, 100, 70_000, 2_000_000)),
    miles_from_border=st.sampled_from((None, 0.0, 25.0, 25.1)),
    first_detected=maybe("first_detected"),
    domain=maybe("domain"),
    custody=maybe("custody"),
    protects=maybe("protects"),
    purpose=maybe("purpose"),
    fund=maybe("fund"),
)

RULES = {row["rule"] for row in rule_list()}


@settings(max_examples=600, deadline=None)
@given(questions)
def test_an_answer_gives_its_reasons(question):
    answer = ask(question)
    assert answer.findings, "an answer without a reason"
    assert answer.verdict is worst(found.verdict for found in answer.findings)
    assert [found.id for found in answer.findings] == [
        f"F{n:04d}" for n in range(1, len(answer.findings) + 1)
    ]
    for found in answer.findings:
        assert found.rule in RULES
        assert found.message
        assert found.citations
        for cited in found.citations:
            assert cited.quote is None or cited.verified
        if found.verdict is Verdict.PROHIBITED:
            assert found.severity == "block" or "not read in a source" in found.message
    deciding = [found for found in answer.findings if found.verdict is answer.verdict]
    if answer.verdict is Verdict.NEEDS_AUTHORITY:
        assert any(found.would_do for found in deciding)
    if answer.verdict is Verdict.UNKNOWN:
        assert any(found.settled_by for found in deciding)


@settings(max_examples=600, deadline=None)
@given(questions, st.sampled_from(INVOCABLE))
def test_one_more_invocation_never_takes_a_permission_away(question, more):
    before = ask(question).verdict
    if before is not Verdict.PERMITTED or question.fund is not None:
        return
    wider = LegalQuestion(
        **{
            **{name: getattr(question, name) for name in LegalQuestion.__dataclass_fields__},
            "invoke": (*question.invoke, more),
        }
    )
    assert ask(wider).verdict is Verdict.PERMITTED


@settings(max_examples=200, deadline=None)
@given(questions)
def test_the_order_of_invocations_does_not_matter(question):
    other = LegalQuestion(
        **{
            **{name: getattr(question, name) for name in LegalQuestion.__dataclass_fields__},
            "invoke": tuple(reversed(question.invoke)),
        }
    )
    assert ask(question).verdict is ask(other).verdict


@settings(max_examples=600, deadline=None)
@given(questions)
def test_no_soldier_in_title_10_gets_a_police_power_without_chapter_13(question):
    if question.duty_status is not DutyStatus.T10 or question.role not in POLICE:
        return
    if ask(question).verdict is Verdict.PERMITTED:
        words = " ".join(question.invoke)
        assert "254" in words or "334" in words, question
        assert any(number in words for number in ("251", "252", "253", "332", "Insurrection"))


@settings(max_examples=300, deadline=None)
@given(questions)
def test_what_is_not_known_is_never_permitted(question):
    if not is_known(question.role) or question.role == "cross_border":
        assert ask(question).verdict is not Verdict.PERMITTED


@pytest.mark.parametrize("component", list(Component))
@pytest.mark.parametrize("status", list(DutyStatus))
def test_pairs_that_cannot_exist_are_input_errors(component, status):
    arguments = {"component": component, "duty_status": status, "role": "supply", "on": date(2025, 5, 22)}
    if status in PAIRS[component]:
        LegalQuestion.of(**arguments)
        return
    with pytest.raises(UsageError) as caught:
        LegalQuestion.of(**arguments)
    for possible in PAIRS[component]:
        assert possible.value in caught.value.help
    assert caught.value.code.startswith("M0")


@pytest.mark.parametrize(
    "arguments",
    [
        {"on": date(2000, 12, 31)},
        {"until": date(2025, 5, 22)},
        {"requested_by": "the mayor"},
        {"consent": ["governor=perhaps"]},
        {"consent": "king=yes"},
        {"days": 0},
        {"miles_from_border": -1.0},
        {"component": "ARMY"},
        {"weather": "fine"},
        {"on": "yesterday"},
        {"until": 20250601},
        {"component": "USSF", "on": date(2019, 12, 19)},
        {"role": "arest"},
        {"invoke": ["the law of the sea kings"]},
    ],
)
def test_a_question_that_cannot_be_asked_says_what_can(arguments):
    given = {"component": "RA", "duty_status": "T10", "role": "supply", "on": date(2025, 5, 22), **arguments}
    with pytest.raises(UsageError) as caught:
        LegalQuestion.of(**given)
    assert caught.value.help


def test_what_is_unknown_is_answered_with_what_is_known():
    given = {"component": "RA", "duty_status": "T10", "role": "supply", "on": date(2025, 5, 22)}
    for slip, known in (
        ({"role": "arest"}, ("did you mean arrest", "warehouse")),
        ({"component": "ARMY"}, ("RA", "USSF")),
        ({"duty_status": "T11"}, ("T10", "SAD")),
        ({"invoke": "the law of the sea kings"}, ("10 USC 12301, ", "12302", "Stafford Act")),
        ({"on": date(1999, 1, 1)}, ("2001-01-01",)),
    ):
        with pytest.raises(UsageError) as caught:
            LegalQuestion.of(**{**given, **slip})
        for word in known:
            assert word in caught.value.help


def test_an_order_says_what_it_unlocks():
    def told(order):
        answer = ask(
            LegalQuestion.of(
                component="RA", duty_status="T10", role="supply", on=date(2025, 5, 22), invoke=[order]
            )
        )
        return " ".join(found.message for found in answer.findings if found.rule == "outside/invocation")

    assert "unlocks no statute" in told("EO 14167")
    assert "10 USC 12302, 10 USC 2808, and nothing else" in told("Proclamation 10886")


@pytest.mark.parametrize(("status", "invoke"), [("T32", "32 USC 502(f)"), ("SAD", "state active duty")])
@pytest.mark.parametrize(("consent", "permitted"), [("yes", True), ("unknown", False), ("no", False)])
def test_a_governor_must_consent(status, invoke, consent, permitted):
    answer = ask(
        LegalQuestion.of(
            component="ARNG",
            duty_status=status,
            role="supply",
            on=date(2025, 5, 22),
            invoke=[invoke],
            consent={"governor": consent},
        )
    )
    assert (answer.verdict is Verdict.PERMITTED) is permitted
    assert (answer.verdict is Verdict.UNKNOWN) is (consent == "unknown")


def test_the_trace_names_every_rule_that_was_asked():
    answer = ask(LegalQuestion.of(component="RA", duty_status="T10", role="arrest", on=date(2025, 5, 22)))
    told = {step.rule: step for step in answer.trace}
    assert told["usc/t18/s1385"].counted
    assert told["usc/t18/s1385"].verdict == "prohibited"
    assert told["usc/t10/s12302"].effect == "silent"
    assert all(step.text() and step.json()["rule"] == step.rule for step in answer.trace)


def test_days_may_be_written():
    question = LegalQuestion.of(
        component="RA", duty_status="T10", role="supply", on="2025-05-22", until="2025-06-01"
    )
    assert (question.on, question.end) == (date(2025, 5, 22), date(2025, 6, 1))


def test_a_stay_counts_its_longest_statement():
    question = LegalQuestion.of(
        component="RA", duty_status="T10", role="supply", on=date(2025, 1, 1), days=3, hours=100
    )
    assert question.stay_hours == 100
    assert question.end == date(2025, 1, 6)


def test_a_case_sets_its_own_instruments_in_motion(case, authority):
    made = case(
        authorities=(
            authority("PROC", kind="proclamation", invokes=("10 USC 12302",)),
            authority("MEMO", kind="memorandum", permits_roles=("medical",), forbids_roles=("supply",)),
            authority("LATER", status="expected", invokes=("10 USC 252", "10 USC 254")),
        )
    )

    def verdict(component, role, **given):
        given.setdefault("requested_by", "none")
        return ask(
            LegalQuestion.of(
                case=made, component=component, duty_status="T10", role=role, on=date(2025, 2, 1), **given
            )
        ).verdict

    assert verdict("ARNG", "medical") is Verdict.PERMITTED
    assert verdict("RA", "warehouse") is Verdict.NEEDS_AUTHORITY
    assert verdict("RA", "supply", requested_by="federal-agency") is Verdict.PROHIBITED
    assert verdict("RA", "arrest") is Verdict.PROHIBITED


def test_a_part_of_a_text_that_was_not_read_asks_for_review() -> None:
    answer = ask(LegalQuestion.of(component="RA", duty_status="T10", role="arrest", on=date(2025, 5, 22)))
    reviews = [
        found for found in answer.findings if found.severity == "review" and "was not read" in found.message
    ]
    assert any(found.rule == "dod/dodi3025-21" and "182.6(a)(1)(iii)" in found.message for found in reviews)


@pytest.mark.parametrize(
    "slip",
    [
        {"place": "Nowhere"},
        {"place": "91,0"},
        {"place": "31.8"},
        {"home_state": "ZZ"},
    ],
)
def test_a_place_that_cannot_be_is_no_question(slip):
    with pytest.raises(UsageError):
        LegalQuestion.of(component="RA", duty_status="T10", role="supply", on="2025-05-22", **slip)


def test_an_instrument_of_the_case_may_be_invoked_as_if_signed(case, authority):
    awaited = authority(
        "ORDER", status="expected", issued=date(2025, 1, 10), permits_roles=("medical",), kind="memorandum"
    )
    made = case(authorities=(awaited,))
    given = {
        "component": "RA",
        "duty_status": "T10",
        "role": "medical",
        "requested_by": "local",
        "case": made,
    }
    assert ask(LegalQuestion.of(on=made.as_of, **given)).verdict is Verdict.NEEDS_AUTHORITY
    assert ask(LegalQuestion.of(on=made.as_of, invoke=["ORDER"], **given)).verdict is Verdict.PERMITTED
