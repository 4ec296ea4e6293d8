"""Writing down what came of a review, in three minutes; and correcting it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.queries import whole
from webapp.reviews import words
from webapp.reviews.forms import AGREEMENTS, record_form
from webapp.reviews.views import bp, changed, spoken
from webapp.services import review_agenda, review_recording, reviews
from webapp.services.review_agenda import Prepared
from webapp.services.review_recording import Agreement, CannotBe, Written
from webapp.services.reviews import Opened

HELD_ON = {
    "over": words._l("This day is still to come. Record the review afterwards."),
    "before_period": words._l("This day lies before the period of this review."),
    "after_period": words._l("This day lies after the period of this review. Record it at the next review."),
}


@bp.route("/<int:review_id>/record", methods=["GET", "POST"])
def record(review_id: int) -> ResponseReturnValue:
    """Record a review, or correct what was recorded."""
    today = clock.today()
    found = reviews.writable(actor(), review_id, today)
    prepared = review_agenda.prepare(actor(), found, today)
    form = _form(found, prepared)
    if form.validate_on_submit() and _day_is_possible(form, found):
        try:
            review_recording.record(actor(), review_id, whole(form.revision.data or ""), _written(form), clock.now())
        except CannotBe as refused:
            form.next_on.errors = [words.refused(refused.limit, refused.days)]
            return _page(found, prepared, form), 422
        except Conflict:
            form.held_on.errors = [changed()]
            return _page(found, prepared, form), 409
        return _recorded(form, found)
    return _page(found, prepared, form), 422 if form.is_submitted() else 200


def _recorded(form: Any, found: Opened) -> ResponseReturnValue:
    if _written(form).norm_changes and found.kept.team_id in reviews.written_by(actor()):
        flash(_("The review is recorded. Now write the next version of the agreements."), "ok")
        return redirect(url_for("team.write_agreements", team_id=found.kept.team_id), 303)
    flash(_("The review is recorded."), "ok")
    return redirect(url_for("reviews.review", review_id=found.kept.id), 303)


def _form(found: Opened, prepared: Prepared) -> Any:
    form = record_form()(data=_data(found, prepared))
    known = {each.id: each for each in words.points(prepared, found, spoken())}
    before = next(iter(reviews.history(found)), None)
    gone = [each for each in (before.points if before else ()) if each not in known]
    named = [
        (each.id, ": ".join((each.title, *each.lines)) if len(each.lines) == 1 else each.title)
        for each in known.values()
    ]
    form.points.choices = [*named, *zip(gone, words.looked_at(gone, prepared, spoken()), strict=True)]
    if not prepared.last or not prepared.last.agreements:
        del form.kept
    if not found.kept.team_id:
        del form.norm_changes
    if review_recording.next_of(found) is None:
        del form.next_on
    return form


def _data(found: Opened, prepared: Prepared) -> dict[str, Any]:
    today = clock.today()
    before = next(iter(reviews.history(found)), None)
    held_on = before.held_on if before else min(found.kept.due_on, today)
    data: dict[str, Any] = {
        "revision": found.kept.revision,
        "held_on": held_on,
        "points": before.points if before else [each.id for each in prepared.points],
        "norm_changes": "yes" if before and before.norm_changes else "no",
        "next_on": review_recording.proposed_next(found, held_on, today),
    }
    if before:
        data |= {"present": before.present, "kept": before.kept}
        for number, each in enumerate(before.agreements[:AGREEMENTS], 1):
            data |= {f"what_{number}": each.what, f"who_{number}": each.who, f"by_{number}": each.by_day}
    return data


def _day_is_possible(form: Any, found: Opened) -> bool:
    limit = review_recording.held_on_fault(found, form.held_on.data, clock.today())
    if limit:
        form.held_on.errors = [HELD_ON[limit]]
    return limit is None


def _written(form: Any) -> Written:
    return Written(
        held_on=form.held_on.data,
        present=form.present.data,
        kept=form.kept.data if "kept" in form else "none",
        norm_changes="norm_changes" in form and form.norm_changes.data == "yes",
        points=tuple(form.points.data or ()),
        agreements=tuple(_agreements(form)),
        next_on=form.next_on.data if "next_on" in form else None,
    )


def _agreements(form: Any) -> list[Agreement]:
    found: list[Agreement] = []
    for number in range(1, AGREEMENTS + 1):
        what, who = (" ".join((form[f"{part}_{number}"].data or "").split()) for part in ("what", "who"))
        if what:
            found.append(Agreement(what=what, who=who, by_day=form[f"by_{number}"].data))
    return found


def _page(found: Opened, prepared: Prepared, form: Any) -> str:
    return render_template(
        "reviews/record.html",
        found=found,
        name=words.name(found, spoken()),
        prepared=prepared,
        form=form,
        words=words,
        lines=range(1, AGREEMENTS + 1),
        more_open=any(form[f"{part}_{number}"].data for part in ("what", "who", "by") for number in (3, 4)),
        correcting=bool(found.kept.held_on),
    )
