"""A small made-up course with its quiz, in the format of the content files, and ways to change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from webapp.content import QUIZ_FILE, Library, Module, build
from webapp.services import course_texts

ID = "m01-klein"
COURSE = """\
id: m01-klein
title: {nl: "De norm van {{ organisation }}", en: "The norm of {{ organisation }}"}
summary: {nl: Je kent de *norm*., en: You know the *norm*.}
version: 1
changes:
  - {version: 1, date: 2026-11-23, kind: redo, what: {nl: Eerste uitgave., en: First edition.}}
elements: [te_awareness]
audiences: [all]
sources: ["D1 1.1"]
key_points:
  - {nl: Punt een, en: Point one}
  - {nl: Punt twee, en: Point two}
  - {nl: Punt drie, en: Point three}
  - {nl: "{{ organisation }} beslist", en: "{{ organisation }} decides"}
lessons:
  - {id: waarom, title: {nl: Waarom, en: Why}, minutes: 3, check: c-een}
  - id: dreiging
    title: {nl: Dreiging, en: Threat}
    minutes: 4
    notice: {nl: Hier staat een dreiging., en: This shows a threat.}
    check: c-twee
  - {id: melden, title: {nl: Melden, en: Reporting}, minutes: 2}
"""
NL = """\
## Aan de balie

!!! example "Aan de balie"
    Bel {{ contact_point }}.

![Een trap met drie treden](images/trap.svg)

| Gedrag | Wat je doet |
|---|---|
| A | Luisteren |

Lees ook [over dreiging](lesson:dreiging) en [nog een cursus](course:m02-tweede).
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"><title>Trap</title><path d="M0 0"/></svg>'
_HEAD = (
    "lesson: {lesson}\n  violent: {violent}\n  text: {{nl: {nl}, en: {en}}}\n  explanation: {{nl: Uitleg., en: Why.}}\n"
)
_PARTS = {
    "one": """\
  options:
    - {id: a, correct: true, text: {nl: Rustig blijven, en: Stay calm}}
    - {id: b, correct: false, text: {nl: Roepen, en: Shout}, feedback: {nl: Dat maakt erger., en: It makes worse.}}
""",
    "several": """\
  credit: per_option
  options:
    - {id: a, correct: true, text: {nl: Rust, en: Calm}}
    - {id: b, correct: true, text: {nl: Ruimte, en: Space}}
    - {id: c, correct: false, text: {nl: Roepen, en: Shouting}, feedback: {nl: Nee., en: No.}}
""",
    "true_false": "  answer: true\n  feedback: {nl: Toch wel., en: It is.}\n",
    "order": """\
  credit: per_position
  steps:
    - {id: s1, text: {nl: Weggaan, en: Leave}}
    - {id: s2, text: {nl: Bellen, en: Call}}
    - {id: s3, text: {nl: Vertellen, en: Tell}}
  feedback: {nl: Eerst weg., en: Leave first.}
""",
    "classify": """\
  credit: per_item
  classes: [A, B, C]
  items:
    - {id: i1, class: A, text: {nl: Au, en: Ouch}, feedback: {nl: Over zichzelf., en: About themselves.}}
    - {id: i2, class: B, text: {nl: Bah, en: Bah}, feedback: {nl: Over ons., en: About us.}}
    - {id: i3, class: C, text: {nl: Jij, en: You}, feedback: {nl: Over jou., en: About you.}}
""",
}
RIGHT = {
    "one": {"answer": "a"},
    "several": {"answer": ["a", "b"]},
    "true_false": {"answer": "true"},
    "order": {"step-s1": "1", "step-s2": "2", "step-s3": "3"},
    "classify": {"item-i1": "A", "item-i2": "B", "item-i3": "C"},
}
WRONG = {
    "one": {"answer": "b"},
    "several": {"answer": "c"},
    "true_false": {"answer": "false"},
    "order": {"step-s1": "3", "step-s2": "1", "step-s3": "2"},
    "classify": {"item-i1": "B", "item-i2": "C", "item-i3": "A"},
}


def question(id: str, kind: str, lesson: str = "waarom", *, violent: bool = False, nl: str = "Wat doe je?") -> str:
    """One question of that kind; ids that the attempts show begin with the kind."""
    head = _HEAD.format(lesson=lesson, violent=str(violent).lower(), nl=nl, en="What do you do?")
    return f"- id: {id}\n  kind: {kind}\n  {head}{_PARTS[kind]}"


def quiz_text(id: str = ID, kinds: tuple[str, ...] = tuple(_PARTS), draw: int = 5) -> str:
    """A quiz that draws `draw` of twice as many questions, and two violent ones."""
    bank = [question(f"q-{kind.replace('_', '-')}-{turn}", kind) for kind in kinds for turn in (1, 2)]
    bank += [question(f"q-hard-{turn}", "one", violent=True, nl="Hij dreigt. Wat doe je?") for turn in (1, 2)]
    checks = question("c-een", "one") + question("c-twee", "one", "dreiging", violent=True, nl="Hij dreigt weer.")
    return f"id: {id}\ndraw: {draw}\npass_percent: 75\nquestions:\n{''.join(bank)}checks:\n{checks}"


def files(**changed: str) -> dict[str, str]:
    """The files of the course and its quiz; keywords: course, nl, quiz."""
    found = {
        "course.yaml": changed.get("course", COURSE),
        "images/trap.svg": SVG,
        QUIZ_FILE: changed.get("quiz", quiz_text()),
    }
    for lesson in ("waarom", "dreiging", "melden"):
        found |= {f"lessons/{lesson}.nl.md": "Tekst met geweld.\n", f"lessons/{lesson}.en.md": "Text with violence.\n"}
    found |= {"lessons/dreiging.gentle.nl.md": "Rustige tekst.\n", "lessons/dreiging.gentle.en.md": "Gentle text.\n"}
    return found | {"lessons/waarom.nl.md": changed.get("nl", NL)}


def module(**changed: str) -> Module:
    """The module that these files make."""
    made, problems = build(files(**changed), ID, frozenset({ID}))
    assert made is not None, problems
    return made


def offer(app: Flask, *modules: Module) -> None:
    """Let the application offer exactly these modules."""
    app.extensions["library"] = Library(modules={each.course.course.id: each for each in modules})


@contextmanager
def only(app: Flask, *modules: Module) -> Iterator[None]:
    """Offer these modules instead of the shipped ones, and no conversations, which lead to the shipped ones."""
    before = {name: app.extensions.pop(name, None) for name in ("library", "scenarios")}
    offer(app, *modules)
    app.extensions["scenarios"] = {}
    try:
        yield
    finally:
        course_texts._rebuilt.cache_clear()
        for name, value in before.items():
            app.extensions.pop(name)
            if value is not None:
                app.extensions[name] = value


def changed_course(kind: str) -> str:
    """The course in a second version, changed in that way."""
    second = f"  - {{version: 2, date: 2026-12-01, kind: {kind}, what: {{nl: Nieuwe regels., en: New rules.}}}}\n"
    return COURSE.replace("version: 1\nchanges", "version: 2\nchanges").replace("elements:", f"{second}elements:")
