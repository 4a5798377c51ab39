"""Writing: which pages, and what else a build writes."""
