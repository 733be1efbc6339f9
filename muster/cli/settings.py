"""Options that every command takes, before or after its name."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import click

__all__ = ("Settings", "common_options", "settings")

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """How to speak: JSON or text, how much, in colour or not."""

    as_json: bool = False
    verbosity: int = 0
    color: str = "auto"

    @property
    def quiet(self) -> bool:
        """Whether progress and warnings stay unsaid."""
        return self.verbosity < 0

    def colored(self, *, stderr: bool = False) -> bool:
        """Whether to colour a stream: asked for, or a terminal without NO_COLOR."""
        if self.color != "auto":
            return self.color == "always"
        stream = sys.stderr if stderr else sys.stdout
        return stream.isatty() and "NO_COLOR" not in os.environ

    def style(self, text: str, *, stderr: bool = False, **styles: Any) -> str:
        """``text`` in colour where colour is wanted; it says the same without."""
        return click.style(text, **styles) if self.colored(stderr=stderr) else text

    def say(self, text: str = "") -> None:
        """Data, on stdout; nothing in JSON mode."""
        if not self.as_json:
            click.echo(text)

    def note(self, text: str) -> None:
        """A message, on stderr; nothing when quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def document(self, value: object) -> None:
        """The one JSON document of a run, on stdout."""
        if self.as_json:
            click.echo(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def settings() -> Settings:
    """The settings of the running command."""
    context = click.get_current_context(silent=True)
    if context is None:
        return Settings()
    return context.ensure_object(Settings)


def common_options(command: Command) -> Command:
    """Give a command ``--json``, ``-q``, ``-v`` and ``--color``."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
    @click.option("-q", "--quiet", count=True, help="No progress and no warnings.")
    @click.option("-v", "--verbose", count=True, help="Say more (repeatable).")
    @click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour in text output.")
    @wraps(command)
    def with_settings(
        *args: Any, as_json: bool, quiet: int, verbose: int, color: str | None, **kwargs: Any
    ) -> Any:
        now = settings()
        now.as_json = now.as_json or as_json
        now.verbosity += verbose - quiet
        now.color = color or now.color
        return command(*args, **kwargs)

    return with_settings  # type: ignore[return-value]
