"""The list of what you were told, and what you choose about mail."""
