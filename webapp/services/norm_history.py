"""The versions of the norm that were published."""

from __future__ import annotations

from webapp.services import norms
from webapp.services.norms import Edition
from webapp.store import norms as store
from webapp.store.norms import Published

LARGEST = 2**31 - 1


def history() -> list[Published]:
    """Return every version, newest first."""
    return store.history()


def edition(number: int) -> Edition:
    """Return that version; raises NotFound."""
    return norms.edition(min(number, LARGEST))
