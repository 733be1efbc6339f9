"""The nouns: one per file, frozen, without IO and without third parties."""
