"""What the brief says, recounted by hand."""

from dataclasses import replace
from datetime import date, timedelta
from types import ModuleType

from muster.products.brief import Brief, make_brief
from muster.products.figures import dollars_short, percent, period
from muster.products.report import render_report
from muster.products.terminal import summary_lines


def test_fill_is_counted_day_by_day_after_reception(sample: ModuleType, brief: Brief) -> None:
    case = sample.make_case()
    plan = sample.make_plan(case)
    for line in case.lines:
        end = line.end or case.planning.end
        day, short = max(line.start, case.planning.start), 0
        while day < end:
            there = sum(
                tour.fills
                for tour in plan.tours
                if tour.line == line.line and tour.start + timedelta(days=7) <= day < tour.end
            )
            short += max(0, line.headcount - there)
            day += timedelta(days=1)
        said = next(row for row in brief.lines if row.line == line.line)
        assert said.short == short, line.line
    assert brief.headline.short == sum(line.short for line in brief.lines)


def test_ceilings_count_by_name_and_by_scope(sample: ModuleType, brief: Brief) -> None:
    case = sample.make_case()
    plan = sample.make_plan(case)
    in_t10 = [tour for tour in plan.tours if tour.duty_status == "T10"]
    days = [sample.START + timedelta(days=index) for index in range(131)]  # to 30 September, when it lapses
    most = max(sum(tour.headcount for tour in in_t10 if tour.start <= day < tour.end) for day in days)
    ceilings = {ceiling.id: ceiling for ceiling in brief.ceilings}
    assert ceilings["JTFN-4000"].peak == most
    assert ceilings["JTFN-4000"].over_days == 0
    assert ceilings["SW-1500"].over_days > 0 and ceilings["SW-1500"].inside == ("JTFN-4000",)
    assert not ceilings["EXT-1115"].in_force or "EXPECTED-2025-06" in {
        name for tour in plan.tours for name in tour.assumes
    }
    assert "100 more people" in ceilings["SW-1500"].price_words
    assert "not known" in ceilings["JTFN-GUARD"].price_words


def test_reception_is_left_out_only_where_the_order_excludes_it(sample: ModuleType) -> None:
    case = sample.make_case()
    plan = sample.make_plan(case)

    def peak(overlap: str) -> int:
        authorities = tuple(
            replace(a, ceilings=tuple(replace(c, overlap=overlap) for c in a.ceilings))
            for a in case.authorities
        )
        brief = make_brief(
            replace(case, authorities=authorities),
            plan,
            findings=(),
            verification_feasible=None,
            verification_note="",
        )
        return next(ceiling.peak for ceiling in brief.ceilings if ceiling.id == "SW-1500")

    assert peak("excluded") < peak("counted") == peak("unknown") == peak("tolerated:5")


def test_conflicts_are_kept_side_by_side(brief: Brief) -> None:
    questions = {conflict.question: conflict.sides for conflict in brief.conflicts}
    assert [said for said, _ in questions["Strength of SW-1500 on 20 May 2025"]] == [
        "1,100 on duty",
        "about 1,240 on duty",
    ]


def test_accepted_facts_stand_for_what_was_read_in_the_same_words(sample: ModuleType) -> None:
    case = sample.make_case()
    again = replace(case.facts[0], subject="other words", end=case.facts[0].end + 1)
    elsewhere = replace(case.facts[0], doc="another.txt")
    brief = make_brief(
        case,
        sample.make_plan(case),
        findings=(),
        facts=(again, elsewhere),
        verification_feasible=None,
        verification_note="",
    )
    assert brief.facts == (*case.facts, elsewhere)


def test_the_bottom_line_says_what_hangs_on_a_signature(brief: Brief) -> None:
    assert any("EXPECTED-2025-06" in sentence for sentence in brief.bottom_line)
    assert any("Ceilings exceeded: SW-1500" in sentence for sentence in brief.bottom_line)


def test_an_empty_plan_and_an_empty_case_can_be_told(sample: ModuleType) -> None:
    case = sample.make_case()
    plan = replace(sample.make_plan(case), tours=(), shortfalls=(), objective=None, bound=None, gap=None)
    for one in (
        case,
        replace(case, lines=(), units=(), tours=(), authorities=(), places=(), strengths=(), commands=()),
    ):
        brief = make_brief(one, plan, findings=(), verification_feasible=None, verification_note="")
        assert brief.headline.tours == 0 and brief.headline.peak_day is None


def test_figures_in_words() -> None:
    assert percent(0.99999) == ">99.9%" and percent(0.5) == "50.0%"
    assert dollars_short(999_950_000_00) == "$1.00 billion"
    assert period(date(2025, 1, 1), date(2025, 1, 2)) == "1 Jan 2025"
    assert period(date(2024, 12, 30), date(2025, 1, 3)) == "30 Dec 2024 – 2 Jan 2025"


def test_who_pays_is_a_question_of_its_own(sample: ModuleType) -> None:
    case = sample.make_case()
    unpaid = replace(sample.make_findings()[2], rule="usc/t10/s277", subject="R3-LOG-EPT")
    brief = make_brief(
        case, sample.make_plan(case), findings=(unpaid,), verification_feasible=None, verification_note=""
    )
    lines = {line.line: line for line in brief.lines}
    assert lines["R3-LOG-EPT"].verdict == "permitted" and lines["R3-LOG-EPT"].money_open
    assert lines["R4-CAM-ELC"].verdict == "prohibited"  # from the plan's own findings; nobody serves it
    assert "Who pays is not settled" in render_report(brief)


def test_the_laws_clocks_are_among_the_dates(sample: ModuleType) -> None:
    case = sample.make_case()
    clock = replace(
        sample.make_findings()[3],
        rule="check/clock-report",
        message="The report is due by 2025-10-18.",
        days=(date(2025, 10, 18), None),
    )
    brief = make_brief(
        case, sample.make_plan(case), findings=(clock,), verification_feasible=None, verification_note=""
    )
    assert (date(2025, 10, 18), "clock") in {(due.day, due.kind) for due in brief.dues}


def test_people_in_motion_add_up(brief: Brief) -> None:
    assert sum(wave.arriving for wave in brief.waves) == sum(wave.leaving for wave in brief.waves)
    there = 0
    for wave in brief.waves:
        there += wave.arriving - wave.leaving
        assert wave.present == there


def test_a_total_never_stands_without_what_is_missing_from_it(sample: ModuleType) -> None:
    case = sample.make_case()
    brief = make_brief(
        case, sample.make_plan(case), findings=(), verification_feasible=None, verification_note=""
    )
    assert "airlift" in brief.cost.missing and "pay and allowances by status" not in brief.cost.missing
    assert "reimbursement of the Guard's states" in brief.cost.missing
    assert brief.cost.left_out[0].startswith("No rate of the case speaks of")
    terminal = " ".join(" ".join(summary_lines(brief)).split())
    page = render_report(brief)
    for words in ("Missing, no rate speaks of:", "flight hours", "reset of equipment"):
        assert words in terminal, words
    assert "kinds of cost are missing" in page and "The figures below say nothing of these" in page
    # The sample's plan states costs of its own: that is told, and not hidden in the elements.
    assert any("The plan's tours state" in sentence for sentence in brief.cost.left_out)


def test_ranges_of_rates_become_the_range_of_the_whole(sample: ModuleType) -> None:
    case = sample.make_case()
    rates = tuple(replace(rate, low=rate.amount / 2, high=rate.amount * 2) for rate in case.rates[:1])
    case = replace(case, rates=(*rates, *case.rates[1:]))
    brief = make_brief(
        case, sample.make_plan(case), findings=(), verification_feasible=None, verification_note=""
    )
    expense = brief.cost.expense
    assert expense.low is not None and expense.high is not None
    assert expense.low < expense.expected < expense.high
    assert f"{dollars_short(expense.low)} to {dollars_short(expense.high)}" in "\n".join(summary_lines(brief))
    assert any("No range is stated for" in sentence for sentence in brief.cost.left_out)
