# ruff: noqa: E501 (tables of tokens)
"""
The reader's fuzzing campaign: ``python -m benchmarks.fuzzing [--count 100000] [--first 0] [--seconds N]``.

Seeded mutations of good documents in every format: of bytes, of lines and words, and of structure (markup,
message parts, the parts of a Word document, the objects of a PDF). Each is read as a user's document would be:
text formats in this process, binary ones in the confined child, which is used again and replaced. Then

- nothing but a fault of the material (codes M7xx, one sentence, with what to do) may be raised;
- every quote stands verbatim at its offsets in the text that was read, as does every question;
- every word of a page's layout is the text at its offsets;
- no document may take more than two seconds of processor time.

It can be stopped and goes on where it was: what is done is kept in ``out/fuzzing.json``, with a hash of the
code under test, so that a change of the reader begins anew. The summary goes to
``benchmarks/results/fuzzing.md``. The exit code is 1 if anything was wrong.
One document again: ``python -m benchmarks.fuzzing --show 4711``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.results import write_table
from muster.errors import MaterialError
from muster.intake.read import Reading, read_source
from muster.sandbox.limits import Limits
from muster.sandbox.parser import Parser

__all__ = ("LIMIT", "Tally", "campaign", "examined", "main", "mutated")

ROOT = Path(__file__).parents[1]
STATE = ROOT / "out" / "fuzzing.json"
#: Seconds of processor time that a document may take.
LIMIT = 2.0
#: Formats and how many of a hundred documents are of each.
SHARES = {"txt": 34, "md": 10, "html": 14, "eml": 14, "docx": 14, "pdf": 14}
_CODE = re.compile(r"M7\d\d")
_ODD = [
    "\u202e", "\u2066", "\ufeff", "\x00", "\u00ad", "\u200b", "\u2028", "🛡", "é", "ﬁ", "１５００", "½", "٣", "\t",
    "\r", "\n", "\n\n", "\f", "\x1b[31m", "'" * 40, '"', "“", "”", "(" * 60, ")", "[", "]", "|", "—", "…", ".", "-",
]  # fmt: skip
_WORDS = [
    "up to", "as many as", "1,500", "9" * 400, "0", "-1", "1e9", "Title 10", "10 U.S.C. 12406", "of whom", "C+30",
    "011200ZMAR25", "NLT", "within 30 days of", "February 30, 2025", "on Wednesday", "FY26", "not", "denied", "said",
    "according to", "Gov.", "Maj. Gen. A. B. Roe", "National Guard", "2nd Stryker Brigade Combat Team", "$", "million",
    "percent", "shall", "may", "will", "U.S.", "No.", "sec.", "§", "JTF-North", "32", "00", "1/0", "99/99/9999",
]  # fmt: skip
_MARKUP = [
    "<div>", "</div>", "<p", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#x110000;", "&#0;", "&#", "<script>",
    "</script>", "<style>", "<!doctype html>", "<meta charset=utf-16>", '<a href="http://127.0.0.1/">', "<li>", "<table>",
    "```", "| a | b |", "---\n", "# ", "> ", "[a](b)", "![", "**", "__", "<html><head>", "<svg>", "<?xml ?>",
]  # fmt: skip
_MAIL = [
    "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "--x--\n", "Content-Type: message/rfc822\n\n",
    "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=?utf-8?q?=ff?=",
    "=?utf-16?b?//8=?=", "Date: Tue, 99 Foo 2025 99:99:99 +9999\n", "Content-Type: text/plain; charset=utf-7\n\n",
    "Content-Type: text/html; charset=no-such\n\n", "> > ", "On Tue, X wrote:\n> ", "-----Original Message-----\n",
    "Content-Disposition: attachment; filename*=utf-8''%ff\n", "From: =?x?=\n", "\n\n", "=3D=\n", "=E2=80",
]  # fmt: skip
_WORD = [
    b"<w:p>", b"</w:p>", b"<w:r>", b"<w:tbl>", b"<w:tr><w:tc>", b"<w:ins>", b"<w:del>", b"<w:txbxContent>", b"&#x0;", b"&x;",
    b"<!DOCTYPE a>", b"<w:t>", b"<w:vanish/>", b"<w:sym w:char='F0B7'/>", b"<w:sym w:char='D800'/>", b"]]>", b"<a:b/>",
]  # fmt: skip
_PDF = [
    b"<<", b">>", b"[", b"]", b"(", b")", b"stream\n", b"endstream", b"endobj", b"1 0 R", b"2 0 R", b"4 0 R", b"/Kids",
    b"/Count 2147483647", b"/Length -1", b"/Rotate 90", b"/Rotate 45", b"/MediaBox [0 0 0 0]", b"/MediaBox [0 0 1e9 1e9]",
    b"BT ", b"ET ", b" Tj ", b" 0 0 0 0 0 0 Tm ", b" 9e9 Tf ", b" -9999 Td ", b"/F 0 Tf ", b" Tz ", b" 1e30 TL ", b"/Filter /FlateDecode",
    b"/Encrypt 5 0 R", b"trailer", b"xref\n", b"%%EOF", b"<feff202e>", b"q " * 200, b"/X Do ",
]  # fmt: skip


#: One list of letters in brackets.
_NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
    'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


@cache
def seeds() -> tuple[str, ...]:
    """The good texts: the annotated paragraphs, and two or three of them after one another."""
    from tests.intake.paragraphs import PARAGRAPHS
    from tests.intake.variants import make

    texts = [make(name, template, 0).text for name, template in PARAGRAPHS.items()]
    return (*texts, *(f"{one}\n\n{other}" for one, other in zip(texts, texts[7:], strict=False)))


@cache
def written(kind: str, number: int) -> bytes:
    """A seed text as a good file of the kind."""
    from tests.intake.making import docx_of, pdf_of, shown

    text = seeds()[number % len(seeds())]
    if kind == "md":
        return f"# Report\n\n**{text[:40]}**{text[40:]}\n\n- [one](a.html)\n- two\n".encode()
    plain = text.replace("&", "and").replace("<", "(")
    paragraphs = plain.split("\n\n")
    if kind == "html":
        inner = "</p>\n<p>".join(paragraphs)
        return (
            f"<!doctype html><html><head><title>x</title></head><body><p>{inner}</p></body></html>".encode()
        )
    if kind == "eml":
        head = "From: Ann Roe <a@example.org>\nDate: Tue, 07 May 2024 09:30:00 -0400\nSubject: Order\nMIME-Version: 1.0\n"
        page = f"Content-Type: text/html; charset=utf-8\n\n<p>{plain}</p>\n"
        words = f"Content-Type: text/plain; charset=utf-8\n\n{text}\n\n> quoted\n"
        return f'{head}Content-Type: multipart/alternative; boundary="b"\n\n--b\n{words}--b\n{page}--b--\n'.encode()
    if kind == "docx":
        listed = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        runs = (f"<w:r><w:t>{paragraph}</w:t></w:r>" for paragraph in paragraphs)
        body = "".join(
            f"<w:p>{listed if number % 2 and at else ''}{run}</w:p>" for at, run in enumerate(runs)
        )
        return docx_of(body, word__numbering_xml=_NUMBERING)
    if kind == "pdf":
        lines = [line for paragraph in paragraphs for line in _wrapped(paragraph)]
        half = len(lines) // 2 if number % 3 == 0 else len(lines)
        left = [(60, 700 - 13 * at, 10, _western(line)) for at, line in enumerate(lines[:half])]
        right = [(330, 700 - 13 * at, 10, _western(line)) for at, line in enumerate(lines[half:])]
        foot = [(300, 30, 9, "Page 1")]
        return pdf_of([shown([*left, *right]), shown([(60, 760, 9, "UNCLASSIFIED"), *left[:3], *foot])])
    return text.encode()


def _wrapped(paragraph: str) -> list[str]:
    import textwrap

    return [*textwrap.wrap(paragraph, 46), ""]


def _western(text: str) -> str:
    return text.encode("cp1252", "replace").decode("cp1252")


def mutated(number: int) -> tuple[str, bytes]:
    """The name and the bytes of document ``number``; the same number gives the same bytes."""
    rng = random.Random(number)
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    data = written(kind, rng.randrange(10_000))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5, 9))):
        data = rng.choice(_MUTATORS[kind])(rng, data)
    if rng.random() < 0.04:
        kind = rng.choice(list(SHARES))
    return f"{number}.{kind}", data[:400_000]


# -- mutators: bytes ------------------------------------------------------------------------------


def _bytes(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.choice((0, 0xFF, 0x80, rng.randrange(256)))
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return (
        data[: rng.randrange(len(data) + 1)] if rng.random() < 0.5 else data[rng.randrange(len(data) + 1) :]
    )


def _doubled(rng: random.Random, data: bytes) -> bytes:
    a, b = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    return data[:b] + data[a:b] * rng.choice((1, 2, 30)) + data[b:]


def _taken_out(rng: random.Random, data: bytes) -> bytes:
    a = rng.randrange(len(data) + 1)
    return data[:a] + data[a + rng.randrange(1, 80) :]


def _spliced(rng: random.Random, data: bytes) -> bytes:
    other = written(rng.choice(list(SHARES)), rng.randrange(10_000))
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _encoded(rng: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        rng.choice(("utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32", "utf-8-sig", "utf-7")), "replace"
    )


# -- mutators: lines and words --------------------------------------------------------------------


def _put(tokens: list[str]) -> Callable[[random.Random, bytes], bytes]:
    def put(rng: random.Random, data: bytes) -> bytes:
        for _ in range(rng.choice((1, 2, 8))):
            at = rng.randrange(len(data) + 1)
            token = rng.choice(tokens).encode("utf-8", "surrogatepass")
            blank = rng.choice((b"", b" "))
            data = data[:at] + blank + token * rng.choice((1, 1, 1, 50)) + blank + data[at:]
        return data

    return put


def _shuffled(rng: random.Random, data: bytes) -> bytes:
    gap = rng.choice((b" ", b"\n", b". ", b", "))
    pieces = data.split(gap)
    if rng.random() < 0.5:
        rng.shuffle(pieces)
    else:
        at = rng.randrange(len(pieces))
        pieces.insert(rng.randrange(len(pieces) + 1), pieces[at])
    return rng.choice((gap, gap, b"\n", b"")).join(pieces)


def _cased(rng: random.Random, data: bytes) -> bytes:
    return rng.choice((bytes.upper, bytes.lower, bytes.title, bytes.swapcase))(data)


def _numbers(rng: random.Random, data: bytes) -> bytes:
    new = rng.choice((b"0", b"1" * 30, b"31", b"2025", b"1,2,3", b"12.", b"9999999999999999999"))
    return re.sub(rb"\d+", lambda match: new if rng.random() < 0.4 else match[0], data)


# -- mutators: structure --------------------------------------------------------------------------


def _nested(rng: random.Random, data: bytes) -> bytes:
    depth = rng.choice((3, 40, 2000))
    opened, closed = rng.choice(
        ((b"<div>", b"</div>"), (b"<b>", b""), (b"<table><tr><td>", b""), (b"<head>", b""))
    )
    return opened * depth + data + closed * depth


def _enveloped(rng: random.Random, data: bytes) -> bytes:
    kind = rng.choice((b"mixed", b"alternative", b"related", b"digest"))
    for level in range(rng.choice((1, 4, 40))):
        mark = b"n%d" % level
        data = b"Subject: x\nContent-Type: multipart/%b; boundary=%b\n\n--%b\n%b\n--%b--\n" % (
            kind,
            mark,
            mark,
            data,
            mark,
        )
    return data


def _part(rng: random.Random, data: bytes) -> bytes:
    """Change the XML of a Word document's parts, and write a good archive around it."""
    import io
    import zipfile

    from tests.intake.making import archive

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            parts: dict[str, bytes | str] = {name: opened.read(name) for name in opened.namelist()}
    except Exception:  # an earlier mutation broke the archive
        return _bytes(rng, data)
    name = "word/document.xml"
    content = parts.get(name, b"")
    content = content if isinstance(content, bytes) else content.encode()
    for _ in range(rng.choice((1, 2, 6))):
        mutator = rng.choice((_bytes, _taken_out, _doubled, _tag, _tag, _tag))
        content = mutator(rng, content)
    parts[
        rng.choice(
            (
                name,
                name,
                name,
                "word/footnotes.xml",
                "word/numbering.xml",
                "word/header1.xml",
                "word/vbaProject.bin",
            )
        )
    ] = content
    return archive(parts)


def _woven(rng: random.Random, data: bytes) -> bytes:
    """Change a Word document so that its XML stays well-formed: words, and what encloses them."""
    import io
    import zipfile
    from html import escape

    from tests.intake.making import archive

    name = "word/document.xml"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            parts: dict[str, bytes | str] = {part: opened.read(part) for part in opened.namelist()}
            content = opened.read(name).decode("utf-8")
    except Exception:  # an earlier mutation broke the archive
        return _bytes(rng, data)
    for _ in range(rng.choice((1, 3, 10))):
        tag, wrapper = rng.choice(
            (("r", "w:ins"), ("r", "w:del"), ("r", "w:hyperlink"), ("r", "w:smartTag"), ("p", "w:sdtContent"),
             ("p", "w:tbl><w:tr><w:tc"), ("p", "w:p><w:r><w:txbxContent"), ("r", "w:moveFrom"), ("p", "w:tc"))
        )  # fmt: skip
        found = list(re.finditer(rf"<w:{tag}>.*?</w:{tag}>", content))
        if found and rng.random() < 0.5:
            a, b = rng.choice(found).span()
            closing = "".join(f"</{name}>" for name in reversed(wrapper.split("><")))
            content = f"{content[:a]}<{wrapper}>{content[a:b]}{closing}{content[b:]}"
            continue
        places = [match.start() for match in re.finditer("</w:t>", content)]
        if places:
            at = rng.choice(places)
            words = rng.choice((_WORDS, _WORDS, _ODD)) if rng.random() < 0.7 else list(seeds())
            told = escape("".join(c for c in rng.choice(words) if c in "\t\n" or c >= " "))
            broken = rng.choice(("", "<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>", '<w:sym w:char="F0B7"/>'))
            content = f"{content[:at]} {told}</w:t>{broken}<w:t>{content[at:]}"
    parts[name] = content
    return archive(parts)


def _page(rng: random.Random, data: bytes) -> bytes:
    """Change the words that a PDF shows, and where it shows them."""
    found = list(re.finditer(rb"([-\d.]+) ([-\d.]+) Tm \(((?:[^()\\]|\\.)*)\)", data))
    for _ in range(rng.choice((1, 4, 15))):
        if not found:
            break
        hit = rng.choice(found)
        x, y, words = hit[1], hit[2], hit[3]
        if rng.random() < 0.5:
            x, y = (b"%d" % rng.choice((-50, 0, 60, 61, 300, 330, 600, 10**6)) for _ in range(2))
        if rng.random() < 0.6:
            told = rng.choice((*_WORDS, *_ODD, "-", "12", "*", "th")).encode("cp1252", "replace")
            words = (
                re.sub(rb"[()\\\r\n]", b"", told)
                if rng.random() < 0.5
                else words + b" " + re.sub(rb"[()\\\r\n]", b"", told)
            )
        data = data.replace(hit[0], b"%b %b Tm (%b)" % (x, y, words), 1)
    return data


def _tag(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_WORD) * rng.choice((1, 1, 300)) + data[at:]


def _object(rng: random.Random, data: bytes) -> bytes:
    if rng.random() < 0.3:
        pieces = re.split(rb"(?<=endobj\n)", data)
        rng.shuffle(pieces)
        return b"".join(pieces)
    at = rng.randrange(len(data) + 1)
    found = list(re.finditer(rb"/[A-Z]\w+|\d+ 0 R|\d+|Tj|Tm", data))
    if found and rng.random() < 0.6:
        hit = rng.choice(found)
        return data[: hit.start()] + rng.choice(_PDF) + data[hit.end() :]
    return data[:at] + rng.choice(_PDF) + data[at:]


_RAW = [_bytes, _cut, _doubled, _taken_out, _spliced]
_TEXT = [*_RAW, _encoded, _put(_ODD), _put(_WORDS), _put(_WORDS), _shuffled, _shuffled, _cased, _numbers]
_MUTATORS: dict[str, list[Callable[[random.Random, bytes], bytes]]] = {
    "txt": _TEXT,
    "md": [*_TEXT, _put(_MARKUP), _put(_MARKUP), _nested],
    "html": [*_TEXT, _put(_MARKUP), _put(_MARKUP), _nested],
    "eml": [*_TEXT, _put(_MAIL), _put(_MAIL), _put(_MAIL), _enveloped],
    "docx": [*_RAW, _part, _part, _part, *[_woven] * 12],
    "pdf": [*_RAW, _numbers, *[_object] * 5, *[_page] * 8],
}


# -- examining ------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What a campaign has seen so far."""

    documents: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[list[Any]] = field(default_factory=list)
    next: int = 0


def examined(parser: Parser, number: int, tally: Tally) -> None:
    """Read document ``number`` and enter what came of it."""
    name, data = mutated(number)
    kind = name.rpartition(".")[2]
    start = _cpu(parser)
    wrong: str | None = None
    try:
        reading = read_source(name, data, parser.source(name, data))
    except MaterialError as error:
        for problem in error.problems:
            tally.refused[problem.code] += 1
            if not (
                _CODE.fullmatch(problem.code) and problem.message and problem.help and problem.file == name
            ):
                wrong = f"a refusal without its due: {problem}"
            elif problem.code in ("M714", "M715", "M716"):
                tally.wrong.append([number, f"limit: {problem.code} {problem.message}"])
    except Exception:
        wrong = traceback.format_exc(limit=-3)
    else:
        tally.read[kind] += 1
        tally.facts[kind] += len(reading.facts)
        wrong = _untrue(reading)
    seconds = _cpu(parser) - start
    if seconds > LIMIT:  # the machine may have been busy: the best of three counts
        seconds = min(seconds, _again(parser, name, data), _again(parser, name, data))
        if seconds > LIMIT:
            wrong = wrong or f"took {seconds:.1f} s of processor time"
    if seconds > tally.slowest.get(kind, [0.0])[0]:
        tally.slowest[kind] = [round(seconds, 3), number]
    tally.documents[kind] += 1
    if wrong is not None:
        tally.wrong.append([number, wrong])
    tally.next = number + 1


def _untrue(reading: Reading) -> str | None:
    text = reading.document.text
    for one in (*reading.facts, *reading.questions):
        if not one.quote or text[one.start : one.end] != one.quote:
            return f"a quote that is not verbatim: {one}"
    words = () if reading.layout is None else reading.layout.words
    position = 0
    for word in words:
        if not position <= word.start < word.end <= len(text) or any(
            map(str.isspace, text[word.start : word.end])
        ):
            return f"a word that is none: {word}"
        position = word.end
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"a text that cannot be written: {error}"
    return None


def _again(parser: Parser, name: str, data: bytes) -> float:
    start = _cpu(parser)
    with suppress(MaterialError):
        read_source(name, data, parser.source(name, data))
    return _cpu(parser) - start


def _cpu(parser: Parser) -> float:
    from benchmarks.documents import cpu_of

    return cpu_of(parser)


def campaign(
    first: int,
    count: int,
    tally: Tally,
    *,
    until: float | None = None,
    keep: Callable[[Tally], None] | None = None,
) -> Tally:
    """Examine documents ``first`` to ``first + count - 1``, or as many as there is time for."""
    with Parser(Limits(cpu_seconds=10, wall_seconds=60, documents=200), ocr=None) as parser:
        for number in range(max(first, tally.next), first + count):
            examined(parser, number, tally)
            if keep is not None and number % 500 == 499:
                keep(tally)
            if until is not None and time.monotonic() > until:
                break
    return tally


# -- running --------------------------------------------------------------------------------------


def code_hash() -> str:
    """A hash of what is under test."""
    digest = hashlib.sha256()
    for folder in ("muster/intake", "muster/sandbox"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Parse, go on where it was, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="documents, default 100,000")
    parser.add_argument("--first", type=int, default=0, help="number of the first, default 0")
    parser.add_argument("--seconds", type=float, help="stop after so many seconds; it goes on the next time")
    parser.add_argument(
        "--show", type=int, metavar="NUMBER", help="one document: its bytes and what comes of it"
    )
    parser.add_argument("--keep", action="store_true", help="go on although the reader has changed since")
    asked = parser.parse_args()
    if asked.show is not None:
        raise SystemExit(_show(asked.show))
    tally, code = Tally(next=asked.first), code_hash()
    if STATE.exists():
        known = json.loads(STATE.read_text(encoding="utf-8"))
        if known["first"] == asked.first and (known["code"] == code or asked.keep):
            tally = _read_tally(known["tally"])
    STATE.parent.mkdir(exist_ok=True)

    def keep(now: Tally) -> None:
        state = {"code": code, "first": asked.first, "tally": _told(now)}
        STATE.write_text(json.dumps(state), encoding="utf-8")
        print(f"{now.next:,} done, {len(now.wrong)} wrong", file=sys.stderr)

    until = None if asked.seconds is None else time.monotonic() + asked.seconds
    campaign(asked.first, asked.count, tally, until=until, keep=keep)
    keep(tally)
    print(written_up(tally, asked.first))
    raise SystemExit(1 if tally.wrong else 0)


def _told(tally: Tally) -> dict[str, Any]:
    return {each.name: getattr(tally, each.name) for each in fields(tally)}


def _read_tally(values: dict[str, Any]) -> Tally:
    counters = {name: Counter(values[name]) for name in ("documents", "read", "refused", "facts")}
    return Tally(**counters, slowest=values["slowest"], wrong=values["wrong"], next=values["next"])


def written_up(tally: Tally, first: int) -> str:
    """Write the table of the campaign; the table."""
    total = sum(tally.documents.values())
    codes = ", ".join(f"{code} {count:,}" for code, count in sorted(tally.refused.items()))
    wrong = "none" if not tally.wrong else "; ".join(f"{number}: {what}" for number, what in tally.wrong[:20])
    intro = (
        f"{total:,} mutated documents (numbers {first} to {tally.next - 1}), read one after another; what is held "
        "against them is told in `benchmarks/fuzzing.py`. One again: `python -m benchmarks.fuzzing --show NUMBER`."
        f"\n\nRefused, by code: {codes}.\n\nWrong: {wrong}."
    )
    rows = [
        {
            "format": kind,
            "documents": tally.documents[kind],
            "read": tally.read[kind],
            "refused": tally.documents[kind] - tally.read[kind],
            "facts": tally.facts[kind],
            "slowest_of_2_s": round(tally.slowest.get(kind, [0.0])[0] / LIMIT, 2),
        }
        for kind in SHARES
    ]
    return write_table(
        "fuzzing", intro, rows, {"wrong": tally.wrong, "refused": dict(sorted(tally.refused.items()))}
    )


def _show(number: int) -> int:
    name, data = mutated(number)
    sys.stdout.write(f"{name}, {len(data):,} bytes\n")
    path = ROOT / "out" / f"fuzz-{name}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    sys.stdout.write(f"{os.fspath(path)}\n")
    tally = Tally()
    campaign(number, 1, tally)
    sys.stdout.write(json.dumps(_told(tally), indent=1) + "\n")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    main()
