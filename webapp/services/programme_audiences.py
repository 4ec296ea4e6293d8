"""Whose programme can be made, who belongs to it, and what fits it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from learning_goals.planning_rules.people import APART
from learning_goals.programme_items import ProgrammeItem
from learning_goals.programme_proposal import KNOWLEDGE, Offer
from webapp import questionnaires
from webapp.content import Module
from webapp.policy import Visitor
from webapp.services import references
from webapp.services.curriculum import library
from webapp.store import members, onboarding_facts, programme_facts
from webapp.store.programme_facts import People

GROUPS = ("werkplein", "sociaal_domein", "buitendienst", "publieksdiensten", "toezicht_handhaving")
LEADERS = "leaders"
SUPPORT = "hr_po"
SUPPORT_DUTIES = ("hr_po", "coordinator_ag", "arbocoordinator", "preventiemedewerker", "kennispunt")
"""Who share one programme, as in the guide's example: HR and the other support roles (training guide, chapter 4)."""
TRAINERS = "interne_trainer"
DUTIES = ("bestuur_college", "raadslid", "mt_hoger_management", "bot_medewerker", TRAINERS, SUPPORT)
AUDIENCES = (*GROUPS, LEADERS, *DUTIES)
"""Whose programme can be made: function groups, leaders, and duties with items of their own."""
USUAL_HOURS = 4.0
"""Hours of an item for which no source gives any."""
SKILL_CLUSTERS = ("C2", "C3")
_LEADER_COURSES = "direct_leidinggevende"


def people(audience: str, day: date) -> People:
    """Select who follows the programme of an audience."""
    if audience in GROUPS:
        return programme_facts.working_as(audience, day)
    if audience == LEADERS:
        return programme_facts.leading(day)
    return programme_facts.with_duties(duties_of(audience), day)


def duties_of(audience: str) -> tuple[str, ...]:
    """Return the duties that make somebody follow a programme; none for function groups and leaders."""
    if audience in GROUPS or audience == LEADERS:
        return ()
    return SUPPORT_DUTIES if audience == SUPPORT else (audience,)


def of_person(actor: Visitor, day: date) -> frozenset[str]:
    """Return the audiences that somebody belongs to."""
    groups = {place.function_group for place in members.places([actor.person_id], day).get(actor.person_id, ())}
    held = onboarding_facts.duties([actor.person_id], day).get(actor.person_id, frozenset())
    by_duty = {each for each in DUTIES if held.intersection(duties_of(each))}
    return frozenset((groups & {*GROUPS}) | by_duty | ({LEADERS} if actor.led_teams else set()))


def leads(audience: str) -> bool:
    """Return whether nobody goes before these: leaders, management, board and council (training guide 1, step 3)."""
    return audience == LEADERS or audience in APART


def offers(audience: str, tags: Collection[str]) -> list[Offer]:
    """Return the courses and items that fit an audience whose work bears these tags."""
    items = [_item_offer(each) for each in references.programme_items().values() if item_fits(each, audience, tags)]
    courses = [_course_offer(id, each) for id, each in library().modules.items() if _course_fits(each, audience)]
    return [*courses, *items]


def item_fits(item: ProgrammeItem, audience: str, tags: Collection[str]) -> bool:
    """Return whether an item is meant for an audience."""
    said = item.audience
    if audience in GROUPS:
        return said.everyone or said.newcomers or named(item, audience, tags)
    if audience == LEADERS:
        return said.leaders or (said.everyone and item.phase != "norm")
    return named(item, audience, tags)


def named(item: ProgrammeItem, audience: str, tags: Collection[str] = ()) -> bool:
    """Return whether an item names this very audience: planning rule H8 calls that an explicit choice."""
    said = item.audience
    if audience == LEADERS:
        return said.leaders
    if audience in GROUPS:
        return audience in said.groups or not set(tags).isdisjoint(said.tags)
    return not set(duties_of(audience)).isdisjoint(said.duties)


def is_skill(elements: Collection[str]) -> bool:
    """Return whether one of these elements is a skill, or care for who met aggression."""
    return any(each.id in elements and each.cluster in SKILL_CLUSTERS for each in questionnaires.elements())


def _course_fits(module: Module, audience: str) -> bool:
    said = module.course.course.audiences
    if "all" in said and audience not in APART:
        return True
    return not {_LEADER_COURSES if audience == LEADERS else audience}.isdisjoint(said)


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
        phase="skills" if is_skill(elements) and id not in KNOWLEDGE else "norm",
        form="course",
        elements=elements,
        most_people=10_000,
        hours=round(sum(lesson.minutes for lesson in course.lessons) / 60, 1),
        e_learning=True,
    )
