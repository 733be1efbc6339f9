"""The law: authorities, declarations, findings with their provisions, and commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.quote import Quote
from muster.products.brief import AuthorityBrief, Brief, LegalChain, on_money
from muster.products.figures import count, day, dollars, period, plural
from muster.products.html.badge import role, status_badge, verdict_badge, words_of
from muster.products.html.part import Part
from muster.products.html.statements import statements
from muster.products.svg import Markup, clip, element, join
from muster.products.table import Column, said, table

__all__ = ("authorities", "commands", "declarations", "law")

_MOST_FINDINGS = 250
_LAW = {
    "checked": "checked",
    "assumed": "assumed, not checked",
    "unknown": "unknown, let through",
}


def authorities(brief: Brief) -> Part:
    """S1: instruments and ceilings with their status, their dates and who says so."""
    rows = []
    for authority in brief.authorities:
        verbal = f", verbal {day(authority.verbal)}" if authority.verbal else ""
        rows.append(
            (
                join(
                    (
                        said(authority.title or authority.id, 120),
                        element("div", said(authority.id, 60), class_="small"),
                    )
                ),
                join(
                    (
                        status_badge(authority.status),
                        element("div", "assumed signed", class_="small") if authority.assumed else None,
                    )
                ),
                join((role(authority.kind), element("div", said(authority.issuer, 60), class_="small"))),
                (day(authority.issued) if authority.issued else "not issued") + verbal,
                period(authority.start, authority.end),
                said(_limits(brief, authority), 300),
                said(", ".join(authority.invokes), 160),
                count(authority.tours),
                count(authority.headcount_days),
            )
        )
    content = [
        element(
            "p",
            "Verbal, signed and amended instruments carry a tour. Expected and proposed ones do not; a "
            "plan may assume "
            "one of them signed, and then marks every tour that hangs on it.",
            class_="lead",
        ),
        table(
            "Authorities with the ceilings that they set",
            (
                Column("Authority", wide=True),
                Column("Status"),
                Column("Kind, issuer"),
                Column("Issued"),
                Column("In force"),
                Column("Sets"),
                Column("Invokes"),
                Column("Tours", numeric=True),
                Column("Headcount-days", numeric=True),
            ),
            rows,
            most=400,
            empty="The case has no authorities.",
        ),
    ]
    content.append(_roles(brief))
    quoted = [authority for authority in brief.authorities if authority.quotes]
    if quoted:
        content.append(element("h3", "Who says so"))
        shown = [_quotes(authority.id, authority.quotes) for authority in quoted[:100]]
        content.extend(shown[:3])
        if shown[3:]:
            label = plural(len(shown) - 3, "more instrument", "more instruments")
            content.append(element("details", element("summary", f"The words of {label}"), *shown[3:]))
    return Part("authorities", "Authorities and their status", "S1", join(content))


def _limits(brief: Brief, authority: AuthorityBrief) -> str:
    ceilings = {ceiling.id: ceiling for ceiling in brief.ceilings}
    said_limits = []
    for name in authority.ceilings:
        ceiling = ceilings[name]
        limit = f"{count(ceiling.limit)} people" if ceiling.limit is not None else dollars(ceiling.dollars)
        said_limits.append(f"{name}: {limit}")
    if authority.max_days is not None:
        said_limits.append(f"stay of at most {plural(authority.max_days, 'day')}")
    return "; ".join(said_limits)


def _roles(brief: Brief) -> Markup:
    """What each instrument says of roles; those that are silent are left out."""
    rows = [
        (
            said(authority.id, 60),
            said(", ".join(role(name) for name in authority.permits_roles), 900),
            said(", ".join(role(name) for name in authority.forbids_roles), 900),
            said(", ".join(authority.states)),
        )
        for authority in brief.authorities
        if authority.permits_roles or authority.forbids_roles or authority.states
    ]
    if not rows:
        return Markup("")
    columns = (
        Column("Authority"),
        Column("Permits", wide=True),
        Column("Forbids", wide=True),
        Column("States"),
    )
    content = table("Roles that the instruments permit and forbid", columns, rows, most=400)
    label = plural(len(rows), "instrument speaks", "instruments speak")
    return element("details", element("summary", f"Roles permitted and forbidden ({label} of them)"), content)


def _quotes(name: str, quotes: Iterable[Quote]) -> Markup:
    return join(
        element(
            "blockquote",
            element("q", said(quote.text, 1200)),
            element(
                "div",
                said(name, 60),
                ", ",
                said(quote.source, 80),
                f", characters {quote.start} to {quote.end}" if quote.start is not None else None,
                class_="small",
            ),
        )
        for quote in quotes
    )


def declarations(brief: Brief) -> Part:
    """S3: declarations, and the statutes that they unlock: the named ones only."""
    declaring = [authority for authority in brief.authorities if authority.declares]
    rows = [
        (
            join(
                (
                    said(authority.title or authority.id, 120),
                    element("div", said(authority.id, 60), class_="small"),
                )
            ),
            status_badge(authority.status),
            day(authority.issued),
            period(authority.start, authority.end),
            said(authority.continues) if authority.continues else "–",
            _unlocks(authority),
        )
        for authority in declaring
    ]
    content = [
        element(
            "p",
            "A declaration of national emergency unlocks only the statutes that the President names in "
            "it or in a "
            "later order that rests on it (50 USC 1631); by itself it carries nobody.",
            class_="lead",
        ),
        table(
            "Declarations and what they unlock",
            (
                Column("Declaration", wide=True),
                Column("Status"),
                Column("Issued"),
                Column("In force"),
                Column("Continues"),
                Column("Unlocks, and by what", wide=True),
            ),
            rows,
            empty="The case has no declaration.",
        ),
    ]
    ids = {authority.id for authority in declaring}
    found = [finding for finding in brief.findings if finding.subject in ids or "/t50/" in finding.rule]
    if found:
        content.append(element("h3", "Clocks and conditions"))
        content.extend(_findings(found, brief)[:60])
    facts = [fact for fact in brief.facts if fact.kind == "declaration"]
    if facts:
        content.append(statements("What the documents say of declarations", facts))
    return Part("declarations", "Declarations and what they unlock", "S3", join(content))


def _unlocks(authority: AuthorityBrief) -> Markup:
    if not authority.unlocks:
        return Markup("nothing that the case names")
    return join(
        element(
            "div",
            said(provision),
            element(
                "span",
                " by this instrument" if by == authority.id else join((" by ", said(by, 60))),
                class_="small",
            ),
        )
        for provision, by in authority.unlocks
    )


def law(brief: Brief) -> Part:
    """S8: for every line what is permitted, prohibited, needs an authority or is unknown, with the words."""
    content: list[Markup] = [
        element(
            "p",
            f"The law was {_LAW.get(brief.law, brief.law)} for every tour. Mission, mobilization and "
            f"money are three "
            "questions. Nothing is permitted by silence; unknown names what would settle it. Muster "
            "advises: a judge "
            "advocate and a commander decide.",
            class_="lead",
        ),
        element(
            "ul",
            *(
                element("li", verdict_badge(verdict), _counted(verdict, number, brief))
                for verdict, number in brief.verdicts
            ),
            class_="verdicts",
        ),
        _chains(brief),
    ]
    for verdict, heading, money in (
        (Verdict.PROHIBITED, "Prohibited", False),
        (Verdict.NEEDS_AUTHORITY, "Needs an authority", False),
        (Verdict.UNKNOWN, "Unknown", False),
        (Verdict.UNKNOWN, "Who pays is not settled", True),
        (Verdict.PERMITTED, "Permitted", False),
    ):
        found = _findings(
            [
                finding
                for finding in brief.findings
                if finding.verdict is verdict and on_money(finding) is money
            ],
            brief,
        )
        if not found:
            continue
        shown = join(found[:_MOST_FINDINGS])
        if len(found) > _MOST_FINDINGS:
            words = (
                f"The first {_MOST_FINDINGS} of {len(found):,} are shown; plan.json and the workbook "
                "have them all."
            )
            shown = join((shown, element("p", words, class_="cut")))
        content.append(element("h3", heading))
        if verdict is Verdict.PERMITTED or len(found) > 12:
            ahead = 0 if verdict is Verdict.PERMITTED else 1 if money else 6
            first = found[:ahead]
            rest = join(found[ahead:_MOST_FINDINGS]) if ahead else shown
            content.extend(first)
            label = plural(len(found) - len(first), "more finding" if first else "finding")
            content.append(element("details", element("summary", label), rest))
            if len(found) > _MOST_FINDINGS and first:
                words = (
                    f"{_MOST_FINDINGS} of {len(found):,} are shown; plan.json and the workbook have them all."
                )
                content.append(element("p", words, class_="cut"))
        else:
            content.append(shown)
    return Part("law", "What the law says of each line", "S8", join(content))


def _counted(verdict: Verdict, number: int, brief: Brief) -> str:
    money = sum(on_money(finding) for finding in brief.findings)
    only = f" ({money} of them only on who pays)" if verdict is Verdict.UNKNOWN and money else ""
    return f" {plural(number, 'finding')}{only}"


def _chains(brief: Brief) -> Markup:
    rows = []
    for chain in brief.chains:
        state = _LAW.get(chain.law, chain.law)
        if chain.assumes:
            state += "; only once signed: " + ", ".join(chain.assumes)
        rows.append(
            (
                chain.chain,
                said(words_of(chain.lines, 12), 400),
                said(words_of(tuple(role(name) for name in chain.roles), 8), 300),
                f"{chain.component or '–'} in {chain.duty_status}",
                said(", ".join(chain.authorities), 240) if chain.authorities else "no instrument of the case",
                said(chain.mobilization) if chain.mobilization else _unmobilized(chain),
                said(chain.fund) if chain.fund else element("span", "? not settled", class_="badge unsure"),
                said(state, 240),
                count(chain.tours),
                count(chain.headcount_days),
            )
        )
    return table(
        "What carries each group of tours",
        (
            Column("Chain"),
            Column("Lines", wide=True),
            Column("Roles"),
            Column("Who"),
            Column("Mission rests on", wide=True),
            Column("Mobilized by"),
            Column("Money"),
            Column("Law"),
            Column("Tours", numeric=True),
            Column("Headcount-days", numeric=True),
        ),
        rows,
        most=600,
        empty="The plan has no tours.",
    )


def _unmobilized(chain: LegalChain) -> str:
    """Why no section mobilizes the tours of a chain, as far as that is known."""
    if chain.component is None or chain.duty_status == "USCG":
        return "–"
    if chain.component.is_regular:
        return "not needed: regular"
    return "not needed: state's call" if chain.duty_status == "SAD" else "not stated"


def _findings(findings: Iterable[Finding], brief: Brief) -> list[Markup]:
    """Findings that say the same of several subjects stand together."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        key = (
            finding.rule,
            finding.verdict,
            finding.severity,
            finding.message,
            finding.citations,
            finding.would_do,
        )
        groups.setdefault(key, []).append(finding)
    return [_finding(group, brief) for group in groups.values()]


def _finding(group: list[Finding], brief: Brief) -> Markup:
    first = group[0]
    subjects = tuple(dict.fromkeys(finding.subject for finding in group))
    days = sorted({finding.days for finding in group if finding.days is not None}, key=lambda span: span[0])
    facts: list[object] = [
        "about ",
        element("b", said(words_of(subjects, 12), 600)),
        " · ",
        element("code", said(first.rule)),
        f" · {first.severity}",
        f" · law as of {day(first.as_of)}",
    ]
    if len(days) == 1:
        facts.append(f" · {period(days[0][0], days[0][1])}")
    elif days:
        facts.append(f" · {len(days)} periods from {day(days[0][0])}")
    extra = []
    if first.would_do:
        extra.append(element("p", "Would permit it: ", said("; ".join(first.would_do), 500), class_="small"))
    if first.settled_by:
        extra.append(
            element("p", "Would settle it: ", said("; ".join(first.settled_by), 500), class_="small")
        )
    return element(
        "article",
        element("h4", _badge(first), " ", said(first.message, 1500)),
        element("p", *facts, class_="small"),
        *(_citation(citation) for citation in first.citations),
        *extra,
        class_=f"finding {first.verdict.value}",
    )


def _badge(finding: Finding) -> Markup:
    """The verdict; a clock or a check that holds is a note, not a permission."""
    if finding.verdict is Verdict.PERMITTED and finding.rule.startswith("check/"):
        clock = finding.rule.startswith("check/clock")
        return element("span", "◷ clock" if clock else "· note", class_="badge plainbadge")
    return verdict_badge(finding.verdict)


def _citation(citation: Citation) -> Markup:
    cite: Markup = said(citation.cite, 300)
    if citation.href is not None and citation.href.startswith(("https://", "http://")):
        cite = element("a", clip(citation.cite, 300), href=citation.href, rel="noreferrer")
    state = None if citation.verified else element("span", " text not verified", class_="badge unsure")
    if citation.quote:
        return element(
            "blockquote",
            element("q", said(citation.quote, 1500)),
            element("div", cite, " ", state, class_="small"),
        )
    return element("p", cite, " ", state, class_="small")


def commands(brief: Brief) -> Part:
    """S5: commands, where they are, and who answers to whom over time."""
    rows = []
    for command in brief.commands:
        indent = "\u2003" * min(command.depth, 6)
        rows.append(
            (
                join((indent, said(command.name, 100))),
                said(command.place, 80) if command.place else "–",
                join((role(command.relation or "under"), " of ", said(command.parent_name, 80)))
                if command.parent
                else "–",
                period(command.start, command.end),
                "yes" if _in_force(command.start, command.end, brief) else "no",
                count(command.lines),
                count(command.units),
            )
        )
    return Part(
        "commands",
        "Commands over time",
        "S5",
        table(
            f"Commands and their relations; “now” is {day(brief.as_of)}",
            (
                Column("Command", wide=True),
                Column("Place"),
                Column("Relation"),
                Column("Period"),
                Column("Now"),
                Column("Lines", numeric=True),
                Column("Units", numeric=True),
            ),
            rows,
            most=300,
            empty="The case names no commands.",
        ),
    )


def _in_force(start: date | None, end: date | None, brief: Brief) -> bool:
    return (start is None or start <= brief.as_of) and (end is None or brief.as_of < end)
