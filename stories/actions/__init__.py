"""What tellers do with a story, and what follows when somebody read along."""
