"""The closed substitution of norm names."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.placeholders import UnknownName, fill, loose_braces, names_in

VALUES = {"organisation": "Gemeente Voorbeeldstad", "alarm_means": "de {{ organisation }}-knop"}


def test_every_name_is_replaced_however_it_is_spaced() -> None:
    assert fill("{{organisation}}, {{ organisation }}!", VALUES) == "Gemeente Voorbeeldstad, Gemeente Voorbeeldstad!"


def test_a_filled_in_value_is_never_filled_again() -> None:
    assert fill("Druk op {{ alarm_means }}.", VALUES) == "Druk op de {{ organisation }}-knop."


@pytest.mark.parametrize("name", ["weg", "", "organisation.__class__", "organisation | upper", "7*7", "Organisation"])
def test_an_unknown_name_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownName) as refused:
        fill(f"a {{{{ {name} }}}}", VALUES)
    assert refused.value.name == name


def test_names_are_listed_with_their_offsets() -> None:
    assert names_in("a {{ x }} {{y}} {{ x }}") == [("x", 2), ("y", 10), ("x", 16)]


@pytest.mark.parametrize(("text", "offsets"), [("{{ a }} b", []), ("{{ a }} {{", [8]), ("}} {{ {a} }}", [0, 3, 10])])
def test_braces_without_a_name_are_found(text: str, offsets: list[int]) -> None:
    assert loose_braces(text) == offsets


@example("{{{}}{")
@given(st.text(alphabet="{} ab\n", max_size=40))
def test_a_text_without_loose_braces_and_with_known_names_can_be_filled(text: str) -> None:
    values = {name: "v" for name, _ in names_in(text)}
    assert "{{" not in fill(text, values) or loose_braces(text)
