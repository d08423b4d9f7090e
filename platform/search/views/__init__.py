"""Open, ask the index, answer."""
