"""What contradicts itself in a norm whose fields are each valid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from learning_goals.norm import MeasureId, Norm, Stance
from learning_goals.norm_fields import PUBLISHABLE
from learning_goals.norm_texts import NAMES
from learning_goals.procedures import Procedure, faults, first_called

Reason = Literal[
    "looser_than_a",
    "looser_than_b",
    "ends_but_bends",
    "consent_without_date",
    "approved_after_it_holds",
    "measures_not_each_once",
    "not_publishable",
    "procedure_twice",
    "procedure_broken",
    "other_route",
    "unknown_name",
]
_NAMED = re.compile(r"\{\{([^{}\n]*)\}\}")
_ALARM = ("intervention_team", "police", "emergency")


@dataclass(frozen=True)
class Fault:
    """What is wrong with which field; `detail` names the procedure, step or word that it is about."""

    field: str
    reason: Reason
    detail: str = ""


def norm_faults(norm: Norm) -> list[Fault]:
    """Return everything for which this norm cannot be published."""
    return [*_stance_faults(norm), *_approval_faults(norm), *_list_faults(norm), *_procedure_faults(norm)]


def step_names(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Yield each name of the norm that a step uses, with the step."""
    for step in procedure.steps:
        for words in (step.text, *(way.when for way in step.ways if way.when)):
            for said in (words.nl, words.en):
                for found in _NAMED.finditer(said):
                    yield step.id, found.group(1).strip()


def _stance_faults(norm: Norm) -> Iterator[Fault]:
    order = get_args(Stance)
    if order.index(norm.b_stance) < order.index(norm.a_stance):
        yield Fault("b_stance", "looser_than_a")
    if order.index(norm.c_stance) < order.index(norm.b_stance):
        yield Fault("c_stance", "looser_than_b")
    if norm.c_stance == "bent_round" and norm.c_first_response == "end_at_once":
        yield Fault("c_first_response", "ends_but_bends")


def _approval_faults(norm: Norm) -> Iterator[Fault]:
    if norm.works_council == "consented" and norm.works_council_on is None:
        yield Fault("works_council_on", "consent_without_date")
    if norm.approved_on > norm.valid_from:
        yield Fault("approved_on", "approved_after_it_holds")


def _list_faults(norm: Norm) -> Iterator[Fault]:
    if sorted(measure.id for measure in norm.measures) != sorted(get_args(MeasureId)):
        yield Fault("measures", "measures_not_each_once")
    for name in norm.public_fields:
        if name not in PUBLISHABLE:
            yield Fault("public_fields", "not_publishable", name)


def _procedure_faults(norm: Norm) -> Iterator[Fault]:
    seen: set[str] = set()
    for procedure in norm.procedures:
        if procedure.id in seen:
            yield Fault("procedures", "procedure_twice", procedure.id)
        seen.add(procedure.id)
        for fault in faults(procedure):
            yield Fault("procedures", "procedure_broken", f"{procedure.id}/{fault.step_id}: {fault.reason}")
            return
        for step_id, name in step_names(procedure):
            if name not in NAMES:
                yield Fault("procedures", "unknown_name", f"{procedure.id}/{step_id}: {name}")
        if procedure.id == "office" and _route(procedure) not in ("", norm.office_route):
            yield Fault("procedures", "other_route", procedure.id)


def _route(procedure: Procedure) -> str:
    """Return which comes first after somebody was asked to leave; empty when neither the leader nor an alarm does."""
    leave = next((step for step in procedure.steps if "removal_requests" in step.text.nl), None)
    if leave is None:
        return ""
    rest = Procedure(id=procedure.id, title=procedure.title, steps=(leave, *procedure.steps))
    called = first_called(rest, ("leader", *_ALARM))
    return "" if called == "nobody" else "leader_first" if called == "leader" else "alarm_first"
