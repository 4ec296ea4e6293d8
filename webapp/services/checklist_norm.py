"""Facts of the checklist that the norm in force lays down."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from webapp import norm_words
from webapp.services import norms
from webapp.services.checklist_ground import Ground, Made


def norm(facts: Ground) -> Made:
    """Which version is in force since when."""
    if facts.norm is None:
        return "", ()
    first = next(each.valid_from for each in reversed(facts.history))
    text = _(
        "Version %(number)s of the norm is in force since %(day)s; the first since %(first)s.",
        number=facts.norm.number,
        day=_day(facts.norm.valid_from),
        first=_day(first),
    )
    return text, (facts.norm.number,)


def works_council(facts: Ground) -> Made:
    """When the works council consented."""
    if facts.norm is None or facts.norm.works_council != "consented" or facts.norm.works_council_on is None:
        return "", ()
    return _("The works council consented to the norm on %(day)s.", day=_day(facts.norm.works_council_on)), (1,)


def house_rules(facts: Ground) -> Made:
    """How many house rules there are, and whether visitors can read them."""
    count = len(facts.norm.house_rules) if facts.norm else 0
    text = ngettext("The norm holds %(num)d house rule.", "The norm holds %(num)d house rules.", count)
    if facts.norm and "house_rules" in facts.norm.public_fields:
        text = f"{text} {_('Everybody can read them without logging in.')}"
    return text if count else "", (count,)


def conduct_rules(facts: Ground) -> Made:
    """How many rules of conduct there are."""
    count = len(facts.norm.conduct_rules) if facts.norm else 0
    text = ngettext("The norm holds %(num)d rule of conduct.", "The norm holds %(num)d rules of conduct.", count)
    return text if count else "", (count,)


def procedures(facts: Ground) -> Made:
    """How many procedures there are."""
    count = len(norms.procedures(facts.norm)) if facts.norm else 0
    text = ngettext(
        "%(num)d procedure says step by step what to do.", "%(num)d procedures say step by step what to do.", count
    )
    return text if count else "", (count,)


def register(facts: Ground) -> Made:
    """Where an incident is recorded, and within how long."""
    if facts.norm is None:
        return "", ()
    text = _(
        "The norm says where it is recorded (%(register)s) and within how long: %(time)s.",
        register=facts.line("register"),
        time=facts.line("register_within_hours"),
    )
    return text, (facts.norm.register_within_hours,)


def police(facts: Ground) -> Made:
    """Who keeps contact with the police, and when is reported."""
    if facts.norm is None:
        return "", ()
    text = _(
        "The norm says who keeps contact with the police (%(liaison)s), and when it is reported: %(policy)s.",
        liaison=facts.line("police_liaison"),
        policy=facts.line("police_report_policy"),
    )
    return text, (1,)


def response(facts: Ground) -> Made:
    """Within how long there is a first reaction."""
    if facts.norm is None:
        return "", ()
    text = _("The norm promises a first reaction within %(time)s.", time=facts.line("response_hours"))
    return text, (facts.norm.response_hours,)


def damage(facts: Ground) -> Made:
    """Whether damage is claimed back."""
    measures = facts.norm.measures if facts.norm else ()
    found = next((each for each in measures if each.id == "damage_claim" and each.used), None)
    return (norm_words.measure_line(found, facts.language), (1,)) if found else ("", ())


def aftercare(facts: Ground) -> Made:
    """Who looks after a colleague, and when."""
    if facts.norm is None:
        return "", ()
    text = _(
        "The norm says who looks after a colleague (%(owner)s), and when: %(first)s %(second)s %(third)s",
        owner=facts.line("aftercare_owner"),
        first=facts.line("aftercare_first"),
        second=facts.line("aftercare_second"),
        third=facts.line("aftercare_third"),
    )
    return text, (1,)


def _day(day: date) -> str:
    return format_date(day, "d MMMM y")
