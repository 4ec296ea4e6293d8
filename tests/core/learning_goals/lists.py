"""Makes staff lists for tests: a good line, changed where a test says so."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from learning_goals.function_groups import Audiences, parse
from learning_goals.staff_list import Row, read
from learning_goals.staff_table import OPTIONAL, REQUIRED, Problem

COLUMNS = REQUIRED + OPTIONAL
GOOD = {
    "staff_number": "100",
    "given_name": "Eva",
    "family_name": "Bakker",
    "email": "eva@test.example",
    "team": "Balie",
    "parent_team": "Publiek",
    "function": "Medewerker",
    "function_group": "publieksdiensten",
    "role": "employee",
    "employed_from": "2020-01-01",
    "employed_until": "",
    "manager_staff_number": "",
    "language": "nl",
    "duties": "",
    "tags": "",
    "hours": "36",
    "location": "",
}


@lru_cache(maxsize=1)
def audiences() -> Audiences:
    """The audiences of the product."""
    root = Path(__file__).resolve().parents[3]
    return parse((root / "learning_goals/content/audiences.yaml").read_text(encoding="utf-8"))


def quoted(cell: str, delimiter: str) -> str:
    """A cell as a spreadsheet writes it."""
    return '"' + cell.replace('"', '""') + '"' if delimiter in cell or '"' in cell or "\n" in cell else cell


def text(*lines: dict[str, str], columns: tuple[str, ...] = COLUMNS, delimiter: str = ";") -> str:
    """A list with one line for each dictionary, which says only what differs from the good line."""
    rows = [delimiter.join(columns)]
    rows += [delimiter.join(quoted({**GOOD, **line}[name], delimiter) for name in columns) for line in lines]
    return "\n".join(rows) + "\n"


def parsed(
    *lines: dict[str, str], numbers: tuple[str, ...] = (), teams: tuple[str, ...] = ()
) -> tuple[list[Row], list[Problem]]:
    """What the list says, and what is wrong with it."""
    return read(text(*lines).encode(), audiences(), numbers, teams)


def refused(*lines: dict[str, str], **known: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """Line, column and reason of every problem."""
    rows, problems = parsed(*lines, **known)
    assert not rows or not problems
    return [(problem.line, problem.column, problem.reason) for problem in problems]
