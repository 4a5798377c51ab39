"""The canonical layout of a record: parse, edit and write it."""
