"""Signatures against the test vectors of RFC 8032, section 7.1, and against a version by hand."""

from hashlib import sha512

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.ledger import standalone
from muster.ledger.signing import is_signed, public_key, signature
from tests.ledger import ed25519_by_hand as by_hand

#: Secret key, public key, message, signature.
VECTORS = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").hexdigest(),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
)
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize("vector", VECTORS)
def test_published_vectors(vector: tuple[str, str, str, str]) -> None:
    secret, public, message, signed = map(bytes.fromhex, vector)
    assert public_key(secret) == by_hand.public_key(secret) == public
    assert signature(secret, message) == by_hand.signature(secret, message) == signed
    assert is_signed(public, message, signed)
    assert by_hand.is_signed(public, message, signed)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 63), st.integers(0, 7))
def test_both_sign_and_judge_alike(secret: bytes, message: bytes, place: int, bit: int) -> None:
    public, signed = public_key(secret), signature(secret, message)
    assert (public, signed) == (by_hand.public_key(secret), by_hand.signature(secret, message))
    bent = bytearray(signed)
    bent[place] ^= 1 << bit
    for given_ in (signed, bytes(bent)):
        assert is_signed(public, message, given_) == by_hand.is_signed(public, message, given_)
    assert not is_signed(public, message, bytes(bent))


def test_a_key_of_small_order_signs_for_nobody() -> None:
    neutral = (1).to_bytes(32, "little")
    assert by_hand.is_signed(neutral, b"any", neutral + bytes(32)), "it is right by the equation alone"
    assert not is_signed(neutral, b"any", neutral + bytes(32))
    assert not standalone.is_signed(neutral, b"any", neutral + bytes(32))


def test_altered_signatures_are_refused() -> None:
    secret = bytes(range(32))
    public, message = public_key(secret), b"head"
    signed = signature(secret, message)
    assert is_signed(public, message, signed)
    for place in range(0, 64, 5):
        bent = bytearray(signed)
        bent[place] ^= 4
        assert not is_signed(public, message, bytes(bent))
    assert not is_signed(public, b"Head", signed)
    assert not is_signed(public_key(bytes(32)), message, signed)
    assert not is_signed(public[:31], message, signed)
    assert not is_signed(public, message, signed + b"\0")


def test_the_same_number_written_longer_is_refused() -> None:
    secret = bytes(range(32))
    signed = signature(secret, b"head")
    longer = int.from_bytes(signed[32:], "little") + ORDER
    assert not is_signed(public_key(secret), b"head", signed[:32] + longer.to_bytes(32, "little"))


def test_a_key_that_is_no_point_is_refused() -> None:
    signed = signature(bytes(32), b"head")
    assert not is_signed((2**255 - 19 + 3).to_bytes(32, "little"), b"head", signed)
    assert not is_signed((2).to_bytes(32, "little"), b"head", signed)


def test_a_secret_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        public_key(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        signature(b"short", b"head")
