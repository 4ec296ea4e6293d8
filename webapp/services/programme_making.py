"""What is offered to an audience, what speaks for it, and what the planning rules are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, get_args

from learning_goals.assignment_rules.rule import RULE
from learning_goals.planning_rules.plan import Facts, Item, Plan, Readiness
from learning_goals.programme_items import Phase, ProgrammeItem
from learning_goals.programme_proposal import KNOWLEDGE, Needs, Offer
from learning_goals.risk_profile import FOR_EVERYBODY
from webapp import questionnaires
from webapp.content import Module, library
from webapp.policy import Visitor
from webapp.services import assessment_gate, group_pictures, references
from webapp.store import norms, programme_facts, programmes, rules
from webapp.store.programmes import Kept

GROUPS = ("werkplein", "sociaal_domein", "buitendienst", "publieksdiensten", "toezicht_handhaving")
LEADERS = "leaders"
DUTIES = ("bestuur_college", "raadslid", "mt_hoger_management", "bot_medewerker", "interne_trainer", "hr_po")
AUDIENCES = (*GROUPS, LEADERS, *DUTIES)
"""Whose programme can be made: function groups, leaders, and duties with items of their own."""
PHASES: tuple[Phase, ...] = get_args(Phase)
YEAR = timedelta(days=365)
USUAL_HOURS = 4.0
"""Hours of an item for which no source gives any."""
SKILL_CLUSTERS = ("C2", "C3")
PRACTISED = ("skills", "aftercare", "team")
"""Phases in which an item on a skill is practice with others; refreshers are in the last."""
GOVERNING = ("bestuur_college", "raadslid", "mt_hoger_management")
"""Who has courses of their own in place of those for all staff."""
_LEADER_COURSES = "direct_leidinggevende"


def offers(audience: str, tags: Collection[str]) -> list[Offer]:
    """Return the courses and items that fit an audience, or the tags of its work."""
    items = [_item_offer(each) for each in references.programme_items().values() if _item_fits(each, audience, tags)]
    courses = [_course_offer(id, each) for id, each in library().modules.items() if _course_fits(each, audience)]
    return [*courses, *items]


def needs(actor: Visitor, audience: str, year: int, today: date) -> Needs:
    """Return what speaks for what: published figures, risks, wishes, rules; never anybody's answers."""
    group = audience if audience in GROUPS else ""
    wishes = programme_facts.asked_for(group, today) if group else frozenset[str]()
    goals = questionnaires.goals_by_id()
    wished = {element for each in wishes if each in goals for element in goals[each].elements}
    return Needs(
        year=year,
        people=people_in(audience, today),
        team_norm_done=_team_norm_done(audience, today),
        newcomers=programme_facts.newcomers(group, today - YEAR, today) if group else 0,
        goals=_wanted(actor, group) | frozenset(wished),
        risks=_risks(tags_of(audience, today)),
        requests=wishes,
        required=frozenset(_required(group)),
    )


def tags_of(audience: str, today: date) -> frozenset[str]:
    """Return the tags that the work of an audience bears; only function groups have any."""
    return programme_facts.tags_in(audience, today) if audience in GROUPS else frozenset()


def people_in(audience: str, today: date) -> int:
    """Return how many people an audience has."""
    if audience in GROUPS:
        return programme_facts.people_in(audience, today)
    if audience == LEADERS:
        return len(programme_facts.leaders(today))
    return programme_facts.with_duty(audience, today)


def plan_of(kept: Kept, today: date) -> Plan:
    """Return a version as the planning rules look at it."""
    answers = kept.document["answers"]
    changed = [each for each in norms.history() if each.number > 1 and each.change_kind == "acknowledge"]
    norm_from = min((each.valid_from for each in norms.history()), default=None)
    recorded = assessment_gate.gate(today).recorded
    leaders = programme_facts.leaders(today)
    group = kept.audience if kept.audience in GROUPS else ""
    tags = tags_of(kept.audience, today)
    facts = Facts(
        audience=kept.audience,
        year=kept.year,
        norm_from=norm_from,
        norm_changed_on=changed[0].valid_from if changed else None,
        told_again_by=changed[0].valid_from if changed else None,
        board_support=_ready(answers, "board_support"),
        norm_carried=_ready(answers, "norm_carried"),
        base_competences=_ready(answers, "base_competences"),
        intake_answered=bool(answers.get("answered")),
        leaders=kept.audience not in GROUPS,
        team_norm_done=_team_norm_done(kept.audience, today),
        leaders_done=programme_facts.done_by_all(leaders, "leaders-first"),
        leaders_planned=_leaders_planned(kept.year),
        groups_of=frozenset({group} - {""}),
        tags=tags,
        newcomers=programme_facts.newcomers(group, today - YEAR, today) if group else 0,
        consent=recorded is not None,
        figures_used=any("goal" in item["why"] for item in kept.document["items"]),
        budget=kept.document.get("budget"),
        risky="risicovolle_functie" in tags,
    )
    return Plan(
        items=tuple(_planned(item, facts, kept.document["people"]) for item in kept.document["items"]), facts=facts
    )


def _planned(said: Mapping[str, Any], facts: Facts, people: int) -> Item:
    item = references.programme_item(said["what"])
    module = library().modules.get(said["what"])
    elements = frozenset(item.elements if item else module.course.course.elements if module else ())
    practice = item is not None and said["phase"] in PRACTISED and _skills(elements)
    return Item(
        key=said["key"],
        what=said["what"],
        phase=said["phase"],
        month=date.fromisoformat(said["month"]),
        e_learning=module is not None,
        skill=practice,
        knowledge=said["what"] in KNOWLEDGE,
        trains=elements if item else frozenset(each for each in elements if not _skills({each})),
        people=people if item else 0,
        groups=said["groups"],
        most_people=item.most_people if item else 25,
        hours=said["hours"],
        usual_hours=item.hours if item else None,
        cost=said["cost"],
        duties=frozenset(item.audience.duties) & {facts.audience} if item else frozenset(),
        explicit=item is not None and _item_fits(item, facts.audience, facts.tags),
    )


def _item_fits(item: ProgrammeItem, audience: str, tags: Collection[str]) -> bool:
    said = item.audience
    if audience in GROUPS:
        return said.everyone or said.newcomers or audience in said.groups or not set(tags).isdisjoint(said.tags)
    if audience == LEADERS:
        return said.leaders or (said.everyone and item.phase != "norm")
    return audience in said.duties


def _course_fits(module: Module, audience: str) -> bool:
    said = module.course.course.audiences
    if audience not in GOVERNING and "all" in said:
        return True
    return (_LEADER_COURSES if audience == LEADERS else audience) in said


def _item_offer(item: ProgrammeItem) -> Offer:
    return Offer(
        what=item.id,
        phase=item.phase,
        form=item.form,
        elements=frozenset(item.elements),
        most_people=item.most_people,
        hours=item.hours[0] if item.hours else USUAL_HOURS,
        again_after=item.again_after_months or 0,
    )


def _course_offer(id: str, module: Module) -> Offer:
    course = module.course.course
    elements = frozenset(course.elements)
    return Offer(
        what=id,
        phase="skills" if _skills(elements) and id not in KNOWLEDGE else "norm",
        form="course",
        elements=elements,
        most_people=10_000,
        hours=round(sum(lesson.minutes for lesson in course.lessons) / 60, 1),
        e_learning=True,
    )


def _skills(elements: frozenset[str] | set[str]) -> bool:
    return any(each.id in elements and each.cluster in SKILL_CLUSTERS for each in questionnaires.elements())


def _wanted(actor: Visitor, group: str) -> frozenset[str]:
    """Return the elements of goals that half of the group or more wants, as the newest published round says."""
    newest = group_pictures.published(1)
    key = f"group:{group}"
    if not group or not newest or key not in dict(group_pictures.groups(actor, "nl")):
        return frozenset()
    goals = questionnaires.goals_by_id()
    wanted = group_pictures.wanted_in(actor, newest[-1].id, key)
    return frozenset(element for each in wanted if each in goals for element in goals[each].elements)


def _risks(tags: frozenset[str]) -> frozenset[str]:
    """Return the elements that the tags of the work ask for, beside what everybody learns."""
    found = {each.id for each in questionnaires.elements() if tags & set(each.tags)}
    return frozenset(found) - FOR_EVERYBODY


def _required(group: str) -> set[str]:
    active = [RULE.validate_python(each.document) for each in rules.newest() if each.status == "active"]
    return {
        each.target
        for each in active
        if any(said.everyone or (group and group in said.function_groups) for said in each.include)
    }


def _team_norm_done(audience: str, today: date) -> bool:
    if audience not in GROUPS:
        return True
    made, total = programme_facts.teams_with_norm(audience, today)
    return total > 0 and made == total


def _leaders_planned(year: int) -> date | None:
    found = [
        date.fromisoformat(item["month"])
        for kept in programmes.versions(year, (LEADERS,))[:1]
        for item in kept.document["items"]
        if item["what"] == "leaders-first"
    ]
    return min(found, default=None)


def _ready(answers: Mapping[str, Any], name: str) -> Readiness:
    said = answers.get(name, "unknown")
    return said if said in get_args(Readiness) else "unknown"


def teams_with_norm(audience: str, today: date) -> tuple[int, int]:
    """Return how many teams of an audience made agreements, and how many there are; (0, 0) where none are meant."""
    return programme_facts.teams_with_norm(audience, today) if audience in GROUPS else (0, 0)
