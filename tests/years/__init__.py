"""Years of an organisation's life, day by day."""
