"""What a municipality changes lies over the files, and nothing of either is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from learning_goals.reference_entries import Override, document_of, merged, same
from learning_goals.reference_uses import uses_of
from learning_goals.references import KINDS, Kind, SubSkill
from learning_goals.words import Words
from tests.core.learning_goals.test_reference_files import ENTRIES

SKILLS = tuple(each for each in ENTRIES["sub_skill"] if isinstance(each, SubSkill))
IDS = [each.id for each in SKILLS]


def document(label: str, element: str = "te_limits") -> dict[str, Any]:
    return {"label": {"nl": label, "en": ""}, "element": element, "source": ""}


labels = st.text("abcdefgh ", min_size=1, max_size=20).filter(lambda text: text.strip() != "")
documents = st.one_of(st.just({}), st.builds(document, labels, st.sampled_from(["te_limits", "te_policy"])))
files_said = st.builds(
    Override, id=st.sampled_from(IDS), document=documents, hidden=st.booleans(), number=st.integers(1, 9)
)
own_said = st.builds(
    Override,
    id=st.integers(1, 9).map(lambda number: f"own-{number}"),
    document=st.builds(document, labels),
    hidden=st.booleans(),
    number=st.integers(1, 9),
)
overrides = st.lists(st.one_of(files_said, own_said), max_size=20, unique_by=lambda each: each.id)


@given(overrides)
def test_no_entry_is_ever_lost(said: list[Override]) -> None:
    found = merged("sub_skill", SKILLS, said)
    assert [each.id for each in found][: len(IDS)] == IDS
    assert sorted(each.id for each in found) == sorted({*IDS, *(each.id for each in said)})


@given(overrides)
def test_laying_the_same_over_it_again_changes_nothing(said: list[Override]) -> None:
    once = merged("sub_skill", SKILLS, said)
    values = [each.value for each in once]
    twice = merged("sub_skill", values, [each for each in said if each.document])
    assert {each.id: each.document for each in twice} == {each.id: each.document for each in once}


@given(overrides)
def test_what_was_said_holds_and_the_rest_is_the_files(said: list[Override]) -> None:
    by_id = {each.id: each for each in said}
    for entry in merged("sub_skill", SKILLS, said):
        override = by_id.get(entry.id)
        assert entry.hidden == (override is not None and override.hidden)
        assert entry.number == (override.number if override else 0)
        wanted = override.document if override and override.document else entry.original
        assert same("sub_skill", entry.document, {**wanted, "id": entry.id})
        assert entry.own == entry.id.startswith("own-")


def test_a_document_that_cannot_be_read_any_more_leaves_the_file_standing() -> None:
    broken = Override(id=IDS[0], document={"element": 7, "label": {}}, hidden=False, number=4)
    entry = merged("sub_skill", SKILLS, [broken])[0]
    assert entry.value == SKILLS[0]
    assert not entry.changed
    assert entry.number == 4


def test_every_entry_of_every_kind_survives_being_written_and_read() -> None:
    for kind in KINDS:
        said = [
            Override(id=each.id, document=document_of(kind, each), hidden=False, number=1) for each in ENTRIES[kind]
        ]
        found = merged(kind, ENTRIES[kind], said)
        assert [each.value for each in found] == list(ENTRIES[kind])
        assert not any(each.changed or each.own for each in found)


def test_where_an_element_is_used_is_found_in_every_list() -> None:
    skill = SubSkill(id="x", label=Words("X"), element="te_street")
    entries = {
        kind: merged(kind, (*ENTRIES[kind], skill) if kind == "sub_skill" else ENTRIES[kind], []) for kind in KINDS
    }
    found = uses_of("training_element", "te_street", entries, {"m10": ["te_street"], "m01": ["te_policy"]}, ())
    named: list[tuple[Kind, str]] = [(kind, each.id) for kind, each in found.entries]
    assert named == [("sub_skill", "x"), ("programme_item", "skills-enforcement")]
    assert found.courses == ("m10",)
