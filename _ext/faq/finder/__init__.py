"""The finder: its data and its scripts."""
