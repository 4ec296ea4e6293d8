"""A made-up municipality as a staff list: the same for the same number and seed. Sample data, all of it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from webapp.services.sample_names import FAMILY, GIVEN

HEADER = (
    "staff_number",
    "given_name",
    "family_name",
    "email",
    "team",
    "parent_team",
    "function",
    "function_group",
    "role",
    "employed_from",
    "employed_until",
    "manager_staff_number",
    "language",
    "duties",
    "tags",
    "hours",
    "location",
)
TOP = "Gemeente Voorbeeldstad"
TEAM_SIZE = 18
LEADERS = {"Burgerzaken 1": "10002"}
"""Teams whose leader is one of the sample accounts."""
AS_LEADER: dict[str, Any] = {
    "role": "team_leader",
    "function": "Teamleider",
    "duties": "direct_leidinggevende",
    "tags": "",
    "since": date(2018, 1, 1),
    "until": None,
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of team: its department, names, functions and share of the staff."""

    department: str
    names: tuple[str, ...]
    functions: tuple[str, ...]
    group: str
    share: int
    tags: str = ""


KINDS = (
    Kind(department="Publiek", names=("Burgerzaken", "Receptie", "Klantcontactcentrum"),
         group="publieksdiensten", share=18,
         functions=("Medewerker burgerzaken", "Medewerker receptie", "Consulent frontoffice")),
    Kind(department="Publiek", names=("Zwembad",), group="publieksdiensten", share=4, functions=("Zwemonderwijzer",)),
    Kind(department="Werk en inkomen", names=("Werkplein", "Schuldhulp"), group="werkplein", share=17,
         functions=("Klantmanager", "Consulent werk", "Consulent schuldhulpverlening")),
    Kind(department="Sociaal domein", names=("Wijkteam", "Wmo-team"),
         group="sociaal_domein", share=20, tags="huisbezoek",
         functions=("Consulent wijkteam", "Consulent Wmo")),
    Kind(department="Openbare ruimte", names=("Groen", "Reiniging", "Wegen"), group="buitendienst", share=15,
         functions=("Hovenier", "Chauffeur-belader", "Medewerker buitendienst")),
    Kind(department="Veiligheid", names=("Handhaving", "Leerplicht", "Markt en parkeren"), group="toezicht_handhaving",
         share=12, tags="risicovolle_functie",
         functions=("Medewerker toezicht en handhaving", "Leerplichtambtenaar", "Marktmeester")),
    Kind(department="Bedrijfsvoering", names=("Financiën", "Informatie en techniek", "Personeel"), group="", share=14,
         functions=("Adviseur", "Medewerker administratie")),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Employee:
    """One row of the list, before it is text."""

    number: str
    given: str
    family: str
    email: str
    team: str
    parent: str
    function: str
    group: str
    role: str
    since: date
    until: date | None
    manager: str
    language: str = "nl"
    duties: str = ""
    tags: str = ""
    hours: str = "36"
    location: str = "Stadhuis"


def staff_list(employees: int, seed: int, today: date) -> str:
    """Return the list as a CSV text with about that many rows; the six sample accounts come first."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    for each in _employees(employees, random.Random(seed), today):
        writer.writerow(_cells(each))
    return out.getvalue()


def _cells(each: Employee) -> tuple[str, ...]:
    until = each.until.isoformat() if each.until else ""
    dates = (each.since.isoformat(), until)
    person = (each.number, each.given, each.family, each.email, each.team, each.parent, each.function, each.group)
    return (*person, each.role, *dates, each.manager, each.language, each.duties, each.tags, each.hours, each.location)


def _employees(wanted: int, chance: random.Random, today: date) -> Iterator[Employee]:
    named = _named(today)
    yield from named
    heads = _heads(chance, today)
    yield from heads
    made = len(named) + len(heads)
    teams = _teams(max(0, wanted - made))
    number = 20_000
    for kind, name, size in teams:
        leader = LEADERS.get(name, "")
        for _place in range(size):
            number += 1
            each = _somebody(kind, name, str(number), chance, today)
            if leader:
                yield replace(each, manager=leader)
            else:
                leader = each.number
                yield replace(each, **AS_LEADER)


def _heads(chance: random.Random, today: date) -> list[Employee]:
    """Return the secretary and one head for each department."""
    secretary = replace(_somebody(KINDS[-1], TOP, "11000", chance, today), parent="", **AS_LEADER)
    heads = [replace(secretary, function="Gemeentesecretaris", duties="mt_hoger_management")]
    for place, department in enumerate(dict.fromkeys(kind.department for kind in KINDS), start=1):
        head = replace(_somebody(KINDS[-1], department, str(11000 + place), chance, today), parent=TOP, **AS_LEADER)
        heads.append(replace(head, function="Afdelingshoofd", duties="mt_hoger_management", manager="11000"))
    return heads


def _named(today: date) -> list[Employee]:
    """Return the sample accounts: the ones that the README prints."""
    desk = {"team": "Burgerzaken 1", "parent": "Publiek", "group": "publieksdiensten"}
    office = {"team": "Personeel 1", "parent": "Bedrijfsvoering", "group": ""}
    since = date(2019, 3, 1)
    rows = (
        ("10001", "Mees", "Medewerker", "medewerker", desk, "Medewerker burgerzaken", "employee", since),
        ("10002", "Tessa", "Teamleider", "teamleider", desk, "Teamleider", "team_leader", since),
        ("10003", "Hilde", "Personeel", "hr", office, "HR-adviseur", "employee", since),
        ("10004", "Coen", "Coördinator", "coordinator", office, "Coördinator agressie", "coordinator", since),
        ("10005", "Bea", "Beheer", "beheer", office, "Applicatiebeheerder", "employee", since),
        ("10006", "Nina", "Nieuw", "nieuw", desk, "Medewerker burgerzaken", "employee", today - timedelta(days=5)),
    )
    return [
        Employee(
            number=number,
            given=given,
            family=family,
            email=f"{account}@voorbeeld.example",
            function=function,
            role=role,
            since=begun,
            until=None,
            manager="10002" if place is desk and role == "employee" else "",
            duties="direct_leidinggevende" if role == "team_leader" else "",
            **place,
        )
        for number, given, family, account, place, function, role, begun in rows
    ]


def _teams(people: int) -> Iterator[tuple[Kind, str, int]]:
    """Yield teams of municipal size until everybody has a place."""
    shares = sum(kind.share for kind in KINDS)
    for kind in KINDS:
        left = people * kind.share // shares if kind is not KINDS[-1] else _rest(people, shares)
        turn = 0
        while left > 0:
            name = f"{kind.names[turn % len(kind.names)]} {turn // len(kind.names) + 1}"
            size = min(left, TEAM_SIZE - 6 + (turn * 5) % 13)
            yield kind, name, size
            left -= size
            turn += 1


def _rest(people: int, shares: int) -> int:
    return people - sum(people * kind.share // shares for kind in KINDS[:-1])


def _somebody(kind: Kind, team: str, number: str, chance: random.Random, today: date) -> Employee:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    since = today - timedelta(
        days=chance.choice((chance.randrange(40, 9000), chance.randrange(40, 1500), chance.randrange(0, 60)))
    )
    left = chance.random() < 0.04 and since < today - timedelta(days=90)
    outside = kind.group == "buitendienst"
    mail = "" if outside and chance.random() < 0.5 else f"m{number}@voorbeeld.example"
    return Employee(
        number=number,
        given=given,
        family=family,
        email=mail,
        team=team,
        parent=kind.department,
        function=chance.choice(kind.functions),
        group=kind.group,
        role="employee",
        since=since,
        until=today - timedelta(days=chance.randrange(1, 60)) if left else None,
        manager="",
        language="en" if chance.random() < 0.04 else "nl",
        tags=kind.tags if chance.random() < 0.6 else "",
        hours=chance.choice(("36", "36", "36", "32", "28", "24", "20", "16")),
        location="Gemeentewerf" if outside else "Stadhuis",
    )
