"""The reference files, read once per process: proposed norm, procedures, letters, team prompts, data of the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import TypeAdapter

from learning_goals import kits as kit_file
from learning_goals import meeting_exercises as exercises
from learning_goals import norm_choices as choices
from learning_goals.kits import KITS, Kit
from learning_goals.meeting_exercises import EXERCISES, MeetingExercise
from learning_goals.norm import NORM, MeasureId, Norm
from learning_goals.norm_choices import NormChoice
from learning_goals.norm_texts import NAMES
from learning_goals.procedures import Procedure
from learning_goals.programme_items import ProgrammeItem
from learning_goals.proof import checklist as checks
from learning_goals.proof.checklist import ITEMS, Item
from learning_goals.reference_check import GOALS_FILE, CourseNames, Fault, faults_in, read
from learning_goals.references import CLUSTERS, SHELVES, ClusterInfo, Kind, Value
from learning_goals.team_prompts import Situation
from webapp.config import ROOT

FOLDER = ROOT / "learning_goals" / "content"
_PROCEDURES = TypeAdapter(dict[str, Procedure])
_SITUATIONS = TypeAdapter(tuple[Situation, ...])


@dataclass(frozen=True)
class Letter:
    """An example letter for one measure, in both languages, as Markdown."""

    measure: MeasureId
    text: Mapping[str, str]


def document() -> Mapping[str, Any]:
    """Return the proposed norm as JSON can hold it."""
    return _document()


@lru_cache(maxsize=1)
def _document() -> Mapping[str, Any]:
    return NORM.dump_python(proposed(), mode="json")


@lru_cache(maxsize=1)
def proposed() -> Norm:
    """Return the values that a new norm begins with, which are also the sample municipality's."""
    return NORM.validate_python(_read("norm.yaml"))


@lru_cache(maxsize=1)
def standard_procedures() -> Mapping[str, Procedure]:
    """Return the procedures that hold where a municipality wrote none of its own."""
    return _PROCEDURES.validate_python(_read("procedures.yaml"))


@lru_cache(maxsize=1)
def situations() -> tuple[Situation, ...]:
    """Return the prompts for a team's agreements, by situation."""
    return _SITUATIONS.validate_python(_read("team_prompts.yaml"))


@lru_cache(maxsize=1)
def norm_choices() -> tuple[NormChoice, ...]:
    """Return where good sources differ and the norm decides."""
    return choices.CHOICES.validate_python(_read(choices.FILE))


@lru_cache(maxsize=1)
def kits() -> Mapping[str, Kit]:
    """Return what the session of a course needs, by the id of the course."""
    return {each.course: each for each in KITS.validate_python(_read(kit_file.FILE))}


@lru_cache(maxsize=1)
def letters() -> Mapping[str, Letter]:
    """Return the example letter of every measure."""
    return {
        measure: Letter(measure, {language: _letter(measure, language) for language in ("nl", "en")})
        for measure in get_args(MeasureId)
    }


@lru_cache(maxsize=1)
def checklist() -> Mapping[str, Item]:
    """Return the questions of the organisation's own checklist, in their order."""
    return {each.id: each for each in ITEMS.validate_python(_read(checks.FILE))}


@lru_cache(maxsize=1)
def entries() -> Mapping[Kind, tuple[Value, ...]]:
    """Return the reference data of the field as the files have it; raises ValueError with all that is wrong."""
    found, faults = read(_files(FOLDER))
    if faults:
        raise ValueError("\n".join(str(each) for each in faults))
    return found


@lru_cache(maxsize=1)
def clusters() -> tuple[ClusterInfo, ...]:
    """Return the clusters of training elements with the forms that suit them."""
    return CLUSTERS.validate_python(_read("training_elements.yaml")["clusters"])


@lru_cache(maxsize=1)
def leaders_list() -> tuple[str, ...]:
    """Return the elements that leaders learn for their own task, in the order of the guide (chapter 3)."""
    return tuple(_read("training_elements.yaml")["leaders_list"])


@lru_cache(maxsize=1)
def meeting_exercises() -> tuple[MeetingExercise, ...]:
    """Return the exercises for a team's own meeting; raises ValueError with all that is wrong."""
    if faults := _exercise_faults(_files(FOLDER), FOLDER):
        raise ValueError("\n".join(str(each) for each in faults))
    return EXERCISES.validate_python(_read(exercises.FILE))


def examine(folder: Path, courses: Mapping[str, CourseNames]) -> list[Fault]:
    """Return everything that is wrong in a folder of reference files, and in what courses name of them."""
    files = _files(folder)
    return [
        *faults_in(files, courses),
        *_exercise_faults(files, folder),
        *checks.faults(_parsed(folder / checks.FILE)),
        *_named(folder, courses),
    ]


def _named(folder: Path, courses: Mapping[str, CourseNames]) -> list[Fault]:
    """Return what kits and choices name that is not there."""
    found = list(kit_file.faults(_parsed(folder / kit_file.FILE), courses))
    for each in choices.CHOICES.validate_python(_parsed(folder / choices.FILE)):
        strange = sorted(set(each.courses) - courses.keys()) + sorted(choices.names_of(each) - NAMES)
        found += [Fault(choices.FILE, each.id, f"there is nothing called {name!r}") for name in strange]
    return found


def _exercise_faults(files: Mapping[str, Any], folder: Path) -> list[Fault]:
    known, _faults = read(files)
    elements, groups = ({each.id for each in known[kind]} for kind in ("training_element", "function_group"))
    return exercises.faults(_parsed(folder / exercises.FILE), elements, groups)


@lru_cache(maxsize=1)
def programme_items() -> Mapping[str, ProgrammeItem]:
    """Return the programme items as the file has them; webapp.services.references has what the municipality changed."""
    return {each.id: each for each in entries()["programme_item"] if isinstance(each, ProgrammeItem)}


def _files(folder: Path) -> dict[str, Any]:
    names = sorted({GOALS_FILE, *(shelf.file for shelf in SHELVES.values())})
    return {name: _parsed(folder / name) for name in names}


def _parsed(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        return None


def _letter(measure: str, language: str) -> str:
    return (FOLDER / "letters" / f"{measure}.{language}.md").read_text(encoding="utf-8")


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
