"""Pages of cases and replies."""
