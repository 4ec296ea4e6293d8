"""The texts of content files that an organisation may word itself, and its own wording put over them.

A unit is what is changed in one go: a lesson, a question, a moment of a conversation, or what a file says of itself.
Its texts have addresses: `lessons/x.nl.md` for a whole file, `quiz.yaml#questions/q-x/text/nl` for one text within.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast

import yaml

from courses.yaml_text import read_yaml

Kind = Literal["course", "lesson", "question", "check", "conversation", "moment"]
State = Literal["shipped", "own", "outdated", "lost"]
"""As shipped; own; own while what is shipped has changed since; own for a text that is no longer there."""
_LISTS: Mapping[str, Kind] = {"lessons": "lesson", "questions": "question", "checks": "check", "nodes": "moment"}
_LESSON = re.compile(r"lessons/(?P<id>[a-z0-9-]+)(?P<gentle>\.gentle)?\.(nl|en)\.md")
_NOT_SAID = frozenset({"changes"})
_LANGUAGES = frozenset({"nl", "en"})
_WIDTH = 110


@dataclass(frozen=True)
class Unit:
    """Texts that belong together, by address; the first is what the unit is known by."""

    kind: Kind
    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """What an organisation says in a unit, and what was shipped when it wrote that."""

    texts: Mapping[str, str]
    shipped: Mapping[str, str]


@dataclass(frozen=True)
class Applied:
    """Files with the own wording in them; `lost` are the addresses of texts for which there is no place any more."""

    files: Mapping[str, str]
    lost: tuple[str, ...]


def units(files: Mapping[str, str]) -> tuple[Unit, ...]:
    """Return every unit of the files of a course or a conversation, in reading order."""
    found: dict[tuple[Kind, str], dict[str, str]] = {}
    for path in sorted(path for path in files if path.endswith(".yaml")):
        for kind, id, address, text in _texts_within(path, files[path]):
            found.setdefault((kind, id), {})[address] = text
    for path, text in sorted(files.items(), key=lambda each: _reading_order(each[0])):
        if (lesson := _LESSON.fullmatch(path)) and ("lesson", lesson["id"]) in found:
            found["lesson", lesson["id"]][path] = text
    return tuple(Unit(kind, id, texts) for (kind, id), texts in found.items())


def unit(files: Mapping[str, str], kind: str, id: str) -> Unit | None:
    """Return one unit, None when there is none."""
    return next((each for each in units(files) if (each.kind, each.id) == (kind, id)), None)


def applied(files: Mapping[str, str], wordings: Sequence[Mapping[str, str]]) -> Applied:
    """Put each wording over the files, by address; nothing but texts that are there is changed."""
    texts = {address: text for wording in wordings for address, text in wording.items()}
    made, lost = dict(files), [address for address in texts if address.partition("#")[0] not in files]
    for path in {address.partition("#")[0] for address in texts} - {each.partition("#")[0] for each in lost}:
        within = {address.partition("#")[2]: text for address, text in texts.items() if address.startswith(f"{path}#")}
        if path in texts:
            made[path] = texts[path]
        elif within:
            made[path], gone = _rewritten(path, files[path], within)
            lost += [f"{path}#{each}" for each in gone]
    return Applied(made, tuple(sorted(lost)))


def without_unseen_pictures(files: Mapping[str, str]) -> dict[str, str]:
    """Leave out the pictures that no lesson shows any more."""
    lessons = "".join(text for path, text in files.items() if path.startswith("lessons/"))
    return {path: text for path, text in files.items() if not path.startswith("images/") or f"]({path})" in lessons}


def state_of(unit: Unit | None, wording: Wording | None) -> State:
    """Return how an own wording stands to what is shipped now."""
    if wording is None or not wording.texts:
        return "shipped"
    if unit is None or wording.texts.keys() - unit.texts.keys():
        return "lost"
    return "own" if wording.shipped == unit.texts else "outdated"


def changed(unit: Unit, said: Mapping[str, str]) -> dict[str, str]:
    """Return what is said otherwise than in the unit, by address; line ends and empty lines around do not count."""
    asked = {address: _tidy(said.get(address, text)) for address, text in unit.texts.items()}
    return {address: text for address, text in asked.items() if text != _tidy(unit.texts[address])}


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _reading_order(path: str) -> tuple[bool, str]:
    return ".gentle." in path, path.replace(".nl.", ".0.")


@lru_cache(maxsize=256)
def _data(path: str, text: str) -> object:
    return read_yaml(path, text).data


def _texts_within(path: str, text: str) -> Iterator[tuple[Kind, str, str, str]]:
    data = _data(path, text)
    if not isinstance(data, dict):
        return
    whole = cast("dict[str, Any]", data)
    about: Kind = "conversation" if "nodes" in whole else "course"
    if path == "quiz.yaml":
        about = "question"
    for key, value in whole.items():
        if key in _NOT_SAID:
            continue
        for steps, said in _words(value, (key,)):
            kind, id = (_LISTS[key], steps[1]) if key in _LISTS else (about, "text")
            yield kind, id, f"{path}#{'/'.join(steps)}", said


def _words(value: object, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        keys = cast("dict[str, object]", value)
        for key, inner in keys.items():
            if keys.keys() == _LANGUAGES:
                yield (*steps, key), str(inner)
            else:
                yield from _words(inner, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(cast("list[object]", value)):
            yield from _words(item, (*steps, _step(item, number)))


def _step(item: object, number: int) -> str:
    return str(cast("dict[str, object]", item).get("id", number)) if isinstance(item, dict) else str(number)


def _rewritten(path: str, text: str, within: Mapping[str, str]) -> tuple[str, list[str]]:
    data = copy.deepcopy(_data(path, text))
    gone = [address for address, said in within.items() if not _put(data, address.split("/"), said)]
    made = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return made, gone


def _put(value: object, steps: Sequence[str], said: str) -> bool:
    step, *rest = steps
    if isinstance(value, list):
        items = cast("list[object]", value)
        found = next((item for number, item in enumerate(items) if _step(item, number) == step), None)
        return bool(rest) and found is not None and _put(found, rest, said)
    if not isinstance(value, dict) or step not in value:
        return False
    keys = cast("dict[str, object]", value)
    if rest:
        return _put(keys[step], rest, said)
    if keys.keys() != _LANGUAGES:
        return False
    keys[step] = said
    return True
