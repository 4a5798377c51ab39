"""The `kb` commands, one module each."""
