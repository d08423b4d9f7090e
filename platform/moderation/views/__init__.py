"""Pages of reading along."""
