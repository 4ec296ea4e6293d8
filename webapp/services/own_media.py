"""Pictures, sounds and films of the municipality's own: looked at before they are kept, shown in its lessons."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from webapp.errors import Conflict, Forbidden, NotFound
from webapp.policy import Right, Visitor
from webapp.services import curriculum
from webapp.store import audit
from webapp.store import own_media as store
from webapp.store.own_media import Medium

LARGEST = {"picture": 5_000_000, "audio": 30_000_000, "video": 100_000_000}
"""Bytes of an upload, by kind."""
WIDEST = 1600
"""Pixels; a larger picture is made smaller, so that a phone loads it soon."""
_BEGINNINGS = (
    (0, b"\x89PNG\r\n\x1a\n", "picture", "image/png"),
    (0, b"\xff\xd8\xff", "picture", "image/jpeg"),
    (8, b"WEBP", "picture", "image/webp"),
    (0, b"ID3", "audio", "audio/mpeg"),
    (0, b"\xff\xfb", "audio", "audio/mpeg"),
    (4, b"ftypM4A", "audio", "audio/mp4"),
    (4, b"ftyp", "video", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video", "video/webm"),
)
"""Where in a file which bytes say what it is; what it is called does not count."""
_SAVED_AS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
LONGEST_NAME = 50


class Refused(ValueError):
    """It is not kept; `reason` is a code: strange, too_large, broken, no_spoken, no_captions, bad_captions."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody gives: the bytes, a title that says what it shows, and for sound what is said."""

    content: bytes
    title: str
    spoken: str = ""
    captions: str = ""
    silent: bool = False


def all_media(actor: Visitor) -> list[tuple[Medium, tuple[str, ...]]]:
    """Return what is there, newest first, with the courses that show it."""
    _writers_only(actor)
    return [(each, tuple(_shown_in(each))) for each in store.all_media()]


def keep(actor: Visitor, given: Given, now: datetime) -> Medium:
    """Keep a medium under a name of its own; raises Refused.

    A picture is made anew, at most WIDEST pixels wide and without what a camera wrote in it, such as where it was
    taken. Sound needs its text, a film also captions (WCAG 1.2.1 and 1.2.2), unless nothing is said in it.
    """
    _writers_only(actor)
    kind, content_type = _kind_of(given.content)
    if len(given.content) > LARGEST[kind]:
        raise Refused("too_large")
    _told(kind, given)
    content = _made_anew(given.content, content_type) if kind == "picture" else given.content
    name = _free(given.title)
    values = {
        "name": name,
        "kind": kind,
        "content_type": content_type,
        "digest": hashlib.sha256(content).hexdigest(),
        "title": given.title,
        "spoken": given.spoken.strip(),
        "captions": given.captions.strip(),
        "removed": False,
        "changed_by": actor.person_id,
        "changed_at": now,
    }
    if not store.keep(values, content):
        raise Conflict
    audit.append(actor.person_id, None, "own_medium.saved", now, {"name": name, "kind": kind})
    return one(name)


def one(name: str) -> Medium:
    """Return the medium of that name; raises NotFound."""
    found = store.one(name)
    if found is None:
        raise NotFound
    return found


def part(medium: Medium, start: int, stop: int) -> Iterator[bytes]:
    """Yield its bytes from start up to stop."""
    return store.part(medium.id, start, stop)


def remove(actor: Visitor, name: str, now: datetime) -> bool:
    """Delete a medium; returns False, and keeps it, while a course shows it. Raises NotFound."""
    _writers_only(actor)
    found = one(name)
    if any(_shown_in(found)):
        return False
    store.remove(found.id)
    audit.append(actor.person_id, None, "own_medium.removed", now, {"name": name})
    return True


def _kind_of(content: bytes) -> tuple[str, str]:
    for offset, beginning, kind, content_type in _BEGINNINGS:
        if content[offset : offset + len(beginning)] == beginning:
            return kind, content_type
    raise Refused("strange")


def _told(kind: str, given: Given) -> None:
    if kind == "picture" or given.silent:
        return
    if not given.spoken.strip():
        raise Refused("no_spoken")
    if kind == "video" and not given.captions.strip():
        raise Refused("no_captions")
    if given.captions.strip() and not given.captions.strip().startswith("WEBVTT"):
        raise Refused("bad_captions")


def _made_anew(content: bytes, content_type: str) -> bytes:
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=[_SAVED_AS[content_type]]) as picture:
            turned = Image.new(picture.mode, picture.size)
            turned.paste(picture)
            if picture.mode == "P":
                turned = picture.convert("RGBA")
            turned.thumbnail((WIDEST, WIDEST))
            turned.save(made, _SAVED_AS[content_type])
    except Exception:
        raise Refused("broken") from None
    return made.getvalue()


def _shown_in(medium: Medium) -> Iterator[str]:
    for id, module in curriculum.library().modules.items():
        if any(f"]({medium.address})" in text for path, text in module.files.items() if path.endswith(".md")):
            yield id


def _free(title: str) -> str:
    letters = "".join(each if each.isascii() and each.isalnum() else "-" for each in title.lower())
    wanted = "-".join(part for part in letters.split("-") if part)[:LONGEST_NAME].strip("-") or "beeld"
    number, name = 1, wanted
    while store.name_is_taken(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def _writers_only(actor: Visitor) -> None:
    if Right.TEXTS not in actor.rights:
        raise Forbidden
