"""What documents say, for people and for other programs: terminal, HTML, CSV, annotations."""
