"""What can go wrong with a ledger, each with the words that help."""

from __future__ import annotations

from muster.errors import UsageError

__all__ = (
    "ConflictError",
    "DiskError",
    "EntryError",
    "HeadError",
    "KindError",
    "LedgerError",
    "StoreError",
    "VerificationError",
)


class LedgerError(UsageError):
    """A request that the ledger refuses; nothing was changed."""


class EntryError(LedgerError):
    """An entry that is not one: unknown kind, wrong form, bytes that are not canonical."""

    def __init__(self, message: str, *, help: str, code: str = "M901") -> None:
        super().__init__(message, help=help, code=code)


class KindError(EntryError):
    """An entry of a kind that this Muster does not know."""

    def __init__(self, message: str, *, help: str) -> None:
        super().__init__(message, help=help, code="M912")


class ConflictError(LedgerError):
    """Somebody else wrote first, or a client key stands for other content."""

    def __init__(self, message: str, *, help: str) -> None:
        super().__init__(message, help=help, code="M902")


class StoreError(LedgerError):
    """The file or the disk failed; what was acknowledged before is not touched."""

    def __init__(self, message: str, *, help: str, code: str = "M903") -> None:
        super().__init__(message, help=help, code=code)


class DiskError(StoreError):
    """The disk or the server failed under the store: it takes no more entries until it is opened anew."""

    def __init__(self, message: str, *, help: str, code: str = "M907") -> None:
        super().__init__(message, help=help, code=code)


class HeadError(LedgerError):
    """A head or key that is not one, or that does not belong to this ledger."""

    def __init__(self, message: str, *, help: str, code: str = "M904") -> None:
        super().__init__(message, help=help, code=code)


class VerificationError(LedgerError):
    """The ledger does not agree with a head: what it says is not what was signed."""

    def __init__(self, message: str, *, help: str) -> None:
        super().__init__(message, help=help, code="M917")
