"""What the parts of the overview are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

PARTS = {
    "team": (_l("By team"), _l("Team")),
    "group": (_l("By function group"), _l("Function group")),
    "role": (_l("By role"), _l("Role")),
    "rule": (_l("By rule"), _l("Rule")),
}
