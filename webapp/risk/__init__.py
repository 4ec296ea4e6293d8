"""The risk profiles of teams and functions."""
