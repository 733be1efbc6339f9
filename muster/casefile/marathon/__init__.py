"""MARATHON's tables as a case: what has no counterpart is told, never dropped in silence."""
