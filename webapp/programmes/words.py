"""Programmes in the reader's words: audiences, phases, reasons, and what each rule says."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.programme_meetings import Said, subjects
from learning_goals.programme_opening import Waiting
from learning_goals.words import Language
from webapp.services import choices, staff_words
from webapp.services.programme_audiences import LEADERS, SUPPORT

PHASES = {
    "norm": _l("The norm"),
    "leaders": _l("Leaders first"),
    "team_norm": _l("The team's agreements"),
    "skills": _l("Skills"),
    "team": _l("As a team"),
    "aftercare": _l("Support afterwards"),
    "support": _l("Policy and prevention"),
    "newcomer": _l("New staff"),
}
REASONS = {
    "source": _l("the training guide has it"),
    "rule": _l("an assignment rule asks it"),
    "risk": _l("the risks of the work ask it"),
    "goal": _l("half of the group or more wants to learn it"),
    "team_goal": _l("a team set it as a goal with its leader"),
    "request": _l("somebody asked for it"),
    "expired": _l("it lapses this year"),
    "newcomers": _l("there are new colleagues"),
}
READY = {
    "yes": _l("Yes"),
    "working_on_it": _l("We are working on it"),
    "no": _l("No"),
    "unknown": _l("We do not know"),
}
PRECONDITIONS = {
    "norm_carried": _l("Do all leaders carry the norm?"),
    "board_support": _l("Does the board stand behind norm and protocol?"),
    "service_in_order": _l("Are service and enforcement in order?"),
    "base_competences": _l("Are the basic skills of the work in order?"),
}
INTAKE = {
    "rules_known": _l("Which rules hold here, and how well are they known?"),
    "knowledge": _l("What do people know of aggression, policy and protocol?"),
    "followed": _l("How well are policy and protocol followed?"),
    "aim": _l("What must the programme bring about?"),
    "needs": _l("Who is it for: which risks, knowledge, needs and daily obstacles?"),
}
BESIDE = {
    "board_meetings": _l("How often do board and management discuss it this year?"),
    "talks": _l("Do shared goals come up in the yearly talk?"),
    "agreements": _l("Are the team agreements looked at this year?"),
    "told_again_by": _l("By when is a changed norm told to everybody?"),
}
RETURNS = {
    "new": _l("for the first time"),
    "again": _l("comes back"),
    "early": _l("comes back sooner than is usual"),
    "routine": _l("comes back within two years without a new goal: is this routine?"),
    "with_goal": _l("comes back within two years, for a goal"),
}
RULES = {
    "H1": _l("The team's agreements come after the organisation's norm is in force."),
    "H2": _l("Practice comes after the team made its agreements."),
    "H3": _l("The leader is prepared before the team makes its agreements."),
    "H4": _l("Leaders are trained before their people practise."),
    "H5": _l("Norm and steps are known before practice."),
    "H6": _l("A skill is not learned from a screen alone."),
    "H7": _l("Board, council and management meet apart."),
    "H8": _l("This is meant for other people."),
    "H9": _l("Who makes home visits practises them."),
    "H10": _l("New colleagues need a start and a mentor in the first month."),
    "H11": _l("For new colleagues it comes back every half-year."),
    "H12": _l("Every team looks back at least twice a year."),
    "H13": _l("A changed norm is told to everybody within sixty days."),
    "H14": _l("Figures of fewer than five people are not used."),
    "H15": _l("An internal trainer gives suited parts only, and is prepared."),
    "H16": _l("The intake comes first, and a “no” blocks what builds on it."),
    "H17": _l("The works council decides before answers are collected."),
    "S1": _l("The hours lie outside what is usual."),
    "S2": _l("With agreements made, practice can be shorter."),
    "S3": _l("One's own tension comes before setting limits."),
    "S4": _l("Much of this is the same for everybody."),
    "S5": _l("This was given less than two years ago, without a new goal."),
    "S6": _l("Theory works best one or two weeks before practice."),
    "S7": _l("Risky functions practise every year."),
    "S8": _l("The board talks about it once or twice a year."),
    "S9": _l("Shared goals come up in the yearly talk."),
    "S10": _l("Team agreements are looked at every year."),
    "S11": _l("Half of the people want this: do it as a team."),
    "S12": _l("Support is still thin: begin with one group."),
    "S13": _l("The groups are too big."),
    "S14": _l("Make two groups, so that not everybody is away at once."),
    "S15": _l("Offer the quiz first: some know much already."),
    "S16": _l("Offer something beside this for who pauses violent examples."),
    "S17": _l("The costs or the hours are above the budget."),
    "S18": _l("Much is asked in one month."),
    "S19": _l("Plan something later that looks back on what was learned."),
}


def audience(id: str, language: Language) -> str:
    """Return the name of an audience."""
    if id == LEADERS:
        return _("Team leaders")
    if id == SUPPORT:
        return _("HR and other support roles")
    return dict([*choices.function_groups(language), *staff_words.duties(language)]).get(id, id)


def title(item: Said, titles: Mapping[str, str]) -> str:
    """Return what an item is called; a merged one by all that is given."""
    return " + ".join(titles.get(what, what) for what in subjects(item))


def waits_for(waiting: Waiting) -> str:
    """Return in words what practice waits for."""
    if waiting.leader and waiting.team_norm:
        return _("waits for the leader's training and the team agreements")
    return _("waits for the leader's training") if waiting.leader else _("waits for the team agreements")
