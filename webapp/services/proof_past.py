"""The organisation on a day as it was known then: who worked where, with numbers or names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from learning_goals.proof.masking import NO_MASK, Mask, mask_of
from learning_goals.proof.numbering import numbered
from learning_goals.words import Language
from webapp import clock
from webapp.services import choices, offerings
from webapp.services.proof_day import Moment
from webapp.store import proof_history, proof_people
from webapp.store.proof_people import Job, Named

LEADERS, NO_GROUP = "leaders", "none"
"""The audiences besides the function groups: who leads a team, and who has no function group."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of the file: its name without ending, what it is, its header and its rows."""

    name: str
    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Past:
    """What every sheet is made from."""

    moment: Moment
    language: Language
    with_names: bool
    employed: Mapping[int, tuple[date, date]]
    jobs: Mapping[int, Sequence[Job]]
    leaders: Mapping[int, Sequence[int]]
    leading: frozenset[int]
    duties: Mapping[int, frozenset[str]]
    tags: Mapping[int, frozenset[str]]
    named: Mapping[int, Named]
    numbers: Mapping[int, int]
    officers: Mapping[int, int]
    teams: Mapping[int, str]
    team_numbers: Mapping[int, int]
    titles: Mapping[str, str]
    groups: Mapping[str, str]
    mask: Mask

    @property
    def day(self) -> date:
        """The day that the file is about."""
        return self.moment.day

    @property
    def at(self) -> datetime:
        """Up to when things were known."""
        return self.moment.at

    @property
    def in_order(self) -> list[int]:
        """Everybody who was employed, by number."""
        return sorted(self.employed, key=self.numbers.__getitem__)

    @property
    def who_header(self) -> tuple[str, ...]:
        """What stands above `who`."""
        return (_("Person"), _("Staff number"), _("Name")) if self.with_names else (_("Person"),)

    def who(self, person_id: int) -> tuple[str, ...]:
        """Return the person's number in this file; with names, the staff number and the name as well."""
        number = str(self.numbers.get(person_id, ""))
        if not self.with_names:
            return (number,)
        named = self.named.get(person_id)
        return (number, named.staff_number, named.name) if named else (number, "", "")

    def one(self, person_id: int) -> str:
        """Return who decided or owns something, in one cell.

        Without names it is another number than the person's own: who does what is often known, and would tell whose
        number that is.
        """
        if person_id not in self.named:
            return ""
        return (
            self.named[person_id].name if self.with_names else _("officer %(number)s", number=self.officers[person_id])
        )

    def team(self, team_id: int) -> str:
        """Return what a team is called; names of people in it are masked."""
        return self.mask(self.teams.get(team_id, ""))

    def audiences(self, person_id: int) -> tuple[str, ...]:
        """Return the function groups of somebody, and that the person leads, by their ids."""
        groups = dict.fromkeys(job.function_group for job in self.jobs.get(person_id, ()) if job.function_group)
        leads = (LEADERS,) if person_id in self.leading else ()
        return (*(groups or (NO_GROUP,)), *leads)

    def group(self, audience: str) -> str:
        """Return what a function group or other audience is called."""
        if audience == LEADERS:
            return _("Team leaders")
        return _("No function group") if audience == NO_GROUP else self.groups.get(audience, audience)

    def title(self, what: str) -> str:
        """Return what a course, training or the norm is called."""
        return self.titles.get(what, what)


def past(moment: Moment, language: Language, salt: str, *, names: bool) -> Past:
    """Read it, in a number of statements that does not depend on how many people there are."""
    named = proof_people.names(moment.at)
    teams = proof_history.teams()
    jobs: dict[int, list[Job]] = {}
    for job in proof_people.jobs(moment.day, moment.at):
        jobs.setdefault(job.person_id, []).append(job)
    leaders = proof_people.leaders(moment.day, moment.at)
    called = {part for each in named.values() for part in (each.given, each.family)}
    return Past(
        moment=moment,
        language=language,
        with_names=names,
        employed=proof_people.employed(moment.day, moment.at),
        jobs=jobs,
        leaders=leaders,
        leading=frozenset(each for those in leaders.values() for each in those),
        duties=proof_people.duties(moment.day, moment.at),
        tags=proof_people.tags(moment.day, moment.at),
        named=named,
        numbers=numbered(named, salt),
        officers=numbered(named, f"officer:{salt}"),
        teams=teams,
        team_numbers=numbered(teams, f"team:{salt}"),
        titles=offerings.titles(language),
        groups=dict(choices.function_groups(language)),
        mask=NO_MASK if names else mask_of(called | proof_people.names_ever(moment.at)),
    )


def on(instant: datetime) -> str:
    """Return the Dutch day of an instant, as cells hold it."""
    return clock.day_of(instant).isoformat()


def said(day: date | None) -> str:
    """Return a day as cells hold it; empty for none and for one that never comes."""
    return day.isoformat() if day and day < date.max else ""


def yes(*, that: bool) -> str:
    """Return yes or no."""
    return _("yes") if that else _("no")
