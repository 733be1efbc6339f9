"""The command group: commands are imported only when they run, so that help is quick."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from muster.cli.exits import INPUT_ERROR, INTERRUPTED
from muster.cli.settings import common_options
from muster.errors import MusterError

__all__ = ("main", "muster")

#: Command -> its module under ``muster.cli`` and its line in ``muster --help``.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "Do the whole main job on a built-in case (border or helene)."),
    "new": ("new", "Make a small commented case folder to start from."),
    "read": ("read", "Read documents: quoted facts and questions; compare them, accept them into a case."),
    "check": ("check", "Check a case: authorities, ceilings, clocks, reported strength."),
    "authorities": ("authorities", "List a case's instruments: in force on a day, as known on a day."),
    "clocks": ("clocks", "Print a case's calendar: expiries, reports, due dates; .ics too."),
    "package": ("package", "The decision package for a request: the six criteria of DoDD 3025.18."),
    "ask": ("ask", "Ask one question of law: may these people do this, here, on this day?"),
    "plan": ("plan", "Plan a case: lawful tours, every shortfall explained, a proven bound."),
    "verify": ("verify", "Check anyone's plan.json independently, to the cent."),
    "track": ("track", "Track strength against every ceiling: authorised, ordered, planned, reported."),
    "replay": ("replay", "Judge a deployment list or plan by MARATHON's own unit-life rules."),
    "explain": ("explain", "Explain a tour, a short line, a unit, a ceiling, a rule or an error code."),
    "compare": ("compare", "Set two plans of a case side by side: fill, dwell, cost, ceilings, units."),
    "diff": ("diff", "Show what changed between two cases, plans or documents."),
    "import": ("importing", "Write a case from the tables of another model (marathon)."),
    "export": ("export", "Write a case or plan as xlsx or geojson."),
    "ledger": ("ledger", "Keep a case as a record that nobody can quietly change; verify it anywhere."),
    "log": ("log", "List a ledger's entries: who recorded what, when, and why."),
    "show": ("show", "Show one entry of a ledger: what it changed, and whether it still stands."),
    "case": ("case", "Write the case of a ledger: as of a day, as known on a day."),
    "schema": ("schema", "Print a published list (rules, roles, pairs) or a JSON schema."),
}

_EPILOG = """\b
Examples:
  muster demo
  muster new my-case && muster plan my-case -o out
  muster ask --component ARNG --duty-status T10 --role arrest --on 2025-05-22

\b
Exit codes, the first that applies: 2 usage or input error, 5 ledger verification failed,
3 a required line stays unfilled, 1 findings that prohibit, 4 limit reached (best plan kept),
130 interrupted (best plan kept), 0 fine.
"""


class LazyGroup(click.Group):
    """A group that knows its commands' names and lines without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the main job."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take its ``command``."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"muster.cli.{COMMANDS[cmd_name][0]}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion for a name that is nearly right."""
        from difflib import get_close_matches

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="muster", prog_name="muster")
@common_options
def muster() -> None:
    """
    Plan, check and track military support to civil authorities: from the order to a lawful, priced,
    provably good deployment plan. Muster advises; a judge advocate and a commander decide.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the contract's code; no traceback reaches the user."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    from muster.cli.problems import report_bug, report_click_error, report_error

    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = muster.main(args=given, prog_name="muster", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("muster: interrupted", err=True)
        return INTERRUPTED
    except KeyboardInterrupt:
        click.echo("muster: interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        report_click_error(error, given)
        return INPUT_ERROR
    except MusterError as error:
        report_error(error, given)
        return INPUT_ERROR
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except Exception as error:
        report_bug(error, given)
        return INPUT_ERROR
    return code if isinstance(code, int) else 0


def _silence_stdout() -> None:
    """Let a reader such as ``head`` go without a complaint at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
