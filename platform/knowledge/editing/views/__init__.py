"""Pages of editing: the desk and its drafts, proof-reading, the list of versions."""
