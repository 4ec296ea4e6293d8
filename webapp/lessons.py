"""The texts of a course as pages: safe HTML that speaks from the norm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from courses import model
from courses.model import Lesson
from courses.placeholders import fill
from learning_goals.words import Language
from quizzes.model import Words
from webapp import markup, norm_blocks, reference
from webapp.content import Module
from webapp.errors import NotFound
from webapp.services.course_texts import said

DIGITS = 12
"""Digits of a course's digest that tell versions of a picture apart in its address."""
_TABLE = {"nl": "Tabel", "en": "Table"}


@dataclass(frozen=True)
class Reader:
    """In which language, and under which norm, somebody reads."""

    language: Language
    norm_number: int

    def plain(self, words: model.Words | Words) -> str:
        """Return a title, with the norm filled in; plain text that is still to be escaped."""
        return fill(words.in_language(self.language), said(self.norm_number, self.language))

    def words(self, words: model.Words | Words) -> Markup:
        """Return a short text of a course file, with the norm filled in."""
        return phrase(words.in_language(self.language), self)


def lesson_html(module: Module, lesson: Lesson, route: str, reader: Reader, base: str, shift: int = 0) -> Markup:
    """Return a lesson by the full or the gentle route; `base` is the address of its course."""
    text = (lesson.gentle if route == "gentle" and lesson.gentle else lesson.text)[reader.language]
    version = module.course.digest[:DIGITS]
    made = markup.html(text, base, version, _TABLE[reader.language], shift)
    return filled(made, reader.norm_number, reader.language)


@lru_cache(maxsize=4096)
def filled(made: str, norm_number: int, language: Language) -> Markup:
    """Return HTML that speaks from that norm; a published norm never changes, so it is filled in once."""
    values = said(norm_number, language)
    if norm_blocks.PREFIX in made:
        values = {**values, **norm_blocks.blocks(norm_number, language)}
    return markup.filled(made, values)


def phrase(text: str, reader: Reader) -> Markup:
    """Return a short Markdown text to stand within a line, with the norm filled in."""
    return filled(markup.phrase(text), reader.norm_number, reader.language)


def letter_html(measure: str, reader: Reader) -> Markup:
    """Return the example letter of a measure with the norm filled in; raises NotFound for an unknown measure."""
    found = reference.letters().get(measure)
    if found is None:
        raise NotFound
    return filled(markup.html(found.text[reader.language], "", "", ""), reader.norm_number, reader.language)


def picture(module: Module, name: str) -> str | None:
    """Return the SVG of that name, or None when the course has none."""
    path = f"images/{name}"
    return module.course.files[path] if path in module.course.images else None
