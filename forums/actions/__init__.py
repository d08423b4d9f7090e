"""What people do in talk: bring a case, reply, mend, take back."""
