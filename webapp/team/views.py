"""A leader's teams: who is where in which course, and assigning."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("team", __name__, template_folder="templates")
