"""What stands beside the name of an entry in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from learning_goals.function_groups import FunctionGroup
from learning_goals.goal_catalogue import TrainingElement
from learning_goals.programme_items import ProgrammeItem
from learning_goals.references import BasicEducation, Competence, ExternalProgramme, SubSkill, Value
from webapp import reference
from webapp.references import words
from webapp.services import references


def summary_of(language: str) -> Callable[[Value], str]:
    """Return what says of an entry, in a few words, what it is; empty where its name says all."""
    elements = references.labels("training_element", language)
    spoken = references.said(language)
    clusters = {each.id: each.label.in_language(spoken) for each in reference.clusters()}

    def summary(value: Value) -> str:
        match value:
            case FunctionGroup():
                return ", ".join(each.in_language(spoken) for each in value.example_functions)
            case TrainingElement():
                return clusters[value.cluster]
            case ProgrammeItem():
                return f"{words.PHASES[value.phase]}: {words.FORMS[value.form]}"
            case SubSkill():
                return _named((value.element,), elements)
            case BasicEducation():
                return _named(value.elements, elements)
            case ExternalProgramme(provider=name) | Competence(own_name=name):
                return name
            case _:
                return ""

    return summary


def _named(ids: tuple[str, ...], labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(each, each) for each in ids)
