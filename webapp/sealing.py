"""Private answers are sealed with ANSWERS_KEY before they reach the database, bound to the person they belong to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app
from flask_babel import lazy_gettext as _l

from webapp.errors import Refusal

_STEP = 512
"""Texts are padded to a multiple of so many bytes, so that the length of what is stored says little."""


class Unreadable(Refusal):
    """What was sealed cannot be opened with the keys at hand, or nothing can be sealed without one."""

    status = 500


def has_key() -> bool:
    """Return whether this installation can keep private answers."""
    return bool(current_app.config["SETTINGS"].answers_keys)


def seal(owner: int, content: Mapping[str, Any]) -> bytes:
    """Return the content as only this installation can read it; `owner` is the person it belongs to."""
    said = json.dumps({"owner": owner, "content": content}, ensure_ascii=False).encode()
    return _box(current_app.config["SETTINGS"].answers_keys).encrypt(said + b" " * (-len(said) % _STEP))


def unseal(owner: int, sealed: bytes) -> dict[str, Any]:
    """Return what was sealed for this owner; raises Unreadable."""
    try:
        said = json.loads(_box(current_app.config["SETTINGS"].answers_keys).decrypt(sealed))
    except InvalidToken as error:
        raise Unreadable(_l("The administrator must set the ANSWERS_KEY with which this was stored.")) from error
    if said["owner"] != owner:
        raise Unreadable(_l("This belongs to somebody else."))
    return said["content"]


@lru_cache(maxsize=4)
def _box(keys: Sequence[str]) -> MultiFernet:
    if not keys:
        raise Unreadable(_l("The administrator must set ANSWERS_KEY first, with which private texts are encrypted."))
    return MultiFernet([Fernet(key) for key in keys])
