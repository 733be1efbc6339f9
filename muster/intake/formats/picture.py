"""Pictures of pages (PNG, JPEG, TIFF): their size and number of pages, read from their heads alone."""

from __future__ import annotations

import struct

from muster.intake.formats.source import MOST_PAGES, refuse

__all__ = ("check_picture",)

#: Largest page of a picture file, in pixels.
MOST_PIXELS = 100_000_000
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257
#: JPEG markers that begin a frame (SOF0 to SOF15 without DHT, JPG and DAC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TYPES = {1: "B", 3: "H", 4: "I"}
_ANEW = "scan the page anew, or convert the picture to PNG"


def check_picture(name: str, data: bytes) -> tuple[tuple[int, int], ...]:
    """
    Return width and height of each page in pixels.

    Raises
    ------
    MaterialError
        M721 for a picture that is damaged or larger than 100 million pixels, M713 for too many pages.
    """
    try:
        if data.startswith(b"\x89PNG"):
            pages = [_png(data)]
        elif data.startswith(b"\xff\xd8"):
            pages = [_jpeg(data)]
        else:
            pages = _tiff(name, data)
    except (struct.error, IndexError, ValueError) as error:
        raise refuse("M721", name, f"the picture is damaged: {error}", _ANEW) from None
    for number, (width, height) in enumerate(pages, start=1):
        if width < 1 or height < 1:
            raise refuse("M721", name, f"page {number} of the picture has no width or height", _ANEW)
        if width * height > MOST_PIXELS:
            raise refuse(
                "M721",
                name,
                f"page {number} of the picture has {width:,} x {height:,} pixels, more than {MOST_PIXELS:,}",
                "scan the page at 300 dpi",
            )
    return tuple(pages)


def _png(data: bytes) -> tuple[int, int]:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("it does not begin as a PNG does")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            raise ValueError(f"no marker at byte {at}")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        elif marker in (0x01, *range(0xD0, 0xD9)):
            at += 2
        else:
            (length,) = struct.unpack(">H", data[at + 2 : at + 4])
            at += 2 + max(2, length)
    raise ValueError("it has no frame")


def _tiff(name: str, data: bytes) -> list[tuple[int, int]]:
    order = "<" if data[:2] == b"II" else ">"
    (magic, at) = struct.unpack(f"{order}HI", data[2:8])
    if magic != 42:
        raise ValueError("it does not begin as a TIFF does")
    pages: list[tuple[int, int]] = []
    seen: set[int] = set()
    while at:
        if at in seen:
            raise ValueError("its pages refer to one another in a circle")
        seen.add(at)
        if len(pages) >= MOST_PAGES:
            raise refuse(
                "M713",
                name,
                f"the picture file has more than {MOST_PAGES:,} pages",
                "split it and read its parts",
            )
        (count,) = struct.unpack(f"{order}H", data[at : at + 2])
        known: dict[int, int] = {}
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _number = struct.unpack(f"{order}HHI", data[entry : entry + 8])
            if tag in (_TIFF_WIDTH, _TIFF_HEIGHT) and kind in _TYPES:
                code = f"{order}{_TYPES[kind]}"
                (known[tag],) = struct.unpack(code, data[entry + 8 : entry + 8 + struct.calcsize(code)])
        pages.append((known.get(_TIFF_WIDTH, 0), known.get(_TIFF_HEIGHT, 0)))
        end = at + 2 + 12 * count
        (at,) = struct.unpack(f"{order}I", data[end : end + 4])
    if not pages:
        raise ValueError("it has no page")
    return pages
