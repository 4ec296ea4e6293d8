"""The reference data of the field as it holds here: the files, with what the municipality changed over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from learning_goals.function_groups import Audiences, FunctionGroup, Named
from learning_goals.goal_catalogue import TrainingElement
from learning_goals.programme_items import ProgrammeItem
from learning_goals.reference_check import unlearnable
from learning_goals.reference_entries import Entry, merged
from learning_goals.references import KINDS, BasicEducation, Competence, ExternalProgramme, Kind, SubSkill, Value
from learning_goals.words import Language
from webapp import reference
from webapp.services.curriculum import library
from webapp.store import references as store
from webapp.store import revision

T = TypeVar("T", bound=Value)


@dataclass(frozen=True)
class Book:
    """Every entry of every kind, hidden ones too, in the order in which they are shown."""

    entries: Mapping[Kind, tuple[Entry, ...]]

    @cached_property
    def audiences(self) -> Audiences:
        """The function groups, duties and tags that can be chosen."""
        return Audiences(
            function_groups=tuple(self.shown("function_group", FunctionGroup).values()),
            duties=tuple(self.shown("duty", Named).values()),
            tags=tuple(self.shown("tag", Named).values()),
        )

    @cached_property
    def elements(self) -> Mapping[str, TrainingElement]:
        """The training elements that can be chosen."""
        return self.shown("training_element", TrainingElement)

    @cached_property
    def programme_items(self) -> Mapping[str, ProgrammeItem]:
        """The programme items that can be chosen."""
        return self.shown("programme_item", ProgrammeItem)

    @cached_property
    def values(self) -> Mapping[Kind, tuple[Value, ...]]:
        """What can be chosen, by kind."""
        return {kind: tuple(each.value for each in found if not each.hidden) for kind, found in self.entries.items()}

    def shown(self, kind: Kind, of: type[T]) -> dict[str, T]:
        """Return what can be chosen of one kind, by id."""
        return {each.id: each.value for each in self.entries[kind] if not each.hidden and isinstance(each.value, of)}


def book() -> Book:
    """Return all reference data; read once for each change and kept by this process."""
    return _book(_stamp(revision.current()))


@lru_cache(maxsize=4)
def _stamp(_revision: int) -> tuple[int, int]:
    return store.stamp()


@lru_cache(maxsize=4)
def _book(stamp: tuple[int, int]) -> Book:
    said = store.newest() if any(stamp) else {}
    return Book({kind: merged(kind, reference.entries()[kind], said.get(kind, ())) for kind in KINDS})


def audiences() -> Audiences:
    """Return the function groups, duties and tags that can be chosen."""
    return book().audiences


def elements() -> Mapping[str, TrainingElement]:
    """Return the training elements that can be chosen, by id, in the order of the guide."""
    return book().elements


def programme_items() -> Mapping[str, ProgrammeItem]:
    """Return what a programme can be made of besides courses, by id: the guide's order, then the municipality's own."""
    return book().programme_items


def programme_item(id: str) -> ProgrammeItem | None:
    """Return one item, a hidden one too: what was planned or done with it stays what it was; None for an unknown id."""
    found = next((each.value for each in book().entries["programme_item"] if each.id == id), None)
    return found if isinstance(found, ProgrammeItem) else None


def external_programmes() -> Mapping[str, ExternalProgramme]:
    """Return the programmes on the market that the municipality wrote down (table 3), by id."""
    return book().shown("external_programme", ExternalProgramme)


def basic_educations() -> Mapping[str, BasicEducation]:
    """Return what a basic education may cover (table 5), by id; a reason to offer the quiz, no exemption (S15)."""
    return book().shown("basic_education", BasicEducation)


def sub_skills() -> Mapping[str, SubSkill]:
    """Return the smaller skills, by id."""
    return book().shown("sub_skill", SubSkill)


def competences() -> Mapping[str, Competence]:
    """Return the competences, by id."""
    return book().shown("competence", Competence)


def labels(kind: Kind, language: str) -> dict[str, str]:
    """Return the label of every entry of a kind, hidden ones too: what was recorded once keeps its name."""
    return {each.id: label_of(each.value, language) for each in book().entries[kind]}


def label_of(value: Value, language: str) -> str:
    """Return what an entry is called in that language."""
    return value.label.in_language(said(language))


def said(language: str) -> Language:
    """Return the language in which reference data is shown."""
    return "en" if language == "en" else "nl"


def taught() -> Mapping[str, frozenset[str]]:
    """Return which elements each course teaches."""
    return {id: frozenset(each.course.course.elements) for id, each in library().modules.items()}


def courses_about(elements: Collection[str], language: str) -> list[str]:
    """Return the titles of the courses that teach any of these elements, those that teach most of them first."""
    wanted = frozenset(elements)
    found = [(len(wanted & about), id) for id, about in taught().items() if wanted & about]
    titles = {id: each.course.course.title.in_language(language) for id, each in library().modules.items()}
    return [titles[id] for _count, id in sorted(found, key=lambda each: (-each[0], each[1]))]


def not_taught() -> list[str]:
    """Return the elements that nothing teaches now: no course, no programme item, no programme from elsewhere."""
    return unlearnable(book().values, {element for each in taught().values() for element in each})
