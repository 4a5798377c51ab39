"""The canonical layout of records."""
