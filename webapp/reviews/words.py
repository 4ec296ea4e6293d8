"""Reviews in the reader's words: periods, states, limits, the points of an agenda."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.meeting_exercises import MeetingExercise
from learning_goals.reviews.agenda import Point
from learning_goals.reviews.periods import Period
from learning_goals.reviews.proposing import Limit
from learning_goals.words import Language
from webapp import questionnaires
from webapp.norm_words import label, value_words
from webapp.services import offerings, references, review_agenda
from webapp.services.review_agenda import FIELD, Prepared
from webapp.services.review_recording import Agreement
from webapp.services.reviews import Opened, duty_names

MOST_COURSES = 2
"""Courses named with an exercise."""
STATES = {
    "planned": _l("Planned"),
    "due": _l("Coming up"),
    "not_recorded": _l("Not recorded yet"),
    "missed": _l("Missed"),
    "recorded": _l("Held"),
}
BADGES = {
    "planned": "assigned",
    "due": "due_soon",
    "not_recorded": "in_grace",
    "missed": "overdue",
    "recorded": "done",
}
KEPT = {
    "yes": _l("Yes"),
    "partly": _l("Partly"),
    "no": _l("No"),
    "none": _l("Nothing was agreed last time"),
}
WEEKDAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
BEHAVIOURS = {
    "A": _l("A: emotion about oneself"),
    "B": _l("B: anger at the organisation"),
    "C": _l("C: against the person"),
    "D": _l("D: threat and violence"),
    "E": _l("E: danger to oneself or others"),
    "sustained": _l("Behaviour that goes on"),
}
KINDS = {
    "agreements": _l("What we agreed last time"),
    "teams": _l("How the teams do"),
    "norm_missing": _l("Our team has no agreements of its own yet"),
    "norm_old": _l("Our agreements are more than a year old"),
    "norm": _l("Does this agreement still work?"),
    "lessons": _l("What can we learn from what happened?"),
    "differs": _l("Here we judge otherwise than the norm, or not alike"),
    "goal": _l("How far are we with our goal?"),
    "courses": _l("What must be learned, or learned again"),
    "exercise": _l("A short exercise"),
}
"""What each kind of point is called."""
LIMITS = {
    "past": _l("This day is over. Choose today or later."),
    "closed": _l("This is a public holiday or another closed day. Choose another day."),
    "weekend": _l("This day lies in the weekend, and the team does not meet then."),
    "too_soon": _l("This is less than 90 days after the last review."),
    "before_period": _l("This day lies before the period of this review."),
    "too_long": _l("This is too long after the last review: 270 days at most."),
    "after_period": _l("This day lies after the period of this review."),
    "over": _l("The period of this review is over, so it cannot be moved any more."),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A point of an agenda in words."""

    id: str
    title: str
    lines: tuple[str, ...]


def period(of: Period) -> str:
    """Return a period as people call it."""
    if of.per_year == 1:
        return str(of.year)
    if of.per_year == 2:
        half = _("first half") if of.number == 1 else _("second half")
        return _("%(part)s of %(year)s", part=half, year=of.year)
    return _("review %(number)s of %(many)s in %(year)s", number=of.number, many=of.per_year, year=of.year)


def name(found: Opened, language: Language) -> str:
    """Return whose review it is."""
    return found.kept.team or duty_names(language).get(found.kept.about, found.kept.about)


def refused(limit: Limit, days: Sequence[date]) -> str:
    """Return which limit stands in the way, and which days are possible."""
    why = str(LIMITS[limit])
    if not days:
        return why
    return why + " " + _("Possible is, for example: %(days)s.", days="; ".join(_day(day) for day in days))


def agreement(said: Agreement) -> str:
    """Return an agreement on one line."""
    more = [said.who] if said.who else []
    more += [_("by %(day)s", day=format_date(said.by_day, "d MMMM y"))] if said.by_day else []
    return f"{said.what} ({', '.join(more)})" if more else said.what


def points(prepared: Prepared, found: Opened, language: Language) -> tuple[Said, ...]:
    """Return the whole agenda in words."""
    return tuple(_point(each, prepared, found, language) for each in prepared.points)


def looked_at(ids: Sequence[str], prepared: Prepared, language: Language) -> list[str]:
    """Return in words which points were looked at; what is no longer there keeps the name of its kind."""
    found: list[str] = []
    for id in ids:
        kind, _colon, about = id.partition(":")
        text = _about(Point(kind=kind, about=about), prepared, language) if kind in KINDS else ""  # pyright: ignore[reportArgumentType]
        title = str(KINDS.get(kind, kind))
        found.append(f"{title} {text}" if text else title)
    return found


def slides(said: Sequence[Said], exercise: MeetingExercise | None, language: Language) -> tuple[Said, ...]:
    """Return the steps of a meeting, one for each screen: the points, and of the exercise every step."""
    found = [each for each in said if not each.id.startswith("exercise:")]
    return (*found, *(_exercise(exercise, language) if exercise else ()))


def _exercise(exercise: MeetingExercise, language: Language) -> list[Said]:
    title = exercise.title.in_language(language)
    needs = [each.in_language(language) for each in exercise.needs]
    courses = references.courses_about(exercise.elements, language)[:MOST_COURSES]
    first = Said(
        id="exercise",
        title=_("Exercise: %(title)s (%(minutes)s minutes)", title=title, minutes=exercise.minutes),
        lines=(
            _("What you need:"),
            *needs,
            *((_("Courses about this: %(courses)s", courses=", ".join(courses)),) if courses else ()),
        ),
    )
    steps = [
        Said(
            id=f"step-{number}",
            title=_("%(title)s, step %(number)s", title=title, number=number),
            lines=(each.in_language(language),),
        )
        for number, each in enumerate(exercise.steps, 1)
    ]
    talk = Said(
        id="questions",
        title=_("Talk about it"),
        lines=tuple(each.in_language(language) for each in exercise.questions),
    )
    note = Said(id="note", title=_("Write down"), lines=(exercise.write_down.in_language(language),))
    return [first, *steps, talk, note]


def _point(point: Point, prepared: Prepared, found: Opened, language: Language) -> Said:
    title = str(KINDS[point.kind])
    match point.kind:
        case "agreements":
            lines = tuple(agreement(each) for each in prepared.last.agreements) if prepared.last else ()
        case "teams":
            said = ngettext("%(num)s team is behind.", "%(num)s teams are behind.", prepared.behind)
            lines = (said,)
        case "lessons":
            lines = tuple(line for line in found.kept.lessons.splitlines() if line.strip())
        case "courses":
            lines = tuple(_courses(prepared, language))
        case "differs":
            lines = tuple(str(BEHAVIOURS.get(each, each)) for each in prepared.differs)
        case "norm_missing" | "norm_old":
            lines = (_HINTS[point.kind],)
        case _:
            lines = (_about(point, prepared, language),)
    return Said(id=point.id, title=title, lines=tuple(str(line) for line in lines if line))


_HINTS = {
    "norm_missing": _l("Plan a meeting in which you write them together. Course M02 helps to prepare it."),
    "norm_old": _l("Go through all of them, and renew what does not fit any more."),
}


def _courses(prepared: Prepared, language: Language) -> Iterator[str]:
    titles = offerings.titles(language)
    for id, people in prepared.lapsing.items():
        many = ngettext("%(num)s person has to do it.", "%(num)s people have to do it.", people)
        yield f"{titles.get(id, id)}: {many}"


def _about(point: Point, prepared: Prepared, language: Language) -> str:
    match point.kind:
        case "norm":
            return _norm_item(point.about, prepared, language)
        case "goal":
            aim = prepared.aims.get(point.about)
            catalogue = questionnaires.goals_by_id()
            return (aim.words or catalogue[aim.goal].label.in_language(language)) if aim else ""
        case "exercise":
            chosen = review_agenda.exercise(point.about)
            return chosen.title.in_language(language) if chosen else ""
        case _:
            return ""


def _norm_item(item: str, prepared: Prepared, language: Language) -> str:
    if prepared.norm is None:
        return ""
    if item.startswith(FIELD):
        field = item.removeprefix(FIELD)
        said = value_words(field, getattr(prepared.norm, field), language)[0]
        return f"{label(field)}: {said}"
    return review_agenda.text_of(prepared.norm, item)


def _day(day: date) -> str:
    return format_date(day, "EEEE d MMMM y")
