"""Tracking: what was authorised, planned, ordered and reported, day by day, and what nobody reported."""
