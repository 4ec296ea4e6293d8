"""A small conversation that is sound, and knows what it may name."""

from __future__ import annotations

from typing import Any

import yaml

from quizzes.scenarios.check import Known, Parsed, parse_scenario

KNOWN = Known(
    names=frozenset({"register"}),
    choices={"c_first_response": ["ignore_briefly", "name_immediately"]},
    elements={"te_limits"},
    groups={"publieksdiensten"},
    lessons={"m01": ["les"]},
)


def words(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


def choice(id: str, to: str, worth: str = "helps", **more: Any) -> dict[str, Any]:
    said = {"id": id, "text": words(id), "to": to, "other": -1, "own": 1, "worth": worth, "why": words("why")}
    return said | {"lesson": "m01/les"} | more


def ending(id: str, kind: str) -> dict[str, Any]:
    return {"id": id, "said": words(id), "ending": kind, "after": words("after")}


def document() -> dict[str, Any]:
    """A line of five nodes with a way out at each, and three endings."""
    steps = [f"n{number}" for number in range(1, 6)]
    nodes: list[dict[str, Any]] = [
        {"id": id, "said": words(id), "choices": [choice("on", to), choice("out", "worse", "harms")]}
        for id, to in zip(steps, [*steps[1:], "calm"], strict=True)
    ]
    for node in nodes[:-1]:
        node["choices"][1]["to"] = "n5"
    nodes[-1]["choices"].append(choice("limit", "settled", "partly"))
    return {
        "id": "klein",
        "title": words("Klein"),
        "summary": words("Kort"),
        "setting": words("Balie"),
        "channel": "counter",
        "groups": ["publieksdiensten"],
        "course": "m01",
        "elements": ["te_limits"],
        "minutes": 3,
        "tension": {"other": 3, "own": 2},
        "nodes": [*nodes, ending("calm", "calm"), ending("settled", "settled"), ending("worse", "escalated")],
    }


def parsed(said: dict[str, Any], known: Known = KNOWN) -> Parsed:
    return parse_scenario(yaml.safe_dump(said, allow_unicode=True), "klein.yaml", known)
