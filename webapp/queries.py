"""Numbers and choices in addresses."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, Map

from webapp.services.filters import LARGEST, chosen_filter, chosen_view, whole

__all__ = ["Key", "chosen_filter", "chosen_view", "whole"]


class Key(IntegerConverter):
    """A number in an address that a row can have; an address with any other number is not found."""

    regex = rf"\d{{1,{len(str(LARGEST))}}}"

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)
