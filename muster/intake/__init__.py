"""Documents become text with positions, and text becomes quoted facts and questions."""
