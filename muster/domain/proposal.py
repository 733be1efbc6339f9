"""A row of a case that an accepted fact supports, before a person has said yes to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ("PROPOSED_TABLES", "Need", "Proposal")

#: Where a proposal goes: a table of authorities.toml, or the stem of a CSV file.
PROPOSED_TABLES = ("authority", "ceiling", "strength", "commands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """
    A field that the document does not settle: what is asked, and answers that offer themselves.

    A field that is not ``required`` may stay blank in the row.
    """

    field: str
    asks: str
    options: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    A row in the words of its file.

    Parameters
    ----------
    table
        One of :data:`PROPOSED_TABLES`.
    values
        Pairs of key (column) and value: text, whole numbers, days, lists of texts. What is needed and not
        known is absent here and listed in ``needs``.
    needs
        What a person must say before the row can be written; nothing is guessed.
    quote
        Source (``sources/…``) and words that the row rests on.
    under
        The authority that a ceiling is set by, ``None`` as long as nobody said.
    because
        Why the fact supports this row, in one clause.
    existing
        The id of the row that the case has already, to which only the quote would be added; else ``None``.
    """

    table: str
    values: tuple[tuple[str, object], ...]
    quote: tuple[str, str]
    needs: tuple[Need, ...] = ()
    under: str | None = None
    because: str = ""
    existing: str | None = None

    @property
    def key(self) -> str:
        """What the row is called: its id, or scope and date."""
        values = dict(self.values)
        names = {"strength": ("date", "scope"), "commands": ("command",)}.get(self.table, ("id",))
        return self.existing or " ".join(str(values[name]) for name in names if values.get(name)) or "?"

    @property
    def complete(self) -> bool:
        """Whether nothing that the row must have is missing."""
        return not any(need.required for need in self.needs)

    def with_values(self, given: dict[str, object]) -> Proposal:
        """
        The proposal with some values set (or, where ``None`` or blank, taken out) by a person.

        A need that is met is no need any more; ``under`` is set like a value.
        """
        values = {key: value for key, value in self.values if key not in given}
        values |= {key: value for key, value in given.items() if key != "under" and value not in (None, "")}
        under = given.get("under", self.under)
        under = str(under) if under else None
        met = {*values, *(["under"] if under else [])}
        return replace(
            self,
            values=tuple(values.items()),
            under=under,
            needs=tuple(need for need in self.needs if need.field not in met),
        )
