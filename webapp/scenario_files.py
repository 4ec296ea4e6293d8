"""The conversations to practise, read and checked once per process; older versions are rebuilt from what was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import current_app

from learning_goals.norm_texts import CHOICES, NAMES
from quizzes.parse import digest
from quizzes.scenarios.check import Known, across, parse_scenario
from quizzes.scenarios.model import Scenario
from webapp.config import ROOT
from webapp.content import BrokenContent, Module, shipped
from webapp.questionnaires import known as known_lists

FOLDER = ROOT / "quizzes" / "content" / "scenarios"


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A conversation in one version of its file."""

    scenario: Scenario
    text: str

    @cached_property
    def digest(self) -> str:
        """The digest of the file."""
        return digest(self.text)


def shipped_editions() -> Mapping[str, Edition]:
    """Return every conversation by its id as shipped; the first call reads them, and raises BrokenContent."""
    if "scenarios" not in current_app.extensions:
        found, problems = examine(FOLDER, shipped().modules)
        if problems:
            raise BrokenContent(problems)
        current_app.extensions["scenarios"] = found
    return current_app.extensions["scenarios"]


def examine(folder: Path, modules: Mapping[str, Module]) -> tuple[dict[str, Edition], list[str]]:
    """Return the good conversations in a folder, and every problem."""
    known = _known(modules)
    found: dict[str, Edition] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        parsed = parse_scenario(text, path.name, known)
        problems += [str(each) for each in parsed.problems]
        if parsed.scenario is None:
            continue
        if parsed.scenario.id != path.stem:
            problems.append(f"{path.name}:1:1: the id must be {path.stem!r}")
        found[path.stem] = Edition(scenario=parsed.scenario, text=text)
    if not problems:
        whole = across([each.scenario for each in found.values()], known.groups)
        problems = [f"{folder.name}:1:1: {each}" for each in whole]
    return found, problems


def rebuilt(text: str) -> Scenario | None:
    """Return the conversation of an older text, None when this version cannot read it."""
    return reworded(text)[0]


def reworded(text: str) -> tuple[Scenario | None, list[str]]:
    """Return the conversation of another text and what is wrong with it."""
    found = parse_scenario(text, "scenario.yaml", _known(shipped().modules))
    return found.scenario, [str(each) for each in found.problems]


def _known(modules: Mapping[str, Module]) -> Known:
    lists = known_lists()
    return Known(
        names=NAMES,
        choices=CHOICES,
        elements=lists.elements,
        groups=lists.audiences["groups"],
        lessons={id: [head.id for head in each.course.course.lessons] for id, each in modules.items()},
    )
