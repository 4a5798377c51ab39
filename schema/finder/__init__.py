"""What the finder knows of each entry, without Sphinx: tokens, and the index made of them."""
