"""Which reference data there is, and the entries of one kind."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from learning_goals.references import SHELVES
from webapp.guard import actor
from webapp.pages import language
from webapp.policy import Right
from webapp.queries import whole
from webapp.references import words
from webapp.references.summaries import summary_of
from webapp.services import reference_editing, references

bp = Blueprint("references", __name__, url_prefix="/references", template_folder="templates")
LONGEST_SEARCH = 100


@bp.get("")
def overview() -> str:
    """Show every kind with its numbers, and what nothing teaches now."""
    lines = reference_editing.overview(actor())
    names = references.labels("training_element", language())
    return render_template(
        "references/overview.html",
        lines=lines,
        words=words,
        sees_questions=Right.NORM in actor().rights,
        not_taught=[names[id] for id in references.not_taught()],
    )


@bp.get("/<kind>")
def kind(kind: str) -> str:
    """Show the entries of one kind, with a search."""
    sought = request.args.get("q", "")[:LONGEST_SEARCH]
    found = reference_editing.page(actor(), kind, sought, whole(request.args.get("page", ""), 1))
    spoken = language()
    return render_template(
        "references/kind.html",
        found=found,
        words=words,
        sought=sought,
        spoken=spoken,
        label_of=references.label_of,
        summary=summary_of(spoken),
        may_add=SHELVES[found.kind].may_add,
    )
