"""Benchmarks: named cases with fixed seeds, Muster beside two compact models, every plan re-checked."""
