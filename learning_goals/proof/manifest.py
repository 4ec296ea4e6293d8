"""The list of the files of an evidence file with their hashes, as `sha256sum --check` reads it."""

from __future__ import annotations

from collections.abc import Mapping

NAME = "manifest.sha256"
STAMP = "stamp.json"
"""The one file that differs between two makings: when, by whom, and of which manifest."""


def manifest(digests: Mapping[str, str]) -> str:
    """Return one line for each file, by name: the SHA-256 in hexadecimal, two spaces, the name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
