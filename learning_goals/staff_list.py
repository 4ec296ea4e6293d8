"""What the lines of a staff list say, cell by cell and together; every problem has its line and column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from learning_goals import staff_table
from learning_goals.function_groups import Audiences, FunctionGroup, Named
from learning_goals.periods import FOREVER
from learning_goals.staff_table import Line, Problem, Reason
from learning_goals.staffer import Personal, RoleName, Span
from learning_goals.team_tree import Misplaced, Place, find

LONGEST = {
    "staff_number": 64,
    "given_name": 200,
    "family_name": 200,
    "email": 254,
    "team": 200,
    "parent_team": 1000,
    "function": 200,
    "hours": 10,
    "location": 200,
}
"""Most characters in a cell; the other columns hold words from a closed list."""
ROLES: tuple[RoleName, ...] = get_args(RoleName)
_MUST = ("staff_number", "given_name", "family_name", "team", "function", "role", "employed_from", "language")
_DATE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}|9999-12-31")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@.<>()\[\],;:\"\\]+(\.[^\s@.<>()\[\],;:\"\\]+)+")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the reading direction of what follows: they make a name look like another."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: a person in a team. `path` is the team's place in the tree, once it is found."""

    line: int
    staff_number: str
    personal: Personal
    place: Place
    function: str
    function_group: str
    roles: tuple[RoleName, ...]
    employed: Span
    manager: str
    duties: tuple[str, ...]
    tags: tuple[str, ...]
    hours: str
    location: str
    path: str = ""


def read(
    data: bytes, audiences: Audiences, numbers: Collection[str], teams: Collection[str]
) -> tuple[list[Row], list[Problem]]:
    """Return the rows with their teams' paths, or all problems; `numbers` and `teams` (paths) are known already."""
    lines, problems = staff_table.read(data)
    rows: list[Row] = []
    for line in lines:
        cells = _Cells(line, audiences)
        rows.append(cells.row())
        problems += cells.problems
    paths, misplaced = find(list(dict.fromkeys(row.place for row in rows)), teams)
    problems += _unplaced(rows, misplaced)
    problems += _disagreeing(rows, paths)
    problems += _unknown_managers(rows, numbers)
    problems.sort(key=lambda problem: problem.line)
    return ([], problems) if problems else ([replace(row, path=paths[row.place]) for row in rows], [])


def is_email(text: str) -> bool:
    """Return whether the text has the form of one e-mail address."""
    return len(text) <= LONGEST["email"] and _EMAIL.fullmatch(text) is not None


def is_clean(text: str) -> bool:
    """Return whether the text has only characters that can be seen for what they are."""
    return not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _TURNING for sign in text)


class _Cells:
    """Reads the cells of one line and remembers what was wrong."""

    def __init__(self, line: Line, audiences: Audiences) -> None:
        self.line = line
        self.audiences = audiences
        self.problems: list[Problem] = []

    def row(self) -> Row:
        for column in self.line.cells:
            self._check_text(column)
        personal = Personal(
            given_name=self.text("given_name"),
            family_name=self.text("family_name"),
            email=self._email(),
            language=self._one_of("language", ("nl", "en"), "unknown_language"),
        )
        return Row(
            line=self.line.number,
            staff_number=self.same("staff_number"),
            personal=personal,
            place=self._place(),
            function=self.text("function"),
            function_group=self._function_group(),
            roles=self._roles(),
            employed=self._employed(),
            manager=self.same("manager_staff_number"),
            duties=self._several("duties", _ids(self.audiences.duties), "unknown_duty"),
            tags=self._several("tags", _ids(self.audiences.tags), "unknown_tag"),
            hours=self.text("hours"),
            location=self.text("location"),
        )

    def text(self, column: str) -> str:
        return self.line.cells.get(column, "")

    def same(self, column: str) -> str:
        """Return what identifies something: equal however its accents were typed."""
        return " ".join(unicodedata.normalize("NFC", self.text(column)).split())

    def wrong(self, column: str, reason: Reason, said: str = "", other: str = "") -> None:
        self.problems.append(Problem(line=self.line.number, column=column, reason=reason, said=said[:80], other=other))

    def _check_text(self, column: str) -> None:
        text = self.text(column)
        if not text and column in _MUST:
            self.wrong(column, "must_be_filled")
        if len(text) > LONGEST.get(column, 1000):
            self.wrong(column, "too_long", text, str(LONGEST.get(column, 1000)))
        if not (text.isascii() and text.isprintable()) and not is_clean(text):
            self.wrong(column, "control_character", ascii(text)[1:-1])

    def _one_of(self, column: str, allowed: tuple[str, ...], reason: Reason) -> str:
        text = self.text(column)
        if text and text not in allowed:
            self.wrong(column, reason, text, ", ".join(allowed))
        return text

    def _several(self, column: str, allowed: Collection[str], reason: Reason) -> tuple[str, ...]:
        said = [part.strip() for part in self.text(column).split(",")]
        found = tuple(dict.fromkeys(part for part in said if part))
        for part in found:
            if part not in allowed:
                self.wrong(column, reason, part, ", ".join(allowed))
        return found

    def _roles(self) -> tuple[RoleName, ...]:
        said = self._several("role", ROLES, "unknown_role")
        return tuple(role for role in ROLES if role in said)

    def _email(self) -> str:
        text = self.text("email")
        if text and not is_email(text):
            self.wrong("email", "no_email", text)
        return text

    def _function_group(self) -> str:
        said = self.text("function_group")
        group = self.audiences.function_group(said) if said else None
        if said and group is None:
            self.wrong(
                "function_group", "unknown_function_group", said, ", ".join(_ids(self.audiences.function_groups))
            )
        return group.id if group else ""

    def _place(self) -> Place:
        team = self.same("team")
        if ">" in team:
            self.wrong("team", "arrow_in_team", team)
        return Place(team=team, parent=self.same("parent_team"))

    def _employed(self) -> Span:
        first = self._date("employed_from", date.min)
        last = self._date("employed_until", FOREVER)
        if last < first:
            self.wrong("employed_until", "ends_before_it_begins", last.isoformat(), first.isoformat())
            return Span(first=first, last=FOREVER)
        return Span(first=first, last=last)

    def _date(self, column: str, otherwise: date) -> date:
        text = self.text(column)
        if not text:
            return otherwise
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.wrong(column, "no_date", text)
        return otherwise


def _ids(items: Iterable[Named | FunctionGroup]) -> tuple[str, ...]:
    return tuple(item.id for item in items)


def _unplaced(rows: list[Row], misplaced: list[Misplaced]) -> list[Problem]:
    lines: dict[Place, int] = {}
    for row in rows:
        lines.setdefault(row.place, row.line)
    return [
        Problem(
            line=lines[each.place],
            column="parent_team" if each.place.parent else "team",
            reason=each.fault,
            said=each.said,
            other="; ".join(each.options),
        )
        for each in misplaced
        if each.place.team
    ]


def _disagreeing(rows: list[Row], paths: Mapping[Place, str]) -> list[Problem]:
    """Return where a number is used for two people, or twice for one team."""
    first: dict[str, Row] = {}
    teams: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for row in rows:
        if not row.staff_number:
            continue
        earlier = first.setdefault(row.staff_number, row)
        problems += [
            Problem(line=row.line, column=column, reason="other_person", said=row.staff_number, other=str(earlier.line))
            for column in _differences(earlier, row)
        ]
        path = paths.get(row.place)
        line = teams.setdefault((row.staff_number, path), row.line) if path else row.line
        if line != row.line:
            problems.append(
                Problem(line=row.line, column="team", reason="same_team_twice", said=row.place.team, other=str(line))
            )
    return problems


def _differences(one: Row, other: Row) -> list[str]:
    if one is other or (one.personal == other.personal and one.employed == other.employed):
        return []
    pairs = {
        "given_name": (one.personal.given_name, other.personal.given_name),
        "family_name": (one.personal.family_name, other.personal.family_name),
        "email": (one.personal.email, other.personal.email),
        "language": (one.personal.language, other.personal.language),
        "employed_from": (one.employed.first, other.employed.first),
        "employed_until": (one.employed.last, other.employed.last),
    }
    return [column for column, (left, right) in pairs.items() if left != right]


def _unknown_managers(rows: list[Row], numbers: Collection[str]) -> list[Problem]:
    known = {row.staff_number for row in rows} | set(numbers)
    return [
        Problem(line=row.line, column="manager_staff_number", reason="unknown_manager", said=row.manager)
        for row in rows
        if row.manager and row.manager not in known
    ]
