"""What to do step by step, as a graph: steps, choices and who is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass as checked

from learning_goals.words import Words

Who = Literal[
    "nobody", "colleague", "leader", "intervention_team", "contact_point", "police", "emergency", "crisis_line"
]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ProcedureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=60)]
Reason = Literal["id_twice", "goes_nowhere", "not_reached", "no_way_out", "no_end", "goes_twice", "one_way"]

STANDARD = ("office", "home_visit", "phone", "online")
"""The procedures that every norm has, as written here or by the municipality."""

_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Way:
    """One way on from a step; `when` says in which case, None when there is only this way."""

    to: StepId
    when: Words | None = None


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Step:
    """One thing to do and how it goes on; a step without a way on is an end."""

    id: StepId
    text: Words
    calls: Who = "nobody"
    ways: Annotated[tuple[Way, ...], Field(max_length=4)] = ()


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Procedure:
    """Steps in the order in which they are drawn; the first one is where it begins."""

    id: ProcedureId
    title: Words
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=20)]

    def step(self, step_id: str) -> Step:
        """Return that step; KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True)
class Fault:
    """Why a procedure cannot be followed, and at which step (empty: the whole)."""

    reason: Reason
    step_id: str


def faults(procedure: Procedure) -> list[Fault]:
    """Return everything that keeps somebody from following the steps to an end; in the order of the steps."""
    known = {step.id: step for step in procedure.steps}
    found = [*_local_faults(procedure.steps, known)]
    if found:
        return found
    reached, saved = _reached(procedure), _with_a_way_out(procedure)
    if not any(not step.ways for step in procedure.steps):
        return [Fault("no_end", "")]
    for step in procedure.steps:
        if step.id not in reached:
            found.append(Fault("not_reached", step.id))
        elif step.id not in saved:
            found.append(Fault("no_way_out", step.id))
    return found


def first_called(procedure: Procedure, whom: Sequence[Who]) -> Who:
    """Return which of these is called first, counted in steps from the beginning; "nobody" when none is."""
    waiting, seen = [procedure.steps[0].id], {procedure.steps[0].id}
    while waiting:
        step = procedure.step(waiting.pop(0))
        if step.calls in whom:
            return step.calls
        for way in step.ways:
            if way.to not in seen:
                seen.add(way.to)
                waiting.append(way.to)
    return "nobody"


def _local_faults(steps: Sequence[Step], known: Mapping[str, Step]) -> Iterator[Fault]:
    seen: set[str] = set()
    for step in steps:
        if step.id in seen:
            yield Fault("id_twice", step.id)
        seen.add(step.id)
        targets = [way.to for way in step.ways]
        if any(to not in known for to in targets):
            yield Fault("goes_nowhere", step.id)
        if len(set(targets)) < len(targets):
            yield Fault("goes_twice", step.id)
        if len(step.ways) > 1 and any(way.when is None for way in step.ways):
            yield Fault("one_way", step.id)


def _reached(procedure: Procedure) -> set[str]:
    reached: set[str] = set()
    waiting = [procedure.steps[0].id]
    while waiting:
        step_id = waiting.pop()
        if step_id not in reached:
            reached.add(step_id)
            waiting += [way.to for way in procedure.step(step_id).ways]
    return reached


def _with_a_way_out(procedure: Procedure) -> set[str]:
    """Return the steps from which an end can be reached."""
    saved = {step.id for step in procedure.steps if not step.ways}
    growing = True
    while growing:
        more = {step.id for step in procedure.steps if any(way.to in saved for way in step.ways)} - saved
        saved |= more
        growing = bool(more)
    return saved
