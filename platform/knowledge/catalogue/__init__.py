"""The catalogue in `data/catalogue/`: what it holds (kinds), reading it (reading), storing it (loading)."""
