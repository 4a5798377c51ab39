"""The search of a terminal."""
