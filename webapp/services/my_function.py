"""What belongs to one's own function: the group, its competences, and what to learn in which way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from learning_goals.function_groups import FunctionGroup
from learning_goals.goal_catalogue import TrainingElement
from learning_goals.programme_items import ProgrammeItem
from learning_goals.references import (
    BasicEducation,
    ClusterInfo,
    Competence,
    ExternalProgramme,
    Way,
    Work,
    is_for,
    item_is_for,
    ways,
)
from webapp import reference
from webapp.policy import Visitor
from webapp.services import references
from webapp.store import references as store
from webapp.store import respondents

LEADER = "direct_leidinggevende"
"""The duty of who leads people without leading a team in the records."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One job; `by_name` when HR gave it no function group and its name is an example of this one."""

    function: str
    group: FunctionGroup | None
    by_name: bool


@dataclass(frozen=True, kw_only=True)
class ToLearn:
    """One element with how it is learned, and where: courses by id, trainings that are meant for this work."""

    element: TrainingElement
    ways: tuple[Way, ...]
    theory_only: bool
    courses: tuple[str, ...]
    trainings: tuple[ProgrammeItem | ExternalProgramme, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A list of what to learn; without a cluster it is what leaders learn for their own task."""

    cluster: ClusterInfo | None
    lines: tuple[ToLearn, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """An education that may have taught some of it, with the courses whose quiz tells (planning rule S15)."""

    education: BasicEducation
    courses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MyFunction:
    """Everything on the page."""

    jobs: tuple[Job, ...]
    competences: tuple[Competence, ...]
    parts: tuple[Part, ...]
    educations: tuple[Known, ...]


def mine(actor: Visitor, day: date) -> MyFunction:
    """Return what belongs to this person's own work on that day."""
    jobs = tuple(_job(function, group) for function, group in store.work_of(actor.person_id, day))
    held = respondents.work_of(actor.person_id, day)
    work = Work(
        groups=frozenset(each.group.id for each in jobs if each.group),
        duties=held.duties,
        tags=held.tags,
        leader=bool(actor.led_teams) or LEADER in held.duties,
    )
    lines = {each.id: _to_learn(each, work) for each in references.elements().values() if is_for(each, work)}
    return MyFunction(
        jobs=jobs,
        competences=_competences(jobs),
        parts=_parts(lines, leader=work.leader),
        educations=_educations(lines),
    )


def _job(function: str, group_id: str) -> Job:
    audiences = references.audiences()
    if group_id:
        return Job(function=function, group=audiences.function_group(group_id), by_name=False)
    return Job(function=function, group=audiences.group_of_function(function), by_name=True)


def _competences(jobs: tuple[Job, ...]) -> tuple[Competence, ...]:
    asked = {id for each in jobs if each.group for id in each.group.competences}
    return tuple(each for id, each in references.competences().items() if id in asked)


def _to_learn(element: TrainingElement, work: Work) -> ToLearn:
    clusters = reference.clusters()
    offered = (*references.programme_items().values(), *references.external_programmes().values())
    return ToLearn(
        element=element,
        ways=ways(element, clusters),
        theory_only=next(each.theory_only for each in clusters if each.id == element.cluster),
        courses=tuple(id for id, taught in references.taught().items() if element.id in taught),
        trainings=tuple(each for each in offered if element.id in each.elements and item_is_for(each.audience, work)),
    )


def _parts(lines: dict[str, ToLearn], *, leader: bool) -> tuple[Part, ...]:
    own = [id for id in reference.leaders_list() if id in lines] if leader else []
    parts = [Part(cluster=None, lines=tuple(lines[id] for id in own))]
    for cluster in reference.clusters():
        rest = (each for id, each in lines.items() if id not in own and each.element.cluster == cluster.id)
        parts.append(Part(cluster=cluster, lines=tuple(rest)))
    return tuple(each for each in parts if each.lines)


def _educations(lines: dict[str, ToLearn]) -> tuple[Known, ...]:
    found = (
        Known(
            education=each,
            courses=tuple(dict.fromkeys(c for id in each.elements if id in lines for c in lines[id].courses)),
        )
        for each in references.basic_educations().values()
    )
    return tuple(each for each in found if each.courses)
