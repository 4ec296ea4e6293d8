"""The whole organisation's progress, on screen and as a file."""
