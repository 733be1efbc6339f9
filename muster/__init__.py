"""Muster plans, checks and tracks military support to civil authorities."""
