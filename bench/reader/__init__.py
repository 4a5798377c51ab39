"""What a reader meets, measured in a real browser and held against the bars."""
