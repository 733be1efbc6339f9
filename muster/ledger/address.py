"""Where a ledger is kept: a file, or a database that a URL names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

__all__ = ("Address", "Database", "address_of", "default_name", "default_secret")

_SCHEMES = ("postgresql://", "postgres://")
_SECRET_PARAMETERS = ("password", "sslpassword", "passfile")


@dataclass(frozen=True, slots=True)
class Database:
    """A PostgreSQL database by its URL; as text it does not tell the password."""

    url: str

    @property
    def name(self) -> str:
        """The name of the database, ``postgres`` where the URL has none."""
        return urlsplit(self.url).path.strip("/") or "postgres"

    def __str__(self) -> str:
        parts: SplitResult = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] not in _SECRET_PARAMETERS])
        return urlunsplit(
            (
                parts.scheme,
                user.partition(":")[0] + at + host,
                parts.path or "/",
                query.replace("%2F", "/"),
                "",
            )
        )

    def __repr__(self) -> str:
        return f"Database({str(self)!r})"


Address = Path | Database


def address_of(text: str) -> Address:
    """
    The address that a text names.

    Examples
    --------
    >>> str(address_of("postgresql://j3:secret@db.example/border"))
    'postgresql://j3@db.example/border'
    """
    return Database(text) if text.startswith(_SCHEMES) else Path(text)


def default_name(address: Address) -> str:
    """What the heads of a ledger call it where nobody says otherwise."""
    return (address.name if isinstance(address, Database) else address.stem).replace(" ", "-")


def default_secret(address: Address) -> Path:
    """Where its secret key lies: beside the file; for a database in the present folder, by its name."""
    if isinstance(address, Database):
        return Path(f"{address.name}.secret")
    return address.with_name(address.name + ".secret")
