"""The report's sections, each a part of one HTML page."""
