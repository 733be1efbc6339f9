"""Compiled loops for large cases: pricing and search over tours laid out class by class."""
