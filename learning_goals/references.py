"""The reference data of the field: what kinds there are, how each is read, and which entry names which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from learning_goals.function_groups import FunctionGroup, Named
from learning_goals.goal_catalogue import Cluster, TrainingElement
from learning_goals.programme_items import Audience, ProgrammeItem
from learning_goals.words import Words

Kind = Literal[
    "function_group",
    "competence",
    "training_element",
    "sub_skill",
    "basic_education",
    "external_programme",
    "programme_item",
    "duty",
    "tag",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Way = Literal["elearning", "session", "team_session"]
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Competence:
    """A competence by its official name; `own_name` is what it is called in another job-evaluation system."""

    id: str
    label: Words
    own_name: Annotated[str, Field(max_length=120)] = ""
    source: str = ""


@checked(frozen=True, kw_only=True, config=_CLOSED)
class SubSkill:
    """A smaller skill that belongs to one training element."""

    id: str
    label: Words
    element: str
    source: str = ""


@checked(frozen=True, kw_only=True, config=_CLOSED)
class BasicEducation:
    """An education that may have taught some elements; never an exemption (planning rule S15)."""

    id: str
    label: Words
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    note: Words | None = None
    source: str = ""


@checked(frozen=True, kw_only=True, config=_CLOSED)
class ExternalProgramme:
    """A programme on the market for one function or audience (training guide, table 3, which each fills in itself)."""

    id: str
    label: Words
    provider: Annotated[str, Field(min_length=1, max_length=200)]
    audience: Audience
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    note: Words | None = None
    source: str = ""


@checked(frozen=True, kw_only=True, config=_CLOSED)
class ClusterInfo:
    """In which ways the elements of a cluster can be learned; with `theory_only` a screen teaches only the theory."""

    id: Cluster
    label: Words
    forms: tuple[Way, ...]
    theory_only: bool = False


Value = (
    FunctionGroup | Competence | TrainingElement | SubSkill | BasicEducation | ExternalProgramme | ProgrammeItem | Named
)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where a kind stands in the files, how one entry is read, and whether a municipality may add or hide entries."""

    file: str
    key: str
    entry: TypeAdapter[Any]
    may_add: bool = False
    may_hide: bool = False


SHELVES: Mapping[Kind, Shelf] = MappingProxyType(
    {
        "function_group": Shelf(
            file="audiences.yaml", key="function_groups", entry=TypeAdapter(FunctionGroup), may_hide=True
        ),
        "competence": Shelf(file="competences.yaml", key="competences", entry=TypeAdapter(Competence), may_add=True),
        "training_element": Shelf(
            file="training_elements.yaml", key="elements", entry=TypeAdapter(TrainingElement), may_hide=True
        ),
        "sub_skill": Shelf(
            file="sub_skills.yaml", key="sub_skills", entry=TypeAdapter(SubSkill), may_add=True, may_hide=True
        ),
        "basic_education": Shelf(
            file="basic_education.yaml",
            key="educations",
            entry=TypeAdapter(BasicEducation),
            may_add=True,
            may_hide=True,
        ),
        "external_programme": Shelf(
            file="external_programmes.yaml",
            key="programmes",
            entry=TypeAdapter(ExternalProgramme),
            may_add=True,
            may_hide=True,
        ),
        "programme_item": Shelf(
            file="programme_items.yaml", key="items", entry=TypeAdapter(ProgrammeItem), may_add=True, may_hide=True
        ),
        "duty": Shelf(file="audiences.yaml", key="duties", entry=TypeAdapter(Named)),
        "tag": Shelf(file="audiences.yaml", key="tags", entry=TypeAdapter(Named)),
    }
)
CLUSTERS: TypeAdapter[tuple[ClusterInfo, ...]] = TypeAdapter(tuple[ClusterInfo, ...])
"""Reads the list of clusters."""


@dataclass(frozen=True)
class Link:
    """One entry names another: in which field, of which kind, by which id."""

    field: str
    kind: Kind
    id: str


def links(value: Value) -> Iterator[Link]:
    """Yield every entry that this one names."""
    match value:
        case FunctionGroup():
            yield from (Link("competences", "competence", each) for each in value.competences)
        case TrainingElement():
            yield from _audience(value.groups, value.duties, value.tags, "")
        case SubSkill():
            yield Link("element", "training_element", value.element)
        case BasicEducation():
            yield from (Link("elements", "training_element", each) for each in value.elements)
        case ExternalProgramme() | ProgrammeItem():
            yield from (Link("elements", "training_element", each) for each in value.elements)
            whom = value.audience
            yield from _audience(whom.groups, whom.duties, whom.tags, "audience.")
        case Competence() | Named():
            return


def _audience(groups: tuple[str, ...], duties: tuple[str, ...], tags: tuple[str, ...], before: str) -> Iterator[Link]:
    yield from (Link(f"{before}groups", "function_group", each) for each in groups)
    yield from (Link(f"{before}duties", "duty", each) for each in duties)
    yield from (Link(f"{before}tags", "tag", each) for each in tags)


def for_nobody(audience: Audience) -> bool:
    """Return whether an audience leaves everybody out."""
    named = audience.groups or audience.duties or audience.tags
    return not (named or audience.leaders or audience.newcomers or audience.everyone)


def ways(element: TrainingElement, clusters: tuple[ClusterInfo, ...]) -> tuple[Way, ...]:
    """Return how an element can be learned: what suits its cluster, without the screen where people are needed."""
    forms = next(each.forms for each in clusters if each.id == element.cluster)
    return tuple(form for form in forms if not (element.no_screen and form == "elearning"))


@dataclass(frozen=True, kw_only=True)
class Work:
    """What decides which training somebody's work asks for."""

    groups: frozenset[str]
    duties: frozenset[str]
    tags: frozenset[str]
    leader: bool


def is_for(element: TrainingElement, work: Work) -> bool:
    """Return whether this work asks for the element (training guide, table 2)."""
    if work.leader and element.leaders:
        return True
    if work.duties.intersection(element.duties) or work.tags.intersection(element.tags):
        return True
    return not element.only_leaders and (not element.groups or not work.groups.isdisjoint(element.groups))


def item_is_for(audience: Audience, work: Work) -> bool:
    """Return whether a programme item or a programme from elsewhere is meant for this work."""
    if audience.everyone or (audience.leaders and work.leader):
        return True
    pairs = ((audience.groups, work.groups), (audience.duties, work.duties), (audience.tags, work.tags))
    return any(not held.isdisjoint(named) for named, held in pairs)
