"""Courses of the municipality's own: begun on screen or uploaded, shaped, offered, withdrawn, and taken along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from courses import starter
from courses.model import Words
from courses.own_texts import applied, units
from courses.starter import Idea
from learning_goals.words import Language
from quizzes import starter as quiz_starter
from webapp import clock
from webapp.content import OWN, QUIZ_FILE, SMALLEST_OWN_BANK, build
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import course_zip, curriculum, references
from webapp.services.own_texts import Unfit, writers_only
from webapp.store import audit
from webapp.store import own_texts as store
from webapp.store.own_texts import Course

COURSE_FILE = "course.yaml"
LONGEST_ID = 50


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An own course as its makers see it: what is still open, and what is wrong in it."""

    course: Course
    title: str
    lessons: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    still_open: int
    problems: tuple[str, ...]

    @property
    def can_be_offered(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.problems and not self.still_open


def begin(actor: Visitor, title: Words, summary: Words, names: Mapping[str, list[str]], now: datetime) -> str:
    """Begin an own course with one lesson and its questions, all still open; returns its id."""
    writers_only(actor)
    id = _free(_plain(title.nl))
    idea = Idea(id=id, title=title, summary=summary, elements=names["elements"], audiences=names["audiences"])
    files = starter.course_files(idea, clock.day_of(now)) | {QUIZ_FILE: quiz_starter.quiz_text(id)}
    first = starter.TO_FILL_IN
    files = _with_lesson(files, "les-1", first)
    for _number in range(SMALLEST_OWN_BANK):
        files[QUIZ_FILE] = quiz_starter.with_question(files[QUIZ_FILE], "one", "les-1")
    _append(actor, id, files, 0, now, withdrawn=True)
    return id


def upload(actor: Visitor, data: bytes, now: datetime) -> str:
    """Keep an uploaded course, not offered yet; returns its id. Raises NoCourse and Unfit."""
    writers_only(actor)
    files = course_zip.unpacked(data)
    id = _own_id(files)
    if not id:
        raise course_zip.NoCourse("no_course")
    files = {**files, **{name: starter.renamed(files[name], id) for name in (COURSE_FILE, QUIZ_FILE)}}
    problems = _problems(id, files)
    if problems:
        raise Unfit(problems)
    held = curriculum.current().own_courses.get(id)
    _append(actor, id, files, held.number if held else 0, now, withdrawn=held.withdrawn if held else True)
    return id


def download(actor: Visitor, course_id: str) -> bytes:
    """Return a course as a zip with the words that hold now; raises NotFound."""
    writers_only(actor)
    module = curriculum.library().modules.get(course_id)
    if module is not None:
        return course_zip.packed(module.files, course_id)
    return course_zip.packed(_worded(_held(course_id)), course_id)


def draft(actor: Visitor, course_id: str, language: Language) -> Draft:
    """Return an own course to shape; raises NotFound."""
    writers_only(actor)
    held = _held(course_id)
    files = _worded(held)
    found = units(files)
    titles = {(each.kind, each.id): _first(each.texts, language) for each in found}
    open_units = sum(starter.still_open(each.texts) for each in found)
    return Draft(
        course=held,
        title=titles.get(("course", "text"), course_id),
        lessons=tuple((id, title) for (kind, id), title in titles.items() if kind == "lesson"),
        questions=tuple((id, title) for (kind, id), title in titles.items() if kind == "question"),
        still_open=open_units,
        problems=tuple(_problems(course_id, files)),
    )


def add_lesson(actor: Visitor, course_id: str, number: int, now: datetime) -> None:
    """Add a lesson with its question, both still open; raises NotFound and Conflict."""
    held = _shaped(actor, course_id)
    taken = {each.id for each in units(held.files) if each.kind == "lesson"}
    id = next(f"les-{number}" for number in range(1, len(taken) + 2) if f"les-{number}" not in taken)
    files = _with_lesson(held.files, id, starter.TO_FILL_IN)
    _append(actor, course_id, files, number, now, withdrawn=held.withdrawn)


def add_question(actor: Visitor, course_id: str, kind: str, lesson_id: str, number: int, now: datetime) -> None:
    """Add a question of that kind about a lesson; raises NotFound and Conflict."""
    held = _shaped(actor, course_id)
    lessons = {each.id for each in units(held.files) if each.kind == "lesson"}
    if kind not in ("one", "several", "true_false", "order") or lesson_id not in lessons:
        raise NotFound
    text = quiz_starter.with_question(held.files[QUIZ_FILE], cast("quiz_starter.Kind", kind), lesson_id)
    _append(actor, course_id, {**held.files, QUIZ_FILE: text}, number, now, withdrawn=held.withdrawn)


def take_out(actor: Visitor, course_id: str, kind: str, id: str, number: int, now: datetime) -> None:
    """Take out a lesson with its questions, or one question; raises NotFound, Unfit and Conflict."""
    held = _shaped(actor, course_id)
    files = dict(held.files)
    if kind == "lesson":
        files = starter.without_lesson(files, id)
        files[QUIZ_FILE] = quiz_starter.without_lesson(files[QUIZ_FILE], id)
    elif kind == "question":
        files[QUIZ_FILE] = quiz_starter.without_question(files[QUIZ_FILE], id)
    if not held.withdrawn and (problems := _problems(course_id, files)):
        raise Unfit(problems)
    _append(actor, course_id, files, number, now, withdrawn=held.withdrawn)


def offer(actor: Visitor, course_id: str, number: int, now: datetime, *, offered: bool, language: Language) -> None:
    """Offer a course, or withdraw it: what was done with it stays. Raises NotFound, Unfit and Conflict."""
    made = draft(actor, course_id, language)
    if offered and not made.can_be_offered:
        raise Unfit(list(made.problems))
    _append(actor, course_id, made.course.files, number, now, withdrawn=not offered)


def _shaped(actor: Visitor, course_id: str) -> Course:
    writers_only(actor)
    return _held(course_id)


def _held(course_id: str) -> Course:
    held = curriculum.current().own_courses.get(course_id)
    if held is None:
        raise NotFound
    return held


def _worded(held: Course) -> dict[str, str]:
    now = curriculum.current()
    own = [each.texts for key, each in now.texts.items() if key[0] == held.course_id]
    return dict(applied(held.files, own).files)


def _with_lesson(files: Mapping[str, str], id: str, title: Words) -> dict[str, str]:
    made = starter.with_lesson(files, id, title)
    return made | {QUIZ_FILE: quiz_starter.with_check(made[QUIZ_FILE], id)}


def _problems(course_id: str, files: Mapping[str, str]) -> list[str]:
    around = curriculum.beside()
    module, problems = build(files, course_id, around.courses | {course_id}, around.media)
    if module is None:
        return problems
    course, known = module.course.course, references.audiences()
    groups = {each.id for each in (*known.function_groups, *known.duties)} | {"all"}
    strange = [each for each in course.audiences if each not in groups]
    strange += [each for each in course.elements if each not in references.elements()]
    return [*problems, *(f"course.yaml:1:1: there is nothing called {each!r}" for each in strange)]


def _append(
    actor: Visitor, course_id: str, files: Mapping[str, str], number: int, now: datetime, *, withdrawn: bool
) -> None:
    held = curriculum.current().own_courses.get(course_id)
    values = {
        "course_id": course_id,
        "number": number + 1,
        "files": dict(files),
        "withdrawn": withdrawn,
        "changed_by": actor.person_id,
        "changed_at": now,
    }
    if number != (held.number if held else 0) or not store.append_course(values):
        raise Conflict
    audit.append(actor.person_id, None, "own_course.saved", now, {"content": course_id, "number": number + 1})


def _own_id(files: Mapping[str, str]) -> str:
    said = next((line[3:].strip(" '\"") for line in files[COURSE_FILE].splitlines() if line.startswith("id:")), "")
    plain = _plain(said)
    return plain if plain.startswith(OWN) or not plain else f"{OWN}{plain}"[:LONGEST_ID]


def _plain(said: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in said.lower())
    return "-".join(part for part in letters.split("-") if part)[:LONGEST_ID].strip("-")


def _free(name: str) -> str:
    taken = curriculum.current().own_courses
    wanted = f"{OWN}{name or 'cursus'}"[:LONGEST_ID].strip("-")
    return next(
        id for id in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if id not in taken
    )


def _first(texts: Mapping[str, str], language: Language) -> str:
    return next((text for address, text in texts.items() if address.endswith(f"/{language}")), "")
