"""The Markdown of a record."""
