"""Whatever is asked in whatever order: memory does what is said, and the other stores what memory does."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from muster.ledger.store import Store
from muster.ledger.stores.memory import MemoryStore
from muster.ledger.stores.sqlite import SqliteStore
from tests.ledger.machine import MemoryMachine, StoreMachine


def examined(machine: Any, examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_memory_is_what_is_said() -> None:
    examined(MemoryMachine, 60)


class SqliteMachine(StoreMachine):
    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        SqliteStore.create(self.path).close()
        super().__init__()

    @property
    def path(self) -> Path:
        return Path(self.folder.name) / "a.ledger"

    def opened(self) -> Store:
        return SqliteStore(self.path)

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


def test_a_file_is_what_memory_is() -> None:
    examined(SqliteMachine, 20)


def test_a_database_is_what_memory_is(cluster: Any) -> None:
    from muster.ledger.stores.postgres import PostgresStore

    class PostgresMachine(StoreMachine):
        def __init__(self) -> None:
            self.database = cluster.fresh()
            super().__init__()

        def opened(self) -> Store:
            return PostgresStore(self.database)

    examined(PostgresMachine, 5)


def test_the_machine_sees_a_store_that_forgets() -> None:
    class Forgetful(MemoryStore):
        def keep_head(self, text: str) -> None:
            if len(self.heads()) < 2:
                super().keep_head(text)

    class Machine(MemoryMachine):
        def __init__(self) -> None:
            super().__init__()
            self.store = Forgetful()

    with pytest.raises(AssertionError):
        examined(Machine, 60)
