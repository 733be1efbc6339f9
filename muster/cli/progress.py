"""Progress of the search on stderr: phase, bound, best, gap."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from muster.cli.settings import Settings
from muster.planner.plan import Progress

__all__ = ("progress_line", "reporter")

#: Seconds between two lines where stderr is not a terminal.
_QUIET_SECONDS = 5.0


def progress_line(progress: Progress) -> str:
    """One line: seconds, phase, bound, best and gap, ``–`` for what is not known yet."""
    dollars = [_dollars(progress.bound), _dollars(progress.best)]
    gap = "–" if progress.gap is None else f"{progress.gap:.2%}"
    return f"{progress.seconds:6.1f} s  {progress.phase:<18} bound {dollars[0]}  best {dollars[1]}  gap {gap}"


def _dollars(cents: float | int | None) -> str:
    return f"{'–':>16}" if cents is None else f"{f'${cents / 100:,.0f}':>16}"


def reporter(now: Settings) -> tuple[Callable[[Progress], None] | None, Callable[[], None]]:
    """
    What the planner calls with its progress, and what ends the line.

    On a terminal one line is rewritten; elsewhere a line is written at each new phase and every few
    seconds.
    """
    if now.quiet:
        return None, lambda: None
    live = sys.stderr.isatty()
    last: list[tuple[str, float]] = []

    def report(progress: Progress) -> None:
        if live:
            click.echo(f"\r\033[K{progress_line(progress)}", nl=False, err=True)
            last[:] = [(progress.phase, progress.seconds)]
        elif not last or last[0][0] != progress.phase or progress.seconds - last[0][1] >= _QUIET_SECONDS:
            click.echo(progress_line(progress), err=True)
            last[:] = [(progress.phase, progress.seconds)]

    def end() -> None:
        if live and last:
            click.echo("", err=True)

    return report, end
