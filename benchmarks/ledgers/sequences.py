"""Any sequence of requests, drawn by hypothesis: the state machines of the tests, run for long."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from muster.ledger.store import Store
from muster.ledger.stores.sqlite import SqliteStore
from tests.ledger.machine import MemoryMachine, StoreMachine

__all__ = ("Sequences", "memory_machine", "postgres_machine", "run", "sqlite_machine")

_STEPS = 50
_EXAMPLES = 100


@dataclass(slots=True)
class Sequences:
    """What was counted: sequences, their steps, and the first that went wrong."""

    sequences: int = 0
    steps: int = 0
    wrong: str = ""


def memory_machine() -> type[Any]:
    """The memory store against the model."""
    return MemoryMachine


def sqlite_machine() -> type[Any]:
    """The SQLite file against the memory store."""

    class Machine(StoreMachine):
        def __init__(self) -> None:
            shared = Path("/dev/shm")
            self.folder = tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)
            self.path = Path(self.folder.name) / "a.ledger"
            SqliteStore.create(self.path).close()
            super().__init__()

        def opened(self) -> Store:
            return SqliteStore(self.path)

        def teardown(self) -> None:
            super().teardown()
            self.folder.cleanup()

    return Machine


def postgres_machine(cluster: Any) -> type[Any]:
    """PostgreSQL against the memory store."""
    from muster.ledger.stores.postgres import PostgresStore

    class Machine(StoreMachine):
        def __init__(self) -> None:
            self.database = cluster.fresh()
            super().__init__()

        def opened(self) -> Store:
            return PostgresStore(self.database)

    return Machine


def run(
    machine: type[Any],
    steps: int,
    *,
    seconds: float = float("inf"),
    told: Callable[[str], None] = lambda _: None,
) -> Sequences:
    """Draw sequences until there were so many steps, or the time is over, or something went wrong."""
    found = Sequences()
    begun = time.monotonic()

    class Counted(machine):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            found.sequences += 1

        def ask(self, *arguments: Any) -> None:
            super().ask(*arguments)

        def check_invariants(self, *arguments: Any, **named: Any) -> None:
            found.steps += 1
            super().check_invariants(*arguments, **named)

    while found.steps - found.sequences < steps and time.monotonic() - begun < seconds:
        try:
            run_state_machine_as_test(
                Counted,
                settings=settings(
                    max_examples=_EXAMPLES,
                    stateful_step_count=_STEPS,
                    deadline=None,
                    database=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                ),
            )
        except AssertionError as error:
            found.wrong = str(error)[:2_000] or "an assertion"
            break
        told(f"{found.steps} steps in {found.sequences} sequences")
    found.steps -= found.sequences  # the state before the first step is looked at too
    return found
