"""
The review file: facts that were read, put before a person in a TOML file to edit.

It is written with a decision to fill in for each fact, what was read to correct, and the rows of the case
that the fact supports; it is read back with every mistake at its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap

from muster.casefile.faults import Faults, did_you_mean, one_of, shown
from muster.casefile.rowcheck import check_row, is_held
from muster.casefile.tomltext import toml_key, toml_value
from muster.casefile.tree import Node, read_toml
from muster.domain.case import Case
from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES, Answer
from muster.domain.proposal import PROPOSED_TABLES, Proposal
from muster.domain.review import CORRECTABLE, DECISIONS, Contradiction, Decision, ReviewItem
from muster.domain.source import RANK_WORDS, Source

__all__ = ("REVIEW_SCHEMA", "fact_value", "read_review", "review_text", "value_fault")

REVIEW_SCHEMA = 1
_WIDTH = 108
_POLARITIES = ("tasked", "permitted", "prohibited")
_DATE = re.compile(
    r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?|P\d{1,5}[DWMY]))?|P\d{1,5}[DWMY])\Z",
    re.ASCII,
)
_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": FACT_KINDS,
    "bound": BOUNDS,
    "status": FACT_STATUSES,
    "polarity": _POLARITIES,
}
_NUMBERS = ("value", "low", "high")
_FIXED = ("id", "doc", "start", "end", "quote")
_OWN = ("decision", "reason", "question", "row", *_FIXED)
_ROW_OWN = ("table", "write", "under", "adds_quote_to")

_HEAD = """\
# Review of {documents}
# for the case {case}
#
# Decide on each [[fact]] below, save the file, and run the same command again to apply it.
#   decision = "accept"   the fact is what the document says
#   decision = "correct"  it is not read rightly: change the lines under it, and write the reason
#   decision = "reject"   it does not belong into the case; write the reason
#   decision = ""         later (nothing is done)
# The quote is the document's and stays. A row of the case is written where you set write = true.
# Facts that the case has already are left alone; running the file twice changes nothing.
"""


def review_text(items: Sequence[ReviewItem], sources: Iterable[tuple[Source, str]], case: str) -> str:
    """
    The file to edit.

    Parameters
    ----------
    items
        The facts, in the order of the documents.
    sources
        The documents with the hash of their bytes.
    case
        The case's name.
    """
    known = list(sources)
    lines = [_HEAD.format(documents=", ".join(source.doc for source, _ in known), case=toml_value(case))]
    lines += [f"schema = {REVIEW_SCHEMA}", ""]
    for source, sha256 in known:
        lines += [
            "[[document]]",
            f"doc = {toml_value(source.doc)}",
            f"sha256 = {toml_value(sha256)}",
            f"date = {toml_value(source.date or '')}",
            f"rank = {toml_value(source.rank)}   # {RANK_WORDS[source.rank]}: {_one_line(source.why)}",
            "",
        ]
    for item in items:
        lines += [*_fact(item), ""]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _comment(text: str, first: str = "# ", rest: str = "#   ") -> list[str]:
    """Text as comment lines; whatever it holds, it stays a comment."""
    return wrap(
        _one_line(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]


def _fact(item: ReviewItem) -> Iterator[str]:
    fact = item.fact
    who = "" if fact.attribution == "document" else f", says {fact.attribution}"
    yield "# " + "-" * 76
    yield from _comment(f"{item.id} · {fact.kind} · {fact.status}{who}", rest="# ")
    before, after = _one_line(item.before)[-160:], _one_line(item.after)[:160]
    yield from _comment(f"… {before} ⟦{_one_line(fact.quote)}⟧ {after} …")
    if item.decided is not None and item.decided.review is not None:
        yield from _comment(f"The case has it already: {item.decided.review.state}.")
    for against in item.contradictions:
        yield from _contradiction(against)
    yield "[[fact]]"
    yield f"id = {item.id}"
    for key in _FIXED[1:]:
        yield f"{key} = {toml_value(getattr(fact, key))}"
    yield 'decision = ""'
    yield 'reason = ""'
    blank = []
    for key in CORRECTABLE:
        value = fact_value(item, key)
        if value in (None, ()):
            blank.append(key)
        else:
            yield f"{key} = {toml_value(list(value) if isinstance(value, tuple) else value)}"
    yield from _comment(f"not stated: {', '.join(blank)}", rest="# ")
    for question in item.questions:
        yield "  [[fact.question]]"
        yield f"  ask = {toml_value(question.question)}"
        for number, option in enumerate(question.options, 1):
            yield from _comment(f"{number}: {option}", first="  # ", rest="  #   ")
        yield '  answer = ""   # a number above, or words of your own; blank leaves it open'
    for row in item.proposals:
        yield from _row(row)


def fact_value(item: ReviewItem, key: str) -> object:
    """The value of a correctable field as it was read."""
    if key in ("value", "low", "high", "bound", "unit"):
        return None if item.fact.quantity is None else getattr(item.fact.quantity, key)
    value: object = getattr(item.fact, key)
    return value


def _contradiction(against: Contradiction) -> Iterator[str]:
    yield from _comment(f"CONTRADICTS {against.table} {against.key} in {against.field}:", first="# ! ")
    for side, words, source in (
        ("the case", against.held, against.held_source),
        ("this document", against.told, against.told_source),
    ):
        rank = "source unknown" if source is None else f"{RANK_WORDS.get(source.rank, 'rank unknown')}"
        day = "" if source is None or source.date is None else f", {source.date}"
        yield from _comment(f"{side} ({rank}{day}): {words}", first="# !   ", rest="# !     ")
    if against.reading is not None:
        yield from _comment(f"both may be true: {against.reading}", first="# !   ", rest="# !     ")


def _row(row: Proposal) -> Iterator[str]:
    yield "  [[fact.row]]"
    yield from _comment(row.because, first="  # ", rest="  # ")
    yield f"  table = {toml_value(row.table)}"
    yield "  write = false"
    if row.existing is not None:
        yield f"  adds_quote_to = {toml_value(row.existing)}"
        return
    if row.table == "ceiling":
        yield f"  under = {toml_value(row.under or '')}"
    for key, value in row.values:
        yield f"  {toml_key(key)} = {toml_value(value)}"
    for need in row.needs:
        options = f" ({one_of(need.options, 12)})" if need.options else ""
        word = "needed" if need.required else "may stay blank"
        yield from _comment(f"{need.field}, {word}: {need.asks}{options}", first="  # ", rest="  #   ")
        if need.field != "under":
            yield f'  {toml_key(need.field)} = ""'


# Reading


def read_review(
    text: str, file: str, items: Sequence[ReviewItem], hashes: Mapping[str, str], case: Case, faults: Faults
) -> tuple[tuple[Decision, ...], dict[str, str]]:
    """
    The decisions of an edited review file, and the ranks that it gives documents.

    Parameters
    ----------
    text, file
        The file's text and its name for messages.
    items
        What the documents say now; the file must speak of the same facts.
    hashes
        SHA-256 of each document by name.
    case
        What rows may refer to.
    faults
        Every mistake goes here; with any, the decisions are not to be used.
    """
    tree = read_toml(text, file, faults)
    if tree is None:
        return (), {}
    root = Node(tree, (), tree.data, faults)
    root.unknown(("schema", "document", "fact"), kept=False)
    if root.data.get("schema") != REVIEW_SCHEMA:
        root.fault(
            "M781",
            f"{file} is not a review file of this version: schema = {REVIEW_SCHEMA} is expected",
            help="give the file that `muster read … --into CASE --review FILE` wrote; a new FILE is written"
            " anew",
            key="schema" if "schema" in root.data else None,
        )
        return (), {}
    ranks = _documents(root, hashes)
    nodes = root.nodes("fact")
    others = _written_ids(nodes)
    by_id = {item.id: item for item in items}
    seen: set[int] = set()
    decisions = []
    for node in nodes:
        item = _item(node, by_id, seen)
        if item is not None:
            decision = _decision(node, item, case, others)
            if decision is not None:
                decisions.append(decision)
    return tuple(decisions), ranks


def _documents(root: Node, hashes: Mapping[str, str]) -> dict[str, str]:
    ranks: dict[str, str] = {}
    for node in root.nodes("document"):
        node.unknown(("doc", "sha256", "date", "rank"), kept=False)
        doc, sha256 = node.data.get("doc"), node.data.get("sha256")
        rank = node.choice("rank", "rank of a source", tuple(RANK_WORDS))
        if not isinstance(doc, str) or doc not in hashes:
            node.fault(
                "M784",
                f"the document {shown(str(doc))} is not among those that were read",
                help=f"read it too, or use the review file of {one_of(list(hashes))}",
                key="doc" if "doc" in node.data else None,
            )
            continue
        if sha256 != hashes[doc]:
            node.fault(
                "M784",
                f"{doc} is not the document that this file reviews: its hash differs",
                help="take the document as it was, or write a new review file",
                key="sha256" if "sha256" in node.data else None,
            )
        if rank is not None:
            ranks[doc] = rank
    return ranks


def _written_ids(nodes: Sequence[Node]) -> dict[str, object]:
    """Ids of the authorities that the file asks to write."""
    found: dict[str, object] = {}
    for node in nodes:
        rows = node.data.get("row")
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("table") == "authority" and row.get("write") is True:
                found[str(row.get("id"))] = row
    return found


def _item(node: Node, items: Mapping[int, ReviewItem], seen: set[int]) -> ReviewItem | None:
    number = node.whole("id", 1, 10**9)
    if number is None:
        if "id" not in node.data:
            node.missing("id", "1")
        return None
    if number in seen:
        node.fault("M784", f"the fact {number} stands twice", help="remove one of the two", key="id")
        return None
    seen.add(number)
    item = items.get(number)
    if item is None:
        node.fault(
            "M784",
            f"there is no fact {number}; the documents have {len(items)}",
            help="take the id as it was written, or write a new review file",
            key="id",
        )
        return None
    for key in _FIXED[1:]:
        if node.data.get(key) != getattr(item.fact, key):
            node.fault(
                "M784",
                f"{key} differs from the document's: a quote and its place cannot be edited",
                help=f"write {key} = {toml_value(getattr(item.fact, key))[:200]}",
                key=key if key in node.data else None,
            )
            return None
    return item


def _decision(node: Node, item: ReviewItem, case: Case, others: Mapping[str, object]) -> Decision | None:
    for key in node.unknown((*_OWN, *CORRECTABLE), kept=False):
        del key
    word = node.choice("decision", "decision", DECISIONS)
    reason = node.text("reason")
    changes = _changes(node, item)
    answers = _answers(node, item)
    rows = _rows(node, item, case, others)
    if word in ("reject", "correct") and reason is None:
        node.fault(
            "M785",
            f"fact {item.id}: a decision to {word} says why",
            help='write reason = "…"',
            key="reason" if "reason" in node.data else "decision",
        )
    if changes and word in (None, "accept", "skip"):
        first = next(iter(changes))
        node.fault(
            "M785",
            f"fact {item.id}: {first} was changed, but the decision is {shown(word or '')}",
            help='write decision = "correct" and the reason, or undo the change',
            key=first,
        )
    if word == "correct" and not changes:
        node.fault(
            "M785",
            f"fact {item.id}: nothing was corrected",
            help='change the line that is wrong, or write decision = "accept"',
            key="decision",
        )
    if rows and word not in ("accept", "correct"):
        node.fault(
            "M785",
            f"fact {item.id}: a row rests on the fact, which is not accepted",
            help='write decision = "accept", or write = false at the row',
            key="decision" if "decision" in node.data else None,
        )
    if word is None or word == "skip":
        return None
    return Decision(
        id=item.id,
        decision=word,
        reason=reason,
        changes=tuple(changes.items()),
        answers=answers,
        rows=rows,
    )


def _changes(node: Node, item: ReviewItem) -> dict[str, object]:
    """What a person wrote in place of what was read."""
    changes: dict[str, object] = {}
    for key in CORRECTABLE:
        was = fact_value(item, key)
        if key not in node.data:
            if was not in (None, ()) and key not in ("kind", "status", "attribution", "bound", "unit"):
                changes[key] = () if key == "citations" else None
            continue
        raw = node.data[key]
        if raw == was and not isinstance(raw, bool):
            continue
        now: object = float(raw) if isinstance(raw, Decimal) and raw != int(raw) else raw
        now = int(raw) if isinstance(raw, Decimal) and raw == int(raw) else now
        if isinstance(now, list):
            now = tuple(now)
        if now == "":
            now = None
        if isinstance(now, date) and not isinstance(now, datetime):
            now = now.isoformat()
        if now == was and type(now) is not bool:
            continue
        fault = value_fault(key, now)
        if fault is not None:
            node.fault(fault[0], f"fact {item.id}: {fault[1]}", help=fault[2], key=key)
            continue
        changes[key] = now
    return changes


def value_fault(key: str, value: object) -> tuple[str, str, str] | None:
    """
    What is wrong with a corrected value: code, message and help; ``None`` if nothing is.

    Examples
    --------
    >>> value_fault("date", "2025-13-01")
    ('M786', "date '2025-13-01' is no ISO date", 'write 2025-01-22, 2025-01, 2025-01-22/2025-03-01 or P60D')
    """
    if key in _NUMBERS:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            return "M786", f"{key} must be a number", f"write digits alone, such as {key} = 1500"
        if isinstance(value, int | float) and not 0 <= value < 10**15:
            return "M786", f"{key} {value} is out of range", "write a number of 0 or more"
        return None
    if key == "citations":
        if not isinstance(value, tuple) or not all(isinstance(item, str) and item.strip() for item in value):
            return "M786", "citations must be a list of texts", 'write citations = ["10 U.S.C. 12302"]'
        return None
    if value is None:
        needed = key in ("kind", "status", "attribution")
        return ("M786", f"{key} cannot be blank", f"write {key} = …") if needed else None
    if not isinstance(value, str):
        return "M786", f"{key} must be text", f'write {key} = "…" in double quotes'
    if key in _CHOICES and value not in _CHOICES[key]:
        near = did_you_mean(value, _CHOICES[key])
        hint = f"did you mean {near}? " if near else ""
        return "M786", f"{key} {shown(value)} is unknown", f"{hint}possible: {one_of(_CHOICES[key], 20)}"
    if key == "date" and not _is_date(value):
        return (
            "M786",
            f"date {shown(value)} is no ISO date",
            "write 2025-01-22, 2025-01, 2025-01-22/2025-03-01 or P60D",
        )
    return None


def _is_date(text: str) -> bool:
    if not _DATE.match(text):
        return False
    for part in text.split("/"):
        if part.startswith("P"):
            continue
        try:
            date.fromisoformat(part + "-01-01"[: 10 - len(part)] if len(part) < 10 else part)
        except ValueError:
            return False
    return True


def _answers(node: Node, item: ReviewItem) -> tuple[Answer, ...]:
    asked = {question.question: question for question in item.questions}
    answers = []
    for child in node.nodes("question"):
        child.unknown(("ask", "answer"), kept=False)
        question = asked.get(str(child.data.get("ask")))
        if question is None:
            child.fault(
                "M784",
                f"fact {item.id} has no such question",
                help="take the question as it was written",
                key="ask" if "ask" in child.data else None,
            )
            continue
        raw = child.data.get("answer")
        given = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else child.text("answer")
        if given is None:
            continue
        if given.isdigit():
            if not 1 <= int(given) <= len(question.options):
                child.fault(
                    "M785",
                    f"the question has {len(question.options)} readings, and no {given}",
                    help="write the number of one, or words of your own",
                    key="answer",
                )
                continue
            given = question.options[int(given) - 1]
        answers.append(Answer(question=question.question, answer=given))
    return tuple(answers)


def _rows(node: Node, item: ReviewItem, case: Case, others: Mapping[str, object]) -> tuple[Proposal, ...]:
    """
    The rows to write, as a person left them; one that the case has already is no row to write.

    A row of one's own may stand beside the proposed ones: it rests on the fact just as they do.
    """
    left = list(item.proposals)
    written = []
    for child in node.nodes("row"):
        table = child.choice("table", "table that a fact can support", PROPOSED_TABLES)
        write = child.data.get("write", False)
        if not isinstance(write, bool):
            child.wrong("write", "true or false", "write = true")
            continue
        if table is None:
            if not child.data.get("table"):
                child.missing("table", '"strength"')
            continue
        proposal = next((row for row in left if row.table == table), None)
        if proposal is None:
            proposal = Proposal(table=table, values=(), quote=(f"sources/{item.fact.doc}", item.fact.quote))
        else:
            left.remove(proposal)
        if write:
            row = _as_written(child, proposal)
            if not is_held(row, case):
                own = Node(child.tree, child.path, _row_values(child), child.faults)
                check_row(row, own, case, others, child.faults)
                written.append(row)
            elif row.table == "authority":
                written.append(replace(row, existing=str(dict(row.values)["id"])))
    return tuple(written)


def _row_values(child: Node) -> dict[str, object]:
    return {key: value for key, value in child.data.items() if key not in _ROW_OWN}


def _as_written(child: Node, proposal: Proposal) -> Proposal:
    """The proposal with the values that stand in the file, and no others."""
    owner = child.text("adds_quote_to")
    if owner is not None:
        return replace(proposal, values=(("id", owner),), existing=owner, needs=())
    given: dict[str, object] = {key: None for key, _ in proposal.values}
    given |= {
        key: int(v) if isinstance(v, Decimal) and v == int(v) else v for key, v in _row_values(child).items()
    }
    if proposal.table == "ceiling":
        given["under"] = child.text("under")
    return replace(proposal, existing=None).with_values(given)
