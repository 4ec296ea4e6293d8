"""One's own courses, lessons and quizzes."""

from webapp.learn import quiz, reading

__all__ = ["quiz", "reading"]
