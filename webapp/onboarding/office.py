"""HR and the coordinator: everybody who is new, and what happened in one start."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.guard import actor
from webapp.onboarding import words
from webapp.onboarding.led import choose_mentor, chosen_list, end_mentor
from webapp.onboarding.views import bp
from webapp.queries import whole
from webapp.services import exports, onboarding_access, onboarding_pages
from webapp.services.onboarding_access import Asked
from webapp.services.onboarding_pages import Shown

LONGEST_SEARCH = 100


@bp.get("/onboarding", endpoint="list")
def listing() -> str:
    """Show everybody who is new, or those of whom something is late or missing."""
    shown, asked = chosen_list(), _asked()
    page = onboarding_pages.page(asked, shown, whole(request.args.get("page", ""), 1))
    arguments = {name: value for name, value in (("show", shown), ("words", asked.words)) if value}
    return render_template(
        "onboarding/list.html", page=page, shown=shown, search=asked.words, arguments=arguments, words=words
    )


@bp.get("/onboarding.csv")
def export_csv() -> Response:
    """Give the same list as CSV."""
    body = exports.as_csv(_rows(_asked(), chosen_list())).encode()
    name = f"onboarding-{clock.today().isoformat()}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(body, content_type="text/csv; charset=utf-8", headers=headers)


@bp.get("/onboarding/<int:onboarding_id>", endpoint="timeline")
def timeline(onboarding_id: int) -> str:
    """Show what happened in one start, when, and who recorded it."""
    standing = onboarding_access.any_of(actor(), onboarding_id, clock.today())
    found = onboarding_pages.timeline(actor(), standing, clock.now())
    return render_template("onboarding/timeline.html", found=found, standing=standing, words=words)


@bp.route("/onboarding/<int:onboarding_id>/mentor", methods=["GET", "POST"])
def office_mentor(onboarding_id: int) -> ResponseReturnValue:
    """Let the office choose the mentor, for a team that nobody leads."""
    found = onboarding_access.any_of(actor(), onboarding_id, clock.today())
    back = url_for("onboarding.timeline", onboarding_id=onboarding_id)
    return choose_mentor(found, back, url_for("onboarding.end_office_mentor", onboarding_id=onboarding_id))


@bp.post("/onboarding/<int:onboarding_id>/mentor/end")
def end_office_mentor(onboarding_id: int) -> ResponseReturnValue:
    """Let the office end the mentorship."""
    found = onboarding_access.any_of(actor(), onboarding_id, clock.today())
    return end_mentor(found, url_for("onboarding.office_mentor", onboarding_id=onboarding_id))


def _asked() -> Asked:
    search = " ".join(request.args.get("words", "")[:LONGEST_SEARCH].split())
    return onboarding_access.asked_by_office(actor(), clock.today(), search)


def _rows(asked: Asked, shown: Shown) -> Iterator[tuple[str, ...]]:
    yield (
        _("Staff number"),
        _("Name"),
        _("Team"),
        _("First day"),
        _("Mentor"),
        _("Start finished"),
        _("Late"),
        _("Before working alone"),
    )
    for each in onboarding_pages.chosen(asked, shown):
        yield (
            each.row.staff_number,
            each.row.name,
            ", ".join(place.team for place in each.places),
            each.row.employed_from.isoformat(),
            each.mentor.mentor if each.mentor else "",
            _("yes") if each.finished else _("no"),
            ", ".join(words.step_title(line.step) for line in each.late),
            ", ".join(words.step_title(step) for step in each.open_before_alone),
        )
