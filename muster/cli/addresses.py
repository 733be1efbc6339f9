"""The type of an argument that names a ledger: a file, or the URL of a database."""

from __future__ import annotations

import click

from muster.ledger.address import Address, Database, address_of

__all__ = ("LEDGER", "Address")


class _Ledger(click.ParamType[Address]):
    name = "ledger"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Address:
        return value if isinstance(value, Database) else address_of(str(value))


#: FILE, or ``postgresql://USER@HOST/DATABASE``.
LEDGER = _Ledger()
