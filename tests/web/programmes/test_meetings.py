"""Two items given as one meeting, one in two halves, budgets by quarter, fields that only people know."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import make
from tests.make import Cast
from tests.web.programmes.conftest import INTAKE, Clients, Planner

VALUES = {"month": "2027-05-01", "hours": "4", "groups": "2", "cost": "0"}


def heading(page: str, name: str) -> bool:
    return f">{name}</h3>" in page


def card(page: str, name: str) -> str:
    """The part of the page about one item."""
    return next(each for each in page.split("<article")[1:] if heading(each, name)).split("</article>")[0]


def test_two_items_become_one_meeting_with_both_reasons_and_two_again(made: Planner) -> None:
    place = made.ready()
    page = made.do(place, "items/norm-staff/merge", other="team-norm")
    both = "De norm met medewerkers + Van norm naar teamafspraken"
    assert heading(page, both)
    assert not heading(page, "Van norm naar teamafspraken")
    assert "2027-03" in card(page, both)
    assert "7 uur" in card(page, both)
    page = made.do(place, "items/norm-staff", **VALUES | {"hours": "6", "month": "2027-04-01"})
    assert "2027-04" in card(page, both)
    assert "6 uur" in card(page, both)
    page = made.do(place, "items/norm-staff/separate")
    assert heading(page, "De norm met medewerkers")
    assert "2027-03" in card(page, "Van norm naar teamafspraken")


def test_both_reasons_stay_with_a_merged_meeting(made: Planner, cast: Cast) -> None:
    make.assignment(cast.employee, "m01-de-norm")
    place = made.ready()
    made.do(place, "items/skills-counter", **VALUES)
    page = made.do(place, "items/team-hold/merge", other="skills-counter")
    assert "Waarom: de trainingswijzer noemt het" in " ".join(re.sub("<[^>]+>", " ", page).split())


def test_a_merged_meeting_goes_on_into_publication_and_comparison(made: Planner) -> None:
    place = made.ready()
    made.do(place, "items/norm-staff/merge", other="team-norm")
    assert "Versie 1, gepubliceerd door" in made.do(place, "publish")
    following = made.begin()
    assert "Vergeleken met 2027, versie 1" in made.browser.get(following).text
    page = made.do(following, "items/norm-staff/drop", reason="Niet nu")
    gone = re.search(r"Niet meer</dt><dd>([^<]*)", page).group(1)
    assert gone == "De norm met medewerkers; Van norm naar teamafspraken"
    assert "De norm met medewerkers + Van norm naar teamafspraken" in made.browser.get(f"{place}.csv").text


def test_a_training_is_given_in_two_halves_in_two_months(made: Planner) -> None:
    place = made.ready()
    made.do(place, "items/skills-counter/halve")
    page = made.do(place, "items/skills-counter~2", **VALUES | {"month": "2027-06-01", "groups": "1"})
    assert page.count(">Oefenen voor publieksdiensten</h3>") == 2
    assert page.count("voor de helft van de mensen") == 2
    assert "Niets houdt dit programma tegen" in page
    page = made.do(place, "items/skills-counter~1/merge", other="skills-counter~2")
    assert page.count(">Oefenen voor publieksdiensten</h3>") == 1
    assert "2 groepen" in card(page, "Oefenen voor publieksdiensten")


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("items/norm-staff/merge", {"other": "norm-staff"}),
        ("items/norm-staff/merge", {"other": "m01-de-norm"}),
        ("items/norm-staff/merge", {"other": "bestaat-niet"}),
        ("items/m01-de-norm/merge", {"other": "norm-staff"}),
        ("items/norm-staff/separate", {}),
        ("items/norm-staff/halve", {}),
        ("items/m01-de-norm/halve", {}),
        ("items/norm-staff", VALUES | {"month": "2028-01-01"}),
    ],
)
def test_what_cannot_be_one_meeting_or_halved_is_refused(made: Planner, act: str, data: dict[str, str]) -> None:
    place = made.ready()
    assert made.post(place, act, **data) == 404


def test_two_windows_merge_once(made: Planner) -> None:
    place = made.ready()
    old = made.revision(place)
    made.do(place, "items/norm-staff/merge", other="team-norm")
    data = {"revision": old, "other": "skills-counter"}
    assert made.browser.post(f"{place}/items/team-hold/merge", data=data).status_code == 303
    page = made.browser.get(place).text
    assert "Iemand veranderde dit programma net voor jou" in page
    assert heading(page, "Oefenen voor publieksdiensten")


def test_hours_and_euros_stand_beside_their_budgets_by_quarter(made: Planner) -> None:
    place = made.ready()
    made.do(place, "items/skills-counter", **VALUES | {"cost": "1200"})
    page = made.do(place, "intake", **INTAKE | {"budget_hours": "500"})
    assert "van een budget van 500 uur" in page
    table = page.split("Uren en kosten per kwartaal")[1].split("</table>")[0]
    cells = [re.findall(r"<div>([^<]*)</div>", row) for row in table.split("<tr")[2:]]
    assert [row[1] for row in cells] == ["€ 0", "€ 1200", "€ 0", "€ 0"]
    assert [row[3] for row in cells] == ["€ 5000", "€ 3800", "€ 3800", "€ 3800"]
    assert "De kosten of de uren zijn hoger dan het budget." not in page
    page = made.do(place, "intake", **INTAKE | {"budget_hours": "20"})
    assert "De kosten of de uren zijn hoger dan het budget." in page


def test_without_a_budget_nothing_is_left_to_show(made: Planner) -> None:
    page = made.do(made.ready(), "intake", **INTAKE | {"budget": ""})
    table = page.split("Uren en kosten per kwartaal")[1].split("</table>")[0]
    assert {row[3] for row in (re.findall(r"<div>([^<]*)</div>", each) for each in table.split("<tr")[2:])} == {"–"}


def test_an_unprepared_internal_trainer_blocks_until_a_reason_is_given(made: Planner) -> None:
    place = made.ready()
    page = made.do(
        place, "items/norm-staff", **VALUES | {"month": "2027-01-01", "groups": "1", "internal_trainer": "1"}
    )
    assert "Een interne trainer geeft dit." in page
    assert "(H15)" in page
    assert "(H15)" not in made.do(place, "items/norm-staff", **VALUES | {"month": "2027-01-01", "groups": "1"})


def test_a_council_does_not_meet_with_staff(made: Planner) -> None:
    place = made.ready()
    page = made.do(place, "items/norm-staff", **VALUES | {"month": "2027-01-01", "groups": "1", "with": "raadslid"})
    assert "Samen met: Raadslid;" in " ".join(page.split()) or "Samen met: Raadslid" in " ".join(page.split())
    assert "(H7)" in page


def test_what_only_people_know_is_asked_and_held_to_the_rules(made: Planner) -> None:
    place = made.ready()
    form = made.browser.get(f"{place}/intake").text
    assert "Elk team kijkt in 2027 2 keer terug" in form
    assert "Hoe vaak bespreken college en management het dit jaar?" not in form
    page = made.do(place, "intake", **INTAKE | {"talks": "no", "agreements": "yes"})
    assert "(S9)" in page
    assert "(S10)" not in page
    form = made.browser.get(f"{place}/intake").text
    assert re.search(r'name="talks"[^>]*value="no"', form)
    assert "(S9)" not in made.do(place, "intake", **INTAKE | {"talks": "yes"})


def test_the_board_is_asked_how_often_it_discusses_it(made: Planner) -> None:
    place = made.begin("bestuur_college")
    assert "Hoe vaak bespreken college en management het dit jaar?" in made.browser.get(f"{place}/intake").text
    assert "(S8)" in made.do(place, "intake", **INTAKE | {"board_meetings": "0"})
    assert "(S8)" not in made.do(place, "intake", **INTAKE | {"board_meetings": "2"})


def test_wrong_numbers_and_a_day_without_reason_are_answered_at_the_field(made: Planner) -> None:
    place = made.ready()
    data = {"revision": made.revision(place), **INTAKE}
    wrong = made.browser.post(f"{place}/intake", data={**data, "people": "veel"})
    assert (wrong.status_code, "Ongeldig getal." in wrong.text) == (422, True)
    unsaid = made.browser.post(f"{place}/intake", data={**data, "opens_on": "2027-02-01", "opens_reason": " "})
    assert unsaid.status_code == 422
    assert re.search(r'id="opens_reason-error">[^<]*Schrijf', unsaid.text)


def test_practice_before_the_leaders_needs_a_fallback_day_with_a_reason(made: Planner) -> None:
    place = made.ready()
    page = made.do(place, "items/skills-counter", **VALUES | {"month": "2027-01-01"})
    assert "(H4)" in page
    assert "(H2)" in page
    page = made.do(place, "intake", **INTAKE | {"opens_on": "2027-01-15", "opens_reason": "Acuut risico"})
    assert "(H4)" not in page
    assert "(H2)" not in page
    assert "Oefenen mag in elk geval vanaf 15 januari 2027: Acuut risico (Cor Coordinator)." in page
    page = made.do(place, "intake", **INTAKE | {"opens_on": "", "opens_reason": ""})
    assert "Oefenen mag in elk geval" not in page
    assert "(H4)" in page


def test_leaders_set_no_fallback_day_for_themselves(made: Planner) -> None:
    assert 'name="opens_on"' not in made.browser.get(f"{made.begin('leaders')}/intake").text


def test_last_year_is_compared_besides_the_version_before(made: Planner) -> None:
    made.published()
    later = made.begin(year=2028)
    page = made.browser.get(later).text
    assert page.count("Vergeleken met 2027, versie 1") == 1
    made.do(made.begin("leaders", 2028), "intake", **INTAKE)
    made.do(later, "intake", **INTAKE)
    for rule in ("H2", "H3", "H4"):
        made.do(later, "override", rule=rule, reason="Voorbeeld")
    assert "Versie 1, gepubliceerd" in made.do(later, "publish")
    page = made.do(made.begin(year=2028), "items/team-hold/drop", reason="Niet nu")
    assert "Vergeleken met 2028, versie 1" in page
    assert "Vergeleken met 2027, versie 1" in page


def test_the_years_in_a_row_say_what_comes_back(made: Planner) -> None:
    empty = made.browser.get("/programmes/audience/werkplein").text
    assert "Er is nog geen programma voor deze groep." in empty
    made.published()
    made.begin(year=2028)
    page = made.browser.get("/programmes/audience/publieksdiensten").text
    assert "2028, concept van versie 1" in page
    row = next(each for each in page.split("<tr")[1:] if "Oefenen voor publieksdiensten" in each)
    assert "voor het eerst" in row
    assert "zonder nieuw doel: is dit routine?" in row
    assert made.browser.get("/programmes/audience/onbekend").status_code == 404


def test_the_pages_cost_a_few_queries(made: Planner, queries: Callable[[Callable[[], object]], int]) -> None:
    place = made.ready()
    before = queries(lambda: made.browser.get(place))
    made.do(place, "items/norm-staff/merge", other="team-norm")
    made.do(place, "items/team-hold", **VALUES | {"internal_trainer": "1"})
    assert queries(lambda: made.browser.get(place)) <= before + 1 <= 25
    assert queries(lambda: made.browser.get("/programmes/audience/publieksdiensten")) <= 8


@pytest.mark.parametrize("who", ["employee", "leader", "admin"])
def test_others_change_no_meetings(made: Planner, cast: Cast, client_of: Clients, who: str) -> None:
    place = made.ready()
    other = client_of(getattr(cast, who))
    assert other.get("/programmes/audience/publieksdiensten").status_code == 403
    for act in ("merge", "separate", "halve"):
        assert other.post(f"{place}/items/norm-staff/{act}", data={"revision": "0"}).status_code == 403
