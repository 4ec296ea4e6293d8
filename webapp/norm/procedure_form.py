"""A procedure as the rows of a form: shown, read back, rearranged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from learning_goals.procedures import Procedure, Step, Way, Who
from learning_goals.words import Words

MOST_STEPS = 20
MOST_WAYS = 4
LONGEST = 200
_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class WayRow:
    """One way on as it was typed."""

    nl: str = ""
    en: str = ""
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step as it was typed; an empty Dutch text is no step."""

    id: str
    nl: str = ""
    en: str = ""
    calls: str = "nobody"
    ways: tuple[WayRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The whole form."""

    title_nl: str
    title_en: str
    steps: tuple[StepRow, ...]


class Incomplete(ValueError):
    """The form is no procedure yet; the message says what to do."""


def rows_of(procedure: Procedure) -> Rows:
    """Return the form that shows this procedure."""
    return Rows(
        title_nl=procedure.title.nl,
        title_en=procedure.title.en,
        steps=tuple(_row(step) for step in procedure.steps),
    )


def read_rows(form: MultiDict[str, str]) -> Rows:
    """Return what was sent; `step` names each step in order."""
    ids = [step_id for step_id in dict.fromkeys(form.getlist("step")) if _AN_ID.fullmatch(step_id)]
    return Rows(
        title_nl=_text(form, "title-nl"),
        title_en=_text(form, "title-en"),
        steps=tuple(_read_step(form, step_id) for step_id in ids[: MOST_STEPS + 1]),
    )


def with_another(rows: Rows) -> Rows:
    """Return the form with an empty step at the end."""
    taken = {step.id for step in rows.steps}
    number = next(number for number in range(1, MOST_STEPS * 3) if f"step-{number}" not in taken)
    return replace(rows, steps=(*rows.steps, StepRow(id=f"step-{number}")))


def moved(rows: Rows, step_id: str, by: int) -> Rows:
    """Return the form with that step one place up (-1) or down (1)."""
    steps = list(rows.steps)
    at = next((place for place, step in enumerate(steps) if step.id == step_id), -1)
    to = at + by
    if at < 0 or not 0 <= to < len(steps):
        return rows
    steps[at], steps[to] = steps[to], steps[at]
    return replace(rows, steps=tuple(steps))


def without(rows: Rows, step_id: str) -> Rows:
    """Return the form without that step and without the ways that led to it."""
    return replace(
        rows,
        steps=tuple(
            replace(step, ways=tuple(way for way in step.ways if way.to != step_id))
            for step in rows.steps
            if step.id != step_id
        ),
    )


def procedure_of(rows: Rows, procedure_id: str) -> Procedure:
    """Return the procedure that the form says; raises Incomplete."""
    steps = tuple(step for step in rows.steps if step.nl)
    if not rows.title_nl:
        raise Incomplete(_("Give the procedure a title."))
    if not steps:
        raise Incomplete(_("Write at least one step."))
    if len(steps) > MOST_STEPS:
        raise Incomplete(_("Write at most %(most)s steps.", most=MOST_STEPS))
    try:
        return Procedure(
            id=procedure_id,
            title=Words(nl=rows.title_nl, en=rows.title_en),
            steps=tuple(_step(step) for step in steps),
        )
    except ValidationError as error:
        raise Incomplete(_("This is no procedure. Fill in every step again.")) from error


def new_id(title: str, taken: set[str]) -> str:
    """Return an id for a procedure of the municipality's own."""
    base = _NOT_IN_AN_ID.sub("-", title.casefold()).strip("-")[:40] or "procedure"
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, 99))) if name not in taken)


def _row(step: Step) -> StepRow:
    ways = tuple(
        WayRow(nl=way.when.nl if way.when else "", en=way.when.en if way.when else "", to=way.to) for way in step.ways
    )
    return StepRow(id=step.id, nl=step.text.nl, en=step.text.en, calls=step.calls, ways=ways)


def _read_step(form: Mapping[str, str], step_id: str) -> StepRow:
    name = f"step-{step_id}"
    ways = (
        WayRow(
            nl=_text(form, f"{name}-way-{place}-nl"),
            en=_text(form, f"{name}-way-{place}-en"),
            to=_text(form, f"{name}-way-{place}-to"),
        )
        for place in range(MOST_WAYS)
    )
    return StepRow(
        id=step_id,
        nl=_text(form, f"{name}-nl"),
        en=_text(form, f"{name}-en"),
        calls=_text(form, f"{name}-calls") or "nobody",
        ways=tuple(way for way in ways if way.to),
    )


def _step(row: StepRow) -> Step:
    calls = cast("Who", row.calls if row.calls in get_args(Who) else "nobody")
    ways = tuple(Way(to=way.to, when=Words(nl=way.nl, en=way.en) if way.nl else None) for way in row.ways)
    return Step(id=row.id, text=Words(nl=row.nl, en=row.en), calls=calls, ways=ways)


def _text(form: Mapping[str, str], name: str) -> str:
    return " ".join(form.get(name, "").split())[:LONGEST]
