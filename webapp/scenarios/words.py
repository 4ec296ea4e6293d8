"""What channels, endings and the worth of a choice are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

CHANNELS = {
    "counter": _l("At the counter"),
    "phone": _l("On the phone"),
    "office": _l("In the interview room"),
    "home_visit": _l("On a home visit"),
    "street": _l("In the street"),
    "pool": _l("In the swimming pool"),
    "online": _l("Online"),
}
ENDINGS = {
    "calm": _l("It became calm"),
    "settled": _l("It was settled, with a limit"),
    "stopped": _l("It was stopped safely"),
    "escalated": _l("It got worse"),
    "unsafe": _l("It became unsafe"),
}
WORTH = {"helps": _l("This helped"), "partly": _l("This helped in part"), "harms": _l("This did not help")}
BADGES = {"helps": "done", "partly": "due_soon", "harms": "overdue"}
