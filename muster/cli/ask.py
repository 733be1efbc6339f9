"""``muster ask``."""

from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path

import click

from muster.actions.ask import Blockade, ask, blockade
from muster.actions.case import read_case
from muster.casefile.codec import finding_json
from muster.cli import exits
from muster.cli.findings import say_findings, verdict_words
from muster.cli.numbers import FiniteRange
from muster.cli.settings import common_options, settings
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Verdict
from muster.law.trace import Step

__all__ = ("command",)

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "ask",
    epilog="""\b
Examples:
  muster ask --component RA --duty-status T10 --role sensor_ground --miles-from-border 10
  muster ask --component ARNG --duty-status T10 --role arrest --invoke "10 USC 252" --on 2025-05-22
""",
)
@click.option("--component", required=True, type=click.Choice([item.value for item in Component]))
@click.option("--duty-status", required=True, type=click.Choice([item.value for item in DutyStatus]))
@click.option("--role", required=True, help="What they would do; `muster schema roles` lists the words.")
@click.option("--on", "on", type=_DAY, help="Day on which the law is read; default today, or the case's day.")
@click.option("--until", type=_DAY, help="First day after the stay.")
@click.option("--days", type=click.IntRange(min=1), help="Length of the stay in days.")
@click.option("--hours", type=click.IntRange(min=1), help="Length of the stay in hours.")
@click.option("--place", help="A place of the case, a state code, or LAT,LON.")
@click.option("--home-state", help="State whose Guard it is.")
@click.option(
    "--invoke", multiple=True, metavar="PROVISION", help="Set in motion by whoever may (repeatable)."
)
@click.option(
    "--case", "case", type=click.Path(path_type=Path), help="Its authorities are in force as recorded."
)
@click.option(
    "--requested-by", type=click.Choice(["federal-lea", "federal-agency", "state", "local", "none"])
)
@click.option("--consent", multiple=True, metavar="WHO=ANSWER", help="governor=yes|no|unknown, member=…")
@click.option("--armed", is_flag=True, default=None, help="They carry weapons.")
@click.option("--contact", is_flag=True, default=None, help="They meet the public.")
@click.option("--headcount", type=click.IntRange(min=1))
@click.option("--miles-from-border", type=FiniteRange(min=0))
@click.option("--first-detected", type=click.Choice(["outside", "inside"]))
@click.option("--domain", type=click.Choice(["land", "water", "air", "military-land"]))
@click.option("--custody", type=click.Choice(["agency", "military"]))
@click.option("--protects", type=click.Choice(["own", "agency", "property"]))
@click.option(
    "--purpose", type=click.Choice(["border", "disaster", "civil-disturbance", "counterdrug", "wmd", "cyber"])
)
@click.option("--fund", type=click.Choice(["economy-act", "stafford", "dod", "state"]))
@click.option("--trace", is_flag=True, help="Every rule that was consulted, and why it did or did not bite.")
@click.option(
    "--unlock", is_flag=True, help="If it is not permitted: what blocks it, and what would open a lawful way."
)
@common_options
def command(
    case: Path | None,
    on: datetime | None,
    until: datetime | None,
    trace: bool,
    unlock: bool,
    **given: object,
) -> int:
    """
    Ask whether people of this component, in this duty status, may do this role: permitted,
    prohibited, needs_authority (and which would do) or unknown (and what would settle it).
    """
    now = settings()
    known = None if case is None else read_case(case)
    arguments = {name: value for name, value in given.items() if value not in (None, ())}
    if on is not None:
        arguments["on"] = on.date()
    if until is not None:
        arguments["until"] = until.date()
    answer = ask(case=known, **arguments)
    document: dict[str, object] = {
        "verdict": answer.verdict.value,
        "findings": [finding_json(found) for found in answer.findings],
    }
    if trace:
        document["trace"] = [step.json() for step in answer.trace]
    blocked = blockade(answer.situation.question) if unlock else None
    if unlock:
        document["blockade"] = None if blocked is None else _blockade_json(blocked)
    now.document(document)
    now.say(verdict_words(answer.verdict, now))
    now.verbosity += 1
    say_findings(answer.findings, now)
    if trace:
        now.say("consulted:")
        for step in answer.trace:
            _say_step(step)
    if blocked is not None:
        _say_blockade(blocked)
    return exits.PROHIBITED if answer.verdict is Verdict.PROHIBITED else exits.FINE


def _say_step(step: Step) -> None:
    now = settings()
    now.say(textwrap.fill(step.text(), 100, initial_indent="  ", subsequent_indent="    "))
    if step.verdict is None and step.effect in ("silent", "not in force"):
        return
    words = f" “{step.citation.quote}”" if step.citation.quote else " (text not verified)"
    now.say(
        textwrap.fill(
            f"§ {step.citation.cite}{words}", 100, initial_indent="      ", subsequent_indent="      "
        )
    )
    if step.citation.href:
        now.say(f"      {step.citation.href}")


def _say_blockade(blocked: Blockade) -> None:
    now = settings()
    now.say(f"blocked by: {', '.join(blocked.rules) or 'nothing that carries it'}")
    if blocked.facts:
        now.say(f"  and by what is stated: {', '.join(blocked.facts)}")
    now.say(
        "it would be permitted with any one of:" if blocked.unlocks else "no instrument known here opens it"
    )
    for chosen in blocked.unlocks:
        words = " + ".join(key.words for key in chosen)
        now.say(textwrap.fill(words, 100, initial_indent="  - ", subsequent_indent="    "))


def _blockade_json(blocked: Blockade) -> dict[str, object]:
    return {
        "rules": list(blocked.rules),
        "facts": list(blocked.facts),
        "unlocks": [[{"words": key.words, "kind": key.kind} for key in chosen] for chosen in blocked.unlocks],
    }
