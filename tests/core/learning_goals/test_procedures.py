"""Procedures as graphs: every step can be reached, and from each there is a way to an end."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from learning_goals.norm_procedures import procedures_of
from learning_goals.procedures import STANDARD, Procedure, Step, Way, faults, first_called
from learning_goals.words import Words
from tests.core.learning_goals.test_norm import CONTENT, PROPOSED, own_office

SHIPPED = TypeAdapter(dict[str, Procedure]).validate_python(
    yaml.safe_load(Path(CONTENT / "procedures.yaml").read_text(encoding="utf-8"))
)


def procedure(**ways: str) -> Procedure:
    """Steps by their id, each with the ids it leads to."""
    steps = tuple(
        Step(
            id=name,
            text=Words(nl=name),
            ways=tuple(Way(to=to, when=Words(nl=to)) for to in leads.split()),
        )
        for name, leads in ways.items()
    )
    return Procedure(id="p", title=Words(nl="P"), steps=steps)


def reasons(made: Procedure) -> list[tuple[str, str]]:
    return [(fault.reason, fault.step_id) for fault in faults(made)]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_shipped_procedures_can_be_followed(name: str) -> None:
    assert faults(SHIPPED[name]) == []


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({"a": "b", "b": ""}, []),
        ({"a": "b", "b": "a c", "c": ""}, []),
        ({"a": "x"}, [("goes_nowhere", "a")]),
        ({"a": "b b", "b": ""}, [("goes_twice", "a")]),
        ({"a": "b", "b": "a"}, [("no_end", "")]),
        ({"a": "", "b": ""}, [("not_reached", "b")]),
        ({"a": "b c", "b": "", "c": "d", "d": "c"}, [("no_way_out", "c"), ("no_way_out", "d")]),
    ],
)
def test_what_cannot_be_followed_is_named(ways: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert reasons(procedure(**ways)) == expected


def test_several_ways_each_say_when() -> None:
    open_way = Step(id="a", text=Words(nl="a"), ways=(Way(to="b"), Way(to="c", when=Words(nl="c"))))
    ends = tuple(Step(id=name, text=Words(nl=name)) for name in ("b", "c"))
    assert reasons(Procedure(id="p", title=Words(nl="P"), steps=(open_way, *ends))) == [("one_way", "a")]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=3), min_size=1))
def test_whatever_has_no_fault_can_be_walked_to_an_end_from_everywhere(graph: dict[str, set[str]]) -> None:
    made = procedure(**{name: " ".join(sorted(leads)) for name, leads in graph.items()})
    if faults(made):
        return
    for name in graph:
        seen, waiting, ended = set(), [name], False
        while waiting:
            step = waiting.pop()
            ended = ended or not graph[step]
            waiting += [to for to in graph[step] if to not in seen]
            seen.add(step)
        assert ended


def test_who_is_called_first_is_counted_in_steps() -> None:
    assert first_called(own_office("leader", "police"), ("police", "leader")) == "leader"
    assert first_called(own_office("nobody", "police"), ("police", "leader")) == "police"
    assert first_called(own_office("nobody", "nobody"), ("police", "leader")) == "nobody"


def test_the_office_procedure_follows_the_route_unless_the_municipality_wrote_its_own() -> None:
    from dataclasses import replace

    alarm_first = replace(PROPOSED, office_route="alarm_first")
    for norm in (PROPOSED, alarm_first):
        found = procedures_of(norm, SHIPPED)
        assert tuple(each.id for each in found) == STANDARD
        assert found[0] == SHIPPED[f"office_{norm.office_route}"]
    own = own_office("leader", "police")
    extra = procedure(a="")
    found = procedures_of(replace(PROPOSED, procedures=(own, extra)), SHIPPED)
    assert (found[0], found[-1]) == (own, extra)
