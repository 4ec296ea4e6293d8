"""A small quiz that is right in every way, to be broken by a test."""

from __future__ import annotations

from quizzes.check import check_quiz
from quizzes.model import Classify, One, Order, Question, Quiz, Several, TrueFalse
from quizzes.parse import parse_quiz

NORM_NAMES = frozenset({"organisation"})
CHOICES = {
    "first": ("ignore", "name", "stop"),
    "class_of_it": ("C", "D"),
    "alone": ("true", "false"),
    "count": ("1", "2", "3"),
}
LESSONS = {"waarom": "c-een", "regels": None, "melden": None}

ONE = """\
- id: q-one
  kind: one
  lesson: waarom
  violent: false
  text: {nl: Wat doe je?, en: What do you do?}
  explanation: {nl: Rust helpt., en: Calm helps.}
  options:
    - {id: a, correct: true, text: {nl: Rustig blijven, en: Stay calm}}
    - {id: b, correct: false, text: {nl: Roepen, en: Shout}, feedback: {nl: Dat maakt erger., en: It makes worse.}}
"""
SEVERAL = """\
- id: q-several
  kind: several
  lesson: waarom
  violent: false
  text: {nl: Wat helpt?, en: What helps?}
  explanation: {nl: Rust., en: Calm.}
  credit: per_option
  options:
    - {id: a, correct: true, text: {nl: Rust, en: Calm}}
    - {id: b, correct: true, text: {nl: Ruimte, en: Space}}
    - {id: c, correct: true, text: {nl: Hulp, en: Help}}
    - {id: d, correct: false, text: {nl: Roepen, en: Shouting}, feedback: {nl: Nee., en: No.}}
"""
TRUE_FALSE = """\
- id: q-true
  kind: true_false
  lesson: regels
  violent: true
  text: {nl: Geweld is D., en: Violence is D.}
  explanation: {nl: Ja., en: Yes.}
  answer: true
  feedback: {nl: Toch wel., en: It is.}
"""
ORDER = """\
- id: q-order
  kind: order
  lesson: melden
  violent: false
  text: {nl: In welke volgorde?, en: In which order?}
  explanation: {nl: Eerst veilig., en: Safe first.}
  credit: per_position
  steps:
    - {id: s1, text: {nl: Weggaan, en: Leave}}
    - {id: s2, text: {nl: Bellen, en: Call}}
    - {id: s3, text: {nl: Melden, en: Report}}
  feedback: {nl: Eerst weg., en: Leave first.}
"""
CLASSIFY = """\
- id: q-classify
  kind: classify
  lesson: regels
  violent: false
  text: {nl: Welk gedrag is dit?, en: Which behaviour is this?}
  explanation: {nl: Zie de kaart., en: See the card.}
  credit: per_item
  classes: [A, B, C]
  items:
    - {id: i1, class: A, text: {nl: Au, en: Ouch}, feedback: {nl: Over zichzelf., en: About themselves.}}
    - {id: i2, class: B, text: {nl: Bah, en: Bah}, feedback: {nl: Over ons., en: About us.}}
    - {id: i3, class: C, text: {nl: Jij, en: You}, feedback: {nl: Over jou., en: About you.}}
"""
KINDS = {"one": ONE, "several": SEVERAL, "true_false": TRUE_FALSE, "order": ORDER, "classify": CLASSIFY}


def make_text(changed: str = "", instead: str = "", *, draw: int = 6, bank: int = 18) -> str:
    """Return a quiz file: one question of each kind, the rest of kind one; one kind, or "checks", can be changed."""
    questions = [instead if kind == changed else text for kind, text in KINDS.items()]
    lessons = list(LESSONS)
    for number in range(len(questions), bank):
        more = ONE.replace("q-one", f"q-more-{number}").replace("lesson: waarom", f"lesson: {lessons[number % 3]}")
        questions.append(more)
    checks = instead if changed == "checks" else ONE.replace("q-one", "c-een")
    head = f"id: m01-norm\ndraw: {draw}\npass_percent: 75\n"
    return f"{head}questions:\n{''.join(questions)}checks:\n{checks}"


def make_quiz(*, draw: int = 6, bank: int = 18) -> Quiz:
    """Return the quiz that the text makes."""
    parsed = parse_quiz(make_text(draw=draw, bank=bank), "m01-norm.yaml")
    assert parsed.quiz is not None, parsed.problems
    return parsed.quiz


def make_question(kind: str, old: str = "", new: str = "") -> Question:
    """Return the question of that kind, with something in its text replaced."""
    parsed = parse_quiz(make_text(kind, KINDS[kind].replace(old, new) if old else KINDS[kind]), "x.yaml")
    assert parsed.quiz is not None, parsed.problems
    return parsed.quiz.questions[list(KINDS).index(kind)]


def every_kind() -> list[One | Several | TrueFalse | Order | Classify]:
    """Return one question of each kind."""
    return [make_question(kind) for kind in KINDS]


def refusals(text: str) -> list[str]:
    """Return what parsing this text says, without the file name."""
    return [f"{each.line}:{each.column}: {each.what}" for each in parse_quiz(text, "x.yaml").problems]


def faults(text: str) -> list[str]:
    """Return what checking this quiz says, without the file name."""
    parsed = parse_quiz(text, "x.yaml")
    assert parsed.quiz is not None, parsed.problems
    found = check_quiz(parsed.quiz, LESSONS, NORM_NAMES, CHOICES, parsed.places)
    return [f"{each.line}:{each.column}: {each.what}" for each in found]
