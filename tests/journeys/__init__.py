"""A real browser walks the real, running product."""
