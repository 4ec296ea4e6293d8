"""What can be learned here: what is shipped with the municipality's own wording over it, and its own courses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar, cast

from flask import current_app

from courses.own_texts import applied, without_unseen_pictures
from webapp.content import Library, Module, build, shipped
from webapp.scenario_files import Edition, reworded, shipped_editions
from webapp.store import own_media, revision
from webapp.store import own_texts as store
from webapp.store.own_texts import Course, Text

SCENARIO_FILE = "scenario.yaml"
UnitKey = tuple[str, str, str]
"""The id of the course or conversation, the kind of the unit and its id."""
Made = Module | Edition
M = TypeVar("M", Module, Edition)
Remake = Callable[[str, Mapping[str, str]], tuple[Made | None, list[str]]]


@dataclass(frozen=True, kw_only=True)
class Curriculum:
    """Everything that is offered now, and how it came about.

    `media` are the own pictures, sounds and films, as `video:name`. `unused` says of an own wording why it cannot
    stand: then what is shipped is shown instead. `own_courses` holds every own course, withdrawn ones too, as it was
    last kept; `grounds` are those without own wording.
    """

    library: Library
    editions: Mapping[str, Edition]
    texts: Mapping[UnitKey, Text] = field(default_factory=dict[UnitKey, Text])
    unused: Mapping[UnitKey, tuple[str, ...]] = field(default_factory=dict[UnitKey, tuple[str, ...]])
    own_courses: Mapping[str, Course] = field(default_factory=dict[str, Course])
    grounds: Mapping[str, Module] = field(default_factory=dict[str, Module])
    media: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Beside:
    """What a course may name besides itself: courses to link to, and media to show."""

    courses: frozenset[str]
    media: frozenset[str]


@dataclass(frozen=True)
class _Kept:
    number: int
    shipped: tuple[Library, Mapping[str, Edition]]
    made: Curriculum


def current() -> Curriculum:
    """Return what is offered; made anew only after somebody changed a text, and kept by this process."""
    number, files = revision.texts(), (shipped(), shipped_editions())
    kept: _Kept | None = current_app.extensions.get("curriculum")
    if kept is None or kept.number != number or kept.shipped[0] is not files[0] or kept.shipped[1] is not files[1]:
        kept = current_app.extensions["curriculum"] = _Kept(number, files, _made(number, *files))
    return kept.made


def library() -> Library:
    """Return every course that is offered."""
    return current().library


def editions() -> Mapping[str, Edition]:
    """Return every conversation that is offered, by its id."""
    return current().editions


def files_of(made: Made) -> dict[str, str]:
    """Return the files of a course with its quiz, or of a conversation, as own wording is put over them."""
    return dict(made.files) if isinstance(made, Module) else {SCENARIO_FILE: made.text}


def ground(content_id: str) -> Made | None:
    """Return a course or conversation without own wording: as shipped, or as the own course was made."""
    made: Made | None = shipped().modules.get(content_id) or shipped_editions().get(content_id)
    if made is not None:
        return made
    return current().grounds.get(content_id)


def worded(content_id: str) -> Made | None:
    """Return a course or conversation with the words that hold now; also an own course that is not offered."""
    now = current()
    made: Made | None = now.library.modules.get(content_id) or now.editions.get(content_id)
    if made is not None or content_id not in now.own_courses:
        return made
    ground = now.own_courses[content_id].files
    texts = [each.texts for key, each in now.texts.items() if key[0] == content_id]
    return remade(content_id, applied(ground, texts).files, beside())[0]


def beside() -> Beside:
    """Return what any course may name besides itself."""
    return Beside(_ids(current().own_courses), current().media)


def remade(content_id: str, files: Mapping[str, str], around: Beside) -> tuple[Made | None, list[str]]:
    """Make a course or conversation of these files, with all that is wrong in them."""
    if SCENARIO_FILE in files:
        scenario, problems = reworded(files[SCENARIO_FILE])
        made = Edition(scenario=scenario, text=files[SCENARIO_FILE]) if scenario and not problems else None
        return made, problems
    return build(without_unseen_pictures(files), content_id, around.courses | {content_id}, around.media)


def _ids(own: Mapping[str, Course]) -> frozenset[str]:
    return frozenset(shipped().modules) | {id for id, each in own.items() if not each.withdrawn}


def _made(number: int, files: Library, editions: Mapping[str, Edition]) -> Curriculum:
    if not number:
        return Curriculum(library=files, editions=editions)
    own = {each.course_id: each for each in store.newest_courses()}
    around = Beside(_ids(own), own_media.addresses())
    grounds = dict(_own_modules(own, around))
    offered = {id: each for id, each in grounds.items() if not own[id].withdrawn}
    modules = {**files.modules, **offered}
    held: dict[str, list[Text]] = {}
    for each in store.newest_texts():
        if each.texts:
            held.setdefault(each.content_id, []).append(each)
    unused: dict[UnitKey, tuple[str, ...]] = {}
    remake = partial(remade, around=around)
    worded = _worded(modules, held, remake, unused)
    return Curriculum(
        library=replace(files, modules=dict(sorted(worded.items()))),
        editions=_worded(editions, held, remake, unused),
        texts={key_of(each): each for every in held.values() for each in every},
        unused=unused,
        own_courses=own,
        grounds=grounds,
        media=around.media,
    )


def key_of(text: Text) -> UnitKey:
    """Return which unit this is a wording of."""
    return text.content_id, text.kind, text.unit_id


def _own_modules(own: Mapping[str, Course], around: Beside) -> Iterator[tuple[str, Module]]:
    for id, each in own.items():
        made = build(each.files, id, around.courses | {id}, around.media)[0]
        if made is not None:
            yield id, made


def _worded(
    all_made: Mapping[str, M],
    held: Mapping[str, Sequence[Text]],
    remake: Remake,
    unused: dict[UnitKey, tuple[str, ...]],
) -> dict[str, M]:
    """Put over each what can stand; a wording that broke since it was written is left out, with the reason."""
    found = dict(all_made)
    for id in held.keys() & all_made.keys():
        used: list[Mapping[str, str]] = []
        for each in held[id]:
            again, problems = remake(id, applied(files_of(all_made[id]), [*used, each.texts]).files)
            if again is None or problems:
                unused[key_of(each)] = tuple(problems)
            else:
                used.append(each.texts)
                found[id] = cast("M", again)
    return found
