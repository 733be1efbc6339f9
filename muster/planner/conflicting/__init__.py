"""What keeps a required line from being filled; :mod:`muster.planner.conflict` is its face."""
