"""A PostgreSQL server of one's own, in a temporary folder, on a socket, for tests and campaigns."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from muster.ledger.address import Database
from muster.ledger.stores.postgres import PostgresStore

__all__ = ("Cluster", "programs")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version that is installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _as_server_user(command: list[str]) -> list[str]:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return command
    if shutil.which("setpriv"):
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    return ["runuser", "-u", "postgres", "--", *command]


class Cluster:
    """
    Started when made, gone when closed.

    ``base`` is the folder to make its own in; where that is in memory, recovery after a crash is quick.
    Its superuser is ``postgres``; ``owner`` makes ledgers; ``app`` appends, ``auditor`` reads.
    """

    def __init__(self, *, settings: tuple[str, ...] = (), base: Path | None = None) -> None:
        bin_ = programs()
        assert bin_ is not None
        self._bin = bin_
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir=base))
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.folder.chmod(0o711)
        self._settings = settings
        self._run(
            "initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"
        )
        self.start()
        with self.connect() as db:
            db.execute("CREATE ROLE owner LOGIN CREATEROLE")
            db.execute("CREATE ROLE app LOGIN")
            db.execute("CREATE ROLE auditor LOGIN")
            db.execute("CREATE DATABASE ledger OWNER owner")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            _as_server_user([str(self._bin / program), *arguments]),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def start(self) -> None:
        """Start the server; after a kill it recovers first."""
        options = " ".join(
            (
                f"-k {self.folder} -c listen_addresses= -c max_connections=40",
                *(f"-c {s}" for s in self._settings),
            )
        )
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "120", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it."""
        self._run("pg_ctl", "-D", "data", "-m", mode, "-w", "stop")

    @property
    def pid(self) -> int:
        """The process that started the others."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def database(self, user: str, name: str = "ledger") -> Database:
        """The URL of a database for a role."""
        return Database(f"postgresql://{user}@/{name}?host={self.folder}")

    def connect(self, user: str = "postgres", name: str = "postgres") -> psycopg.Connection:
        """A plain connection, each statement its own transaction."""
        return psycopg.connect(self.database(user, name).url, autocommit=True)

    def fresh(self) -> Database:
        """A new, empty ledger, as whoever appends sees it."""
        with self.connect(name="ledger") as db:
            db.execute("SET client_min_messages = warning")
            db.execute("DROP SCHEMA IF EXISTS muster CASCADE")
        PostgresStore.create(self.database("owner")).close()
        with self.connect() as db:
            db.execute("GRANT muster_writer TO app")
            db.execute("GRANT muster_reader TO auditor")
        return self.database("app")

    def close(self) -> None:
        """Stop the server and remove its folder."""
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
