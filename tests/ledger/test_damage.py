"""A ledger's file with a damaged byte: either it is said, or nothing that the file says has changed."""

import random
from datetime import UTC, datetime
from pathlib import Path

from muster.ledger.audit import audit_store
from muster.ledger.entry import Draft
from muster.ledger.faults import StoreError
from muster.ledger.head import signed_head, verifier_key
from muster.ledger.stores.sqlite import SqliteStore

SECRET = bytes(32)
KEY = verifier_key("a", SECRET)
ROUNDS = 150


def test_no_damaged_byte_goes_unseen(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    store = SqliteStore.create(path)
    drafts = [Draft(kind="ledger.opened", who="x", body={"key": str(KEY)})]
    drafts += [Draft(kind="note.written", who="x", body={"text": f"{n} " * 500}) for n in range(12)]
    store.append(drafts, expected=0, recorded=datetime(2026, 1, 1, tzinfo=UTC), key="k")
    head = signed_head("a", store.size(), store.root(), SECRET)
    store.keep_head(head)
    said = (list(store.lines()), store.heads(), set(store.tiles()), set(store.client_keys()))
    assert audit_store(store, [("kept", head)], KEY).faults == ()
    store.close()
    whole = path.read_bytes()
    chance = random.Random(6)
    seen = 0
    for _ in range(ROUNDS):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        try:
            store = SqliteStore(path)
        except StoreError:
            seen += 1
            continue
        try:
            found = audit_store(store, [("kept", head)], KEY)
            if found.faults:
                seen += 1
            else:
                now = (list(store.lines()), store.heads(), set(store.tiles()), set(store.client_keys()))
                assert now == said, f"byte {at}, bit {bit}"
        finally:
            store.close()
    assert seen > ROUNDS // 4
