"""From clauses to facts: every kind drafts, precedence decides, common fields are filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from muster.domain.fact import FACT_KINDS, Fact
from muster.intake.clauses import split_clauses
from muster.intake.extract.authority import authorities, is_court_action
from muster.intake.extract.ceiling import ceilings
from muster.intake.extract.claim import claims, is_judgement, quotations
from muster.intake.extract.command import commands
from muster.intake.extract.date import dates
from muster.intake.extract.declaration import declarations
from muster.intake.extract.location import locations
from muster.intake.extract.movement import movements
from muster.intake.extract.policy import policies
from muster.intake.extract.role import roles
from muster.intake.extract.strength import strengths
from muster.intake.grammars.citations import find_citations
from muster.intake.grammars.dates import find_whens
from muster.intake.grammars.forces import INSTRUMENT, LAW_OF_FORCE, OFFICIAL, force_named
from muster.intake.grammars.numbers import find_amounts
from muster.intake.grammars.places import place_named
from muster.intake.grammars.speech import Directory, Voice, voices
from muster.intake.passage import Clause, Draft, Page
from muster.intake.sentences import Sentence, split_sentences

__all__ = ("find_clauses", "find_facts")

_EXTRACTORS: tuple[Callable[[Clause], Iterator[Draft]], ...] = (
    ceilings,
    strengths,
    movements,
    declarations,
    authorities,
    commands,
    dates,
    locations,
    policies,
    roles,
    claims,
)
_IN_COURT: tuple[Callable[[Clause], Iterator[Draft]], ...] = (authorities, dates, claims)
#: Kinds that may share a clause with another by their own shorter words.
_SHORT = frozenset(("date", "location", "role", "authority"))
_BOILERPLATE = re.compile(
    r"\b(?:subject to the availability of appropriations\.?$|not intended to, and does not|"
    r"to any other (?:persons|individuals) or circumstances|costs for publication|"
    r"authority granted by law to an executive department|"
    r"functions of the Director of the Office of Management|shall be construed|IN WITNESS WHEREOF|"
    r"For (?:more )?information|^(?:Public )?[Ss]ources?:|Media contact|Click here|^References?: |"
    r"All rights reserved)",
    re.IGNORECASE,
)
_SET = (
    "appropriations", "not intended", "circumstances", "costs for publication", "granted by law",
    "functions of the", "shall be construed", "witness", "information", "source", "contact", "click",
    "rights reserved", "reference",
)  # fmt: skip
_ENACTING = re.compile(r"\bit is hereby (?:ordered|proclaimed)", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:they|their|these|those|it|its|such (?:duty|personnel|forces|units)|the (?:task force|unit|units|"
    r"deployment|mission|personnel|(?:new |additional |first |remaining |deployed )?(?:forces|troops|"
    r"soldiers|members)|teams?|aircraft|crews|helicopters)|(?:air)?crews|personnel|members|units|"
    r"service members|soldiers|troops|airmen|aircrews|engineers|guardsmen)\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(r"(?:(?:are|is|were|will|would|may|shall|can) not|cannot|won't)\b")
_RELATIVE = re.compile(r"(?:which|who|that|whose|where|subject to)\b")
_STATING = re.compile(r"\b(?:stating|saying|noting|adding) that $")
_SILENT = re.compile(r"it (?:did|does|do) not (?:specify|say|state|name|set|mention)\b")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|shall|may|might|can|could|should|must|has|have|had|do|does|did|"
    r"[a-z]{3,}ed|plans|sends|says|said|sent|went)\b"
)
_BASIS = re.compile(
    r"(?:[Tt]hrough|[Uu]nder|[Pp]ursuant to|[Ii]n accordance with|[Cc]onsistent with|[Ii]n furtherance of|"
    r"[Bb]y (?:the )?(?:power and )?(?:authority|virtue))\b"
)
#: The act itself, after whatever reasons come first.
_ACTS = re.compile(
    r", (?=I (?:hereby|direct|order|authori[sz]e|declare|determine|assign|am |find|call|proclaim)|"
    r"(?:do )?hereby (?:declare|proclaim|order|direct|determine|find|authori[sz]e|call|amend|revoke)|"
    r"it is hereby)"
)
#: "NOW, THEREFORE, I, A. B. Roe, President of the United States of America, by the authority …".
_THEREFORE = re.compile(
    r"NOW,? THEREFORE,? (?:I, [^;]{3,120}?, (?=by (?:virtue of )?(?:the )?(?:power and )?authority|"
    r"pursuant|acting|hereby|do )|(?=by ))"
)
#: What may begin the main clause after its legal basis: a subject, not one more citation.
_MAIN = re.compile(
    r", (?=(?:I|we|he|she|it|the (?!Constitution|laws?\b|Act\b|\w+ Act\b|National Emergencies|Insurrection|"
    r"Stafford)|(?!Section|Title|Executive|United|Public|Proclamation|Chapter|Part|Pub)[A-Z][\w.]+|up to|"
    r"at least|(?!(?:19|20)\d\d\b)\d[\d,]* (?!U\.?S\.?C|C\.?F|Stat|Fed)|members|troops|soldiers|forces|"
    r"military|federal|personnel|units|no|all|each|any)\b)"
)
_SECTION = re.compile(r"(?:Section|Sec\.|SECTION|SEC\.) ?\d{1,3}[A-Za-z]?\. ?$")
_DENYING = re.compile(r"\b(?:denied|denies|rejected) (?:(?:reports |claims )?that )?$")
#: A row of a table: whose, and how many.
_ROW = re.compile(r"^[^.;]{2,60}(?:[:|\t]| {3,})[^.;]{0,60}?\b\d[\d,]* ?(?:[|\t]|[A-Za-z])")
_HEADLINE = re.compile(r"^[^a-z]{12,}$")


def find_clauses(page: Page) -> list[Clause]:
    """Return the clauses of a document with their voices; boilerplate and headings are left out."""
    sentences = list(split_sentences(page.text, page.flat))
    clauses: list[Clause] = []
    topic_paragraph, topic, force, counted = -1, False, None, ""
    for sentence, contents in zip(
        sentences, voices(page.text, page.flat, sentences, Directory(page.flat)), strict=True
    ):
        if sentence.paragraph > topic_paragraph + 1 and topic_paragraph >= 0:
            topic, force, counted = False, None, ""
        if _skipped(page, sentence):
            asked = page.flat[sentence.end - 1] == "?"
            if asked and force_named(page.flat, sentence.start, sentence.end):
                topic = True
            if asked and topic:
                topic_paragraph = sentence.paragraph
                clauses += _presupposed(page, sentence, contents, counted)
            continue
        named = force_named(page.flat, sentence.start, sentence.end)
        basis: tuple[int, int] | None = None
        for voice in contents:
            for start, end in _clauses(page.flat, voice.start, voice.end):
                clause = _clause(page, sentence, voice, start, end, counted)
                counted = next((a.noun for a in reversed(clause.amounts) if _COUNTED.search(a.noun)), counted)
                if not counted and clause.force is not None and _COUNTED.search(clause.force.lower()):
                    counted = clause.force.lower()
                clause.basis = basis
                basis = (start, end) if _BASIS.match(page.flat, start, end) else None
                clause.topic = topic or named is not None or page.operation
                clause.named = (
                    clause.force is not None or LAW_OF_FORCE.search(page.flat, start, end) is not None
                )
                if not clause.lead and _REFUSAL.match(page.flat, start, end) is not None:
                    clause.lead = "pronoun"
                if not clause.lead and _PRONOUN.match(page.flat, start, end) is not None:
                    clause.lead = "pronoun"
                if clause.force is None:
                    clause.force = force or named
                if clause.named or (clause.topic and voice.speaker != "document"):
                    topic, topic_paragraph = True, sentence.paragraph
                    force = clause.force
                clauses.append(clause)
    return clauses


#: How a question begins; what stands before it in the same breath is told, not asked.
_ASKS = re.compile(
    r"(?:[Aa]nd |[Bb]ut |[Ss]o |[Oo]r )?(?:are|is|was|were|do|does|did|will|would|can|could|has|have|had|"
    r"should|how|what|when|where|why|who|which|whether|if|any|Are|Is|Was|Were|Do|Does|Did|Will|Would|Can|"
    r"Could|Has|Have|Had|Should|How|What|When|Where|Why|Who|Which|Any)\b"
)


def _presupposed(page: Page, sentence: Sentence, contents: Sequence[Voice], counted: str) -> Iterator[Clause]:
    """Yield what a reporter tells before asking: "You have 4,000 troops there, so why?"."""
    for voice in contents:
        if voice.speaker != "reporter":
            continue
        for start, end in _clauses(page.flat, voice.start, voice.end):
            clause = _clause(page, sentence, voice, start, end, counted)
            if _ASKS.match(page.flat, start, end) is None and any(a.kind == "people" for a in clause.amounts):
                clause.lead, clause.topic, clause.named = "asked", True, clause.force is not None
                yield clause


def _clauses(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a content into clauses, "Pursuant to 10 U.S.C. 12406" before "I hereby order …" too."""
    for begin, stop in split_clauses(flat, start, end):
        therefore = _THEREFORE.match(flat, begin, stop)
        if therefore is not None:
            begin = therefore.end()
        cut = _basis_end(flat, begin, stop)
        if cut is not None:
            yield begin, cut
            begin = cut + 2
        yield begin, stop


def _basis_end(flat: str, start: int, end: int) -> int | None:
    """Return where the legal basis ends that opens a clause, ``None`` where the clause opens otherwise."""
    acts = _ACTS.search(flat, start + 20, end)
    if acts is not None:
        return acts.start()
    basis = _BASIS.match(flat, start, end)
    if basis is None:
        return None
    for comma in _MAIN.finditer(flat, basis.end(), end):
        cited = find_citations(flat, start, comma.start())
        opened = flat.count("(", start, comma.start()) - flat.count(")", start, comma.start())
        if cited and opened <= 0:
            return comma.start() if end - comma.end() > 12 else None
    return None


def _skipped(page: Page, sentence: Sentence) -> bool:
    words = page.flat[sentence.start : sentence.end]
    if len(words) < 12 or words[-1] == "?":
        return True
    low = words.lower()
    if any(cue in low for cue in _SET) and _BOILERPLATE.search(words):
        return True
    if _ENACTING.search(words) and not find_citations(words):
        return True
    if _ROW.search(words):
        return False
    if len(words) < 90 and _SECTION.search(page.flat[max(0, sentence.start - 14) : sentence.start]):
        return _FINITE.search(words) is None
    bare = words[-1] not in ".!?\"';:)" and len(words) < 110 and not sentence.bullet
    return _HEADLINE.match(words) is not None or (bare and (_heading(words) or _FINITE.search(words) is None))


def _heading(words: str) -> bool:
    """Whether a line without a final mark is a title: most of its words begin with capitals."""
    longer = [word for word in words.split() if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.6 * len(longer)


_COUNTED = re.compile(
    r"troop|soldier|guard|marine|airm[ae]n|sailor|service ?member|reservist|personnel|forces"
)


def _people(force: str | None) -> str:
    """Return the force in lower case, if figures may count it: "Guard members", not "Pentagon"."""
    return force.lower() if force is not None and _COUNTED.search(force.lower()) is not None else ""


def _clause(page: Page, sentence: Sentence, voice: Voice, start: int, end: int, counted: str) -> Clause:
    """Make a clause; ``counted`` is whom the figures before counted, for figures that leave it out."""
    whens = tuple(find_whens(page.flat, start, end, page.date))
    force = force_named(page.flat, start, end)
    days = [when for when in whens if when.kind in ("day", "month", "year", "quarter", "interval")]
    return Clause(
        page=page,
        start=start,
        end=end,
        sentence=(sentence.start, sentence.end),
        speaker=_instrument(page.flat, start, end) or voice.speaker
        if voice.speaker == "document"
        else voice.speaker,
        quoted=voice.kind == "quoted",
        lead="promised" if voice.kind == "promised" else _lead(page.flat, start),
        force=force,
        amounts=tuple(
            amount
            for amount in find_amounts(page.flat, start, end, counted or _people(force), force)
            if not any(day.start <= amount.start < day.end for day in days)
        ),
        whens=whens,
        citations=find_citations(page.flat, start, end),
    )


def _lead(flat: str, start: int) -> str:
    """Return ``relative`` for a clause that begins with which, that or who."""
    return "relative" if _RELATIVE.match(flat, start) else ""


def _instrument(flat: str, start: int, end: int) -> str | None:
    """Return the order or memorandum that is said to say the clause ("stating that …")."""
    before = flat[max(0, start - 400) : start]
    if not (_STATING.search(before) or _SILENT.match(flat, start, end)):
        return None
    found = [match[0].lower() for match in INSTRUMENT.finditer(before)]
    names = [name.removeprefix("one of ").rpartition("the ")[2] for name in found]
    full = [name for name in names if name.split()[-1] != "order" or name.startswith("executive")] or names
    return full[-1].removesuffix("s") if full else None


def find_facts(page: Page, clauses: Sequence[Clause]) -> tuple[Fact, ...]:
    """Return the facts of the clauses in the order of the text."""
    told: list[tuple[Clause, list[Draft]]] = []
    for clause in clauses:
        if not (
            clause.named
            or clause.topic
            or clause.amounts
            or clause.citations
            or _ALSO.search(page.flat, clause.start, clause.end)
        ):
            continue
        kinds = (claims,) if is_judgement(clause) else _IN_COURT if is_court_action(clause) else _EXTRACTORS
        drafts = [draft for extract in kinds for draft in extract(clause)]
        if any(draft.kind == "command" for draft in drafts):
            drafts = [draft for draft in drafts if not _bare_title(clause, draft)]
        if clause.lead == "asked":
            drafts = [draft for draft in drafts if draft.quantity is not None]
        elif not drafts and clause.quoted:
            drafts = list(quotations(clause))
        told.append((clause, _settled(drafts)))
    facts = [_fact(clause, draft) for clause, drafts in _joined(told) for draft in drafts]
    facts.sort(key=lambda fact: (fact.start, fact.end, FACT_KINDS.index(fact.kind)))
    unique: dict[tuple[str, int, int], Fact] = {}
    for fact in facts:
        unique.setdefault((fact.kind, fact.start, fact.end), fact)
    return tuple(unique.values())


_LONGEST_CLAIM = 260


def _joined(told: list[tuple[Clause, list[Draft]]]) -> Iterator[tuple[Clause, list[Draft]]]:
    """Yield clauses with their drafts; the clauses of a quoted sentence that only judges are one claim."""
    at = 0
    while at < len(told):
        clause, drafts = told[at]
        stop = at + 1
        while (
            clause.quoted
            and stop < len(told)
            and told[stop][0].sentence == clause.sentence
            and told[stop][0].quoted
            and told[stop][0].speaker == clause.speaker
            and told[stop][0].start - told[stop - 1][0].end <= 10
            and told[stop][0].end - clause.start <= _LONGEST_CLAIM
        ):
            stop += 1
        group = [draft for _, several in told[at:stop] for draft in several]
        if stop - at > 1 and group and all(draft.kind == "claim" for draft in group):
            end = told[stop - 1][0].end
            whole = replace(clause, end=end, force=next((c.force for c, _ in told[at:stop] if c.force), None))
            whole.citations = tuple(citation for c, _ in told[at:stop] for citation in c.citations)
            yield whole, [Draft("claim", clause.start, end, group[0].status)]
            at = stop
            continue
        yield clause, drafts
        at += 1


def _bare_title(clause: Clause, draft: Draft) -> bool:
    """Whether an authority is but the duty status in a command relationship: "under Title 32"."""
    cited = [c for c in clause.citations if draft.start <= c.start < draft.end]
    return (
        draft.kind == "authority"
        and bool(cited)
        and (
            draft.end - draft.start < 24
            or _STATUS.search(clause.page.flat, draft.start, draft.end) is not None
        )
        and not any(c.instrument for c in cited)
    )


_STATUS = re.compile(
    r"\b(?:under|in) (?:the )?(?:state|federal|command)[^.;]{0,30} (?:command|control|in|status)\b"
)
_ALSO = re.compile(r"emergency|disaster|rebellion|insurrection|declar|executive order", re.IGNORECASE)


def _settled(drafts: list[Draft]) -> list[Draft]:
    """Keep, of drafts over the same words, the kind that comes first; shorter ones may stand beside."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: FACT_KINDS.index(d.kind)):
        length = draft.end - draft.start
        if length < (3 if draft.kind == "date" else 6):
            continue
        clash = False
        for other in kept:
            common = min(draft.end, other.end) - max(draft.start, other.start)
            if common <= 0:
                continue
            same = (
                draft.kind == other.kind
                and common > 0.6 * min(length, other.end - other.start)
                and draft.quantity == other.quantity
            )
            shorter = draft.kind in _SHORT and length <= 0.7 * (other.end - other.start)
            longer = other.kind in _SHORT and other.end - other.start <= 0.5 * length
            if same or (
                draft.kind != other.kind
                and not shorter
                and not longer
                and common > 0.5 * min(length, other.end - other.start)
            ):
                clash = True
                break
        if not clash:
            kept.append(draft)
    return kept


def _fact(clause: Clause, draft: Draft) -> Fact:
    page = clause.page
    start, end = _neat(page.flat, draft.start, draft.end)
    date = draft.date
    if date is None and draft.kind != "date":
        date = _dated(clause, draft, start, end)
    citations = dict.fromkeys(
        citation.normal for citation in clause.citations if start <= citation.start < end
    )
    official = OFFICIAL.search(page.flat, start, end)
    subject = (
        draft.subject
        or force_named(page.flat, start, end)
        or (official[0] if official is not None else clause.force)
    )
    return Fact(
        doc=page.doc,
        kind=draft.kind,
        quote=page.text[start:end],
        start=start,
        end=end,
        subject=subject,
        quantity=draft.quantity,
        place=draft.place or place_named(page.flat, start, end),
        date=date,
        status="denied" if _DENYING.search(page.flat[max(0, start - 16) : start]) else draft.status,
        attribution=draft.attribution or clause.speaker,
        polarity=draft.polarity,
        citations=tuple(citations),
    )


_NOW = re.compile(
    r"\bhereby\b|\bI (?:further |also )?(?:direct|order|authori[sz]e|declare|determine|call|proclaim)\b|"
    r"\b(?:is|are) (?:invoked|revoked|rescinded)\b|\b(?:shall|will)\b[^.;]{0,90}? immediately (?!after|"
    r"upon|follow)|\bimmediately$|\bdirect(?:ed|s|ing) [^.;]{3,80}? to (?:rapidly|immediately)\b"
)
_INSTRUMENT_OF = re.compile(
    r"(?:Orders?|Proclamation|Memorandum|Directive|EO|E\.O\.|NSPM)[^,;]{0,30} (?:of|dated|on) $"
)
_UNTIL = re.compile(r"\b(?:[Uu]ntil|[Tt]hrough|[Ss]ince|[Bb]eyond)(?: the)? $")
_ACTED = re.compile(r"[Tt]hrough ")
#: Kinds that happen on a day; a task, a place, a rule or a judgement does not.
_EVENTS = frozenset(("ceiling", "strength", "movement", "declaration", "authority", "command"))
_TOLD = re.compile(
    r"\b(?:said|says|ruled|found|testified|told|announced|wrote|added|argued|warned|stated|noted|confirmed|"
    r"testified|posted)(?: (?:[A-Z][a-z]+|reporters|lawmakers|that|in an? [a-z ]{3,24}|"
    r"in [A-Z][a-z]+)){0,3}(?: on| late| early)? $"
)


def _dated(clause: Clause, draft: Draft, start: int, end: int) -> str | None:
    """Return the day of the event that the words ``start`` to ``end`` tell, or of the telling of a claim."""
    page = clause.page
    if (
        page.date is not None
        and draft.status in ("ordered", "signed", "authorised")
        and _NOW.search(page.flat[start:end])
    ):
        return page.date.isoformat()
    inside = outside = None
    for when in clause.whens:
        if when.iso is None or when.kind == "duration":
            continue
        if start <= when.start < end:
            of = draft.kind != "authority" and _INSTRUMENT_OF.search(
                page.flat, max(clause.start, when.start - 60), when.start
            )
            until = _UNTIL.search(page.flat[max(start, when.start - 12) : when.start])
            inside = inside or (None if of or until else when.iso)
        elif when.kind in ("day", "weekday", "relative", "month", "interval") and not _UNTIL.search(
            page.flat[max(clause.start, when.start - 12) : when.start]
        ):
            outside = outside or when.iso
    if inside is not None and not (draft.kind == "authority" and _several(clause, start, end)):
        return inside
    if outside is not None and draft.kind in _EVENTS:
        return outside
    if draft.kind == "role" and clause.basis and _ACTED.match(page.flat, *clause.basis):
        days = [when.iso for when in find_whens(page.flat, *clause.basis, page.date) if when.iso]
        return days[0] if days else None
    if draft.kind in _EVENTS and (then := _when_before(clause)) is not None:
        return then
    return _told(clause) if draft.kind == "claim" and clause.speaker != "document" else None


def _when_before(clause: Clause) -> str | None:
    """Return the date that "when" takes up: "last used in 1992, when President … sent troops"."""
    page, (first, _) = clause.page, clause.sentence
    if not page.flat[max(first, clause.start - 7) : clause.start].endswith(", when "):
        return None
    before = [when for when in find_whens(page.flat, first, clause.start - 6, page.date) if when.iso]
    return before[-1].iso if before and clause.start - before[-1].end <= 8 else None


def _several(clause: Clause, start: int, end: int) -> bool:
    """Whether the words cite several instruments, so that the date of one dates none of the others."""
    return len({c.normal for c in clause.citations if start <= c.start < end}) > 1


def _told(clause: Clause) -> str | None:
    """Return the day on which a claim was made: "Smith said Tuesday that …"."""
    page, (first, last) = clause.page, clause.sentence
    for when in find_whens(page.flat, first, last, page.date):
        aside = when.end <= clause.start or when.start >= clause.end
        if aside and when.iso and _TOLD.search(page.flat[max(first, when.start - 60) : when.start]):
            return when.iso
    return None


def _neat(flat: str, start: int, end: int) -> tuple[int, int]:
    """Trim blanks and stray marks from the ends of a quote."""
    while start < end and flat[start] in " ,;:":
        start += 1
    while end > start and flat[end - 1] in " ,;:":
        end -= 1
    return start, end
