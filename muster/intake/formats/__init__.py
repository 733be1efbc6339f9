"""One file per format: bytes to text. A third party is imported only where a file needs it."""
