"""The verifier that leaves with an export: its own signatures and roots, and what it says to its user."""

from pathlib import Path

import pytest

from muster.ledger import standalone
from muster.ledger.merkle import EMPTY, grown, leaf_hash, root_hash
from muster.ledger.signing import is_signed, public_key, signature

#: RFC 8032, section 7.1, tests 1 to 3: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac",
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize("vector", VECTORS)
def test_published_signatures(vector: tuple[str, ...]) -> None:
    public, message, first, second = map(bytes.fromhex, vector)
    assert standalone.is_signed(public, message, first + second)
    assert not standalone.is_signed(public, message + b"\0", first + second)
    assert not standalone.is_signed(public, message, first + second[:-1] + bytes([second[-1] ^ 1]))
    assert not standalone.is_signed(public, message, bytes([first[0] ^ 1]) + first[1:] + second)


def test_both_checks_judge_altered_signatures_alike() -> None:
    public, signed = public_key(bytes(32)), signature(bytes(32), b"head")
    order = 2**252 + 27742317777372353535851937790883648493
    longer = (int.from_bytes(signed[32:], "little") + order).to_bytes(32, "little")
    cases = [(public, signed), (public[:31], signed), (public, signed[:63]), (public, signed[:32] + longer)]
    cases += [(bytes([place]) + public[1:], signed) for place in range(6)]
    cases += [(public, signed[:5] + bytes([signed[5] ^ 1 << bit]) + signed[6:]) for bit in range(8)]
    cases += [((2**255 - 18).to_bytes(32, "little"), signed), (b"\xff" * 32, signed)]
    verdicts = [standalone.is_signed(key, b"head", given) for key, given in cases]
    assert verdicts == [is_signed(key, b"head", given) for key, given in cases]
    assert verdicts == [True] + [False] * (len(cases) - 1)


def test_both_trees_have_the_same_roots() -> None:
    lines = [str(number).encode() for number in range(70)]
    nodes = {(level, i): value for level, i, value in grown(0, map(leaf_hash, lines), lambda level, i: b"")}
    roots, count = standalone.roots_of(lines, set(range(71)))
    assert count == 70
    assert roots == {size: root_hash(size, lambda level, i: nodes[level, i]) for size in range(71)}
    assert standalone.roots_of([], set()) == ({0: EMPTY}, 0)


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--head"], ["a", "--colour"], ["missing"]])
def test_what_it_cannot_do_it_says(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert standalone.main(arguments) == 2
    assert capsys.readouterr().err


def test_bytes_that_are_no_export_are_faults_and_not_crashes(tmp_path: Path) -> None:
    for data in (b"", b"\n", b"[]\n", b"\xff\n", b"{}\n", b'{"n":0}\n', b'{"body":5,"n":0,"recorded":"x"}\n'):
        assert standalone.verify(data, [], None)[0]
    (tmp_path / "e").write_bytes(b"[]\n")
    assert standalone.main([str(tmp_path / "e")]) == 5


def test_it_imports_nothing_but_the_standard_library() -> None:
    text = Path(standalone.__file__).read_text(encoding="utf-8")
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert imports == [
        "from __future__ import annotations",
        "import base64",
        "import hashlib",
        "import json",
        "import sys",
    ]
