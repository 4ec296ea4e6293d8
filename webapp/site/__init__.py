"""Pages that everybody may see, and what a machine asks."""
