"""Facts accepted into a case: what is kept, what is proposed, what is written, and what never is."""

import hashlib
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from muster.actions.accept import Reviewing, accept_facts, accept_numbers, open_review
from muster.actions.case import read_case
from muster.actions.check import check
from muster.casefile.additions import REJECTED_FILE
from muster.domain.fact import Answer, Correction
from muster.domain.review import Decision
from muster.errors import MaterialError, UsageError
from muster.ledger.entry import entry_of
from muster.ledger.fold import view
from muster.ledger.record import Account, drafts_of
from muster.ledger.stores.memory import MemoryStore

EXAMPLES = Path(__file__).parents[2] / "examples"
ORDER = """\
MEMORANDUM FOR THE COMMANDER, U.S. NORTHERN COMMAND

January 22, 2025

The Commander shall deploy up to 1,700 active-duty personnel to the southern border by January 31, 2025.
Members of the Armed Forces shall not perform search, seizure or arrest. The Secretary of Defense invokes
10 U.S.C. 12302.
"""
NEWS = """\
January 27, 2025

About 1,900 Title 10 personnel were at the southern border on January 27, 2025, officials said.
"""
DAY = date(2025, 2, 1)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "southwest-border-2025", tmp_path / "case"))


@pytest.fixture
def order(tmp_path: Path) -> Path:
    path = tmp_path / "order.txt"
    path.write_text(ORDER, encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def number(review: Reviewing, kind: str) -> int:
    return next(place for place, fact in enumerate(review.facts, 1) if fact.kind == kind)


def test_accepted_facts_are_kept_with_their_review_and_the_document_goes_along(
    case: Path, order: Path
) -> None:
    before = texts(case)
    done = accept_facts([order], case, by="J3 watch officer", on=DAY)
    after = texts(case)
    assert done.rows == ()
    assert {path.name for path in done.files} == {"order.txt", "facts.jsonl"}
    assert after["facts.jsonl"].startswith(before["facts.jsonl"])
    assert after["sources/order.txt"] == ORDER.encode()
    assert {name for name in after if after[name] != before.get(name)} == {"facts.jsonl", "sources/order.txt"}
    kept = [json.loads(line) for line in after["facts.jsonl"].decode().splitlines()][-len(done.accepted) :]
    for fact in kept:
        assert ORDER[fact["start"] : fact["end"]] == fact["quote"]
        assert fact["review"] == {
            "state": "accepted",
            "by": "J3 watch officer",
            "on": "2025-02-01",
            "rank": "order",
            "dated": "2025-01-22",
            "sha256": hashlib.sha256(ORDER.encode()).hexdigest(),
        }
    assert read_case(case).facts[-len(kept) :] == done.accepted
    assert sorted(read_case(case).sources) == sorted(done.case.sources)
    assert check(read_case(case))


def test_to_accept_twice_changes_nothing(case: Path, order: Path) -> None:
    accept_facts([order], case, rows=True, on=DAY)
    before = texts(case)
    again = accept_facts([order], case, rows=True, on=DAY)
    assert texts(case) == before
    assert (again.accepted, again.rows, again.files) == ((), (), ())
    assert len(again.already) > 0


def test_an_order_becomes_an_instrument_with_its_limit_each_with_its_words(case: Path, order: Path) -> None:
    done = accept_facts([order], case, rows=True, on=DAY)
    (made,) = [item for item in read_case(case).authorities if item.id == "ORDER"]
    assert (made.kind, made.status, made.issued) == ("memorandum", "signed", date(2025, 1, 22))
    assert made.invokes == ("10 USC 12302",)
    assert [(limit.id, limit.headcount) for limit in made.ceilings] == [("ORDER-1700", 1700)]
    assert all(quote.source == "sources/order.txt" and quote.text in ORDER for quote in made.quotes)
    assert made.ceilings[0].duty_statuses == ()  # active-duty: nobody has answered yet which is meant
    assert {row.table for row in done.rows} == {"authority", "ceiling"}


def test_rows_are_put_in_and_no_line_of_the_users_is_touched(case: Path, order: Path, news: Path) -> None:
    before = (case / "authorities.toml").read_text(encoding="utf-8")
    accept_facts([order], case, rows=True, on=DAY)
    assert (case / "authorities.toml").read_text(encoding="utf-8").startswith(before)
    strength = (case / "strength.csv").read_text(encoding="utf-8")
    accept_facts([news], case, rows={1: {"scope": "SWB"}}, on=DAY)
    after = (case / "strength.csv").read_text(encoding="utf-8")
    assert after == strength + "2025-01-27,SWB,,T10,1900,,,about,on_duty,sources/news.txt (officials)\n"


def test_a_row_that_lacks_something_is_not_written_and_says_what(case: Path, news: Path) -> None:
    before = texts(case)
    review = open_review([news], case)
    (proposal,) = review.item(1).proposals
    assert {need.field for need in proposal.needs if need.required} <= {"scope"}
    with pytest.raises(MaterialError) as caught:
        accept_facts([news], case, rows={1: {"scope": "the border"}}, on=DAY)
    assert "the case does not have" in caught.value.problems[0].message
    assert texts(case) == before


def test_a_correction_keeps_the_quote_and_says_what_was_corrected_and_why(case: Path, order: Path) -> None:
    review = open_review([order], case)
    limit = number(review, "ceiling")
    done = accept_facts(
        [order],
        case,
        accept=(),
        correct={limit: ("the annex says 1,500", {"value": 1500, "high": 1500})},
        on=DAY,
    )
    (fact,) = done.accepted
    assert fact.quantity is not None
    assert fact.quantity.value == 1500
    assert fact.quote == ORDER[fact.start : fact.end]
    assert "1,700" in fact.quote
    assert fact.review is not None
    assert (fact.review.state, fact.review.reason) == ("corrected", "the annex says 1,500")
    assert fact.review.corrections == (
        Correction(field="value", was="1700", now="1500"),
        Correction(field="high", was="1700", now="1500"),
    )
    assert read_case(case).facts[-1] == fact


def test_rejected_facts_are_no_facts_of_the_case_and_are_not_put_forward_again(
    case: Path, order: Path
) -> None:
    before = len(read_case(case).facts)
    done = accept_facts([order], case, accept=(), reject={1: "a draft"}, on=DAY)
    assert len(read_case(case).facts) == before
    (kept,) = [json.loads(line) for line in (case / REJECTED_FILE).read_text(encoding="utf-8").splitlines()]
    assert kept["review"]["reason"] == "a draft"
    review = open_review([order], case)
    assert 1 not in review.open_numbers()
    assert done.left == tuple(review.open_numbers())


def test_answers_to_questions_are_recorded_with_the_fact(case: Path, order: Path) -> None:
    review = open_review([order], case)
    limit = number(review, "ceiling")
    (question,) = review.item(limit).questions
    answer = Answer(question=question.question, answer=question.options[0])
    done = accept_facts([order], case, accept=[limit], answers={limit: [answer]}, on=DAY)
    assert done.accepted[0].review is not None
    assert done.accepted[0].review.answers == (answer,)
    assert read_case(case).facts[-1].review == done.accepted[0].review


def test_a_later_document_that_contradicts_shows_both_with_dates_and_ranks(
    case: Path, news: Path, tmp_path: Path
) -> None:
    accept_facts([news], case, rows={1: {"scope": "SWB"}}, on=DAY)
    later = tmp_path / "release.txt"
    later.write_text(
        "FOR IMMEDIATE RELEASE\n\nJanuary 28, 2025\n\n"
        "About 1,600 Title 10 personnel were at the southern border on January 27, 2025.\n",
        encoding="utf-8",
    )
    before = texts(case)
    review = open_review([later], case)
    found = {against.table: against for against in review.item(1).contradictions}
    fact = found["facts"]
    assert fact.field == "quantity"
    assert "1,900" in fact.held
    assert "1,600" in fact.told
    assert fact.held_source is not None
    assert (fact.held_source.rank, fact.held_source.date) == ("news", "2025-01-27")
    assert (fact.told_source.rank, fact.told_source.date) == ("release", "2025-01-28")
    assert fact.stronger == "told"
    assert texts(case) == before  # shown, and nothing replaced
    accept_numbers(review, accept=[1], on=DAY)
    assert len([one for one in read_case(case).facts if one.doc in ("news.txt", "release.txt")]) == 2


def test_another_document_of_the_same_name_gets_a_name_of_its_own(
    case: Path, news: Path, tmp_path: Path
) -> None:
    accept_facts([news], case, on=DAY)
    (tmp_path / "later").mkdir()
    other = tmp_path / "later" / "news.txt"
    other.write_text(NEWS.replace("1,900", "2,100"), encoding="utf-8")
    done = accept_facts([other], case, on=DAY)
    assert done.accepted[0].doc == "news-2.txt"
    assert (case / "sources" / "news.txt").read_text(encoding="utf-8") == NEWS
    assert (case / "sources" / "news-2.txt").read_bytes() == other.read_bytes()


def test_what_cannot_be_read_afterwards_is_not_written(case: Path, order: Path) -> None:
    review = open_review([order], case)
    before = texts(case)
    limit = number(review, "ceiling")
    _, ceiling = review.item(limit).proposals
    row = ceiling.with_values({"under": "EO-14167", "from": date(2025, 5, 1), "until": date(2025, 1, 1)})
    with pytest.raises(MaterialError):
        review.decide([Decision(id=limit, decision="accept", rows=(row,))], on=DAY)
    assert texts(case) == before
    assert review.open_numbers() == list(range(1, len(review) + 1))


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(
    case: Path, order: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = open_review([order], case)
    rehearse = Reviewing._rehearsed

    def meddle(self: Reviewing, *arguments: object) -> object:
        result = rehearse(self, *arguments)  # type: ignore[arg-type]
        with (case / "facts.jsonl").open("a", encoding="utf-8") as file:
            file.write("\n")
        return result

    monkeypatch.setattr(Reviewing, "_rehearsed", meddle)
    with pytest.raises(Exception, match="changed by somebody else"):
        review.decide([Decision(id=1, decision="accept")], on=DAY)


def test_a_case_that_names_its_own_files_gets_rows_there(case: Path, order: Path) -> None:
    before = (case / "facts.jsonl").read_bytes()
    done = accept_facts([order], case / "case-2025-01-22.toml", rows=True, on=DAY)
    assert {path.name for path in done.files} == {
        "order.txt",
        "facts-2025-01-22.jsonl",
        "authorities-2025-01-22.toml",
    }
    assert (case / "facts.jsonl").read_bytes() == before


def test_accepted_facts_go_into_a_ledger_and_come_back(case: Path, order: Path) -> None:
    accept_facts([order], case, correct={1: ("not so", {"status": "planned"})}, on=DAY)
    known = read_case(case)
    store = MemoryStore()
    store.append(
        drafts_of(known, {}, Account(who="J3")), expected=0, recorded=datetime(2025, 2, 1, tzinfo=UTC)
    )
    assert view(map(entry_of, store.lines())).case.facts == known.facts


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"accept": [99]}, "there is no fact 99"),
        ({"accept": "some"}, "accept='some'"),
        ({"ranks": "gospel"}, "no rank of a source"),
    ],
)
def test_what_cannot_be_meant_is_said(
    case: Path, order: Path, arguments: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        accept_facts([order], case, **arguments)  # type: ignore[arg-type]


def test_a_rejection_without_a_reason_and_a_workbook_are_refused(case: Path, order: Path) -> None:
    with pytest.raises(UsageError, match="says why"):
        accept_numbers(open_review([order], case), reject=[1])
    with pytest.raises(UsageError, match="the same document"):
        open_review([order, order], case)
    with pytest.raises(UsageError, match="is a workbook"):
        open_review([order], case.with_suffix(".xlsx"))
