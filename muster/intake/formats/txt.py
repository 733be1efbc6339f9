"""Plain text: UTF-8, line ends to LF, a byte order mark kept as the character it is."""

from __future__ import annotations

import codecs

from muster.intake.formats.source import Source, refuse

__all__ = ("decode", "read_txt")

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read_txt(name: str, data: bytes) -> Source:
    """Return the text of a UTF-8 file."""
    return Source(decode(name, data))


def decode(name: str, data: bytes) -> str:
    """
    Decode UTF-8 with line ends as LF.

    Raises
    ------
    MaterialError
        M703 for another encoding, with the line of the first byte that is wrong; M704 for NULs.
    """
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            raise refuse(
                "M703",
                name,
                f"the text is {encoding}, expected UTF-8",
                f"save it as UTF-8: iconv -f {encoding} -t UTF-8 FILE > NEW",
            )
    nul = data.find(b"\x00")
    if nul >= 0:
        if data[:4000].count(b"\x00") * 3 > len(data[:4000]) and len(data) > 3 and data[:4000].strip(b"\x00"):
            raise refuse(
                "M703",
                name,
                "every other byte is NUL: the text looks like UTF-16, expected UTF-8",
                "save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW",
            )
        raise refuse(
            "M704",
            name,
            "the text holds NUL characters",
            "the file is damaged or not text; export its text from the program that made it",
            line=data.count(b"\n", 0, nul) + 1,
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        mixed = _mixed(data)
        raise refuse(
            "M703",
            name,
            f"byte 0x{data[error.start]:02X} is not UTF-8"
            + (
                ", although the text has letters in UTF-8 elsewhere: it mixes encodings, or is damaged"
                if mixed
                else "; the text may be Windows-1252 (Latin-1)"
            ),
            "correct the line in an editor and save the file as UTF-8"
            if mixed
            else "save it as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
            line=data.count(b"\n", 0, error.start) + 1,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _mixed(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 as a whole hold letters beyond ASCII that are."""
    return any(ord(letter) > 0x7F for letter in data.decode("utf-8", "ignore"))
