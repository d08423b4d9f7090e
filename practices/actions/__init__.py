"""What people do on the first floor."""
