"""What the claims of an entry rest on."""
