"""What a ledger must stand: killed writers, power cuts, tampering, any sequence, writers at once."""
