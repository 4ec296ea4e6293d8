"""Programmes as who plans them reads them: all of a year, one version with what the rules say, the years in a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from learning_goals.planning_rules.people import LOOK_BACK
from learning_goals.planning_rules.plan import Finding
from learning_goals.planning_rules.rules import BY_ID, blocking, check
from learning_goals.programme_budget import Quarter, hours_each, hours_of, quarters
from learning_goals.programme_meetings import Said, can_be_halved, parts, subjects, subjects_of
from learning_goals.programme_years import Row, rows
from webapp.errors import NotFound
from webapp.services import programme_making, programme_plan, references
from webapp.services.curriculum import library
from webapp.services.programme_audiences import AUDIENCES, GROUPS, offers
from webapp.store import programmes
from webapp.store.programmes import Kept

__all__ = ["BY_ID"]
READY = ("yes", "working_on_it", "no", "unknown")
PRECONDITIONS = ("norm_carried", "board_support", "service_in_order", "base_competences")
INTAKE = ("rules_known", "knowledge", "followed", "aim", "needs")
"""The five intake questions (training guide, chapter 4)."""
YEARS_BESIDE = 4
"""Years before and after the asked one on the page of an audience."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An audience in a year: its published version and its draft, None when there is none."""

    audience: str
    published: Kept | None
    draft: Kept | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A version with what the rules say of it, what still blocks, and published ones to compare it with.

    `before` is the one published before it, `last_year` the newest of the year before when that is another.
    """

    kept: Kept
    findings: tuple[Finding, ...]
    blocks: tuple[Finding, ...]
    before: Kept | None
    last_year: Kept | None
    offered: tuple[str, ...]

    @property
    def items(self) -> list[Said]:
        """The items in the order of the year."""
        return sorted(self.kept.document["items"], key=lambda item: item["month"])

    def of_item(self, key: str) -> list[Finding]:
        """Return what the rules say of one item; "" is of the whole."""
        return [each for each in self.findings if each.item == key]

    @property
    def hours(self) -> float:
        """Hours of one participant over the whole year."""
        return hours_each(self.items)

    @property
    def hours_together(self) -> float:
        """Hours of everybody together over the whole year."""
        return sum(hours_of(each, self.kept.document["people"]) for each in self.items)

    @property
    def cost(self) -> int:
        """Euros over the whole year."""
        return sum(each["cost"] for each in self.items)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Hours and euros by quarter, with what is left of the budgets."""
        document = self.kept.document
        return quarters(self.items, document["people"], document.get("budget_hours"), document.get("budget"))

    @property
    def opens_on(self) -> date | None:
        """The day on which practice opens in any case."""
        said = self.kept.document.get("opening", {}).get("on")
        return date.fromisoformat(said) if said else None

    def meetings(self, but: str) -> list[Said]:
        """Return the meetings with which one can be merged; none for a course."""
        found = [each for each in self.items if is_meeting(each)]
        return [each for each in found if each["key"] != but] if any(each["key"] == but for each in found) else []

    def is_meeting(self, item: Said) -> bool:
        """Return whether people meet for it."""
        return is_meeting(item)

    def can_be_halved(self, item: Said) -> bool:
        """Return whether a meeting can be given in two halves."""
        return is_meeting(item) and can_be_halved(item)


@dataclass(frozen=True, kw_only=True)
class Years:
    """An audience over several years: its versions, newest year and version first, and what comes back."""

    audience: str
    versions: tuple[Kept, ...]
    years: tuple[int, ...]
    rows: tuple[Row, ...]


def listing(year: int) -> list[Line]:
    """Return every audience with its versions of that year."""
    found: dict[str, list[Kept]] = {}
    for each in programmes.versions(year):
        found.setdefault(each.audience, []).append(each)
    return [
        Line(
            audience=audience,
            published=next((each for each in found.get(audience, ()) if each.published), None),
            draft=next((each for each in found.get(audience, ()) if not each.published), None),
        )
        for audience in AUDIENCES
    ]


def page(version_id: int, today: date) -> Page:
    """Return one version; raises NotFound."""
    kept = one(version_id)
    findings = check(programme_plan.plan_of(kept, today))
    overridden = {each["rule"] for each in kept.document["overrides"]}
    earlier = [each for each in programmes.versions(0, (kept.audience,)) if each.published and each.id != kept.id]
    before = next((each for each in earlier if (each.year, each.number) < (kept.year, kept.number)), None)
    last_year = next((each for each in earlier if each.year == kept.year - 1), None)
    there = subjects_of(kept.document["items"])
    fitting = offers(kept.audience, programme_making.tags(kept.audience, today))
    return Page(
        kept=kept,
        findings=tuple(findings),
        blocks=tuple(blocking(findings, overridden)),
        before=before,
        last_year=last_year if last_year != before else None,
        offered=tuple(each.what for each in fitting if each.what not in there),
    )


def one(version_id: int) -> Kept:
    """Return that version; raises NotFound."""
    found = programmes.one(version_id) if version_id < 2**31 else None
    if found is None:
        raise NotFound
    return found


def is_meeting(item: Said) -> bool:
    """Return whether people meet for it: courses are followed alone."""
    return all(part["what"] not in library().modules for part in parts(item))


def years(audience: str, today: date) -> Years:
    """Return an audience's programmes over the years: of each the published version, else the draft."""
    if audience not in AUDIENCES:
        raise NotFound
    first, last = today.year - YEARS_BESIDE, today.year + YEARS_BESIDE
    versions = [each for each in programmes.versions(0, (audience,)) if first <= each.year <= last]
    held: dict[int, Kept] = {}
    for each in versions:
        if each.year not in held or (each.published and not held[each.year].published):
            held[each.year] = each
    items = {year: kept.document["items"] for year, kept in held.items()}
    known = references.programme_items()
    return Years(
        audience=audience,
        versions=tuple(versions),
        years=tuple(sorted(held)),
        rows=tuple(
            rows(
                items,
                {id: each.again_after_months for id, each in known.items() if each.again_after_months},
                frozenset(id for id, each in known.items() if each.phase != "newcomer"),
            )
        ),
    )


def differences(now: Kept, before: Kept | None) -> dict[str, list[str]]:
    """Return what was added, dropped and changed since another version, by what it is."""
    new = subjects_of(now.document["items"])
    old = subjects_of(before.document["items"]) if before else {}
    return {
        "added": [what for what in new if what not in old],
        "dropped": [what for what in old if what not in new],
        "changed": [what for what in new if what in old and _differs(new[what], old[what])],
    }


def _differs(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    same_time = new["month"][5:] == old["month"][5:] and set(subjects(new)) == set(subjects(old))
    return not same_time or any(new[name] != old[name] for name in ("hours", "cost", "groups"))


def asked_beside(audience: str) -> tuple[str, ...]:
    """Return what only people know and the rules ask of this audience, beside the items."""
    if audience in GROUPS:
        return ("agreements", "talks", "told_again_by")
    if audience in LOOK_BACK:
        return ("board_meetings", "told_again_by")
    return ("told_again_by",) if audience == "raadslid" else ("talks", "told_again_by")


def known_beside(kept: Kept, today: date) -> dict[str, Any]:
    """Return what the product knows beside the intake: numbers of people, norm read, teams with agreements, goals.

    `reviews`: how often each team looks back in that year, None where the audience is no function group.
    """
    facts = programme_plan.plan_of(kept, today).facts
    return {
        "people": programme_making.people_in(kept.audience, today),
        "norm_from": facts.norm_from,
        "teams": programme_making.teams_with_norm(kept.audience, today),
        "newcomers": facts.newcomers,
        "without_mentor": facts.mentors_missing,
        "goals": sorted(programme_making.wanted(kept.audience)),
        "consent": facts.consent,
        "reviews": facts.reviews,
    }
