"""Rules across the files of one course: both languages say the same, links resolve, pictures and texts are safe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import chain, islice, zip_longest
from typing import Any

from courses.model import CourseText, Lesson, Words
from courses.outline import Block, Fault, outline
from courses.parse import lesson_path
from courses.pictures import picture_faults
from courses.placeholders import loose_braces, names_in
from courses.yaml_text import ContentProblem, Path, problem_at

MOST_SAID_OF_A_TEXT = 100
MEDIUM = re.compile(r"(?P<kind>picture|audio|video):(?P<name>[a-z0-9-]+)")
"""The address of a picture, sound or film of the organisation's own, shown where a picture stands."""
BLOCK = "norm:"
"""Where the address of a picture begins so, a part of the norm is shown there."""

_LINK = re.compile(r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]*)\)")
_HTTPS = re.compile(r"https://[a-z0-9.-]+(/[^\s\"'<>\\]*)?")
_NOT_IN_A_LESSON = {
    re.compile(r"<(?=[A-Za-z/!?])"): "HTML is not allowed",
    re.compile(r"`"): "code is not part of a lesson",
    re.compile(r"\{:"): "attributes are not allowed",
    re.compile(r"&#?\w{1,30};"): "write the character itself",
    re.compile(r"^ {0,3}\[[^\[\]\n]*\]:", re.MULTILINE): "write the address within the link: [words](https://...)",
}


@dataclass(frozen=True)
class Known:
    """What a text may name: values of the norm, parts of it to show in a lesson, courses, and media as `video:name`."""

    norm_names: frozenset[str]
    norm_blocks: frozenset[str]
    course_ids: frozenset[str]
    media: frozenset[str] = frozenset()


def check_course(text: CourseText, known: Known) -> list[ContentProblem]:
    """Return all that is wrong across the files of a course, in order of file and line."""
    return sorted(
        [
            *_course_file_problems(text, known.norm_names),
            *_picture_problems(text),
            *(problem for lesson in text.lessons for problem in _lesson_problems(text, lesson, known)),
        ]
    )


def _course_file_problems(text: CourseText, norm_names: frozenset[str]) -> Iterator[ContentProblem]:
    for path, words in _all_words(text.course, ()):
        for language in ("nl", "en"):
            said = words.in_language(language)
            for _, what in [*_name_faults(said, norm_names), *_text_faults(said)]:
                yield text.places.problem((*path, language), what)
            if "](" in said:
                yield text.places.problem((*path, language), "links and pictures belong in a lesson")
        if _names(words.nl) != _names(words.en):
            yield text.places.problem(path, _different_names(words.nl, words.en))


def _all_words(value: Any, path: Path) -> Iterator[tuple[Path, Words]]:
    if isinstance(value, Words):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            yield from _all_words(item, (*path, number))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _all_words(getattr(value, field.name), (*path, field.name))


def _picture_problems(text: CourseText) -> Iterator[ContentProblem]:
    lessons = "".join(said for lesson in text.lessons for said in (*lesson.text.values(), *lesson.gentle.values()))
    for path in text.images:
        for fault in picture_faults(text.files[path]):
            yield ContentProblem(path, 1, 1, fault)
        if f"]({path})" not in lessons:
            yield ContentProblem(path, 1, 1, "no lesson shows this picture")


def _lesson_problems(text: CourseText, lesson: Lesson, known: Known) -> Iterator[ContentProblem]:
    for gentle, said in ((False, lesson.text), (True, lesson.gentle)):
        for language, markdown in said.items():
            file = lesson_path(lesson.head.id, language, gentle=gentle)
            faults = (
                _name_faults(markdown, known.norm_names),
                _text_faults(markdown),
                _link_faults(text, markdown, language, known),
            )
            for offset, what in islice(chain(*faults), MOST_SAID_OF_A_TEXT):
                yield problem_at(file, markdown, offset, what)
        if said:
            yield from _structure_problems(lesson.head.id, said, gentle=gentle)


def _name_faults(text: str, norm_names: frozenset[str]) -> Iterator[tuple[int, str]]:
    for name, offset in names_in(text):
        if name not in norm_names:
            yield offset, f"the norm has no value called '{name}'"
    for offset in loose_braces(text):
        yield offset, "expected a name between {{ and }}"


def _text_faults(text: str) -> Iterator[tuple[int, str]]:
    for pattern, what in _NOT_IN_A_LESSON.items():
        for found in pattern.finditer(text):
            yield found.start(), what


def _link_faults(text: CourseText, markdown: str, language: str, known: Known) -> Iterator[tuple[int, str]]:
    read = {found.start("target") for found in _LINK.finditer(markdown)}
    for opening in re.finditer(r"\]\(", markdown):
        if opening.end() not in read:
            yield (
                opening.start(),
                "this is no link; expected [words](lesson:id), [words](course:id) or an https address",
            )
    for found in _LINK.finditer(markdown):
        if not found["words"].strip():
            yield (
                found.start(),
                "an image needs a text that says what it shows" if found["image"] else "a link needs words",
            )
        if found["image"]:
            what = _shown_fault(text, markdown, found, language, known)
        else:
            what = _target_fault(text, found["target"], known.course_ids)
        if what:
            yield found.start(), what


def _shown_fault(text: CourseText, markdown: str, found: re.Match[str], language: str, known: Known) -> str:
    if found["target"].startswith(BLOCK):
        return _block_fault(markdown, found, known.norm_blocks)
    if MEDIUM.fullmatch(found["target"]):
        return _medium_fault(markdown, found, known.media)
    return _image_fault(text, found["target"], language)


def _image_fault(text: CourseText, target: str, language: str) -> str:
    if target not in text.images:
        return f"there is no picture {target}"
    other = "en" if language == "nl" else "nl"
    return f"{target} is the picture for the other language" if target.endswith(f".{other}.svg") else ""


def _block_fault(markdown: str, found: re.Match[str], blocks: frozenset[str]) -> str:
    name = found["target"].removeprefix(BLOCK)
    if name not in blocks:
        return f"the norm has no part called '{name}'"
    return "" if _stands_alone(markdown, found) else "a part of the norm stands between empty lines"


def _medium_fault(markdown: str, found: re.Match[str], media: frozenset[str]) -> str:
    if found["target"] not in media:
        return f"there is no picture {found['target']}"
    return "" if _stands_alone(markdown, found) else "a picture, sound or film stands between empty lines"


def _stands_alone(markdown: str, found: re.Match[str]) -> bool:
    before, after = markdown[: found.start()], markdown[found.end() :]
    return (not before or before.endswith("\n\n")) and (not after.strip() or after.startswith("\n\n"))


def _target_fault(text: CourseText, target: str, course_ids: frozenset[str]) -> str:
    kind, _, name = target.partition(":")
    if kind == "lesson":
        known = any(lesson.head.id == name for lesson in text.lessons)
        return "" if known else f"this course has no lesson '{name}'"
    if kind == "course":
        return "" if name in course_ids else f"there is no course '{name}'"
    return "" if _HTTPS.fullmatch(target) else "a link goes to lesson:id, course:id or an https address"


def _structure_problems(lesson_id: str, said: Mapping[str, str], *, gentle: bool) -> Iterator[ContentProblem]:
    nl_file, en_file = (lesson_path(lesson_id, language, gentle=gentle) for language in ("nl", "en"))
    nl, en = outline(said["nl"]), outline(said["en"])
    for file, found in ((nl_file, nl), (en_file, en)):
        yield from (ContentProblem(file, fault.line, 1, fault.what) for fault in found if isinstance(fault, Fault))
    end = Block("nothing more", 1)
    nl_blocks = [block for block in nl if isinstance(block, Block)]
    en_blocks = [block for block in en if isinstance(block, Block)]
    for ours, theirs in zip_longest(nl_blocks, en_blocks, fillvalue=end):
        if ours.what != theirs.what:
            what = f"here is {theirs.what} where {nl_file} has {ours.what} (line {ours.line})"
            yield ContentProblem(en_file, theirs.line, 1, what)
            break
    if _names(said["nl"]) != _names(said["en"]):
        yield ContentProblem(en_file, 1, 1, _different_names(said["nl"], said["en"]))


def _names(text: str) -> frozenset[str]:
    return frozenset(name for name, _ in names_in(text))


def _different_names(nl: str, en: str) -> str:
    return f"only one language uses {', '.join(sorted(_names(nl) ^ _names(en)))}"
