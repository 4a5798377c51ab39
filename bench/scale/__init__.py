"""The scale benchmark: what a growing knowledge base costs beside bare Sphinx pages."""
