"""A small course that is right in every way, to be broken by a test."""

from __future__ import annotations

from courses.check import Known, check_course
from courses.model import CourseText
from courses.parse import parse_course

KNOWN = Known(
    norm_names=frozenset({"organisation", "alarm_means"}),
    norm_blocks=frozenset({"house_rules"}),
    course_ids=frozenset({"m01-norm", "m02-other"}),
)

COURSE = """\
id: m01-norm
title: {nl: De norm, en: The norm}
summary: {nl: Je kent de norm., en: You know the norm.}
version: 2
changes:
  - version: 1
    date: 2026-11-23
    kind: redo
    what: {nl: Eerste uitgave., en: First edition.}
  - {version: 2, date: 2026-11-30, kind: minor, what: {nl: Taal., en: Language.}}
elements: [te_awareness]
audiences: [all]
sources: ["D1 1.1"]
key_points:
  - {nl: Een, en: One}
  - {nl: Twee, en: Two}
  - {nl: Drie, en: Three}
  - {nl: "{{ organisation }} beslist", en: "{{ organisation }} decides"}
lessons:
  - {id: waarom, title: {nl: Waarom, en: Why}, minutes: 3, check: c-waarom}
  - id: dreiging
    title: {nl: Dreiging, en: Threat}
    minutes: 4
    notice: {nl: Hier staat een dreiging., en: This shows a threat.}
"""
NL = """\
## Aan de balie

!!! example "Aan de balie"
    Iemand zegt:

    > Doe eens iets!

- Blijf rustig.
- Druk op {{ alarm_means }}.

![Een trap met drie treden](images/trap.nl.svg)

| Gedrag | Wat je doet |
|---|---|
| A | Luisteren |

Lees ook [over dreiging](lesson:dreiging), [nog een cursus](course:m02-other) of [de wet](https://wetten.overheid.nl/x).
"""
EN = """\
## At the desk

!!! example "At the desk"
    Somebody says:

    > Do something!

- Stay calm.
- Press {{ alarm_means }}.

![A staircase of three steps](images/trap.en.svg)

| Behaviour | What you do |
|---|---|
| A | Listen |

Read about [threats](lesson:dreiging), [another course](course:m02-other) or [the law](https://wetten.overheid.nl/x).
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"><title>Trap</title><path d="M0 0"/></svg>'


def make_files(**changed: str) -> dict[str, str]:
    """Return the files of a right course; keywords: course, nl, en, svg, gentle_nl."""
    files = {
        "course.yaml": changed.get("course", COURSE),
        "lessons/waarom.nl.md": changed.get("nl", NL),
        "lessons/waarom.en.md": changed.get("en", EN),
        "images/trap.nl.svg": changed.get("svg", SVG),
        "images/trap.en.svg": SVG,
    }
    for route in ("dreiging", "dreiging.gentle"):
        files |= {f"lessons/{route}.nl.md": "Loop weg.\n", f"lessons/{route}.en.md": "Walk away.\n"}
    if "gentle_nl" in changed:
        files["lessons/dreiging.gentle.nl.md"] = changed["gentle_nl"]
    return files


def make_course(**changed: str) -> CourseText:
    """Return the course that the files make."""
    parsed = parse_course(make_files(**changed))
    assert parsed.course is not None, parsed.problems
    return parsed.course


def refusals(files: dict[str, str]) -> list[str]:
    """Return what parsing these files says."""
    return [str(problem) for problem in parse_course(files).problems]


def faults(**changed: str) -> list[str]:
    """Return what checking a changed course says."""
    return [str(problem) for problem in check_course(make_course(**changed), KNOWN)]
