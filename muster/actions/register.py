"""The register of a case's instruments: in force on one day, as known on another."""

from __future__ import annotations

from muster.law.register import Binding, Entry, as_known, register

__all__ = ("Binding", "Entry", "as_known", "register")
