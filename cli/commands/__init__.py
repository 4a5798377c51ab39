"""The commands of `kb`, one module each: what it asks for, and what it does."""
