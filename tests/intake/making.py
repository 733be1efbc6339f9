"""Documents made by hand, byte by byte, so that each may be broken or hostile in one way only."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

__all__ = (
    "archive",
    "docx_of",
    "pdf_of",
    "pdf_of_objects",
    "pdf_of_pictures",
    "png_of",
    "shown",
    "tiff_of",
)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def shown(words: Iterable[tuple[float, float, float, str]], turn: str = "") -> bytes:
    """A page's content: (left, height above the lower edge, size, text)."""
    pieces = []
    for x, y, size, text in words:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        place = turn or f"1 0 0 1 {x:g} {y:g}"
        pieces.append(f"BT /F {size:g} Tf {place} Tm ({escaped}) Tj ET")
    return "\n".join(pieces).encode("cp1252")


def pdf_of_objects(objects: list[bytes], root: int = 1, more: bytes = b"") -> bytes:
    """A PDF of numbered objects with a right table of their places."""
    body, places = b"%PDF-1.5\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    trailer = b"trailer << /Size %d /Root %d 0 R%b >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        root,
        more,
        len(body),
    )
    return body + head + trailer


def pdf_of(
    pages: list[bytes], *, rotate: int = 0, size: tuple[float, float] = (612, 792), count: int | None = None
) -> bytes:
    """A PDF of pages with the contents given, in Helvetica (/F); ``count`` is what it says of its pages."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages) if count is None else count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /Rotate %d /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (rotate, *map(int, size), first + 2 * at + 1)
        )
        objects.append(b"<< /Length %d >> stream\n%b\nendstream" % (len(content), content))
    return pdf_of_objects(objects)


def pdf_of_pictures(pages: list[tuple[int, int, bytes] | bytes]) -> bytes:
    """A PDF whose pages are grey pictures (width, height, rows), or contents like those of :func:`pdf_of`."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (4 + 3 * at) for at in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, page in enumerate(pages):
        number = 4 + 3 * at
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /I %d 0 R >> >> >>" % (number + 1, number + 2)
        )
        width, height, rows = (1, 1, b"\xff") if isinstance(page, bytes) else page
        content = page if isinstance(page, bytes) else b"q 612 0 0 792 0 0 cm /I Do Q"
        packed = zlib.compress(rows)
        objects.append(b"<< /Length %d >> stream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
            b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >> stream\n%b\nendstream"
            % (width, height, len(packed), packed)
        )
    return pdf_of_objects(objects)


def png_of(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG."""
    lines = b"".join(b"\0" + rows[at * width : (at + 1) * width] for at in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def tiff_of(pages: list[tuple[int, int, bytes]], *, circle: bool = False) -> bytes:
    """A grey TIFF of several pages; with ``circle`` the last page is followed by the first."""
    body, starts = b"II*\0\0\0\0\0", []
    for width, height, rows in pages:
        place = len(body)
        body += rows + b"\0" * (len(rows) % 2)
        starts.append(len(body))
        tags = [
            (256, width),
            (257, height),
            (258, 8),
            (259, 1),
            (262, 1),
            (273, place),
            (277, 1),
            (278, height),
        ]
        tags.append((279, len(rows)))
        body += struct.pack("<H", len(tags))
        body += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags) + b"\0\0\0\0"
    links = [4, *(start + 2 + 12 * 9 for start in starts)]
    for link, start in zip(links, starts + ([starts[0]] if circle else []), strict=False):
        body = body[:link] + struct.pack("<I", start) + body[link + 4 :]
    return body


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def docx_of(body: str, **parts: bytes | str) -> bytes:
    """A .docx of the XML within ``w:body``; further parts by name, ``__`` for a slash, ``_xml`` for .xml."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **named})
