"""Rules of the sample municipality, applied as the worker applies real ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from learning_goals.assignment_rules.plan import plan
from learning_goals.assignment_rules.rule import RULE, Condition, Due, Renewal, Rule
from webapp.services import rule_running
from webapp.services.curriculum import library
from webapp.store import rules

GROUPS = ("werkplein", "sociaal_domein", "buitendienst", "publieksdiensten", "toezicht_handhaving")


def load(today: date, now: datetime) -> int:
    """Make the rules and apply them; returns how many there are."""
    found = [each for each in _rules(today) if each.target in library().modules]
    for each in found:
        rules.begin(RULE.dump_python(each, mode="json"), None, now)
    holding = rule_running.active()
    seen = rule_running.situation(today, holding.values())
    rule_running.write(plan(holding, seen.people, seen.paths, today), seen, today, now)
    return len(found)


def _rules(today: date) -> tuple[Rule, ...]:
    contact = Condition(function_groups=GROUPS)
    return (
        Rule(
            title="De norm: voor iedereen met contact met inwoners",
            kind="course",
            target="m01-de-norm",
            include=(contact,),
            due=Due(anchor="entry", days=42),
            starts_on=today,
            renewal=Renewal(kind="rolling", months=24),
            proposes_goals=True,
        ),
        Rule(
            title="Gedrag herkennen: elke drie maanden opnieuw voor leidinggevenden",
            kind="course",
            target="m03-gedrag-herkennen",
            include=(Condition(roles=("team_leader",)),),
            due=Due(anchor="entry", days=60),
            starts_on=today - timedelta(days=400),
            renewal=Renewal(kind="rolling", months=3, window_days=30),
            grace_days=30,
        ),
        Rule(
            title="Stap voor stap: in de eerste maand",
            kind="course",
            target="m09-stap-voor-stap",
            include=(Condition(function_groups=GROUPS, newcomers=True),),
            due=Due(anchor="employment", days=30),
            starts_on=today,
        ),
    )
