"""Life: units that turn in a cycle, and may go only in a window of it."""
