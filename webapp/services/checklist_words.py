"""What the parts and answers of the checklist are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ANSWERS = {"yes": _l("Yes"), "partly": _l("Partly"), "no": _l("No")}
ALL = {**ANSWERS, "open": _l("Not answered yet")}
PARTS = {
    "prepare": _l("Step 1: prepare"),
    "measures": _l("Step 2: measures"),
    "introduce": _l("Step 3: introduce and keep going"),
    "eight": _l("The eight measures"),
}
