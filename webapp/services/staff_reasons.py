"""Why a staff list is refused, in sentences that say what to do."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from learning_goals.staff_table import Problem, Reason

_FILE: dict[Reason, LazyString] = {
    "wrong_encoding": _l("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again."),
    "empty_file": _l("The file is empty. The first line must name the columns."),
    "too_many_lines": _l("The file has more than %(other)s lines. Split it."),
    "missing_column": _l("This column is missing."),
    "unknown_column": _l("There is no column with this name. Check how it is spelled, or take it out."),
    "double_column": _l("This column is there twice. Take one out."),
    "broken_quotes": _l("This line cannot be read: a quotation mark is missing or in the wrong place."),
    "too_many_cells": _l(
        "This line has %(said)s cells, and there are %(other)s columns. "
        "Put text that has a separator in it between quotation marks."
    ),
    "too_few_cells": _l("This line has %(said)s cells, and there are %(other)s columns. Add the empty cells."),
}
_CELL: dict[Reason, LazyString] = {
    "must_be_filled": _l("This may not be empty."),
    "too_long": _l("This is longer than %(other)s characters."),
    "control_character": _l("There is an invisible character in “%(said)s”. Type it again."),
    "unknown_function_group": _l("“%(said)s” is not a function group. Choose from: %(other)s. Or leave it empty."),
    "unknown_role": _l("“%(said)s” is not a role. Choose from: %(other)s."),
    "unknown_duty": _l("“%(said)s” is not a duty. Choose from: %(other)s."),
    "unknown_tag": _l("“%(said)s” is not a tag. Choose from: %(other)s."),
    "unknown_language": _l("“%(said)s” is not a language of this product. Write nl or en."),
    "no_email": _l("“%(said)s” is not an e-mail address. Correct it, or leave it empty."),
    "no_date": _l("“%(said)s” is not a date that exists. Write it as 2026-12-31."),
    "ends_before_it_begins": _l("The last day %(said)s lies before the first day %(other)s."),
    "arrow_in_team": _l("A team's name cannot have > in it. Write the teams above it in parent_team."),
}
_LIST: dict[Reason, LazyString] = {
    "other_person": _l(
        "Number %(said)s is also on line %(other)s, with something else in this column. One number is one person."
    ),
    "same_team_twice": _l(
        "Line %(other)s already says that this person works in “%(said)s”. Take one of the lines out."
    ),
    "unknown_manager": _l("Manager %(said)s is not in the list and not known. Correct it, or leave it empty."),
    "needs_administrator": _l(
        "%(said)s is an administrator. Only an administrator changes the e-mail address of an administrator."
    ),
    "team_cycle": _l("Team “%(said)s” is below itself. Correct the team above it."),
    "team_ambiguous": _l(
        "There are several teams “%(said)s”. Write the path of the team above it in parent_team. The teams: %(other)s"
    ),
    "parent_ambiguous": _l("There are several teams “%(said)s”. Write the whole path, one of: %(other)s"),
    "path_has_gap": _l("The path “%(said)s” has nothing between two >."),
    "path_too_long": _l("The path to this team is too long: %(said)s"),
}
SENTENCES: dict[Reason, LazyString] = _FILE | _CELL | _LIST


def sentence(problem: Problem) -> str:
    """Return why a line is refused, in the reader's language."""
    return str(SENTENCES[problem.reason]) % {"said": problem.said, "other": problem.other}
