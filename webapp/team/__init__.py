"""A leader's teams: who is where in which course, and assigning."""
