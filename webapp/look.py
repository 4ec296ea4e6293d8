"""The municipality's own look: a folder with a name, a logo and design tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import yaml

STATIC = Path(__file__).parent / "static"
MANIFEST = STATIC / "build" / "manifest.json"


class BrokenLook(ValueError):
    """The look's folder is not as it must be; the message says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the pages take from the municipality."""

    name: str
    css: bytes
    logo: bytes
    version: str


def read_look(folder: Path) -> Look:
    """Read look.yaml and the two files it names; raises BrokenLook."""
    try:
        said = yaml.safe_load((folder / "look.yaml").read_text(encoding="utf-8"))
        css = (folder / Path(said["tokens"]).name).read_bytes()
        logo = (folder / Path(said["logo"]).name).read_bytes()
        name = str(said["name"])
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise BrokenLook(
            f"{folder / 'look.yaml'} needs name, logo and tokens, and the files it names: {error}"
        ) from error
    return Look(name=name, css=css, logo=logo, version=sha256(css + logo).hexdigest()[:12])


@lru_cache(maxsize=1)
def built_files() -> dict[str, str]:
    """Return logical file name -> built file name; raises BrokenLook when the front end is not built."""
    try:
        return json.loads(MANIFEST.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenLook("the front end is not built: run `make assets`") from error
