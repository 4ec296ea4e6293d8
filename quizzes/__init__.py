"""What is asked: quizzes, answers and what they are worth."""

from quizzes.answers import Answer, Refused, from_json, read_answer, to_json
from quizzes.attempts import Accepted, Same, accept, draw, finish, next_question, shuffled
from quizzes.check import check_quiz
from quizzes.marking import Feedback, Mark, Score, mark, score
from quizzes.model import Classify, One, Order, Question, Quiz, Several, TrueFalse, Words
from quizzes.parse import Parsed, digest, parse_quiz
from quizzes.yaml_text import ContentProblem

__all__ = [
    "Accepted",
    "Answer",
    "Classify",
    "ContentProblem",
    "Feedback",
    "Mark",
    "One",
    "Order",
    "Parsed",
    "Question",
    "Quiz",
    "Refused",
    "Same",
    "Score",
    "Several",
    "TrueFalse",
    "Words",
    "accept",
    "check_quiz",
    "digest",
    "draw",
    "finish",
    "from_json",
    "mark",
    "next_question",
    "parse_quiz",
    "read_answer",
    "score",
    "shuffled",
    "to_json",
]
