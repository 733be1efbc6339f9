"""What tracking found, as JSON, text, charts and a page."""
