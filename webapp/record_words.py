"""What happened to a person's record, in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.record_timeline import Event

_METHODS = {
    "quiz": _l("with the quiz"),
    "sample": _l("as sample data"),
    "attended": _l("by being at the training"),
    "external": _l("with a certificate from elsewhere"),
    "equal": _l("because something equal was done"),
    "acknowledged": _l("by saying so"),
}
_ACTS = {
    "released": _l("No longer asked"),
    "exemption_ended": _l("The exemption was taken back"),
    "pause_ended": _l("The pause was taken back"),
    "accepted": _l("The certificate was accepted"),
    "refused": _l("The certificate was not accepted"),
}


def event_words(event: Event) -> str:
    """Return what happened, with the days that belong to it."""
    match event.act:
        case "assigned" | "again" | "moved":
            return _asked(event)
        case "started":
            return _("Started, version %(number)s", number=event.version)
        case "done":
            return _("Done on %(day)s, %(how)s", day=_day(event), how=_METHODS[event.method or "quiz"])
        case "withdrawn":
            return _("What was done on %(day)s no longer counts", day=_day(event))
        case "handed_in":
            return _("Handed in a certificate of %(day)s", day=_day(event))
        case "exempted" | "paused" | "extended":
            return _decided(event)
        case _:
            return str(_ACTS[event.act])


def _asked(event: Event) -> str:
    if event.act == "moved" and event.before:
        before = format_date(event.before, "d MMMM y")
        return _("Due date moved from %(before)s to %(day)s", before=before, day=_day(event))
    if event.act == "again":
        return _("Asked again, due on %(day)s", day=_day(event))
    return _("Asked, due on %(day)s", day=_day(event))


def _decided(event: Event) -> str:
    if event.act == "extended":
        return _("More time, until %(day)s", day=_day(event))
    if event.act == "paused":
        return _("Everything paused until %(day)s", day=_day(event))
    if event.day is None:
        return _("Exempt from now on")
    return _("Exempt until %(day)s", day=_day(event))


def by_whom(event: Event, names: Mapping[int, str]) -> str:
    """Return who did it or which rule; empty for what the person did."""
    if event.rule_id:
        return _("Rule %(number)s", number=event.rule_id)
    return names.get(event.by, "") if event.by else ""


def _day(event: Event) -> str:
    return format_date(event.day, "d MMMM y") if event.day else ""
