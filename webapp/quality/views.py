"""How questions do: what nobody gets right, what everybody does, which wrong answer draws whom."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from markupsafe import Markup

from quizzes.item_analysis import FEWEST
from quizzes.model import Classify, One, Order, Question, Several, TrueFalse
from webapp.guard import actor
from webapp.lessons import Reader
from webapp.quality.words import FLAGS, TRUTHS, understood
from webapp.services import content_quality
from webapp.services.content_quality import Line

bp = Blueprint("quality", __name__, url_prefix="/content/quality", template_folder="templates")


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One thing that could be picked, with the percentages of all, of the lower and of the upper third."""

    text: Markup | str
    right: bool | None
    all: int
    low: int
    high: int


@bp.get("")
def overview() -> str:
    """Show the questions with what stands out, or all of them."""
    course_id, flagged = request.args.get("course", ""), request.args.get("show", "") != "all"
    reader = Reader("en" if actor().language == "en" else "nl", actor().norm_number)
    found = content_quality.page(course_id, flagged=flagged)
    return render_template(
        "quality/overview.html",
        found=found,
        shown=[(line, _picks(line, reader)) for line in found.lines],
        course_id=course_id,
        flagged=flagged,
        titles=content_quality.titles(),
        reader=reader,
        flags=FLAGS,
        understood=understood,
        fewest=FEWEST,
    )


def _picks(line: Line, reader: Reader) -> list[Pick]:
    return [
        Pick(
            text=text,
            right=right,
            all=_percent(line.figures.picks.get(key, 0)),
            low=_percent(line.figures.low.get(key, 0)),
            high=_percent(line.figures.high.get(key, 0)),
        )
        for key, text, right in _offered(line.question, reader)
    ]


def _offered(question: Question, reader: Reader) -> list[tuple[str, Markup | str, bool | None]]:
    """Return what could be picked: its key, its words, whether it is right (None: the norm decides)."""
    match question:
        case One() | Several():
            return [
                (each.id, reader.words(each.text), each.correct if isinstance(each.correct, bool) else None)
                for each in question.options
            ]
        case TrueFalse():
            answer = question.answer if isinstance(question.answer, bool) else None
            return [
                (key, str(TRUTHS[key]), None if answer is None else answer is (key == "true"))
                for key in ("true", "false")
            ]
        case Classify():
            return [
                (
                    f"{item.id}={each}",
                    Markup("{}: {}").format(reader.words(item.text), each),
                    each == item.class_ if isinstance(item.class_, str) else None,
                )
                for item in question.items
                for each in question.classes
            ]
        case Order():
            return []


def _percent(share: float) -> int:
    return round(share * 100)
