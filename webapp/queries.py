"""What a reader chose in the address of a list, with everything unknown left out."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

from learning_goals.assignments import STATES
from webapp.content import library
from webapp.services import choices
from webapp.services.progress import Filter

LARGEST = 2**31 - 1


class Key(IntegerConverter):
    """A number in an address that a row can have; an address with any other number is not found."""

    regex = rf"\d{{1,{len(str(LARGEST))}}}"

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def whole(value: str, least: int = 0) -> int:
    """Return the number that is written there, or `least` when it is none that a key can be."""
    short = value.isdecimal() and len(value) <= len(str(LARGEST))
    return int(value) if short and least <= int(value) <= LARGEST else least


def chosen_filter(arguments: MultiDict[str, str]) -> Filter:
    """Return the filter of the address; what does not exist counts as not chosen."""
    course, group, state = (arguments.get(name, "") for name in ("course", "group", "state"))
    return Filter(
        team_id=whole(arguments.get("team", "")),
        course_id=course if course in library().modules else "",
        function_group=group if choices.audiences().function_group(group) else "",
        state=next((each for each in STATES if each == state), None),
        sort=arguments.get("sort", "name"),
        page=whole(arguments.get("page", ""), 1),
    )
