"""What is wrong with a conversation is said, with its place."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from quizzes.scenarios.check import across
from tests.core.quizzes.scenarios.make import choice, document, ending, parsed, words

Said = dict[str, Any]


def changed(change: Callable[[Said], object]) -> str:
    said = document()
    change(said)
    return "\n".join(str(each) for each in parsed(said).problems)


def node(said: Said, id: str) -> Said:
    return next(each for each in said["nodes"] if each["id"] == id)


def test_a_sound_one_has_no_problems() -> None:
    assert parsed(document()).problems == ()


BROKEN: dict[str, tuple[Callable[[Said], object], str]] = {
    "a way that leads nowhere": (lambda s: node(s, "n1")["choices"][0].update(to="weg"), "there is no node 'weg'"),
    "a node that nothing leads to": (
        lambda s: s["nodes"].append(ending("los", "calm")),
        "no choice leads to 'los'",
    ),
    "a circle": (lambda s: node(s, "n3")["choices"][0].update(to="n2"), "a path comes back to 'n2'"),
    "no way to end well": (
        lambda s: [node(s, "n5")["choices"][0].update(to="worse"), node(s, "n5")["choices"][2].update(to="worse")],
        "from 'n1' nothing leads to a good ending",
    ),
    "one choice": (lambda s: node(s, "n2")["choices"].pop(), "expected two or more choices, or an ending"),
    "an ending with choices": (
        lambda s: node(s, "calm").update(choices=[choice("a", "worse"), choice("b", "worse")]),
        "an ending has no choices",
    ),
    "an ending that says nothing for after": (
        lambda s: node(s, "calm").pop("after"),
        "says what is to be done after it",
    ),
    "a norm that takes a choice away": (
        lambda s: node(s, "n1")["choices"][0].update(when={"c_first_response": ["ignore_briefly"]}),
        "'n1' leaves fewer than two choices when c_first_response is name_immediately",
    ),
    "a value that the norm never has": (
        lambda s: node(s, "n1")["choices"][0].update(when={"c_first_response": ["never"]}),
        "'c_first_response' is never 'never'",
    ),
    "a field that no key can depend on": (
        lambda s: node(s, "n1")["choices"][0].update(when={"weather": ["rain"]}),
        "no choice can depend on 'weather'",
    ),
    "an unknown lesson": (lambda s: node(s, "n1")["choices"][0].update(lesson="m01/weg"), "there is no lesson"),
    "a harmful choice without a lesson": (
        lambda s: node(s, "n1")["choices"][1].pop("lesson"),
        "points to a lesson",
    ),
    "an unknown element": (lambda s: s.update(elements=["te_weg"]), "there is no training element 'te_weg'"),
    "an unknown group": (lambda s: s.update(groups=["zee"]), "there is no function group 'zee'"),
    "an unknown course": (lambda s: s.update(course="m99"), "there is no course 'm99'"),
    "an unknown name of the norm": (
        lambda s: node(s, "n1").update(said=words("{{ weg }}")),
        "the norm has no value called 'weg'",
    ),
    "a name in one language only": (
        lambda s: node(s, "n1").update(said={"nl": "{{ register }}", "en": "there"}),
        "only one language uses register",
    ),
    "HTML": (lambda s: node(s, "n1").update(said=words("<b>ho</b>")), "HTML is not allowed"),
    "violence without an equal one": (lambda s: s.update(notice=words("Geweld")), "go together"),
    "a double id": (lambda s: s["nodes"].append(deepcopy(s["nodes"][0])), "the id 'n1' is used twice"),
    "no bad ending": (lambda s: node(s, "worse").update(ending="stopped"), "one that is not good"),
    "more than the gauge holds": (lambda s: s["tension"].update(other=6), "expected 5 or less"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_mistake_is_named(name: str) -> None:
    change, said = BROKEN[name]
    assert said in changed(change)


@pytest.mark.parametrize("text", ["", "id: [", "- a", "id: &x a", "\x00"])
def test_what_is_no_conversation_is_refused_in_words(text: str) -> None:
    from quizzes.scenarios.check import parse_scenario
    from tests.core.quizzes.scenarios.make import KNOWN

    found = parse_scenario(text, "x.yaml", KNOWN)
    assert found.scenario is None
    assert found.problems


def test_all_together_lack_channels_groups_and_equals() -> None:
    one = parsed(document() | {"notice": words("Geweld"), "gentle": "klein"}).scenario
    assert one is not None
    said = list(across([one], ["publieksdiensten", "werkplein"]))
    assert "no conversation by phone" in said
    assert "no conversation by counter" not in said
    assert "no conversation for werkplein" in said
    assert "'klein': 'klein' is no conversation without violence" in said
