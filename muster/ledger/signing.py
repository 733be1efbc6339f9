"""Ed25519 (RFC 8032) by libsodium, in a time that does not depend on the secret key."""

from __future__ import annotations

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

__all__ = ("is_signed", "public_key", "signature")

_SECRET_BYTES, _PUBLIC_BYTES, _SIGNATURE_BYTES = 32, 32, 64


def public_key(secret: bytes) -> bytes:
    """The public key (32 bytes) of a secret key (32 bytes)."""
    if len(secret) != _SECRET_BYTES:
        raise ValueError("a secret key has 32 bytes")
    return bytes(crypto_sign_seed_keypair(secret)[0])


def signature(secret: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of a message."""
    if len(secret) != _SECRET_BYTES:
        raise ValueError("a secret key has 32 bytes")
    pair = crypto_sign_seed_keypair(secret)[1]
    return bytes(crypto_sign(message, pair)[:_SIGNATURE_BYTES])


def is_signed(public: bytes, message: bytes, signed: bytes) -> bool:
    """
    Whether a signature is that of the message by the key.

    Encodings that are not the shortest are refused, and keys of a small order, which sign for everybody.
    """
    if len(public) != _PUBLIC_BYTES or len(signed) != _SIGNATURE_BYTES:
        return False
    try:
        crypto_sign_open(signed + message, public)
    except BadSignatureError:
        return False
    return True
