"""Faults as the user sees them: where, what, what to do; all of them, and no traceback."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from muster.cli.settings import Settings, settings
from muster.errors import MaterialError, MusterError, Problem, UsageError

__all__ = (
    "problem_json",
    "render_problem",
    "report_bug",
    "report_click_error",
    "report_error",
    "report_warnings",
)


def render_problem(problem: Problem, paint: Settings | None = None) -> str:
    """
    One fault in the form of the contract: address, line, caret with what is wrong, help.

    Examples
    --------
    >>> print(render_problem(Problem(code="M203", message="not a whole number", help="write 650",
    ...     file="units.csv", line=2, column=4, excerpt="A,6.50", width=3)))
    muster: error[M203]: units.csv:2:4
        2 | A,6.50
          |    ^^^ not a whole number
      help: write 650
    """
    style = paint or Settings(color="never")
    tone = "red" if problem.severity == "error" else "yellow"
    head = style.style(f"muster: {problem.severity}[{problem.code}]", stderr=True, fg=tone, bold=True)
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
    lines = []
    if problem.excerpt is None or problem.line is None:
        lines.append(f"{head}: {place}: {problem.message}" if place else f"{head}: {problem.message}")
    else:
        margin = max(5, len(str(problem.line)) + 2)
        caret = " " * ((problem.column or 1) - 1) + style.style(
            "^" * max(1, problem.width), stderr=True, fg=tone, bold=True
        )
        lines += [
            f"{head}: {place}",
            f"{problem.line:>{margin}} | {problem.excerpt}",
            f"{'':>{margin}} | {caret} {problem.message}",
        ]
    lines.append(f"  {style.style('help', stderr=True, fg='cyan')}: {problem.help}")
    return "\n".join(lines)


def problem_json(problem: Problem) -> dict[str, object]:
    """A fault as JSON."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "help": problem.help,
    }


def report_warnings(problems: Iterable[Problem]) -> None:
    """Say the warnings about material that could be read, unless quiet."""
    now = settings()
    for problem in problems:
        now.note(render_problem(problem, now))


def report_error(error: MusterError, arguments: Sequence[str]) -> None:
    """Say everything that is wrong, on stderr, and as one JSON document where that was asked."""
    now = _settings_of(arguments)
    if isinstance(error, MaterialError):
        problems = error.problems
    elif isinstance(error, UsageError):
        problems = (Problem(code=error.code, message=str(error), help=error.help),)
    else:
        problems = (
            Problem(
                code="M000",
                message=str(error),
                help="nothing was changed; run again with -v, and report it if it stays",
            ),
        )
    for problem in problems:
        click.echo(render_problem(problem, now), err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    if errors > 1:
        click.echo(f"muster: {errors} errors; `muster explain {problems[0].code}` tells more", err=True)
    now.document({"errors": [problem_json(problem) for problem in problems]})


def report_click_error(error: click.ClickException, arguments: Sequence[str]) -> None:
    """Say a fault of the command line itself in the same form."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "muster"
    message = error.format_message().rstrip(".")
    report_error(UsageError(message, help=f"`{command} --help` shows how it is used"), arguments)


def report_bug(error: Exception, arguments: Sequence[str]) -> None:
    """Say that Muster itself failed, where, and what to do; the traceback only with ``-v``."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    words = f"{type(error).__name__} in {place}: {error}".rstrip(": ")
    report_error(MusterError(f"Muster failed, which is a bug in Muster ({words})"), arguments)
    if any(argument in ("-v", "--verbose") for argument in arguments):
        click.echo("".join(traceback.format_exception(error)), err=True)


def _settings_of(arguments: Sequence[str]) -> Settings:
    """Settings after click has unwound: ``--json`` and ``--color`` as they stand in the arguments."""
    color = "auto"
    for choice in ("always", "never"):
        if f"--color={choice}" in arguments or ("--color" in arguments and choice in arguments):
            color = choice
    return Settings(as_json="--json" in arguments, color=color)
