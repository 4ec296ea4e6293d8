"""What belongs to my function: for everybody."""

from __future__ import annotations

from flask import render_template

from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.references import words
from webapp.references.views import bp
from webapp.services import choices, my_function, references


@bp.get("/my-function")
def mine() -> str:
    """Show one's function group, its competences, and what to learn in which way."""
    spoken = language()
    return render_template(
        "references/mine.html",
        found=my_function.mine(actor(), clock.today()),
        words=words,
        spoken=references.said(spoken),
        label_of=references.label_of,
        titles=dict(choices.courses(spoken)),
    )
