"""
Heads: the size and root of a ledger, signed, in a text that can leave the machine.

The text is a checkpoint (https://c2sp.org/tlog-checkpoint) in a signed note
(https://c2sp.org/signed-note), so that other programs of that family read it too::

    border-2025
    812
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

    — border-2025 KeyIdAndSignatureInBase64
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as BinasciiError
from dataclasses import dataclass
from hashlib import sha256

from muster.ledger.faults import HeadError
from muster.ledger.signing import is_signed, public_key, signature

__all__ = (
    "Head",
    "VerifierKey",
    "check_name",
    "head_in",
    "read_head",
    "read_key",
    "signed_head",
    "verifier_key",
)

_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]{1,200}\Z")
_SIZE = re.compile(r"(0|[1-9][0-9]{0,17})\Z", re.ASCII)
_DASH = "—"
_QUOTED = re.compile(r"^(?:> ?)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A ledger's name and public key: who signs its heads."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The text that is kept beside heads: name, id and key."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What a head says: the ledger ``name`` had ``size`` entries whose root is ``root``.

    ``text`` is what was signed, ``signatures`` the lines below it as pairs of name and bytes.
    """

    name: str
    size: int
    root: bytes
    text: str
    signatures: tuple[tuple[str, bytes], ...]

    def is_signed_by(self, key: VerifierKey) -> bool:
        """Whether the key's own line is there and its signature is right; the first such line decides."""
        for name, data in self.signatures:
            if name == key.name and data[:4] == key.id:
                return is_signed(key.public, self.text.encode(), data[4:])
        return False


def check_name(name: str) -> str:
    """
    The name of a ledger, if it can be one.

    Raises
    ------
    HeadError
        If it is empty, too long, or holds white space or a plus sign.
    """
    if not _NAME.match(name):
        raise HeadError(f"{name!r} cannot name a ledger", help="use letters, digits and hyphens: border-2025")
    return name


def verifier_key(name: str, secret: bytes) -> VerifierKey:
    """The public half of a secret key (32 bytes) under a ledger's name."""
    return VerifierKey(name=check_name(name), public=public_key(secret))


def read_key(text: str) -> VerifierKey:
    """
    The key of a text such as ``border-2025+1f2e3d4c+AQ…``.

    Raises
    ------
    HeadError
        If it is not one.
    """
    name, _, rest = text.strip().partition("+")
    mark, _, code = rest.partition("+")
    data = _bytes(code)
    if data is not None and len(data) == 33 and data[:1] == _ED25519 and _NAME.match(name):
        key = VerifierKey(name=name, public=data[1:])
        if key.id.hex() == mark:
            return key
    raise HeadError(f"{text.strip()[:80]!r} is not a key", help="a key reads NAME+12345678+AQ...=")


def signed_head(name: str, size: int, root: bytes, secret: bytes) -> str:
    """The signed text of a head."""
    key = verifier_key(name, secret)
    text = f"{name}\n{size}\n{_base64(root)}\n"
    return f"{text}\n{_DASH} {name} {_base64(key.id + signature(secret, text.encode()))}\n"


def read_head(text: str) -> Head:
    """
    The head of a text; its signature is not judged here.

    Raises
    ------
    HeadError
        If the text has not the form of a head.
    """
    text = text.replace("\r\n", "\n")
    body, gap, below = text.rpartition("\n\n")
    lines = body.split("\n")
    signatures = []
    for line in below.rstrip("\n").split("\n"):
        dash, name, code = [*line.split(" "), "", "", ""][:3]
        data = _bytes(code)
        if dash != _DASH or not name or data is None or len(data) < 5 or line.count(" ") != 2:
            raise _no_head("its last lines are not signatures")
        signatures.append((name, data))
    if not gap or len(lines) < 3 or not _NAME.match(lines[0]) or not _SIZE.match(lines[1]):
        raise _no_head("it does not begin with a name, a number and a root")
    root = _bytes(lines[2])
    if root is None or len(root) != 32:
        raise _no_head("its third line is not a root")
    return Head(name=lines[0], size=int(lines[1]), root=root, text=body + "\n", signatures=tuple(signatures))


def head_in(text: str) -> str:
    """
    The head in a text that may say other things around it, such as an e-mail; quoted lines are understood.

    Raises
    ------
    HeadError
        If there is none, or more than one.
    """
    lines = [_QUOTED.sub("", line).rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    found: list[str] = []
    for at, line in enumerate(lines):
        if not line.startswith(f"{_DASH} ") or at < 4 or lines[at - 1]:
            continue
        end = at
        while end < len(lines) and lines[end].startswith(f"{_DASH} "):
            end += 1
        start = at - 1
        while start and lines[start - 1]:
            start -= 1
        found.append("\n".join([*lines[start : at - 1], "", *lines[at:end]]) + "\n")
    if len(found) > 1:
        raise _no_head(f"there are {len(found)} of them in the text")
    return found[0] if found else text


def _no_head(why: str) -> HeadError:
    return HeadError(f"this is not a head: {why}", help="give the text as `muster ledger head` printed it")


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _bytes(code: str) -> bytes | None:
    """The bytes of canonical base64, else ``None``."""
    try:
        data = b64decode(code, validate=True)
    except (BinasciiError, ValueError):
        return None
    return data if data and _base64(data) == code else None
