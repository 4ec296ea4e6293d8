"""One's own courses, lessons and quizzes."""
