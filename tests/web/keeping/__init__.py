"""What is kept about people, on screen and by command."""
