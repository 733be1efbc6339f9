"""Several documents beside one another: the same event told twice, and numbers that do not agree."""
