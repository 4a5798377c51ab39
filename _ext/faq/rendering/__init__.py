"""Rendering: views become what a page shows."""
