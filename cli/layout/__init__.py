"""The one layout of a record: its text taken apart, changed, and written again."""
