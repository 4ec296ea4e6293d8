"""Programmes of the sample municipality: this year's published, next year's a draft."""

from __future__ import annotations

from datetime import date, datetime

from webapp.policy import Grant, Visitor
from webapp.services import programme_drafts, programmes
from webapp.services.programme_audiences import LEADERS
from webapp.services.programmes import INTAKE, PRECONDITIONS

GROUP = "publieksdiensten"
ANSWER = "Voorbeeldantwoord: besproken met de leidinggevenden."


def load(planner_id: int, planner: str, today: date, now: datetime) -> int:
    """Make them as the coordinator would; returns how many there are."""
    actor = Visitor(
        person_id=planner_id,
        login_id=0,
        name=planner,
        language="nl",
        avoids_violence=False,
        grants=(Grant(role="coordinator", team_id=0),),
        norm_number=1,
    )
    for audience in (LEADERS, GROUP):
        version_id = programme_drafts.begin(actor, audience, today.year, now)
        _answer(actor, version_id, today, now)
        found = programmes.page(version_id, today)
        if not found.blocks:
            programme_drafts.publish(actor, version_id, found.kept.revision, now)
    programme_drafts.begin(actor, GROUP, today.year + 1, now)
    return 3


def _answer(actor: Visitor, version_id: int, today: date, now: datetime) -> None:
    kept = programmes.page(version_id, today).kept
    said = dict.fromkeys(PRECONDITIONS, "yes") | dict.fromkeys(INTAKE, ANSWER)
    said |= {"budget": 40_000, "people": kept.document["people"]}
    programme_drafts.answer(actor, version_id, kept.revision, said, now)
    for rule in {each.rule for each in programmes.page(version_id, today).blocks}:
        revision = programmes.page(version_id, today).kept.revision
        programme_drafts.override(actor, version_id, revision, rule, "Voorbeeld: het jaar was al begonnen.", now)
