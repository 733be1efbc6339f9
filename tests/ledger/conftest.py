"""A PostgreSQL server for the tests that need one; they skip, and say so, where it is not installed."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest


@pytest.fixture(scope="session")
def cluster() -> Iterator[object]:
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: pip install 'muster[postgres]'")
    from tests.ledger.cluster import Cluster, programs

    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    started = Cluster()
    try:
        yield started
    finally:
        started.close()
