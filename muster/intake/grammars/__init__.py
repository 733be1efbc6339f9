"""Grammars of our own: numbers with bounds, dates, citations, speech, modality, forces, places."""
