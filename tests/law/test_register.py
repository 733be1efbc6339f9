"""Amendment chains, what was in force on one day as known on another, caveats by reference."""

from dataclasses import replace
from datetime import date

import pytest

from muster.domain.authority import Ceiling
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.law.basis import judge
from muster.law.ceilings import binding_period, counts
from muster.law.check import check_case
from muster.law.ground import Ground
from muster.law.instruments import instruments_of, rank
from muster.law.register import as_known, register
from muster.law.stay import max_days

JANUARY, MAY, PAPER = date(2019, 1, 11), date(2019, 5, 8), date(2019, 5, 17)


@pytest.fixture
def chain(case, authority, line):
    """RFA 9: 146 camera operators; by word in May 2019, on paper on the 17th, 155; other caveats remain."""
    base = authority(
        "RFA-9",
        issued=JANUARY,
        end=date(2019, 10, 1),
        permits_roles=("camera_operator",),
        forbids_roles=("detention", "arrest"),
        max_days=180,
        ceilings=(
            Ceiling(id="MSC-146", headcount=146, roles=("camera_operator",), duty_statuses=(DutyStatus.T10,)),
        ),
    )
    change = authority(
        "RFA-9-A",
        kind="memorandum",
        verbal=MAY,
        issued=PAPER,
        amends=("RFA-9",),
        ceilings=(
            Ceiling(
                id="MSC-155",
                headcount=155,
                replaces="MSC-146",
                also_named=("RFA-9",),
                roles=("camera_operator",),
                duty_statuses=(DutyStatus.T10,),
            ),
        ),
    )
    made = line("L1", role="camera_operator", approval="RFA-9", start=JANUARY)
    return case(as_of=date(2019, 6, 1), authorities=(base, change), lines=(made,))


def limits(case):
    return {
        ceiling.id: binding_period(case, item, ceiling)
        for item in case.authorities
        for ceiling in item.ceilings
    }


def test_a_raised_number_takes_the_place_of_the_old_one_on_the_day_of_the_word(chain):
    assert limits(chain) == {
        "MSC-146": Period(JANUARY, MAY),
        "MSC-155": Period(MAY, None),
    }


def test_the_new_number_counts_tours_that_name_the_old_instrument(chain, unit):
    base, change = chain.authorities
    line = chain.lines[0]
    for item in (base, change):
        for ceiling in item.ceilings:
            assert counts(ceiling, item, chain, unit(), line, DutyStatus.T10, ("RFA-9",))
            assert not counts(ceiling, item, chain, unit(), line, DutyStatus.T32, ("RFA-9",))
    other = replace(line, approval="SOMETHING")
    assert not counts(change.ceilings[0], change, chain, unit(), other, DutyStatus.T10, ("SOMETHING",))


def test_before_the_word_was_known_the_old_number_stood(chain):
    assert limits(as_known(chain, date(2019, 5, 1))) == {
        "MSC-146": Period(JANUARY, date(2019, 10, 1)),
        "MSC-155": None,
    }


@pytest.mark.parametrize(
    ("known", "status"),
    [(date(2019, 5, 7), "expected"), (MAY, "verbal"), (date(2019, 5, 16), "verbal"), (PAPER, "signed")],
)
def test_the_word_comes_before_the_paper(chain, known, status):
    told = {entry.authority.id: entry for entry in register(chain, known_on=known)}
    assert told["RFA-9-A"].status == status
    assert told["RFA-9-A"].unwritten_days == 9
    assert told["RFA-9"].unwritten_days is None


def test_the_register_answers_for_one_day_as_known_on_another(chain):
    def binding(on, known):
        return {
            item.ceiling.id
            for entry in register(chain, on=on, known_on=known)
            for item in entry.bindings
            if item.binds
        }

    assert binding(date(2019, 5, 10), date(2019, 6, 1)) == {"MSC-155"}
    assert binding(date(2019, 5, 10), date(2019, 5, 1)) == {"MSC-146"}
    assert binding(date(2019, 2, 1), date(2019, 6, 1)) == {"MSC-146"}
    (entry, _) = register(chain, on=date(2019, 6, 1))
    assert entry.amendments == ("RFA-9-A",)
    assert entry.bindings[0].replaced_by == "MSC-155"


def test_a_lowered_number_binds_from_its_day_too(chain, authority):
    lower = authority(
        "RFA-9-B",
        issued=date(2019, 5, 28),
        amends=("RFA-9",),
        ceilings=(Ceiling(id="MSC-100", headcount=100, replaces="MSC-155", also_named=("RFA-9-A", "RFA-9")),),
    )
    lowered = replace(chain, authorities=(*chain.authorities, lower))
    assert limits(lowered) == {
        "MSC-146": Period(JANUARY, MAY),
        "MSC-155": Period(MAY, date(2019, 5, 28)),
        "MSC-100": Period(date(2019, 5, 28), None),
    }


def test_an_extension_extends_the_number_that_it_does_not_speak_of(chain, authority):
    longer = authority("RFA-9-C", issued=date(2019, 5, 30), amends=("RFA-9",), end=date(2020, 1, 1))
    extended = replace(chain, authorities=(chain.authorities[0], longer))
    assert limits(extended)["MSC-146"] == Period(JANUARY, date(2020, 1, 1))


def test_caveats_taken_over_by_reference_still_forbid(case, authority, unit, line):
    old = authority(
        "OLD", issued=JANUARY, status="expired", end=date(2019, 4, 1), forbids_roles=("arrest",), max_days=90
    )
    new = authority("NEW", issued=date(2019, 4, 1), incorporates=("OLD",), permits_roles=("supply", "arrest"))
    made = case(as_of=date(2019, 6, 1), authorities=(old, new))
    instruments = instruments_of(made)
    assert instruments.forbids(new, "arrest", made.as_of) == "OLD"
    assert instruments.forbids(new, "supply", made.as_of) is None
    ground = Ground(duty_status=DutyStatus.T10, named=("NEW",), mobilization=None)
    assert max_days(made, ground) == 90
    asked = line("L1", role="supply", approval="NEW", start=date(2019, 6, 1))
    for days, verdict in ((90, Verdict.PERMITTED), (91, Verdict.PROHIBITED)):
        period = Period(date(2019, 6, 1), date.fromordinal(date(2019, 6, 1).toordinal() + days))
        judged = judge(made, unit(), asked, DutyStatus.T10, ("NEW",), None, period)
        assert judged.verdict is verdict
    assert "OLD" in judged.findings[-1].message or any("OLD" in found.message for found in judged.findings)


@pytest.mark.parametrize(("kind", "lifted"), [("memorandum", True), ("request_approval", False)])
def test_later_words_of_no_lower_rank_lift_earlier_ones(case, authority, kind, lifted):
    base = authority("MEMO", kind="memorandum", issued=JANUARY, forbids_roles=("crowd_control",))
    later = authority("LATER", kind=kind, issued=MAY, amends=("MEMO",), permits_roles=("crowd_control",))
    made = case(as_of=date(2019, 6, 1), authorities=(base, later))
    found = instruments_of(made).forbids(base, "crowd_control", made.as_of)
    assert (found is None) is lifted
    assert instruments_of(made).forbids(base, "crowd_control", JANUARY) == "MEMO"


@pytest.mark.parametrize("word", ["supersedes", "rescinds"])
def test_what_ends_an_instrument_ends_it_on_its_own_day(case, authority, word):
    status = {"supersedes": "superseded", "rescinds": "rescinded"}[word]
    old = authority("OLD", issued=JANUARY, status=status)
    new = authority("NEW", issued=MAY, **{word: ("OLD",)})
    made = case(as_of=date(2019, 6, 1), authorities=(old, new))
    assert instruments_of(made).status(old) == status
    assert instruments_of(made).period("OLD") == Period(JANUARY, MAY)
    before = as_known(made, date(2019, 5, 1))
    assert instruments_of(before).status(old) == "signed"
    assert instruments_of(before).period("OLD") == Period(JANUARY, None)
    alone = case(as_of=date(2019, 6, 1), authorities=(old,))
    assert instruments_of(alone).period("OLD") is None


def test_what_ran_out_later_had_not_run_out(case, authority):
    old = authority("OLD", issued=JANUARY, status="expired", end=MAY)
    made = case(as_of=date(2019, 6, 1), authorities=(old,))
    assert instruments_of(made).period("OLD") is None
    assert instruments_of(as_known(made, date(2019, 2, 1))).period("OLD") == Period(JANUARY, MAY)


def test_ranks(authority):
    assert [rank(authority("A", kind=kind)) for kind in ("statute", "proclamation", "memorandum")] == [
        0,
        1,
        2,
    ]
    assert rank(authority("A")) == 3


def test_the_check_tells_replaced_numbers_and_the_days_on_a_word(chain):
    found = {item.rule: item for item in check_case(chain)}
    assert "146" in found["check/ceiling-replaced"].message
    assert "155" in found["check/ceiling-replaced"].message
    assert "9 day(s)" in found["check/authority-memorialised"].message


def test_a_chain_that_ends_early_is_told(chain):
    base, change = chain.authorities
    ends = replace(change.ceilings[0], end=date(2019, 8, 1))
    short = replace(change, ceilings=(ends,))
    found = {item.rule: item for item in check_case(replace(chain, authorities=(base, short)))}
    assert found["check/ceiling-chain-ends"].verdict is Verdict.UNKNOWN
    assert "2019-08-01" in found["check/ceiling-chain-ends"].message
