"""One's own courses, lessons and quizzes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("learn", __name__, template_folder="templates")
