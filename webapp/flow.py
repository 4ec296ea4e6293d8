"""Lays out a procedure as a picture of boxes and arrows, and as numbered steps that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap

from courses.placeholders import fill
from learning_goals.procedures import Procedure, Step, Who
from learning_goals.words import Language

WIDTH = 320
BOX = 252
LINE = 18
LETTERS = 30
"""How many letters of the picture's size fit within a box."""
_PAD = 10
_GAP = 22
_LANE = 11


@dataclass(frozen=True, kw_only=True)
class Row:
    """A way on as the picture writes it, `y` at its foot; `to` is the number of the step."""

    text: str
    to: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Box:
    """A step in the picture: where it stands and what it says."""

    number: int
    y: int
    height: int
    lines: tuple[str, ...]
    calls: tuple[str, ...]
    rows: tuple[Row, ...]
    ends: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A step as text: `ways` are the case (empty when there is one way), the number and the step it leads to."""

    number: int
    text: str
    calls: str
    ways: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A procedure to show; `arrows` are the paths of lines between boxes, each ending in an arrow head."""

    id: str
    title: str
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Telling:
    """In which language, with what the norm says and how who is called is named."""

    language: Language
    said: Mapping[str, str]
    who: Mapping[Who, str]


def flow(procedure: Procedure, telling: Telling) -> Flow:
    """Return the procedure as picture and text."""
    lines = _lines(procedure, telling)
    boxes = _boxes(lines)
    arrows, width = _arrows(boxes, lines)
    return Flow(
        id=procedure.id,
        title=fill(procedure.title.in_language(telling.language), telling.said),
        lines=lines,
        boxes=boxes,
        arrows=arrows,
        width=max(WIDTH, width + 4),
        height=boxes[-1].y + boxes[-1].height + 4,
    )


def _lines(procedure: Procedure, telling: Telling) -> tuple[Line, ...]:
    numbers = {step.id: number for number, step in enumerate(procedure.steps, start=1)}
    said = {step.id: fill(step.text.in_language(telling.language), telling.said) for step in procedure.steps}
    return tuple(_line(step, numbers, said, telling) for step in procedure.steps)


def _line(step: Step, numbers: Mapping[str, int], said: Mapping[str, str], telling: Telling) -> Line:
    return Line(
        number=numbers[step.id],
        text=said[step.id],
        calls=telling.who.get(step.calls, ""),
        ways=tuple(
            (
                fill(way.when.in_language(telling.language), telling.said) if way.when else "",
                numbers[way.to],
                said[way.to],
            )
            for way in step.ways
        ),
    )


def _boxes(lines: tuple[Line, ...]) -> tuple[Box, ...]:
    made: list[Box] = []
    top = 4
    for line in lines:
        words = tuple(wrap(f"{line.number}. {line.text}", LETTERS)) or ("",)
        calls = tuple(wrap(line.calls, LETTERS - 4))
        foot = top + _PAD + LINE * (len(words) + len(calls)) + (4 if calls else 0)
        rows: list[Row] = []
        if len(line.ways) > 1:
            foot += 8
            for case, to, _text in line.ways:
                foot += LINE * len(wrap(f"{case} → {to}", LETTERS))
                rows.append(Row(text=f"{case} → {to}", to=to, y=foot))
        height = foot + _PAD - top
        made.append(
            Box(
                number=line.number,
                y=top,
                height=height,
                lines=words,
                calls=calls,
                rows=tuple(rows),
                ends=not line.ways,
            )
        )
        top += height + _GAP
    return tuple(made)


def row_lines(row: Row) -> list[str]:
    """Return the lines in which a way on is written."""
    return wrap(row.text, LETTERS)


def _arrows(boxes: tuple[Box, ...], lines: tuple[Line, ...]) -> tuple[tuple[str, ...], int]:
    """Return the paths and how far right they reach; all ways to one step share a lane beside the boxes."""
    down = [f"M{BOX // 2} {boxes[number].y - _GAP} V{boxes[number].y - 6}" for number in _followers(lines)]
    paths: list[str] = []
    lanes: list[list[tuple[int, int]]] = []
    for target, begins in _jumps(boxes, lines).items():
        end = boxes[target].y + 14
        x = BOX + 8 + 12 + _LANE * _lane(lanes, min(*begins, end), max(*begins, end))
        paths += [f"M{BOX + 8} {begin} H{x} V{end} H{BOX + 8 + 6}" for begin in begins]
    return (*down, *paths), BOX + 8 + 12 + _LANE * len(lanes)


def _followers(lines: tuple[Line, ...]) -> list[int]:
    """Return the places of the steps to which the step right above leads."""
    return [line.number for line in lines[:-1] if any(to == line.number + 1 for _case, to, _text in line.ways)]


def _jumps(boxes: tuple[Box, ...], lines: tuple[Line, ...]) -> dict[int, list[int]]:
    """Return the heights from which ways lead to each place but the next one."""
    found: dict[int, list[int]] = {}
    for box, line in zip(boxes, lines, strict=True):
        for place, (_case, to, _text) in enumerate(line.ways):
            if to != box.number + 1:
                begin = box.rows[place].y - 5 if box.rows else box.y + box.height // 2
                found.setdefault(to - 1, []).append(begin)
    return found


def _lane(lanes: list[list[tuple[int, int]]], top: int, foot: int) -> int:
    """Return the first lane beside the boxes that is free between two heights, and take it."""
    for number, taken in enumerate(lanes):
        if all(foot < begin or top > end for begin, end in taken):
            taken.append((top, foot))
            return number
    lanes.append([(top, foot)])
    return len(lanes) - 1
