"""Where a ledger is kept: memory (the oracle of the tests) and a SQLite file."""
