"""Provisions of the law library, each in the file of its own name."""
