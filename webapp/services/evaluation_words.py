"""What is asked after a training, and what the numbers mean."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

TITLES = {
    "first": _l("Right after the training"),
    "later": _l("Six weeks later"),
}
WORDS = {
    "sure_before": _l("Looking back: how sure were you of this before the training?"),
    "sure_now": _l("How sure are you of this now?"),
    "useful": _l("How useful was it for your own work?"),
    "our_norm": _l("How well did the training fit our norm and agreements?"),
    "sure_later": _l("How sure are you of this in your work now?"),
    "used": _l("How often did you use it, when it was needed?"),
    "supported": _l("How well do your leader and colleagues help you to use it?"),
}
SCALE = {
    1: _l("1: not at all"),
    2: _l("2: a little"),
    3: _l("3: so-so"),
    4: _l("4: rather well"),
    5: _l("5: very well"),
}
