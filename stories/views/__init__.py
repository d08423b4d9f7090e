"""Pages of the stories."""
