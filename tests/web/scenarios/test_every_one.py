"""Every conversation played by machine to every ending and through every node, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from quizzes.scenarios.model import Scenario
from quizzes.scenarios.play import play, under
from tests.make import Cast
from webapp import scenario_files
from webapp.extensions import db
from webapp.services import norms, scenarios
from webapp.store.people import Person


def ways(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The choices that lead to each node by the shortest way."""
    found: dict[str, tuple[str, ...]] = {scenario.first.id: ()}
    waiting = [scenario.first.id]
    while waiting:
        here = waiting.pop(0)
        for choice in scenario.node(here).choices:
            if choice.to not in found:
                found[choice.to] = (*found[here], choice.id)
                waiting.append(choice.to)
    return found


def every_path(scenario: Scenario, made: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    here = play(scenario, made)
    if here.ended:
        yield made
    for choice in here.node.choices:
        yield from every_path(scenario, (*made, choice.id))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_node_and_ending_can_be_read(cast: Cast, client_of: Callable[..., FlaskClient], language: str) -> None:
    db.session.get(Person, cast.employee).language = language
    db.session.commit()
    eva = client_of(cast.employee)
    for edition in scenario_files.shipped_editions().values():
        scenario = under(edition.scenario, norms.key_values(1))
        assert eva.get(f"/scenarios/{scenario.id}").status_code == 200
        for node_id, choices in ways(scenario).items():
            address = eva.post(f"/scenarios/{scenario.id}/begin").location
            for turn, choice in enumerate(choices, start=1):
                assert eva.post(address, data={"turn": turn, "choice": choice}).status_code == 303
            page = eva.get(address)
            assert page.status_code == 200, (scenario.id, node_id)
            assert "{{" not in page.text
            assert "None" not in page.text


def test_every_path_ends_and_is_told(cast: Cast) -> None:
    for edition in scenario_files.shipped_editions().values():
        scenario = under(edition.scenario, norms.key_values(1))
        endings = {play(scenario, path).node.ending for path in every_path(scenario)}
        assert {each.ending for each in scenario.nodes if each.ending} == endings, scenario.id


def test_there_are_nine_or_more_and_every_violent_one_has_its_equal(cast: Cast) -> None:
    found = scenario_files.shipped_editions()
    assert len(found) >= 9
    for edition in found.values():
        if edition.scenario.gentle:
            other = found[edition.scenario.gentle].scenario
            assert other.notice is None
            assert set(other.elements) & set(edition.scenario.elements)


def test_a_course_shows_the_conversations_that_go_with_it(cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    for each in scenarios.of_course("m09-stap-voor-stap"):
        assert f"/scenarios/{each.id}" in client_of(cast.employee).get("/courses/m09-stap-voor-stap").text
