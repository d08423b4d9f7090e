"""Pages of the knowledge base; everybody may read all of it."""
