"""The reference files, read once per process: proposed norm, procedures, letters, team prompts, programme items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

import yaml
from pydantic import TypeAdapter

from learning_goals.norm import NORM, MeasureId, Norm
from learning_goals.procedures import Procedure
from learning_goals.programme_items import ITEMS, ProgrammeItem
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
def letters() -> Mapping[str, Letter]:
    """Return the example letter of every measure."""
    return {
        measure: Letter(measure, {language: _letter(measure, language) for language in ("nl", "en")})
        for measure in get_args(MeasureId)
    }


@lru_cache(maxsize=1)
def programme_items() -> Mapping[str, ProgrammeItem]:
    """Return what a programme can be made of besides courses, by id, in the order of the guide."""
    return {each.id: each for each in ITEMS.validate_python(_read("programme_items.yaml")["items"])}


def _letter(measure: str, language: str) -> str:
    return (FOLDER / "letters" / f"{measure}.{language}.md").read_text(encoding="utf-8")


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
