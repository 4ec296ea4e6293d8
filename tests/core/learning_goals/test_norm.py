"""The norm as values, as words and as a whole that holds together."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from learning_goals.norm import NORM, Norm
from learning_goals.norm_difference import changed_fields, changed_names, merge
from learning_goals.norm_faults import norm_faults
from learning_goals.norm_fields import ELSEWHERE, SECTIONS
from learning_goals.norm_texts import BLOCKS, CHOICES, FIELDS_OF, NAMES, texts, times, values
from learning_goals.procedures import Procedure, Step, Way
from learning_goals.words import Words
from tests.norms import norms

CONTENT = Path(__file__).parents[3] / "learning_goals" / "content"
PROPOSED = NORM.validate_python(yaml.safe_load((CONTENT / "norm.yaml").read_text(encoding="utf-8")))


def test_every_field_has_one_place_in_the_form() -> None:
    placed = [name for names in SECTIONS.values() for name in names]
    assert sorted([*placed, *ELSEWHERE]) == sorted(field.name for field in fields(Norm))


def test_the_proposed_norm_has_no_faults() -> None:
    assert norm_faults(PROPOSED) == []


@settings(max_examples=40, deadline=None)
@given(norms())
def test_any_valid_norm_has_words_for_every_name_in_both_languages(norm: Norm) -> None:
    assert norm_faults(norm) == []
    for language in ("nl", "en"):
        said = texts(norm, language)
        assert said.keys() == NAMES
        assert all(text.strip() for text in said.values())


@settings(max_examples=25, deadline=None)
@given(norms())
def test_a_norm_reads_the_same_after_being_stored(norm: Norm) -> None:
    assert NORM.validate_json(NORM.dump_json(norm)) == norm


@settings(max_examples=25, deadline=None)
@given(norms())
def test_every_value_on_which_a_key_may_depend_is_one_of_its_choices(norm: Norm) -> None:
    for name, value in values(norm).items():
        assert value in CHOICES[name]


def test_every_field_that_texts_use_exists() -> None:
    known = {field.name for field in fields(Norm)}
    for decided_by in (*FIELDS_OF.values(), *BLOCKS.values()):
        assert known.issuperset(decided_by)


@pytest.mark.parametrize("name", sorted(set(CHOICES) - {"c_is_aggression"}))
def test_another_choice_reads_another_sentence(name: str) -> None:
    others = [each for each in CHOICES[name] if each != values(PROPOSED)[name]]
    for other in others:
        kind = type(getattr(PROPOSED, name))
        value = other == "true" if kind is bool else kind(other)
        changed = replace(PROPOSED, **{name: value})
        said, before = texts(changed, "nl"), texts(PROPOSED, "nl")
        differing = {each for each in NAMES if said[each] != before[each]}
        assert differing <= changed_names((name,))
        assert differing or name in ("home_visit_pairs",)


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"b_stance": "accepted", "a_stance": "bent_round"}, "b_stance", "looser_than_a"),
        ({"b_stance": "not_accepted", "c_stance": "bent_round"}, "c_stance", "looser_than_b"),
        ({"c_stance": "bent_round", "c_first_response": "end_at_once"}, "c_first_response", "ends_but_bends"),
        ({"works_council_on": None}, "works_council_on", "consent_without_date"),
        ({"approved_on": date(2030, 1, 1)}, "approved_on", "approved_after_it_holds"),
        ({"measures": PROPOSED.measures[:8] + PROPOSED.measures[:1]}, "measures", "measures_not_each_once"),
        ({"public_fields": ("who_is_told",)}, "public_fields", "not_publishable"),
    ],
)
def test_a_norm_that_contradicts_itself_is_named(change: dict[str, object], field: str, reason: str) -> None:
    assert (field, reason) in [(fault.field, fault.reason) for fault in norm_faults(replace(PROPOSED, **change))]


def own_office(first: str, then: str, text: str = "Vraag te gaan, {{ removal_requests }}.") -> Procedure:
    return Procedure(
        id="office",
        title=Words(nl="Balie"),
        steps=(
            Step(id="ask", text=Words(nl=text), ways=(Way(to="first"),)),
            Step(id="first", text=Words(nl="Eerst."), calls=first, ways=(Way(to="then"),)),
            Step(id="then", text=Words(nl="Dan."), calls=then),
        ),
    )


def test_an_office_procedure_that_calls_in_another_order_is_refused() -> None:
    fits = replace(PROPOSED, procedures=(own_office("leader", "intervention_team"),))
    other = replace(PROPOSED, procedures=(own_office("intervention_team", "leader"),))
    assert norm_faults(fits) == []
    assert [fault.reason for fault in norm_faults(other)] == ["other_route"]


def test_a_step_that_uses_an_unknown_name_is_refused() -> None:
    wrong = replace(PROPOSED, procedures=(own_office("leader", "nobody", "Vraag {{ wie }}."),))
    assert [fault.reason for fault in norm_faults(wrong)] == ["unknown_name"]


def test_a_difference_names_the_changed_fields_in_order() -> None:
    new = replace(PROPOSED, number=2, removal_requests=2, a_how=Words(nl="Luister."))
    assert changed_fields(PROPOSED, new) == ("a_how", "removal_requests")
    assert changed_names(("a_how", "removal_requests")) == {"a_rule", "removal_requests"}


def test_two_peoples_changes_come_together_and_a_clash_keeps_mine() -> None:
    base = {"a": 1, "b": 1, "c": 1}
    assert merge(base, {"a": 2, "b": 1, "c": 1}, {"a": 1, "b": 3, "c": 1}).document == {"a": 2, "b": 3, "c": 1}
    clash = merge(base, {"a": 2, "b": 1, "c": 1}, {"a": 3, "b": 1, "c": 1})
    assert (clash.document["a"], clash.clashes) == (3, ("a",))
    assert merge(base, {"a": 2, "b": 1, "c": 1}, {"a": 2, "b": 1, "c": 1}).clashes == ()


def test_counts_are_said_in_words() -> None:
    assert [times(count, "nl") for count in (1, 3, 11)] == ["één keer", "drie keer", "11 keer"]
    assert [times(count, "en") for count in (1, 2, 3)] == ["once", "twice", "three times"]


def test_where_no_warning_is_used_no_text_promises_one() -> None:
    without = tuple(replace(each, used=False) if each.id == "warning" else each for each in PROPOSED.measures)
    assert "geen waarschuwing" in texts(replace(PROPOSED, measures=without), "nl")["warning_route"]
