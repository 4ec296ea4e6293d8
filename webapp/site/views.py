"""Pages that everybody may see, and what a machine asks."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("site", __name__, template_folder="templates")
