"""The questionnaire with the goals and training elements it leads to, read and checked once per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from learning_goals import function_groups
from learning_goals.goal_catalogue import ELEMENTS, GOALS, Goal, TrainingElement, by_id, faults
from learning_goals.norm_texts import CHOICES
from quizzes.parse import digest
from quizzes.questionnaire import Questionnaire
from quizzes.questionnaire_check import Known, parse_questionnaire
from webapp.config import ROOT

FOLDER = ROOT / "learning_goals" / "content"
QUESTIONNAIRES = ROOT / "quizzes" / "content" / "questionnaires"
FILE = "leerdoelwijzer.yaml"


class BrokenQuestionnaire(ValueError):
    """The questionnaire cannot be used; the message says all that is wrong, one line each."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A questionnaire in one version of its text."""

    questionnaire: Questionnaire
    text: str

    @cached_property
    def digest(self) -> str:
        """The digest of the text."""
        return digest(self.text)


@lru_cache(maxsize=1)
def goals() -> tuple[Goal, ...]:
    """Return every goal that can be chosen, in the order of the file."""
    return GOALS.validate_python(_read("goals.yaml")["goals"])


@lru_cache(maxsize=1)
def goals_by_id() -> Mapping[str, Goal]:
    """Return the goals by their ids."""
    return by_id(goals())


@lru_cache(maxsize=1)
def elements() -> tuple[TrainingElement, ...]:
    """Return every training element."""
    return ELEMENTS.validate_python(_read("training_elements.yaml")["elements"])


@lru_cache(maxsize=1)
def current() -> Edition:
    """Return the questionnaire that is asked now; raises BrokenQuestionnaire."""
    text = (QUESTIONNAIRES / FILE).read_text(encoding="utf-8")
    questionnaire, problems = examine(text)
    if questionnaire is None or problems:
        raise BrokenQuestionnaire("\n".join(problems))
    return Edition(questionnaire=questionnaire, text=text)


def examine(text: str) -> tuple[Questionnaire | None, list[str]]:
    """Return the questionnaire of a text, and every problem in it and in the lists it leads to."""
    parsed = parse_questionnaire(text, FILE, known())
    return parsed.questionnaire, [*(str(each) for each in parsed.problems), *faults(goals(), elements())]


def known() -> Known:
    """Return what a questionnaire may name."""
    audiences = function_groups.parse((FOLDER / "audiences.yaml").read_text(encoding="utf-8"))
    return Known(
        elements=frozenset(each.id for each in elements()),
        scored=frozenset(statement for goal in goals() for statement in goal.statements),
        audiences={
            "groups": frozenset(each.id for each in audiences.function_groups),
            "duties": frozenset(each.id for each in audiences.duties),
            "tags": frozenset(each.id for each in audiences.tags),
        },
        choices=CHOICES,
    )


def all_in(folder: Path) -> list[Path]:
    """Return every questionnaire file in a folder."""
    return sorted(folder.glob("*.yaml"))


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
