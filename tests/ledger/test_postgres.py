"""PostgreSQL: who may do what, what the server must keep, and connections that break."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from muster.ledger.address import Database
from muster.ledger.audit import audit_store
from muster.ledger.entry import Draft
from muster.ledger.faults import ConflictError, DiskError, StoreError
from muster.ledger.head import verifier_key

psycopg = pytest.importorskip("psycopg")
from muster.ledger.stores.postgres import PostgresStore  # noqa: E402

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TABLES = ("entry", "client", "tile", "head", "migration")


def note(text: str) -> Draft:
    return Draft(kind="note.written", who="J3.Plans", body={"text": text})


@pytest.fixture
def database(cluster: Any) -> Database:
    made: Database = cluster.fresh()
    return made


@pytest.fixture
def store(database: Database) -> Iterator[PostgresStore]:
    opened = PostgresStore(database)
    opened.append([note("a")], expected=0, recorded=NOON, key="k")
    yield opened
    opened.close()


@pytest.mark.parametrize("user", ["app", "auditor"])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE", "DROP", "ALTER", "TRIGGER"])
def test_who_appends_or_reads_may_change_nothing(
    user: str, table: str, verb: str, cluster: Any, store: PostgresStore
) -> None:
    column = {"entry": "line", "client": "key", "tile": "root", "head": "text", "migration": "name"}[table]
    statement = {
        "UPDATE": f"UPDATE muster.{table} SET {column} = {column}",
        "DELETE": f"DELETE FROM muster.{table}",
        "TRUNCATE": f"TRUNCATE muster.{table}",
        "DROP": f"DROP TABLE muster.{table}",
        "ALTER": f"ALTER TABLE muster.{table} DROP COLUMN {column}",
        "TRIGGER": f"ALTER TABLE muster.{table} DISABLE TRIGGER ALL",
    }[verb]
    with cluster.connect(user, "ledger") as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO muster.migration VALUES ('9-x')",
        "CREATE TABLE muster.mine (n int)",
        "DROP SCHEMA muster CASCADE",
        "CREATE OR REPLACE FUNCTION muster.refuse() RETURNS trigger LANGUAGE sql AS ''",
        "SET ROLE owner",
    ],
)
def test_who_appends_may_not_change_the_form(statement: str, cluster: Any, store: PostgresStore) -> None:
    with cluster.connect("app", "ledger") as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE muster.{0} SET n = DEFAULT", "DELETE FROM muster.{0}", "TRUNCATE muster.{0}"]
)
def test_triggers_keep_the_owner_from_slips(statement: str, cluster: Any, store: PostgresStore) -> None:
    for table in ("entry", "head"):
        with (
            cluster.connect("owner", "ledger") as db,
            pytest.raises(psycopg.errors.RaiseException, match="only"),
        ):
            db.execute(statement.format(table))


def test_who_reads_cannot_append_and_is_told(cluster: Any, store: PostgresStore) -> None:
    reader = PostgresStore(cluster.database("auditor"))
    assert list(reader.lines()) == list(store.lines())
    assert reader.root() == store.root()
    with pytest.raises(StoreError, match="may not do that") as caught:
        reader.append([note("b")], expected=1, recorded=NOON)
    assert caught.value.code == "M906"
    assert "muster_writer" in caught.value.help
    reader.close()
    assert store.size() == 1


def test_a_stranger_is_told(cluster: Any, store: PostgresStore) -> None:
    with cluster.connect() as db:
        db.execute("DROP ROLE IF EXISTS stranger")
        db.execute("CREATE ROLE stranger LOGIN")
    with pytest.raises(StoreError, match="may not do that"):
        PostgresStore(cluster.database("stranger"))
    with pytest.raises(StoreError, match="may not do that"):
        PostgresStore.create(Database(cluster.database("stranger", "postgres").url))


def test_there_is_one_ledger_to_a_database(cluster: Any, store: PostgresStore) -> None:
    with pytest.raises(StoreError, match="a ledger already"):
        PostgresStore.create(cluster.database("owner"))
    with pytest.raises(StoreError, match="there is no ledger"):
        PostgresStore(cluster.database("owner", "postgres"))
    with pytest.raises(StoreError, match="there is no ledger"):
        PostgresStore.migrate(cluster.database("owner", "postgres"))
    assert PostgresStore.migrate(cluster.database("owner")) == ()


def test_a_newer_older_or_foreign_schema_is_refused(cluster: Any, store: PostgresStore) -> None:
    with cluster.connect(name="ledger") as db:
        db.execute("INSERT INTO muster.migration VALUES ('2-newer')")
    with pytest.raises(StoreError, match="form 2-newer") as caught:
        PostgresStore(cluster.database("app"))
    assert caught.value.code == "M909"
    with cluster.connect(name="ledger") as db:
        db.execute("ALTER TABLE muster.migration DISABLE TRIGGER ALL")
        db.execute("DELETE FROM muster.migration")
    with pytest.raises(StoreError, match="older Muster") as caught:
        PostgresStore(cluster.database("app"))
    assert "muster ledger migrate" in caught.value.help
    with cluster.connect(name="ledger") as db:
        db.execute("DROP TABLE muster.migration")
    with pytest.raises(StoreError, match="not a ledger's") as caught:
        PostgresStore(cluster.database("app"))
    assert caught.value.code == "M908"


def test_no_server_is_said(tmp_path: Any) -> None:
    nowhere = Database(f"postgresql://app:geheim@/ledger?host={tmp_path}")
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        PostgresStore(nowhere)
    assert caught.value.code == "M914"
    assert "geheim" not in str(caught.value) + caught.value.help


def test_a_server_that_forgets_in_a_power_cut_is_refused(cluster: Any, database: Database) -> None:
    with cluster.connect() as db:
        db.execute("ALTER SYSTEM SET full_page_writes = off")
        db.execute("SELECT pg_reload_conf()")
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with cluster.connect() as db:
                if db.execute("SHOW full_page_writes").fetchone() == ("off",):
                    break
        with pytest.raises(StoreError, match="full_page_writes = off") as caught:
            PostgresStore(database)
        assert caught.value.code == "M915"
    finally:
        with cluster.connect() as db:
            db.execute("ALTER SYSTEM RESET full_page_writes")
            db.execute("SELECT pg_reload_conf()")
        while True:
            with cluster.connect() as db:
                if db.execute("SHOW full_page_writes").fetchone() == ("on",):
                    break


def test_a_role_that_would_not_wait_for_the_disk_waits(cluster: Any, database: Database) -> None:
    with cluster.connect() as db:
        db.execute("ALTER ROLE app SET synchronous_commit = off")
    try:
        opened = PostgresStore(database)
        assert opened._db.execute("SHOW synchronous_commit").fetchone() == ("on",)
        opened.close()
    finally:
        with cluster.connect() as db:
            db.execute("ALTER ROLE app RESET synchronous_commit")


def test_a_lock_that_others_keep_is_said(cluster: Any, store: PostgresStore) -> None:
    store._db.execute("SET lock_timeout = '50ms'")
    with cluster.connect("app", "ledger") as db:
        db.execute("SELECT pg_advisory_lock(%s)", (0x4D555354,))
        with pytest.raises(StoreError, match="others hold it") as caught:
            store.append([note("b")], expected=1, recorded=NOON)
        assert caught.value.code == "M905"
    assert store.append([note("b")], expected=1, recorded=NOON).first == 1


def cut(cluster: Any, store: PostgresStore) -> None:
    """Break the store's connection from the other side."""
    with cluster.connect() as db:
        db.execute("SELECT pg_terminate_backend(%s)", (store._db.info.backend_pid,))


def test_a_broken_connection_is_said_and_the_ledger_opened_anew(cluster: Any, store: PostgresStore) -> None:
    cut(cluster, store)
    with pytest.raises(DiskError, match="cannot be reached") as caught:
        store.append([note("b")], expected=1, recorded=NOON)
    assert caught.value.code == "M914"
    with pytest.raises(DiskError, match="failed before"):
        store.append([note("b")], expected=1, recorded=NOON)
    again = PostgresStore(store.database)
    assert again.size() == 1
    assert again.append([note("b")], expected=1, recorded=NOON).first == 1
    again.close()


def test_with_a_client_key_a_broken_connection_is_no_trouble(cluster: Any, store: PostgresStore) -> None:
    cut(cluster, store)
    assert store.append([note("b")], expected=1, recorded=NOON, key="b").first == 1
    assert store.size() == 2


class LosesTheAnswer:
    """A connection that is cut off after the server has recorded, and before it says so."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def execute(self, statement: str, *more: Any, **named: Any) -> Any:
        done = self.inner.execute(statement, *more, **named)
        if statement == "COMMIT":
            self.inner.close()
            raise psycopg.OperationalError("the connection is lost")
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def test_an_answer_that_was_lost_is_said_to_be_unknown(store: PostgresStore) -> None:
    store._db = LosesTheAnswer(store._db)  # type: ignore[assignment]
    with pytest.raises(DiskError, match="whether it did is not known") as caught:
        store.append([note("b")], expected=1, recorded=NOON)
    assert caught.value.code == "M916"
    again = PostgresStore(store.database)
    assert again.size() == 2
    again.close()


def test_with_a_client_key_a_lost_answer_is_asked_for_again(store: PostgresStore) -> None:
    store._db = LosesTheAnswer(store._db)  # type: ignore[assignment]
    receipt = store.append([note("b")], expected=1, recorded=NOON, key="b")
    assert (receipt.first, receipt.repeated, store.size()) == (1, True, 2)


def test_a_number_taken_without_the_lock_is_a_conflict_and_not_a_loss(
    cluster: Any, store: PostgresStore
) -> None:
    """Somebody inserts by hand between our reading and our writing: the primary key holds."""
    insert = store._insert
    taken: list[int] = []

    def insert_late(first: int, *more: Any) -> None:
        if not taken:
            taken.append(first)
            with cluster.connect("app", "ledger") as db:
                line = next(store.lines(0, 1)).replace(b'"n":0', b'"n":1').replace(b'"key":"k",', b"")
                db.execute("INSERT INTO muster.entry VALUES (1, %b)", (line,))
        insert(first, *more)

    store._insert = insert_late  # type: ignore[method-assign]
    with pytest.raises(ConflictError, match="others recorded note"):
        store.append([note("b")], expected=1, recorded=NOON)
    assert store.append([note("b")], expected=2, recorded=NOON).first == 2
    again = PostgresStore(store.database)
    assert store.root() == again.root()
    again.close()


def test_a_superuser_who_alters_is_found(cluster: Any, database: Database) -> None:
    store = PostgresStore(database)
    opened = Draft(kind="ledger.opened", who="x", body={"key": str(verifier_key("a", bytes(32)))})
    store.append([opened, *[note(f"{n}") for n in range(299)]], expected=0, recorded=NOON, key="k")
    assert audit_store(store, ()).faults == ()
    for change, back in (
        ("UPDATE muster.tile SET root = hashes", None),
        ("DELETE FROM muster.client", None),
        ("DELETE FROM muster.entry WHERE n = 7", None),
    ):
        with cluster.connect(name="ledger") as db:
            db.execute("SET session_replication_role = replica")
            db.execute(change)
        assert audit_store(store, ()).faults, back
    store.close()


def test_the_server_killed_in_the_middle_keeps_what_it_acknowledged(
    cluster: Any, store: PostgresStore
) -> None:
    os.kill(store._db.info.backend_pid, signal.SIGKILL)
    with pytest.raises(DiskError):
        store.append([note("b")], expected=1, recorded=NOON)
    deadline = time.monotonic() + 30
    while True:
        try:
            again = PostgresStore(store.database)
            break
        except StoreError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert again.size() == 1
    again.append([note("b")], expected=1, recorded=NOON)
    again.close()


def test_every_command_takes_a_database(
    cluster: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil
    from pathlib import Path

    from muster.casefile.read import read_case
    from muster.cli.main import run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_WHO", "J3.Plans")
    example = Path(__file__).parents[2] / "examples" / "southwest-border-2025"
    shutil.copytree(example, "case")
    cluster.fresh()
    with cluster.connect(name="ledger") as db:
        db.execute("DROP SCHEMA muster CASCADE")
    owner, app, auditor = (cluster.database(user).url for user in ("owner", "app", "auditor"))

    def done(*words: str, code: int = 0) -> str:
        got = run(list(words))
        out = capsys.readouterr()
        assert got == code, out.out + out.err
        return out.out + out.err

    done("ledger", "init", owner, "--name", "border")
    assert Path("ledger.secret").stat().st_mode & 0o077 == 0
    assert "there is a ledger already" in done("ledger", "init", owner, code=2)
    assert "case.opened" in done("ledger", "append", app, "case", "--reason", "first orders")
    assert "says that already" in done("ledger", "append", app, "case", "--reason", "again")
    done("ledger", "note", app, "called the sector", "--client-key", "k")
    done("ledger", "head", app, "--secret", "ledger.secret", "-o", "kept.head")
    assert "verified" in done("ledger", "verify", auditor, "--head", "kept.head")
    assert "note.written" in done("log", auditor, "--kind", "note")
    done("case", auditor, "-o", "again")
    assert read_case(Path("again"))[0] == read_case(Path("case"))[0]
    done("ledger", "prove", auditor, "3", "-o", "3.proof")
    done("ledger", "consistency", auditor, "kept.head", "-o", "link")
    assert "verified" in done("ledger", "check-proof", "3.proof", "link", "--head", "kept.head")
    done("ledger", "export", auditor, "-o", "out")
    done("ledger", "import", "out", "-o", "a.ledger")
    done("ledger", "export", "a.ledger", "-o", "out2")
    for file in Path("out").iterdir():
        assert (Path("out2") / file.name).read_bytes() == file.read_bytes()
    assert "nothing was done" in done("ledger", "migrate", owner)
    assert "M906" in done("ledger", "note", auditor, "x", code=2)
    with cluster.connect(name="ledger") as db:
        db.execute("DROP SCHEMA muster CASCADE")
    done("ledger", "import", "out", "-o", owner)
    done("ledger", "export", owner, "-o", "out3")
    assert (Path("out3") / "entries.jsonl").read_bytes() == (Path("out") / "entries.jsonl").read_bytes()
    (Path("out") / "entries.jsonl").write_bytes(b"x\n")
    with cluster.connect(name="ledger") as db:
        db.execute("DROP SCHEMA muster CASCADE")
    done("ledger", "import", "out", "-o", owner, code=2)
    assert "there is no ledger" in done("log", owner, code=2)


def test_an_address_does_not_tell_the_password() -> None:
    from muster.ledger.address import Database, address_of, default_name, default_secret

    url = "postgresql://j3:geheim@db.example:5433/border%20a?sslmode=require&password=geheim"
    database = address_of(url)
    assert isinstance(database, Database)
    assert database.url == url
    assert str(database) == "postgresql://j3@db.example:5433/border%20a?sslmode=require"
    assert "geheim" not in repr(database)
    assert default_secret(address_of("postgres://db/border")).name == "border.secret"
    assert default_name(address_of("postgres://db/border")) == "border"
    assert default_name(address_of("my border.ledger")) == "my-border"
    assert default_secret(address_of("a/b.ledger")).as_posix() == "a/b.ledger.secret"
