"""
Verify an export of a Muster ledger with Python's standard library alone.

    python3 verify.py entries.jsonl --head KEPT.head [--head OLDER.head ...] --key KEPT.key
    python3 verify.py --proof entry-12.proof [--proof new.proof ...] --head KEPT.head --key KEPT.key

The second form checks proofs that `muster ledger prove` and `muster ledger consistency` wrote, without the
entries. It needs neither Muster nor a database nor a network, and shares no code with Muster: keep a copy of
this file beside the heads that you keep. Give it heads and a key that were kept apart from the export: what
comes with an export shows only that the export agrees with itself.

It says what it found, and exits with 0 if everything agrees, with 5 if something does not, with 2 if it was
asked for what it cannot do.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def point_of(data: bytes) -> tuple[int, int] | None:
    """The point (x, y) of 32 bytes (RFC 8032, 5.1.3), or None."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or (x == 0 and sign):
        return None
    return (P - x if x % 2 != sign else x), y


def sum_of(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """The sum of two points of the curve (RFC 8032, 5.1), in its plain form."""
    product = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P) % P
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P) % P
    return x, y


def times(number: int, point: tuple[int, int]) -> tuple[int, int]:
    """A multiple of a point."""
    result = (0, 1)
    for bit in bin(number)[2:]:
        result = sum_of(result, result)
        if bit == "1":
            result = sum_of(result, point)
    return result


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is right (RFC 8032, 5.1.7): S·B = R + k·A."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment = point_of(public), point_of(signature[:32])
    answer = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or answer >= L or times(8, key) == (0, 1):
        return False
    base = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    assert base is not None
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return times(answer, base) == sum_of(commitment, times(challenge, key))


def roots_of(lines: list[bytes], sizes: set[int]) -> tuple[dict[int, bytes], int]:
    """Roots (RFC 6962, 2.1) over the first so many lines: for each size asked for, and for all."""
    roots: dict[int, bytes] = {}
    peaks: list[tuple[int, bytes]] = []  # height and hash of the complete subtrees, the tallest first
    count = 0
    for line in lines:
        height, value = 0, hashlib.sha256(b"\0" + line).digest()
        while peaks and peaks[-1][0] == height:
            value = hashlib.sha256(b"\1" + peaks.pop()[1] + value).digest()
            height += 1
        peaks.append((height, value))
        count += 1
        if count in sizes:
            roots[count] = joined(peaks)
    roots[0], roots[count] = hashlib.sha256(b"").digest(), joined(peaks)
    return roots, count


def joined(peaks: list[tuple[int, bytes]]) -> bytes:
    """The root over complete subtrees."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    value = peaks[-1][1]
    for _, left in reversed(peaks[:-1]):
        value = hashlib.sha256(b"\1" + left + value).digest()
    return value


def key_of(text: str) -> tuple[str, bytes, bytes]:
    """Name, id and public key of a line NAME+ID+KEY."""
    name, mark, code = text.strip().split("+", 2)
    data = base64.b64decode(code, validate=True)
    known = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if data[:1] != b"\x01" or len(data) != 33 or known.hex() != mark:
        raise ValueError("not a key")
    return name, known, data[1:]


def head_of(text: str) -> tuple[bytes, str, int, bytes, list[tuple[str, bytes]]]:
    """Signed text, name, size, root and signatures of a head."""
    body, gap, below = text.replace("\r\n", "\n").rpartition("\n\n")
    name, size, root = body.split("\n")[:3]
    signatures = []
    for line in below.strip("\n").split("\n"):
        dash, signer, code = line.split(" ")
        if dash != "\u2014":
            raise ValueError("not a signature")
        signatures.append((signer, base64.b64decode(code, validate=True)))
    if not gap or not size.isdigit():
        raise ValueError("not a head")
    return (body + "\n").encode(), name, int(size), base64.b64decode(root, validate=True), signatures


def faults_of_lines(lines: list[bytes]) -> list[str]:
    """Lines that are not entries in their order; the hashes cover the rest."""
    faults, before = [], ""
    for number, line in enumerate(lines):
        try:
            entry = json.loads(line.decode())
            plain = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            if plain != line or entry["n"] != number:
                faults.append(f"line {number + 1} is not entry {number} in its canonical form")
            elif entry["recorded"] < before:
                faults.append(f"entry {number} is dated before the entry that it follows")
            else:
                before = entry["recorded"]
        except (ValueError, KeyError, TypeError, RecursionError):
            faults.append(f"line {number + 1} is not an entry")
    return faults


def verify(data: bytes, heads: list[tuple[str, str]], key: str | None) -> tuple[list[str], list[str]]:
    """
    Faults of an export, and what can be said of it.

    data: bytes of entries.jsonl; heads: pairs of name and text; key: text of a key, or None for the one in
    the export itself.
    """
    if data and not data.endswith(b"\n"):
        return ["the last line is cut off"], []
    lines = data.split(b"\n")[:-1]
    faults, said = faults_of_lines(lines), []
    if key is None:
        try:
            key = json.loads(lines[0].decode())["body"]["key"]
            said.append("the key is the one in the export itself; a forger would have put in his own")
        except (IndexError, ValueError, KeyError, TypeError):
            faults.append("the export names no key, and none was given")
    try:
        owner, mark, public = key_of(key or "")
    except ValueError:
        return [*faults, "the key is not a key"], said
    told = []
    for source, text in heads:
        try:
            told.append((source, head_of(text)))
        except ValueError:
            faults.append(f"{source} is not a head")
    roots, count = roots_of(lines, {head[1][2] for head in told})
    said.append(f"{count} entries, root {base64.b64encode(roots[count]).decode()}")
    covered = 0
    for source, (message, name, size, root, signatures) in told:
        mine = [signed for signer, signed in signatures if signer == owner and signed[:4] == mark]
        if name != owner:
            faults.append(f"{source} is a head of {name}, and not of {owner}")
        elif not mine or not is_signed(public, message, mine[0][4:]):
            faults.append(f"{source} is not signed by the key")
        elif size > count:
            faults.append(f"{source} speaks of {size} entries, and there are {count}: the end is cut off")
        elif roots[size] != root:
            faults.append(f"{source} does not agree: among the first {size} entries something was altered")
        else:
            covered = max(covered, size)
            said.append(f"{source} agrees: the first {size} entries are as they were when it was signed")
    if covered < count:
        said.append(f"entries {covered} to {count - 1} are under no head that was given")
    return faults, said


def is_included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether a path leads from leaf number `index` of `size` to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, value = index, size - 1, leaf
    for item in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            value = hashlib.sha256(b"\1" + item + value).digest()
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            value = hashlib.sha256(b"\1" + value + item).digest()
        place, last = place // 2, last // 2
    return last == 0 and value == root


def is_continued(first: int, second: int, path: list[bytes], old: bytes, new: bytes) -> bool:
    """Whether a path shows that the tree `new` begins with all of the tree `old` (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and old == new
    if first & (first - 1) == 0:
        path = [old, *path]
    if not path:
        return False
    place, last = first - 1, second - 1
    while place % 2:
        place, last = place // 2, last // 2
    before = after = path[0]
    for item in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            before = hashlib.sha256(b"\1" + item + before).digest()
            after = hashlib.sha256(b"\1" + item + after).digest()
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            after = hashlib.sha256(b"\1" + after + item).digest()
        place, last = place // 2, last // 2
    return last == 0 and before == old and after == new


def verify_proofs(
    proofs: list[tuple[str, str]], heads: list[tuple[str, str]], key: str | None
) -> tuple[list[str], list[str]]:
    """
    Faults of proofs, and what can be said of them.

    proofs, heads: pairs of name and text; key: text of a key, or None for the one in the first proof.
    """
    faults: list[str] = []
    said: list[str] = []
    told = []
    for source, text in proofs:
        try:
            proof = json.loads(text)
            if proof["schema"] != "muster.proof/1":
                raise ValueError(proof["schema"])
            path = [base64.b64decode(item, validate=True) for item in proof["path"]]
            names = ("head",) if "entry" in proof else ("old", "new")
            told.append((source, proof, path, [head_of(proof[name]) for name in names]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            faults.append(f"{source} is not a proof")
    try:
        if key is None:
            key = told[0][1]["key"]
            said.append("the key is the one in the proof itself; a forger would have put in his own")
        owner, mark, public = key_of(key)
    except (IndexError, ValueError, KeyError, TypeError, AttributeError):
        return [*faults, "the key is not a key"], said

    def amiss(source: str, head: tuple[bytes, str, int, bytes, list[tuple[str, bytes]]]) -> bool:
        message, name, _, _, signatures = head
        mine = [signed for signer, signed in signatures if signer == owner and signed[:4] == mark]
        if name == owner and mine and is_signed(public, message, mine[0][4:]):
            return False
        faults.append(f"{source}: the head is not one of {owner}, signed by the key")
        return True

    kept: set[tuple[int, bytes]] = set()
    for source, text in heads:
        try:
            head = head_of(text)
        except ValueError:
            faults.append(f"{source} is not a head")
            continue
        if not amiss(source, head):
            kept.add((head[2], head[3]))
    right: list[tuple[str, set[tuple[int, bytes]], str]] = []
    links: list[set[tuple[int, bytes]]] = []
    for source, proof, path, over in told:
        if sum(amiss(source, head) for head in over):
            continue
        ends = {(head[2], head[3]) for head in over}
        if len(over) == 2:
            (_, _, first, old, _), (_, _, second, new, _) = over
            if not is_continued(first, second, path, old, new):
                faults.append(
                    f"{source} does not show that {second} entries continue the {first} before them"
                )
                continue
            links.append(ends)
            right.append((source, ends, f"the ledger of {second} entries continues that of {first}"))
            continue
        try:
            line = proof["entry"].encode()
            number = json.loads(proof["entry"])["n"]
            whole = number == proof["n"] and type(number) is int
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            whole = False
        leaf = hashlib.sha256(b"\0" + line).digest() if whole else b""
        if not whole or not is_included(leaf, number, over[0][2], path, over[0][3]):
            faults.append(
                f"{source} does not show that the entry is in the ledger: it or the proof was altered"
            )
            continue
        right.append((source, ends, f"entry {number} is in the ledger: {proof['entry']}"))
    for _ in links:
        for ends in links:
            if ends & kept:
                kept |= ends
    for source, ends, what in right:
        said.append(what)
        if not ends & kept:
            said.append("  this rests on the signature alone")
            if heads:
                faults.append(f"{source} is not tied to a head that was kept")
    return faults, said


def main(arguments: list[str]) -> int:
    """Read the files, say what was found, and give the exit code."""
    files: list[str] = []
    heads: list[str] = []
    proofs: list[str] = []
    key: str | None = None
    words = list(arguments)
    try:
        while words:
            word = words.pop(0)
            if word == "--head":
                heads.append(words.pop(0))
            elif word == "--proof":
                proofs.append(words.pop(0))
            elif word == "--key":
                key = words.pop(0)
            elif word.startswith("-"):
                raise IndexError(word)
            else:
                files.append(word)
        if len(files) != (not proofs):
            raise IndexError(files)
    except (IndexError, ValueError):
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        data = b""
        for name in files:
            with open(name, "rb") as file:  # noqa: PTH123
                data = file.read()
        texts = [(name, text_of(name)) for name in heads]
        claims = [(name, text_of(name)) for name in proofs]
        key = None if key is None else text_of(key)
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"cannot read: {error}\n")
        return 2
    faults, said = verify_proofs(claims, texts, key) if proofs else verify(data, texts, key)
    for line in said:
        sys.stdout.write(line + "\n")
    for line in faults:
        sys.stdout.write("FAULT: " + line + "\n")
    sys.stdout.write("NOT verified\n" if faults else "verified\n")
    return 5 if faults else 0


def text_of(name: str) -> str:
    """The text of a file."""
    with open(name, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
