"""What the municipality words itself: read, tried out, kept, put back, and held against what is shipped now."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from courses.own_texts import State, Unit, Wording, applied, changed, state_of, unit, units
from courses.starter import still_open
from learning_goals.words import Language
from webapp.content import Module
from webapp.errors import Conflict, Forbidden, NotFound
from webapp.policy import Right, Visitor
from webapp.services import curriculum
from webapp.services.curriculum import Made
from webapp.store import audit
from webapp.store import own_texts as store
from webapp.store.own_texts import Text


class Unfit(ValueError):
    """The text cannot be shown; `problems` say why, as file:line:column: what."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Line:
    """A course or conversation, and how many of its units have an own wording, by state."""

    id: str
    title: str
    conversation: bool
    own_course: bool
    withdrawn: bool
    counts: Mapping[State, int]
    unused: int


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit of a course: what it begins with, whose words hold, and whether something is still to be filled in."""

    kind: str
    id: str
    says: str
    state: State
    unused: bool
    still_open: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Lines of one text: `-` only in the first, `+` only in the second."""

    address: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One unit to read and change; `number` is that of the newest wording, 0 before the first.

    `own` is what is said otherwise than shipped; `news` is what the shipped text changed since that was written.
    """

    unit: Unit
    says: Mapping[str, str]
    number: int
    state: State
    unused: tuple[str, ...]
    own: tuple[Difference, ...]
    news: tuple[Difference, ...]
    history: tuple[Text, ...]


def overview(actor: Visitor, language: Language) -> list[Line]:
    """Return every course, own ones last, and then every conversation."""
    writers_only(actor)
    now = curriculum.current()
    found = [_line(id, each, language) for id, each in (now.library.modules | now.editions).items()]
    gone = [_gone(id) for id, each in now.own_courses.items() if each.withdrawn]
    return sorted([*found, *gone], key=lambda each: (each.conversation, each.own_course, each.id))


def lines(actor: Visitor, content_id: str, language: Language) -> tuple[str, list[UnitLine]]:
    """Return the title of a course or conversation and its units; raises NotFound."""
    writers_only(actor)
    made = worded(content_id)
    now = curriculum.current()
    found: list[UnitLine] = []
    for each in units(curriculum.files_of(made)):
        key = (content_id, each.kind, each.id)
        says = next((text for address, text in each.texts.items() if address.endswith(f"/{language}")), "")
        state = _state(content_id, each.kind, each.id)
        line = UnitLine(
            kind=each.kind,
            id=each.id,
            says=says,
            state=state,
            unused=key in now.unused,
            still_open=still_open(each.texts),
        )
        found.append(line)
    return title_of(made, language), found


def one(actor: Visitor, content_id: str, kind: str, unit_id: str) -> Found:
    """Return one unit; raises NotFound."""
    writers_only(actor)
    ground = _ground(content_id, kind, unit_id)
    history = tuple(store.history(content_id, kind, unit_id))
    held = history[0] if history else None
    own = dict(held.texts) if held else {}
    return Found(
        unit=ground,
        says={**ground.texts, **{address: text for address, text in own.items() if address in ground.texts}},
        number=held.number if held else 0,
        state=_state(content_id, kind, unit_id),
        unused=curriculum.current().unused.get((content_id, kind, unit_id), ()),
        own=_differences(ground.texts, own),
        news=_differences(held.shipped, ground.texts) if held and own else (),
        history=history,
    )


def tried(actor: Visitor, content_id: str, kind: str, unit_id: str, said: Mapping[str, str]) -> Made:
    """Return the course or conversation as it would be with these words; raises Unfit."""
    writers_only(actor)
    asked = changed(_ground(content_id, kind, unit_id), said)
    now = curriculum.current()
    others = [each.texts for key, each in now.texts.items() if key[0] == content_id and key[1:] != (kind, unit_id)]
    files = curriculum.files_of(_made(content_id))
    usable = [each for each in others if not applied(files, [each]).lost]
    made, problems = curriculum.remade(content_id, applied(files, [*usable, asked]).files, curriculum.beside())
    if made is None or problems:
        raise Unfit(problems)
    return made


def save(
    actor: Visitor, content_id: str, kind: str, unit_id: str, said: Mapping[str, str], number: int, now: datetime
) -> None:
    """Say this from now on; raises Unfit, and Conflict when somebody changed it since `number`.

    Words that equal the shipped ones are kept as shipped. Saving what is said already changes nothing, but for own
    words that were held against an older shipped text: then they were looked at again.
    """
    found = one(actor, content_id, kind, unit_id)
    asked = changed(found.unit, said)
    held = dict(found.history[0].texts) if found.history else {}
    if asked == held and found.state not in ("outdated", "lost"):
        return
    tried(actor, content_id, kind, unit_id, said)
    _append(actor, content_id, found, asked, number, now)


def back_to(actor: Visitor, content_id: str, kind: str, unit_id: str, to: int, number: int, now: datetime) -> None:
    """Say again what wording `to` said, or (0) what is shipped; raises Unfit, NotFound and Conflict."""
    found = one(actor, content_id, kind, unit_id)
    before = next((each for each in found.history if each.number == to), None)
    if to and before is None:
        raise NotFound
    if before and before.texts:
        save(actor, content_id, kind, unit_id, {**found.unit.texts, **before.texts}, number, now)
    elif found.state != "shipped":
        _append(actor, content_id, found, {}, number, now)


def worded(content_id: str) -> Made:
    """Return a course or conversation with the words that hold now, offered or not; raises NotFound."""
    made = curriculum.worded(content_id)
    if made is None:
        raise NotFound
    return made


def title_of(made: Made, language: Language) -> str:
    """Return the title of a course or conversation, names of the norm not filled in."""
    title = made.course.course.title if isinstance(made, Module) else made.scenario.title
    return title.in_language(language)


def writers_only(actor: Visitor) -> None:
    """Raise Forbidden for who may not word texts."""
    if Right.TEXTS not in actor.rights:
        raise Forbidden


def _append(
    actor: Visitor, content_id: str, found: Found, asked: Mapping[str, str], number: int, now: datetime
) -> None:
    values = {
        "content_id": content_id,
        "kind": found.unit.kind,
        "unit_id": found.unit.id,
        "number": number + 1,
        "texts": dict(asked),
        "shipped": dict(found.unit.texts),
        "changed_by": actor.person_id,
        "changed_at": now,
    }
    if number != found.number or not store.append_text(values):
        raise Conflict
    said = {"content": content_id, "kind": found.unit.kind, "unit": found.unit.id, "number": number + 1}
    audit.append(actor.person_id, None, "own_text.saved", now, said)


def _made(content_id: str) -> Made:
    made = curriculum.ground(content_id)
    if made is None:
        raise NotFound
    return made


def _ground(content_id: str, kind: str, unit_id: str) -> Unit:
    found = unit(curriculum.files_of(_made(content_id)), kind, unit_id)
    if found is None:
        raise NotFound
    return found


def _state(content_id: str, kind: str, unit_id: str) -> State:
    held = curriculum.current().texts.get((content_id, kind, unit_id))
    if held is None:
        return "shipped"
    made = curriculum.ground(content_id)
    ground = unit(curriculum.files_of(made), kind, unit_id) if made else None
    return state_of(ground, Wording(texts=held.texts, shipped=held.shipped))


def _line(id: str, made: Made, language: Language) -> Line:
    now = curriculum.current()
    counts: dict[State, int] = {}
    for content_id, kind, unit_id in now.texts:
        if content_id == id:
            state = _state(content_id, kind, unit_id)
            counts[state] = counts.get(state, 0) + 1
    return Line(
        id=id,
        title=title_of(made, language),
        conversation=not isinstance(made, Module),
        own_course=id in now.own_courses,
        withdrawn=False,
        counts=counts,
        unused=sum(key[0] == id for key in now.unused),
    )


def _gone(id: str) -> Line:
    return Line(id=id, title=id, conversation=False, own_course=True, withdrawn=True, counts={}, unused=0)


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for address in new.keys() & old.keys():
        lines = difflib.ndiff(old[address].strip().splitlines(), new[address].strip().splitlines())
        told = tuple((line[0], line[2:]) for line in lines if line[0] in "+-" and line[2:].strip())
        if told:
            found.append(Difference(address=address, lines=told))
    return tuple(sorted(found, key=lambda each: list(new).index(each.address)))
