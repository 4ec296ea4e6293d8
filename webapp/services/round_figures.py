"""Makes the figures of a round, once: every answer is opened here, and only shares of groups leave."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import current_app

from learning_goals.assessment_round import Period, publish_from
from learning_goals.scoring import Band
from learning_goals.team_picture import Asked, Measured, Sheet, asked_tables, picture, response
from webapp import clock, sealing
from webapp.services import jobs, own_picture, self_assessment
from webapp.services.jobs import Claimed, Effect
from webapp.services.self_assessment import Paper
from webapp.store import assessments, rounds
from webapp.store.rounds import Member, Round

ALL, LEADERS = "all", "leaders"
RESPONSE = "response"
TOLD_EVERY = 100
"""Papers after which the job says how far it is."""
ITEM = "item-"
"""Begins the subject of a single statement, which is asked in every round, so that rounds can be compared."""
_NOBODY = 0
"""Whose releases are: nobody's; they are sealed under this key."""
_BANDS: Mapping[str, Band] = {
    "1": "goal",
    "2": "goal",
    "3": "refresh",
    "4": "up_to_date",
    "5": "up_to_date",
}


def due(period: Period, today: date) -> bool:
    """Return whether the figures come by themselves on this day."""
    return today >= publish_from(period)


def make(job: Claimed, now: datetime, tell: Callable[[Claimed, int, int], None] = jobs.report) -> Effect:
    """Make and keep the figures of a round that ended; made before, or open again, nothing happens.

    `tell` hears now and then how many of the papers were opened.
    """
    found = rounds.one(job.payload["round_id"])
    if found is None or found.published or clock.day_of(now) <= found.closes_on:
        return lambda: None
    groups = groups_of(rounds.members(found.id))
    asked = frozenset(person for group in groups for person in group.people)
    sheets: list[Sheet] = []
    total = len(assessments.answered(found.id))
    for number, (held, pages) in enumerate(assessments.in_round(found.id), start=1):
        if held.person_id in asked:
            sheets.append(sheet_of(self_assessment.opened(held, pages)))
        if number % TOLD_EVERY == 0:
            tell(job, number, max(number, total))
    made = measured(found, groups, sheets)

    def effect() -> None:
        if rounds.claim_publication(found.id, now):
            keep_response(found, groups)
            rounds.keep_figures(found.id, [_row(each) for each in made])
            rounds.keep_releases(found.id, _sealed(made))

    return effect


def measured(found: Round, groups: list[Asked], sheets: list[Sheet]) -> tuple[Measured, ...]:
    """Return every figure of a round that may be published beside those of the others."""
    return picture(groups, sheets, _earlier(found.id), found.minimum, _seed(found))


def follow(job: Claimed, _now: datetime) -> Effect:
    """Keep the response of an open round as it is this morning."""
    found = rounds.one(job.payload["round_id"])
    if found is None or found.published:
        return lambda: None
    groups = groups_of(rounds.members(found.id))
    return lambda: keep_response(found, groups)


def keep_response(found: Round, groups: list[Asked]) -> None:
    """Keep the response of each group; over whom it is shown was decided the first time."""
    kept = next((sealed for of, _measure, sealed in rounds.releases((RESPONSE,)) if of == found.id), None)
    if kept is None:
        let_out = asked_tables(groups, _earlier(found.id).get(RESPONSE, ()), found.minimum, _seed(found))
        decided: dict[str, Any] = {
            "tables": {key: sorted(people) for key, people in let_out.shown.items()},
            "hidden": dict(let_out.hidden),
        }
        rounds.keep_releases(found.id, {RESPONSE: sealing.seal(_NOBODY, decided)})
    else:
        decided = sealing.unseal(_NOBODY, kept)
    tables = {key: frozenset(people) for key, people in decided["tables"].items()}
    shown = response(tables, assessments.answered(found.id))
    rows = [_response(key, "", {"share": asdict(each)}) for key, each in shown.items()]
    rounds.replace_responses(found.id, [*rows, *(_response(key, why, {}) for key, why in decided["hidden"].items())])


def _response(key: str, hidden: str, figure: dict[str, Any]) -> dict[str, Any]:
    return {"group_key": key, "measure": RESPONSE, "hidden": hidden, "figure": figure}


def groups_of(members: list[Member]) -> list[Asked]:
    """Return the groups of a round: all, each function group, each team with those below; leaders stand apart."""
    parents = rounds.parents()
    leaders = frozenset(member.person_id for member in members if member.leads)
    people: dict[str, set[int]] = defaultdict(set)
    for member in members:
        if member.person_id in leaders:
            people[LEADERS].add(member.person_id)
            continue
        people[ALL].add(member.person_id)
        if member.function_group:
            people[f"group:{member.function_group}"].add(member.person_id)
        team = member.team_id
        while team:
            people[team_key(team)].add(member.person_id)
            team = parents.get(team, 0)
    return [Asked(key=key, people=frozenset(who)) for key, who in people.items()]


def team_key(team_id: int) -> str:
    """Return the key of a team's group."""
    return f"team:{team_id}"


def sheet_of(paper: Paper) -> Sheet:
    """Return what one person's paper comes to: goals (of a full one), single statements that come back, reactions."""
    bands: dict[str, Band] = {}
    if paper.held.form == "full":
        bands = {need.goal.id: need.band for need in own_picture.needs_of(paper)}
    coming_back = {f"{ITEM}{each.id}": each.id for each in paper.questionnaire.statements() if each.pulse}
    own = {item: item for item in paper.answers if item.startswith("own-")}
    for subject, item in {**coming_back, **own}.items():
        if (said := str(paper.answers.get(item, ""))) in _BANDS:
            bands[subject] = _BANDS[said]
    reactions = {each.vignette.behaviour: (each.said, not each.differs) for each in own_picture.judge(paper)}
    return Sheet(person=paper.held.person_id, bands=bands, reactions={**reactions})


def _earlier(but: int) -> dict[str, list[frozenset[int]]]:
    """Return per measure whom the tables of all other rounds counted."""
    found: dict[str, list[frozenset[int]]] = defaultdict(list)
    for round_id, measure, sealed in rounds.releases():
        if round_id != but:
            found[measure] += [frozenset(people) for people in sealing.unseal(_NOBODY, sealed)["tables"].values()]
    return found


def _sealed(figures: tuple[Measured, ...]) -> dict[str, bytes]:
    tables: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for each in figures:
        if each.figure is not None:
            tables[each.measure][each.group] = sorted(each.counted)
    return {measure: sealing.seal(_NOBODY, {"tables": counted}) for measure, counted in tables.items()}


def _row(each: Measured) -> dict[str, Any]:
    figure = json.loads(json.dumps(asdict(each.figure))) if each.figure else {}
    return {"group_key": each.group, "measure": each.measure, "hidden": each.hidden or "", "figure": figure}


def _seed(found: Round) -> str:
    """Return the secret that decides whom chance leaves out."""
    return f"{current_app.config['SECRET_KEY']}:{found.id}"
