"""The tree against the published roots of RFC 6962's reference, and against its naive definition."""

from hashlib import sha256

import pytest

from muster.ledger.merkle import (
    EMPTY,
    consistency,
    grown,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    root_hash,
)

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
#: Roots over the first 1, 2, ... 8 leaves, as certificate transparency's reference tests publish them.
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
MANY = [str(number).encode() for number in range(70)]


def nodes_of(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    nodes: dict[tuple[int, int], bytes] = {}
    node = lambda level, i: nodes[level, i]  # noqa: E731
    for place, leaf in enumerate(leaves):
        for level, index, value in grown(place, [leaf_hash(leaf)], node):
            nodes[level, index] = value
    return nodes


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, as it is written."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of 2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_proof(m: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of 2.1.2."""
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*naive_proof(m, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_proof(m - k, leaves[k:], False), naive_root(leaves[:k])]


def test_published_roots() -> None:
    nodes = nodes_of(LEAVES)
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_hash(0, lambda level, i: nodes[level, i]) == EMPTY
    for size, root in enumerate(ROOTS, start=1):
        assert root_hash(size, lambda level, i: nodes[level, i]).hex() == root


def test_growing_at_once_is_growing_one_by_one() -> None:
    one = nodes_of(MANY)
    for cut in (0, 1, 5, 64, 69):
        nodes = nodes_of(MANY[:cut])
        rest = grown(cut, map(leaf_hash, MANY[cut:]), lambda level, i, nodes=nodes: nodes[level, i])
        assert nodes | {(level, i): value for level, i, value in rest} == one


def test_every_proof_up_to_70_leaves_is_the_definition_s_and_holds() -> None:
    nodes = nodes_of(MANY)
    node = lambda level, i: nodes[level, i]  # noqa: E731
    roots = [naive_root(MANY[:size]) for size in range(len(MANY) + 1)]
    for size in range(1, len(MANY) + 1):
        assert root_hash(size, node) == roots[size]
        for index in range(size):
            path = inclusion(index, size, node)
            assert path == naive_path(index, MANY[:size])
            assert is_included(leaf_hash(MANY[index]), index, size, path, roots[size])
        for first in range(1, size + 1):
            proof = consistency(first, size, node)
            assert proof == naive_proof(first, MANY[:size])
            assert is_consistent(first, size, proof, roots[first], roots[size])


def test_altered_proofs_are_refused() -> None:
    nodes = nodes_of(MANY)
    node = lambda level, i: nodes[level, i]  # noqa: E731
    for size in (1, 2, 7, 8, 33, 70):
        root = root_hash(size, node)
        for index in range(size):
            leaf, path = leaf_hash(MANY[index]), inclusion(index, size, node)
            for place in range(len(path)):
                bent = [*path]
                bent[place] = bytes([bent[place][0] ^ 16]) + bent[place][1:]
                assert not is_included(leaf, index, size, bent, root)
                assert not is_included(leaf, index, size, path[:place] + path[place + 1 :], root)
            assert not is_included(leaf, index, size, [*path, root], root)
            assert not is_included(leaf, index, size, [root, *path], root)
            assert not is_included(leaf, index ^ 1, size, path, root)
            assert not is_included(leaf, index + 1, size, path, root)
            assert not is_included(leaf, -1, size, path, root)
            assert not is_included(leaf_hash(b"other"), index, size, path, root)
            assert not is_included(leaf, index, size, path, EMPTY)
            assert not is_included(leaf[:31], index, size, path, root)
        for first in range(1, size):
            old, proof = root_hash(first, node), consistency(first, size, node)
            for place in range(len(proof)):
                bent = [*proof]
                bent[place] = bytes([bent[place][0] ^ 16]) + bent[place][1:]
                assert not is_consistent(first, size, bent, old, root)
                assert not is_consistent(first, size, proof[:place] + proof[place + 1 :], old, root)
            assert not is_consistent(first, size, [*proof, root], old, root)
            assert not is_consistent(first, size, [], old, root)
            assert not is_consistent(first, size, proof, root, root)
            assert not is_consistent(first, size, proof, old, old)
        assert not is_consistent(0, size, [], EMPTY, root)
        assert not is_consistent(size, size, [root], root, root)
        assert not is_consistent(size + 1, size, [], root, root)


def test_what_does_not_exist_has_no_proof() -> None:
    with pytest.raises(ValueError, match="leaf 3"):
        inclusion(3, 3, lambda level, i: b"")
    with pytest.raises(ValueError, match="no proof"):
        consistency(0, 3, lambda level, i: b"")
