"""The relevance yardstick: how often a search finds the answer that a person marked as right."""
