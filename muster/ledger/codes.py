"""The pages of the ledger's codes."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

CODES: tuple[CodePage, ...] = (
    CodePage(
        code="M901",
        title="An entry of a ledger that is not in order",
        meaning="Every entry has a known kind, the fields of its kind, and one canonical form in bytes. What"
        " differs was written by another program, by a newer Muster, or was altered.",
        example='{"body":{"text":"call back"},"kind":"note.wrote","n":7,...}',
        remedy="Run `muster ledger verify`. If it finds the ledger whole, use the Muster that wrote it;"
        " otherwise take the last export whose head you kept.",
    ),
    CodePage(
        code="M902",
        title="Two writers at once, or one client key for two things",
        meaning="An entry is appended at the version its writer saw. If others wrote in between, nothing is"
        " appended and both changes are shown. A client key stands for one append only: sent again with the"
        " same content it is answered with the first receipt, with other content it is refused.",
        example="muster ledger append year.ledger my-case --expected 812 --who J3.Plans --reason 'new memo'",
        remedy="Look at what was added (`muster log`), then append again at the present version.",
    ),
    CodePage(
        code="M903",
        title="The ledger's file cannot be used",
        meaning="The file is missing, foreign, newer, locked, read-only or damaged, the disk is full, or the"
        " clock went back. Nothing that was acknowledged before is lost by it, and nothing was appended.",
        example="muster log notes.txt",
        remedy="Do what the message says. After a failure of the disk the ledger takes no entries until it is"
        " opened anew.",
    ),
    CodePage(
        code="M904",
        title="A head or a key that does not belong here",
        meaning="A head is a signed text of three lines (name, number of entries, root) and its signature. It"
        " must have that form, be signed by the ledger's own key, and bear the ledger's name.",
        example="muster ledger verify year.ledger --head another.head",
        remedy="Give the head that was kept for this ledger, and the key that was kept beside it.",
    ),
)
