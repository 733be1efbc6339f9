"""The ledger: an append-only record of a case, its proofs, and the case folded from it."""
