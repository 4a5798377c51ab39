"""What a new entry starts from."""
