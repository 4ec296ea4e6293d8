"""A version of a programme as the planning rules look at it, with everything that is known beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast, get_args

from learning_goals.assignment_rules.cycles import plus_months
from learning_goals.planning_rules.limits import TOLD_AGAIN
from learning_goals.planning_rules.people import OBSERVED
from learning_goals.planning_rules.plan import Facts, Item, Plan, Readiness
from learning_goals.programme_meetings import Share, parts, spread, subjects_of
from learning_goals.programme_proposal import KNOWLEDGE
from learning_goals.programme_years import FOR_A_GOAL
from webapp.content import Module
from webapp.services import assessment_gate, programme_making, references, review_planning
from webapp.services.curriculum import library
from webapp.services.group_pictures import GroupPicture
from webapp.services.programme_audiences import GROUPS, LEADERS, TRAINERS, is_skill, leads, named, people
from webapp.store import norms, programme_facts, programmes
from webapp.store.norms import Published
from webapp.store.programmes import Kept

LEADERS_ITEM = "leaders-first"
OBSERVING, INTERVISION = "trainer-observing", "trainer-intervision"
"""The items that prepare an internal trainer (planning rule H15)."""
PRACTISED = ("skills", "aftercare", "team")
"""Phases in which an item on a skill is practice with others; refreshers are in the last."""
VIOLENT = frozenset({"te_physical", "te_defence"})
RISKY = "risicovolle_functie"
MENTOR_WITHIN, MENTORED = timedelta(days=7), timedelta(days=183)
NOT_FITTED = frozenset({"norm", "leaders", "team_norm", "support", "newcomer"})
"""Phases that are the same for everybody by their nature, so that rule S4 does not count them."""


def plan_of(kept: Kept, today: date) -> Plan:
    """Return a version as the planning rules look at it."""
    items = kept.document["items"]
    tags = programme_making.tags(kept.audience, today)
    planned = tuple(
        _planned(item, share, kept.audience, tags) for item in items for share in spread(item, kept.document["people"])
    )
    return Plan(items=planned, facts=_facts(kept, planned, tags, today))


def _facts(kept: Kept, items: tuple[Item, ...], tags: frozenset[str], today: date) -> Facts:
    document, audience = kept.document, kept.audience
    answers, beside = document["answers"], document.get("beside", {})
    group = audience if audience in GROUPS else ""
    who = people(audience, today)
    picture = programme_making.picture(audience)
    known = norms.history()
    changed, told = _change_of_norm(kept, known, today)
    observed, intervision = _best_trainer(today) if any(each.internal_trainer for each in items) else (None, None)
    return Facts(
        audience=audience,
        year=kept.year,
        norm_from=min((each.valid_from for each in known), default=None),
        norm_changed_on=changed,
        told_again_by=told,
        board_support=_ready(answers, "board_support"),
        norm_carried=_ready(answers, "norm_carried"),
        base_competences=_ready(answers, "base_competences"),
        intake_answered=bool(answers.get("answered")),
        leaders=leads(audience),
        team_norm_done=programme_making.team_norm_done(audience, today),
        leaders_done=programme_facts.done_by_all(programme_facts.leading(today), LEADERS_ITEM),
        leaders_planned=_leaders_planned(kept.year),
        opens_anyway=_day(document.get("opening", {}).get("on")),
        groups_of=frozenset({group} - {""}),
        tags=tags,
        newcomers=programme_facts.newcomers(who, today - programme_making.YEAR, today) if group else 0,
        mentors_missing=_without_mentor(audience, today),
        reviews=review_planning.setting(kept.year).teams if group else None,
        board_meetings=beside.get("board_meetings"),
        consent=assessment_gate.gate(today).recorded is not None,
        figures_used=any("goal" in item["why"] for item in document["items"]),
        smallest_group=_smallest(picture),
        trainer_observed=observed,
        trainer_intervision=intervision,
        budget=document.get("budget"),
        budget_hours=document.get("budget_hours"),
        given_before=programme_making.given_before(audience, kept.year),
        wanted_by_half=bool(picture and picture.team_session),
        goals=_goals(document) | programme_making.wanted(audience),
        overlap=_overlaps(items) if group else False,
        talks_planned=beside.get("talks"),
        agreements_reviewed=beside.get("agreements"),
        risky=RISKY in tags,
    )


def _planned(said: Mapping[str, Any], share: Share, audience: str, tags: frozenset[str]) -> Item:
    part = share.part
    item, module = references.programme_item(part["what"]), library().modules.get(part["what"])
    elements = _elements(part["what"])
    return Item(
        key=said["key"],
        what=part["what"],
        phase=part["phase"],
        month=date.fromisoformat(said["month"]),
        e_learning=module is not None,
        skill=item is not None and part["phase"] in PRACTISED and is_skill(elements),
        knowledge=part["what"] in KNOWLEDGE,
        trains=elements if item else frozenset(each for each in elements if not is_skill({each})),
        theory=elements if module else frozenset(),
        violent=_violent(module) if module else bool(elements & VIOLENT),
        generic=part["phase"] not in NOT_FITTED and not FOR_A_GOAL.union({"risk"}).intersection(said["why"]),
        people=share.people,
        half=share.half,
        refresher=item is not None and item.again_after_months is not None,
        groups=said["groups"],
        most_people=item.most_people if item else 25,
        hours=share.hours,
        usual_hours=item.hours if item else None,
        cost=share.cost,
        internal_trainer=bool(said.get("internal_trainer")),
        suits_internal_trainer=item is not None and item.internal_trainer,
        duties=frozenset(said.get("with", ())),
        explicit=item is not None and named(item, audience, tags),
    )


def _violent(module: Module) -> bool:
    return any(lesson.notice for lesson in module.course.course.lessons)


def _goals(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the elements of what is in the programme for the sake of a goal or wish."""
    found = subjects_of([item for item in document["items"] if FOR_A_GOAL.intersection(item["why"])])
    return frozenset(element for what in found for element in _elements(what))


def _elements(what: str) -> frozenset[str]:
    item, module = references.programme_item(what), library().modules.get(what)
    return frozenset(item.elements if item else module.course.course.elements if module else ())


def _overlaps(items: tuple[Item, ...]) -> bool:
    """Return whether an education may have taught what is practised here (training guide, table 5)."""
    taught = {element for each in references.basic_educations().values() for element in each.elements}
    return any(taught & each.trains for each in items if not each.e_learning)


def _change_of_norm(kept: Kept, known: Sequence[Published], today: date) -> tuple[date | None, date | None]:
    """Return when the norm changed for the last time, and by when this programme tells it; None when that is over."""
    changed = next((each.valid_from for each in known if each.number > 1 and each.change_kind == "acknowledge"), None)
    if changed is None or changed + TOLD_AGAIN < max(date(kept.year, 1, 1), today):
        return None, None
    if said := _day(kept.document.get("beside", {}).get("told_again_by")):
        return changed, said
    telling = (each for each in kept.document["items"] if any(part["phase"] == "norm" for part in parts(each)))
    ends = [_end_of_month(each["month"]) for each in telling]
    return changed, min((each for each in ends if each >= changed), default=None)


def _best_trainer(today: date) -> tuple[int, bool]:
    """Return how the best prepared internal trainer is prepared; (0, False) when there is none."""
    who = people(TRAINERS, today)
    done: dict[int, dict[str, int]] = {}
    for person, item, days in programme_facts.times_completed(who, (OBSERVING, INTERVISION)):
        done.setdefault(person, {})[item] = days
    known = [(each.get(OBSERVING, 0), each.get(INTERVISION, 0) > 0) for each in done.values()]
    return max(known, key=lambda each: (each[0] >= OBSERVED and each[1], each), default=(0, False))


def _without_mentor(audience: str, today: date) -> int:
    if audience not in GROUPS:
        return 0
    who = people(audience, today)
    return programme_facts.without_mentor(who, RISKY, today - MENTORED, today - MENTOR_WITHIN, today)


def _leaders_planned(year: int) -> date | None:
    newest = programmes.versions(year, (LEADERS,))[:1]
    found = (subjects_of(kept.document["items"]).get(LEADERS_ITEM) for kept in newest)
    return next((date.fromisoformat(item["month"]) for item in found if item), None)


def _smallest(picture: GroupPicture | None) -> int | None:
    """Return the fewest people behind a figure that is shown."""
    shown = [row.cell.people for row in picture.goals if not row.cell.hidden] if picture else []
    return min(shown, default=None)


def _ready(answers: Mapping[str, Any], name: str) -> Readiness:
    said = answers.get(name, "unknown")
    return cast("Readiness", said) if said in get_args(Readiness) else "unknown"


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _end_of_month(month: str) -> date:
    return plus_months(date.fromisoformat(month), 1) - timedelta(days=1)
