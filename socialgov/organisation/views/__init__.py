"""Pages about people, units and absence."""
