"""Posing: how a case becomes an instance, one noun to a module; :mod:`muster.planner.pose` is its face."""
