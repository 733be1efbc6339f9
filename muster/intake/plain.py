"""The same text with plain typography, character for character, so that offsets stay true."""

from __future__ import annotations

__all__ = ("plain",)

_TYPOGRAPHY = {
    ord(dressed): bare
    for dressed, bare in zip(
        "‘’‛′“”„‟″\u00a0\u2007\u2009\u202f\u3000‐‑‒–\t\r\n\f\v\u2028\u2029\ufeff\x00",
        '\'\'\'\'"""""     ----         ',
        strict=True,
    )
}


def plain(text: str) -> str:
    """
    Replace curly quotes, en dashes, no-break spaces and line ends by their plain twins.

    Every character stands for exactly one, so ``plain(text)[a:b]`` and ``text[a:b]`` are the same
    words; grammars need to know one spelling only. The em dash stays: it divides clauses.

    Examples
    --------
    >>> plain("Pub. L. 114–92 “up to”")
    'Pub. L. 114-92 "up to"'
    """
    return text.translate(_TYPOGRAPHY)
