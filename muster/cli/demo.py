"""``muster demo``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.actions.demo import DEMOS, demo
from muster.actions.interrupt import interruptible
from muster.casefile.planfile import plan_json
from muster.cli.plan import say_files, say_plan
from muster.cli.problems import report_warnings
from muster.cli.progress import reporter
from muster.cli.settings import common_options, settings

__all__ = ("command",)


@click.command("demo", epilog="\b\nExamples:\n  muster demo\n  muster demo helene -o out")
@click.argument("name", type=click.Choice(tuple(DEMOS)), default="border")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for plan and report.")
@common_options
def command(name: str, output: Path | None) -> int:
    """
    Do the whole main job on a built-in case: read its documents, quote their facts, check, plan,
    verify and report.

    The exit code tells whether the demo did its job; `muster plan` on the same case tells what the
    plan found.
    """
    now = settings()
    report, end = reporter(now)
    with interruptible() as pressed:
        done = demo(name, output, progress=report, should_stop=pressed)
    end()
    report_warnings(done.warnings)
    now.document(plan_json(done.plan))
    facts = sum(len(reading.facts) for reading in done.readings)
    questions = sum(len(reading.questions) for reading in done.readings)
    now.say(f"{done.case.name}, as of {done.case.as_of}")
    now.say(f"  read {len(done.readings)} documents: {facts} quoted facts, {questions} open questions")
    say_plan(done.case, done.plan, now)
    say_files(done.files, now)
    return 130 if done.plan.stopped_by == "interrupt" else 0
