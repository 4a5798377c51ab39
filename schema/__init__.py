"""The knowledge base without Sphinx: records, rules and the `kb` command."""
