"""The reference files hold together, and every kind of fault is found with its file and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from learning_goals.goal_catalogue import TrainingElement
from learning_goals.programme_items import Audience
from learning_goals.reference_check import CourseNames, faults_in, read
from learning_goals.references import CLUSTERS, SHELVES, Work, is_for, item_is_for, ways

FOLDER = Path(__file__).parents[3] / "learning_goals" / "content"
NAMES = sorted({"goals.yaml", *(shelf.file for shelf in SHELVES.values())})
FILES: dict[str, Any] = {name: yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")) for name in NAMES}
ENTRIES, _FAULTS = read(FILES)
ELEMENTS = {each.id: each for each in ENTRIES["training_element"] if isinstance(each, TrainingElement)}


def said(change: Callable[[dict[str, Any]], object], courses: dict[str, CourseNames] | None = None) -> list[str]:
    """What is said of the files after a change."""
    files = deepcopy(FILES)
    change(files)
    return [str(each) for each in faults_in(files, courses or {})]


def test_the_files_that_ship_are_good_without_any_course() -> None:
    assert said(lambda files: None) == []


def test_there_are_five_groups_thirty_three_elements_and_no_invented_programme() -> None:
    count = {kind: len(values) for kind, values in ENTRIES.items()}
    assert (count["function_group"], count["training_element"], count["basic_education"]) == (5, 33, 5)
    assert count["external_programme"] == 0


@pytest.mark.parametrize(
    ("group", "competences", "levels"),
    [
        ("werkplein", 9, ("mbo", "hbo")),
        ("sociaal_domein", 9, ("mbo", "hbo")),
        ("buitendienst", 6, ("vmbo", "mbo")),
        ("publieksdiensten", 9, ("vmbo", "mbo")),
        ("toezicht_handhaving", 5, ("vmbo", "mbo", "hbo")),
    ],
)
def test_a_group_has_its_competences_and_levels(group: str, competences: int, levels: tuple[str, ...]) -> None:
    found = next(each for each in ENTRIES["function_group"] if each.id == group)
    assert (len(found.competences), found.levels) == (competences, levels)  # pyright: ignore[reportAttributeAccessIssue]


def drop(file: str, key: str) -> Callable[[dict[str, Any]], object]:
    return lambda files: files[file].pop(key)


def put(file: str, key: str, number: int, **values: object) -> Callable[[dict[str, Any]], object]:
    return lambda files: files[file][key][number].update(values)


@pytest.mark.parametrize(
    ("change", "file", "expected"),
    [
        (drop("sub_skills.yaml", "sub_skills"), "sub_skills.yaml", "expected a list under this name"),
        (lambda files: files.update({"competences.yaml": None}), "competences.yaml", "expected a list"),
        (
            put("audiences.yaml", "function_groups", 0, competences=["kracht"]),
            "audiences.yaml",
            "no competence 'kracht'",
        ),
        (put("audiences.yaml", "function_groups", 0, levels=["phd"]), "audiences.yaml", "'vmbo', 'mbo', 'hbo' or 'wo'"),
        (put("audiences.yaml", "function_groups", 0, colour="red"), "audiences.yaml", "colour: Unexpected keyword"),
        (
            put("training_elements.yaml", "elements", 0, groups=["maan"]),
            "training_elements.yaml",
            "function group 'maan'",
        ),
        (put("training_elements.yaml", "elements", 0, tags=["maan"]), "training_elements.yaml", "no tag 'maan'"),
        (put("training_elements.yaml", "elements", 0, duties=["maan"]), "training_elements.yaml", "no duty 'maan'"),
        (put("training_elements.yaml", "elements", 0, leaders=False), "training_elements.yaml", "leaders: true"),
        (put("training_elements.yaml", "clusters", 0, id="C9"), "training_elements.yaml", "clusters"),
        (
            put("sub_skills.yaml", "sub_skills", 0, element="te_none"),
            "sub_skills.yaml",
            "no training element 'te_none'",
        ),
        (
            put("basic_education.yaml", "educations", 0, elements=["x"]),
            "basic_education.yaml",
            "no training element 'x'",
        ),
        (put("programme_items.yaml", "items", 0, elements=["x"]), "programme_items.yaml", "no training element 'x'"),
        (put("programme_items.yaml", "items", 0, audience={"tags": ["x"]}), "programme_items.yaml", "no tag 'x'"),
        (put("programme_items.yaml", "items", 0, audience={}), "programme_items.yaml", "at least one group"),
        (put("programme_items.yaml", "items", 0, hours=[8, 4]), "programme_items.yaml", "the least first"),
        (put("programme_items.yaml", "items", 1, id="norm-board"), "programme_items.yaml", "every id once"),
        (put("programme_items.yaml", "items", 0, most_people=40), "programme_items.yaml", "less than or equal to 25"),
        (put("goals.yaml", "goals", 0, emphasis=["x"]), "goals.yaml", "no function group 'x'"),
        (put("goals.yaml", "goals", 0, elements=["x"]), "goals.yaml", "no training element 'x'"),
    ],
)
def test_a_fault_is_named_with_its_file_and_what_was_expected(
    change: Callable[[dict[str, Any]], object], file: str, expected: str
) -> None:
    (line,) = said(change)
    assert line.startswith(f"{file}: ")
    assert expected in line


def test_an_unexpected_field_is_named() -> None:
    (line,) = said(put("audiences.yaml", "duties", 0, colour="red"))[:1]
    assert line.startswith("audiences.yaml: duty 1 'bestuur_college': colour: ")


def test_an_element_that_nothing_teaches_is_named_until_a_course_does() -> None:
    def without(files: dict[str, Any]) -> None:
        for item in files["programme_items.yaml"]["items"]:
            item["elements"] = [each for each in item["elements"] if each != "ph_service"] or ["te_limits"]

    (line,) = said(without)
    assert line == "training_elements.yaml: training element 'ph_service': expected a programme item or a course for it"
    assert said(without, {"m12": CourseNames(elements=("ph_service",), audiences=("all",))}) == []


def test_a_course_may_name_only_what_there_is() -> None:
    lines = said(lambda files: None, {"m99": CourseNames(elements=("te_x",), audiences=("all", "ridders"))})
    assert lines == [
        "m99/course.yaml: elements: there is no training element 'te_x'; expected one of training_elements.yaml",
        "m99/course.yaml: audiences: there is no audience 'ridders'; "
        "expected all, or a function group, duty or tag of audiences.yaml",
    ]


def work(*groups: str, leader: bool = False, tags: tuple[str, ...] = (), duties: tuple[str, ...] = ()) -> Work:
    return Work(groups=frozenset(groups), leader=leader, tags=frozenset(tags), duties=frozenset(duties))


@pytest.mark.parametrize(
    ("element", "whose", "asked"),
    [
        ("te_limits", work("buitendienst"), True),
        ("te_limits", work(), True),
        ("te_physical", work("toezicht_handhaving"), True),
        ("te_physical", work("publieksdiensten"), False),
        ("te_physical", work("publieksdiensten", leader=True), False),
        ("te_street", work("buitendienst", tags=("stadstoezicht",)), True),
        ("te_home_visit", work("sociaal_domein"), True),
        ("te_home_visit", work("publieksdiensten"), False),
        ("te_home_visit", work("publieksdiensten", tags=("huisbezoek",)), True),
        ("te_victim_care", work("werkplein"), False),
        ("te_victim_care", work("werkplein", duties=("bot_medewerker",)), True),
        ("te_victim_care", work("werkplein", leader=True), True),
        ("tl_offender", work("werkplein", duties=("bot_medewerker",)), False),
        ("ph_coaching", work(leader=True), True),
    ],
)
def test_an_element_is_for_whom_the_guide_says(element: str, whose: Work, asked: bool) -> None:
    assert is_for(ELEMENTS[element], whose) is asked


def test_a_programme_item_is_for_whoever_fits_one_of_its_audience() -> None:
    assert item_is_for(Audience(everyone=True), work())
    assert item_is_for(Audience(groups=("werkplein",), leaders=True), work(leader=True))
    assert item_is_for(Audience(tags=("huisbezoek",)), work("buitendienst", tags=("huisbezoek",)))
    assert not item_is_for(Audience(groups=("werkplein",), duties=("hr_po",)), work("buitendienst"))
    assert not item_is_for(Audience(leaders=True, newcomers=True), work("werkplein"))


def test_a_skill_is_practised_with_people_and_some_have_no_screen_at_all() -> None:
    clusters = CLUSTERS.validate_python(FILES["training_elements.yaml"]["clusters"])
    assert ways(ELEMENTS["te_org_norm"], clusters) == ("elearning", "session", "team_session")
    assert ways(ELEMENTS["te_limits"], clusters) == ("elearning", "session")
    assert ways(ELEMENTS["te_physical"], clusters) == ("session",)
    assert {each.id: each.theory_only for each in clusters} == {"C1": False, "C2": True, "C3": True}
