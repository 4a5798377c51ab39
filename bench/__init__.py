"""Measurements of a large knowledge base and of the finder, which `make test` does not run."""
