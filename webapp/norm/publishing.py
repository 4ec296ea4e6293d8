"""Publishing the next version, and following who has read it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from learning_goals.team_norm import CHOICES as FOR_TEAMS
from quizzes.model import Classify, One, Order, Question, Several, TrueFalse
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.norm.drafting import spoken_language, state_of
from webapp.norm.fault_words import fault_word
from webapp.norm.forms import written
from webapp.norm.reading import difference_rows
from webapp.norm.views import bp
from webapp.norm_words import label
from webapp.pages import language
from webapp.services import acknowledging, choices, norm_publishing
from webapp.services.norm_publishing import ChangeKind, Publication


class PublishForm(FlaskForm):
    """From when it holds, and what is asked of staff."""

    revision = HiddenField()
    valid_from = DateField(
        _l("From which day does this norm hold?"), validators=[InputRequired(_l("Fill in the first day."))]
    )
    change_kind = RadioField(
        _l("What do you ask of staff?"),
        choices=[
            SelectChoice("acknowledge", _l("To read the norm again and say so")),
            SelectChoice("minor", _l("Nothing: it is a small change")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )


@bp.route("/draft/publish", methods=["GET", "POST"])
def publish() -> ResponseReturnValue:
    """Show everything that would change, and publish it."""
    now = clock.now()
    found = norm_publishing.publication(spoken_language(), now)
    form = PublishForm(data=_proposed(found))
    if form.validate_on_submit():
        try:
            number = norm_publishing.publish(
                actor(),
                state_of(form.revision.data),
                cast("date", form.valid_from.data),
                cast("ChangeKind", form.change_kind.data),
                now,
            )
        except Conflict as refused:
            form.valid_from.errors = [_refusal(str(refused))]
            form.revision.data = written(found.draft.state)
            return _page(found, form), 409
        flash(_("Version %(number)s of the norm is published.", number=number), "ok")
        return redirect(url_for("norm.versions"), 303)
    return _page(found, form), 422 if form.is_submitted() else 200


@bp.get("/following")
def following() -> str:
    """Show how many people in the organisation said to have read the norm."""
    team, page = request.args.get("team", 0, type=int), request.args.get("page", 1, type=int)
    found = acknowledging.following((), team, page, clock.today())
    return render_template("norm/following.html", found=found, team=team, endpoint="norm.following")


def answer_words(question: Question) -> str:
    """Return the right answer of a resolved question in words."""
    said = spoken_language()
    match question:
        case One() | Several():
            return "; ".join(option.text.in_language(said) for option in question.options if option.right)
        case TrueFalse():
            return _("True") if question.is_true else _("Not true")
        case Order():
            return " → ".join(step.text.in_language(said) for step in question.steps)
        case Classify():
            return "; ".join(f"{item.text.in_language(said)}: {item.belongs_in}" for item in question.items)


def _proposed(found: Publication) -> dict[str, Any]:
    first = found.draft.number == 1
    return {
        "revision": written(found.draft.state),
        "valid_from": clock.today(),
        "change_kind": "acknowledge" if first else None,
    }


def _page(found: Publication, form: PublishForm) -> str:
    count = sum(len(each.sentences) + len(each.keys) for each in found.affected)
    return render_template(
        "norm/publish.html",
        found=found,
        form=form,
        label=label,
        fault_word=fault_word,
        answer_words=answer_words,
        count=count,
        titles=dict(choices.courses(language())),
        rows=difference_rows(found.old, found.draft.norm) if found.old else [],
        pages=_pages(found),
        kind_words={
            "course": _("Course"),
            "lesson": _("Lesson"),
            "question": _("Question"),
            "letter": _("Letter"),
        },
    )


def _pages(found: Publication) -> list[str]:
    """Return the pages that show something of what changed."""
    changed = set(found.changed)
    shown = {
        _("Our norm"): changed,
        _("Who to call"): changed & _ON_HELP,
        _("House rules for visitors: page and poster"): changed & {"house_rules", "organisation"},
        _("The “what now” card"): changed & {*found.draft.norm.public_fields, "public_fields"},
        _("What to do, step by step"): changed & {"procedures", "office_route", *_ON_HELP},
        _("Measures and example letters"): changed & {"measures"},
        _("Team agreements"): changed & set(FOR_TEAMS),
    }
    return [name for name, fields in shown.items() if fields]


_ON_HELP = {
    "alarm_means",
    "intervention_team",
    "intervention_team_phone",
    "contact_point",
    "contact_point_phone",
    "emergency_number",
    "police_number",
    "crisis_line",
    "crisis_line_phone",
    "support_team",
    "support_team_phone",
}


def _refusal(reason: str) -> str:
    words = {
        "draft_changed": _("A colleague changed the draft after you opened this page. Look at it again below."),
        "before_approval": _("The norm cannot hold before it was approved."),
        "not_ready": _("The norm cannot be published yet. See above what is still to do."),
        "day_in_the_past": _("A new version holds from today or later, not from a day in the past."),
    }
    return words[reason]
