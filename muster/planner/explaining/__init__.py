"""Explanations of a plan, one file per thing that is explained."""
