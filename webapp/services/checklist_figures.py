"""Facts of the checklist that are figures: how many people, teams and agreements."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from learning_goals.risk_profile import RISK_PROFILE, review_due
from webapp.services import proof_newcomers, proof_teams, references
from webapp.services.checklist_ground import Ground, Made
from webapp.services.curriculum import library
from webapp.store import mail_tally, proof_history, proof_people

QUARTER = timedelta(days=90)


def percent(part: int, whole: int) -> int:
    """Return the share in whole percents, rounded down, so that not all is never 100."""
    return 100 * part // whole if whole else 0


def risk_profiles(facts: Ground) -> Made:
    """How many functions have a risk profile."""
    day = facts.moment.day
    functions = proof_history.functions(day, facts.moment.at)
    made = {
        each.function: RISK_PROFILE.validate_python(dict(each.content))
        for each in proof_history.risk_profiles(facts.moment.at)
        if each.function in functions
    }
    recent = sum(review_due(each) > day for each in made.values())
    text = _(
        "%(made)s of %(all)s functions have a risk profile; %(recent)s were looked at in the past year.",
        made=len(made),
        all=len(functions),
        recent=recent,
    )
    return text if made else "", (len(made), len(functions), recent)


def rules(facts: Ground) -> Made:
    """How many rules assign by themselves."""
    active = sum(each.status == "active" for each in proof_history.rules(facts.moment.at).values())
    text = ngettext(
        "%(num)d rule assigns by itself what people must know.",
        "%(num)d rules assign by themselves what people must know.",
        active,
    )
    return text if active else "", (active,)


def acknowledged(facts: Ground) -> Made:
    """How many employees read the norm."""
    day = facts.moment.day
    asked = max(
        (each.number for each in facts.history if each.valid_from <= day and each.change_kind == "acknowledge"),
        default=0,
    )
    if not asked:
        return "", ()
    read, people = proof_history.acknowledged_since(asked, day, facts.moment.at)
    text = _(
        "%(read)s of %(people)s employees read the norm and said so (%(percent)s %%).",
        read=read,
        people=people,
        percent=percent(read, people),
    )
    return text, (read, people)


def instructed(facts: Ground) -> Made:
    """How many assigned courses are done."""
    done, asked = facts.share(library().modules)
    text = _(
        "%(done)s of %(asked)s assigned courses are done (%(percent)s %%).",
        done=done,
        asked=asked,
        percent=percent(done, asked),
    )
    return text if asked else "", (done, asked)


def trained(facts: Ground) -> Made:
    """How many assigned trainings are done."""
    done, asked = facts.share(references.programme_items())
    text = _(
        "%(done)s of %(asked)s assigned trainings with others are done (%(percent)s %%).",
        done=done,
        asked=asked,
        percent=percent(done, asked),
    )
    return text if asked else "", (done, asked)


def newcomers(facts: Ground) -> Made:
    """How many newcomers did their first month."""
    counted = proof_newcomers.counts(proof_newcomers.started(facts.moment), facts.moment.day)
    all_ = sum(counted.values())
    text = _(
        "Of %(all)s newcomers of the past year, %(done)s did all of the first month in time; %(running)s are in it.",
        all=all_,
        done=counted["in_time"],
        running=counted["running"],
    )
    return text if all_ else "", (counted["in_time"], all_)


def team_agreements(facts: Ground) -> Made:
    """How many teams have agreements of their own."""
    teams = proof_history.teams_with_people(facts.moment.day, facts.moment.at)
    made = len(teams & proof_history.team_norms(facts.moment.at).keys())
    text = _("%(made)s of %(all)s teams have written agreements of their own.", made=made, all=len(teams))
    return text if made else "", (made, len(teams))


def leaders_first(facts: Ground) -> Made:
    """In how many teams the leader was trained first."""
    leaders = proof_people.leaders(facts.moment.day, facts.moment.at)
    found = proof_teams.leaders_first(facts.moment, leaders)
    practised = [each for each in found if each.first is not None]
    first = sum(bool(each.first) for each in practised)
    text = _(
        "In %(first)s of %(all)s teams that practised, the leader was trained first.", first=first, all=len(practised)
    )
    return text if practised else "", (first, len(practised))


def reviews(facts: Ground) -> Made:
    """How many teams held a review in the past year."""
    year = facts.moment.day - timedelta(days=365)
    teams = proof_history.teams_with_people(facts.moment.day, facts.moment.at)
    held = {each.team_id for each in facts.reviews.held if each.held_on and each.held_on > year}
    text = _(
        "%(held)s of %(all)s teams held a review in the past year (%(percent)s %%).",
        held=len(held & teams),
        all=len(teams),
        percent=percent(len(held & teams), len(teams)),
    )
    return text if held else "", (len(held & teams), len(teams))


def agreements(facts: Ground) -> Made:
    """How many agreements of reviews were kept."""
    answers = facts.reviews.answers()
    all_ = sum(answers.values())
    text = _(
        "Teams made %(all)s agreements in reviews; %(yes)s were kept, %(partly)s partly, %(no)s not.",
        all=all_,
        yes=answers["yes"],
        partly=answers["partly"],
        no=answers["no"],
    )
    return text if all_ else "", (answers["yes"], answers["partly"], answers["no"], all_)


def mails(facts: Ground) -> Made:
    """How many mails left."""
    day = facts.moment.day
    sent = mail_tally.counts(day, facts.moment.at)
    lately = sum(count for (on, _kind), count in sent.items() if on > day - QUARTER)
    text = ngettext("%(num)d mail left in the past 90 days.", "%(num)d mails left in the past 90 days.", lately)
    return text if lately else "", (lately,)
