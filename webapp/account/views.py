"""Logging in and out, one's own password and settings."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("account", __name__, template_folder="templates")
