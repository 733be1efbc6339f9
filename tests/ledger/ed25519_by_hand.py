"""Ed25519 (RFC 8032, section 5.1) on the integers of Python: the oracle for libsodium and the verifier."""

from __future__ import annotations

from hashlib import sha512

__all__ = ("is_signed", "public_key", "signature")

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

#: Extended homogeneous coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, x·y = T/Z.
_Point = tuple[int, int, int, int]
_NEUTRAL: _Point = (0, 1, 1, 0)


def _add(p: _Point, q: _Point) -> _Point:
    """Section 5.1.4."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    result = _NEUTRAL
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _x_of(y: int, sign: int) -> int | None:
    """The x of section 5.1.3 with the given lowest bit; ``None`` if there is no such point."""
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    if square == 0:
        return None if sign else 0
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P:
        return None
    return _P - x if x & 1 != sign else x


def _point(data: bytes) -> _Point | None:
    number = int.from_bytes(data, "little")
    y = number & (1 << 255) - 1
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % _P)


def _encoded(point: _Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base() -> _Point:
    y = 4 * pow(5, _P - 2, _P) % _P
    x = _x_of(y, 0)
    assert x is not None
    return x, y, 1, x * y % _P


def _expanded(secret: bytes) -> tuple[int, bytes]:
    """Section 5.1.5, steps 1 to 3."""
    if len(secret) != 32:
        raise ValueError("a secret key has 32 bytes")
    digest = sha512(secret).digest()
    scalar = int.from_bytes(digest[:32], "little")
    return scalar & (1 << 254) - 8 | 1 << 254, digest[32:]


def _hash(*parts: bytes) -> int:
    return int.from_bytes(sha512(b"".join(parts)).digest(), "little") % _L


def public_key(secret: bytes) -> bytes:
    """The public key (32 bytes) of a secret key (32 bytes)."""
    return _encoded(_times(_expanded(secret)[0], _base()))


def signature(secret: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of a message (section 5.1.6)."""
    scalar, prefix = _expanded(secret)
    own = _encoded(_times(scalar, _base()))
    nonce = _hash(prefix, message)
    commitment = _encoded(_times(nonce, _base()))
    answer = (nonce + _hash(commitment, own, message) * scalar) % _L
    return commitment + answer.to_bytes(32, "little")


def is_signed(public: bytes, message: bytes, signed: bytes) -> bool:
    """
    Whether a signature is that of the message by the key (section 5.1.7, without the cofactor).

    Encodings that are not the shortest (S not below the order, y not below the prime) are refused.
    """
    if len(public) != 32 or len(signed) != 64:
        return False
    key = _point(public)
    answer = int.from_bytes(signed[32:], "little")
    if key is None or answer >= _L:
        return False
    minus = (_P - key[0], key[1], 1, _P - key[3])
    challenge = _hash(signed[:32], public, message)
    return _encoded(_add(_times(answer, _base()), _times(challenge, minus))) == signed[:32]
