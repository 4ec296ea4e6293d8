"""The blueprint of the norm's screens."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("norm", __name__, url_prefix="/norm", template_folder="templates")
