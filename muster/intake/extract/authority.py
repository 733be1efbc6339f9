"""Authorities: a legal instrument or permission, vested, invoked, signed, approved or proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.extract.span import cut_purpose
from muster.intake.grammars.forces import INSTRUMENT
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("authorities", "is_court_action", "is_permitted", "is_power")

_PREPOSITION = re.compile(
    r"(?:(?:,? ?and )?(?:[Tt]hrough|[Uu]nder(?: the)?(?: authority of| authorities of| provisions of)"
    r"?|[Pp]ursuant to|[Ii]n accordance with|[Cc]onsistent with|"
    r"[Ii]n furtherance of|[Bb]y (?:the )?authority (?:of|vested in [^,]{1,60} (?:by|under))|as (?"
    r":recognized|provided|authorized|defined|amended) (?:in|by|under)|"
    r"established (?:in|by|under)|authorized (?:by|under|in)|in (?:support|compliance) of|invok(?:es|ed|ing)|"
    r"revok(?:es|ed|ing)|amend(?:s|ed|ing)|rescind(?:s|ed|ing)|supersed(?:es|ed|ing)|without regard "
    r"to [^.;]{1,90}|subject to activation under|in (?:a )?Title|on Title|by|in|of|the|and|,| |\()+ ?"
    r")$"
)
_SOURCE_BEFORE = re.compile(
    r"(?:[Tt]hrough|[Uu]nder|[Pp]ursuant to|[Ii]n accordance with|[Cc]onsistent with|IAW|"
    r"[Ii]n furtherance of|[Bb]y (?:the )?(?:authority|virtue)|as (?:recognized|provided|authorized) (?:in|"
    r"by|under)|established (?:in|by|under)|authorized (?:by|under)|without regard to|"
    r"subject to activation|[Ii]nvok|[Rr]evok|[Aa]mend|[Rr]escind|[Ss]upersed|terms of|authority of|"
    r"authorities of|section|longstanding authority|has authority|statute|on)\b"
)
_BACKGROUND = re.compile(
    r"(?:described|assigned|set forth|defined|referred to|directed|outlined|contained|mission|"
    r"missions|goals|specified) (?:in|by|under) (?:the )?$"
)
_ACT_OF_COURT = (
    r"(?:[Jj]udges?|[Cc]ourts?|panel|justices)\b [^.;]{0,60}?\b(?:block|halt|barr|paus|stay|enjoin|overturn|"
    r"uph[eo]l|lift|allow|reject|extend|order|prohibit|clear)\w* [^.;]{0,40}?\b(?:deployments?|deploying|"
    r"order|ruling|us(?:e|ing)|injunction|mobilization|troops|Guard|sending|to send|federaliz\w+)"
)
_BENCH = ("udge", "ourt", "panel", "justices")
_COURT = re.compile(rf"\b{_ACT_OF_COURT}\b")
_GOVERNORS = re.compile(
    r"\b(?:is|are) (?:hereby )?authori[sz]ed to (?:order|call|use|employ)\b|\brequest(?:s|ed)? (?:from |"
    r"of )?(?:that )?(?:the )?(?:State )?[Gg]overnors?[\w ]{0,20}? (?:to |that )?(?:order|call|activate|"
    r"send|National)\b"
)
_PERMISSION = re.compile(
    r"\b(?:(?:is |are |was |be |has been )?(?:expected|likely|set) to (?:authori[sz]e|approve|sign)|(?:has|"
    r"have|had) (?:authori[sz]ation|authority|approval) to|(?:grant(?:s|ed|ing)?|giv(?:es?|en|ing)|"
    r"delegat(?:es?|ed|ing)) [^.;]{0,60}\bauthorit(?:y|ies)\b|(?:sign(?:s|ed|"
    r"ing)?) (?:[\w,'-]+ ){0,6}?(?:executive orders?|orders?|memorand(?:um|a)|proclamations?|"
    r"deployment orders?|directives?|declaration)|(?:issu(?:es|ed|"
    r"ing)) (?:[\w,'-]+ ){0,4}?(?:executive orders?|memorand(?:um|a)|directives?|deployment orders?)|"
    r"(?:authori[sz](?:es|ed)|approv(?:es|ed|ing)) (?:the |a |an |DHS's |their |its |"
    r"this )?(?:[\w'-]+ ){0,4}?(?:deployment|movement|mobili[sz]ation|activation|use|request|support|"
    r"mission|extension|plan|assistance|Secretary|duty)|(?<!without the )(?<!without )approval (?:from|of|"
    r"by) the|(?:been|were|are|was|is) approved (?:for|to)|(?:allow|permit|empower)(?:s|ed|"
    r"ing)? the (?:president|governor|secretary|Pentagon|military|federal government) to|(?:under|through|"
    r"via) (?:the )?(?:Emergency Management Assistance Compact|EMAC|(?:interstate )?mutual[- ]aid)|"
    r"request(?:s|ed)? (?:from |of )?(?:that )?(?:the )?(?:State )?Governors?[\w ]{0,20}? (?:to |"
    r"that )?(?:order|call|activate|National|send)|authori[sz]e the orders|(?:that )?you (?:approve|sign)|"
    r"invok(?:e|es|ed|ing)|(?:memorandum|order|proclamation|directive) (?:directs|orders|instructs|"
    r"requires) the|hereby (?:invoked|revoked|delegated|authorized)|(?:is|are) (?:hereby )?revoked|"
    r"deputi[sz](?:e|es|ed|ing)|introduc(?:ed?|es|ing) (?:the |a |legislation)|(?:have|has) the authority|"
    r"(?:Sec[Dd]ef|SECDEF|Secretary|President|[Gg]overnor|White House|Pentagon)(?: has| have)? (?:approved|"
    r"authorized) |authority of (?:the|a) [^,.;]{3,60} to|\bI (?:hereby |further )*(?:direct and delegate|"
    r"delegate|authori[sz]e)\b|authority to (?:create|deploy|call|order|exclude|use|mobilize|activate|"
    r"extend)|for the designation of|(?:use and )?jurisdiction (?:by|over)|legal authority|"
    r"authori[sz]ed to (?:order|call|use|employ)|under (?:the authority of|(?:the|a) Governor's)|(?:the|"
    r"a) (?:bill|resolution) (?:would|that))\b|\bauthori[sz]ation for\b|\bmission assignments?\b|"
    r"\bvested in me\b",
    re.IGNORECASE,
)
#: Without one of these nothing is permitted by :data:`_PERMISSION`.
_CUES = (
    "author", "approv", "sign", "issu", "invok", "revok", "deputi", "introduc", "jurisdiction", "bill",
    "resolution", "mission assignment", "vested", "grant", "giv", "delegat", "request", "mutual", "emac",
    "compact", "allow", "permit", "empower", "governor", "directs", "instructs", "requires", "orders",
)  # fmt: skip
_MAY = re.compile(
    r"\b(?:Secretary|Secretaries|President|Governor|Attorney General|Commander|commander|General|"
    r"Director|Department|Command|Northcom|NORTHCOM)\b[^.;]{0,60}? (?:may|is authori[sz]ed to|are "
    r"authori[sz]ed to)(?! not| have| also have| be| vary) "
)
#: What is permitted by "may" and is a power over forces; any other deed is a task (a role, permitted).
_POWER = re.compile(
    r"(?:also |further |hereby |, [^,]{3,80}, )?(?:extend|employ|delegate|re-?delegate|authori[sz]e|order|"
    r"call|deploy|use|utili[sz]e|mobili[sz]e|activate|federali[sz]e|designate|direct|assign|increase|"
    r"reduce|adjust|terminate|withdraw|waive|approve|request|make|invoke|suspend|detail|transfer|establish|"
    r"modify|expand|limit|issue)\b"
)
_MAY_BE = re.compile(
    r"\b(?:members|units|forces|personnel|Guard|Reserve|troops|order|deployment|authority|authorities|"
    r"mission)\b[^.;]{0,40}? may (?:not )?be (?:ordered|called|activated|mobilized|employed|extended|"
    r"delegated|redelegated|terminated)\b"
)
_NOT_MAY = re.compile(r"\bmay (?:have|vary|be)\b")
_BREAK = re.compile(r", | in coordination with | in order to | to (?:enable|ensure|accomplish|address) ")
_HOLDER = re.compile(r"(?:the )?(?:longstanding |statutory |inherent )?authorit(?:y|ies) of ")
_TITLE = re.compile(
    r"(?:,? (?:of|dated|issued) (?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}))?(?:,? ?\([^()"
    r"]{3,160}\))?(?:,? (?:is|are|was|were)(?: hereby)? (?:invoked|revoked|amended|rescinded|"
    r"superseded))?"
)


def authorities(clause: Clause) -> Iterator[Draft]:
    """Yield the instruments cited and the permissions told by a clause."""
    flat, order = clause.page.flat, clause.page.order
    covered: list[tuple[int, int]] = []
    act = _permitted_under(clause)
    if act is not None:
        yield act
        return
    for start, end in _cited(clause):
        status = status_of(flat, start, end, order=order, citing=True, default="reported")
        covered.append((start, end))
        yield Draft("authority", start, end, status)
    if clause.speaker != "document" and clause.quoted and not clause.citations:
        return
    relevant = (
        clause.named or clause.topic or clause.amounts or INSTRUMENT.search(flat, clause.start, clause.end)
    ) and clause.says(_CUES)
    told = False
    if is_court_action(clause) and not covered:
        yield Draft("authority", *_around_court(clause))
        return
    purse = (
        _PURSE.search(flat, clause.start, clause.end)
        if clause.speaker == "document" or not clause.quoted
        else None
    )
    money = next((amount for amount in clause.amounts if amount.kind == "dollars"), None)
    if purse is not None and money is not None and purse.start() < money.start and clause.named:
        yield Draft("authority", clause.start, clause.end, _purse_status(clause), money.quantity)
        return
    for permission in _PERMISSION.finditer(flat, clause.start, clause.end) if relevant else ():
        if any(a <= permission.start() < b for a, b in covered):
            continue
        start, end = _around(clause, permission)
        if any(min(end, b) - max(start, a) > 0.4 * min(b - a, end - start) for a, b in covered):
            continue
        covered.append((start, end))
        told = True
        default = "ordered" if order else "reported"
        status = status_of(flat, start, end, order=order, citing=True, default=default)
        yield Draft("authority", start, end, status)
    if told:
        return
    may = _MAY.search(flat, clause.start, clause.end) if is_power(clause) else None
    if may is None and order:
        may = _MAY_BE.search(flat, clause.start, clause.end)
    if (
        may is not None
        and (clause.named or clause.topic)
        and not covered
        and (may.re is _MAY_BE or _NOT_MAY.search(flat, may.start(), may.end() + 5) is None)
    ):
        end = _stop(flat, may.end() + 10, clause.end)
        yield Draft("authority", clause.start, end, "authorised")


#: "The bill provides $708 million …": money that a law gives or a bill would give.
_PURSE = re.compile(
    r"\b(?:bill|legislation|measure|resolution|amendment|Act|law|Congress|Senate|House|lawmakers|"
    r"supplemental|omnibus|appropriations?)\b[^.;]{0,60}?\b(?:provid|includ|appropriat|contain|allocat|"
    r"approv|set aside|add|fund)\w*"
)


def _purse_status(clause: Clause) -> str:
    flat = clause.page.flat
    if re.search(
        r"\b(?:bill|legislation|measure|amendment|would|proposed|request)\b", flat[clause.start : clause.end]
    ):
        return "proposed"
    return status_of(flat, clause.start, clause.end, order=clause.page.order)


def is_power(clause: Clause) -> bool:
    """Whether an order gives a power over forces: "may extend, deploy, delegate …"."""
    flat = clause.page.flat
    may = _MAY.search(flat, clause.start, clause.end) if clause.page.order else None
    return may is not None and _POWER.match(flat, may.end(), clause.end) is not None


def _around_court(clause: Clause) -> tuple[int, int, str]:
    """Return the words of what a court did, and its status."""
    end = cut_purpose(clause, clause.start, clause.end, clause.start + 60)
    return clause.start, end, status_of(clause.page.flat, clause.start, end, order=False)


def is_permitted(clause: Clause, before: int) -> bool:
    """Whether the clause permits or signs something before the offset."""
    return _PERMISSION.search(clause.page.flat, clause.start, before) is not None


def is_court_action(clause: Clause) -> bool:
    """Whether a court acts on a deployment, so that its figures and movements are only what it acts on."""
    words = clause.words
    return any(cue in words for cue in _BENCH) and _COURT.search(words) is not None


def _permitted_under(clause: Clause) -> Draft | None:
    """Return the whole of a permission that names its basis: "authorized the mobilization under Title 32"."""
    flat, start, end = clause.page.flat, clause.start, clause.end
    if (
        not clause.citations
        or clause.quoted
        or end - start > 240
        or any(a.kind == "people" for a in clause.amounts)
    ):
        return None
    permission = _PERMISSION.search(flat, start, clause.citations[0].start)
    if permission is None or _VESTED.search(flat, start, end) is not None:
        return None
    if clause.page.order and _GOVERNORS.search(flat, start, end) is None:
        return None
    stop = max(cut_purpose(clause, start, end, permission.end()), clause.citations[-1].end)
    status = status_of(flat, start, stop, order=clause.page.order, default="reported")
    return Draft("authority", start, stop, status)


_VESTED = re.compile(r"[Bb]y (?:virtue of )?the (?:power and )?authority vested in me")


def _around(clause: Clause, permission: re.Match[str]) -> tuple[int, int]:
    """Return the shortest part of the clause around a permission that still says who may do what."""
    flat = clause.page.flat
    start, end = clause.start, clause.end
    if permission.start() - start > 130 or permission[0].lower().startswith(
        ("for the designation", "deputi")
    ):
        comma = max(
            flat.rfind(", ", start, permission.start()),
            flat.rfind(" and for ", start, permission.start()) + 3,
        )
        start = comma + 2 if flat.startswith(", ", comma) else permission.start()
    if (vested := _VESTED.search(flat, start, end)) is not None:
        start = vested.start()
    if end - start > 230:
        end = _stop(flat, max(permission.end() + 40, start + 60), end)
    while start < end and flat[start] == " ":
        start += 1
    return start, end


def _stop(flat: str, after: int, end: int) -> int:
    cut = _BREAK.search(flat, min(after, end), end)
    return cut.start() if cut is not None else end


def _cited(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the spans of the citation groups, from the words that introduce them to their titles."""
    flat = clause.page.flat
    group_start = group_end = -1
    for citation in clause.citations:
        before = flat[clause.start : citation.start]
        if group_end >= 0 and citation.start <= group_end:
            group_end = max(group_end, citation.end)
            continue
        if (
            group_end >= 0
            and citation.start - group_end <= 40
            and not re.search(r"[;.]", flat[group_end : citation.start])
        ):
            group_end = _extended(flat, citation.end, clause.end)
            continue
        if group_end >= 0:
            yield group_start, group_end
            group_start = group_end = -1
        if _BACKGROUND.search(before):
            continue
        if (
            not citation.instrument
            and not _SOURCE_BEFORE.search(before[-70:])
            and not re.search(r"^[^.;]{0,30}(?:invok|revok)", flat[citation.end : citation.end + 40])
        ):
            continue
        if clause.quoted and not citation.instrument:
            continue
        group_start = _introduced(clause, citation.start)
        group_end = _extended(flat, citation.end, clause.end)
    if group_end >= 0:
        yield group_start, group_end


def _extended(flat: str, end: int, limit: int) -> int:
    title = _TITLE.match(flat, end, limit)
    end = title.end() if title is not None else end
    return end + 1 if flat[end : end + 1] == ")" and "(" in flat[max(0, end - 90) : end] else end


def _introduced(clause: Clause, at: int) -> int:
    """Return where the words begin that introduce the citation ``at``."""
    flat = clause.page.flat
    vested = _VESTED.search(flat, clause.start, at)
    if vested is not None and not re.search(r"[.;]", flat[vested.end() : at].replace("U.S.C.", "")):
        return vested.start()
    floor = max(clause.start, at - 150)
    best = at
    for source in _SOURCE_BEFORE.finditer(flat, floor, at):
        if source[0] in ("section", "on"):
            continue
        between = flat[source.end() : at]
        if between.count(",") > 1 or ";" in between or ("(" in between.rstrip("( ") and ")" not in between):
            continue
        best = min(best, source.start())
    noun = _HOLDER.search(flat, max(clause.start, best - 130), best)
    if noun is not None and ";" not in flat[noun.start() : best]:
        best = noun.start()
    if best == at and at - clause.start < 110:
        best = clause.start
    while best < at and flat[best] in " ,":
        best += 1
    return best
