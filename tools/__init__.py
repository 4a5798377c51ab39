"""What only make runs."""
