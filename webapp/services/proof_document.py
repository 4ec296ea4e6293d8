"""The evidence file as a document to read: a tagged PDF of the same facts as the sheets, without any name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from learning_goals.assignments import State
from webapp import reference
from webapp.pdf import Document, Part, Table
from webapp.services import proof_newcomers, proof_teams
from webapp.services.checklist_facts import Fact
from webapp.services.checklist_words import ALL, PARTS
from webapp.services.proof_newcomers import IN_TIME, Started
from webapp.services.proof_past import LEADERS, NO_GROUP, Past, Sheet
from webapp.services.proof_people import CODES, WAYS, Counts, way_word
from webapp.services.proof_teams import LeaderFirst, Reviews
from webapp.store import checklist as checklist_store

DONE: tuple[State, ...] = ("done", "done_earlier_version")
LATE: tuple[State, ...] = ("overdue", "in_grace", "expired")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the document tells besides what the sheets counted."""

    organisation: str
    sheets: Sequence[Sheet]
    counts: Counts
    newcomers: Sequence[Started]
    reviews: Reviews
    leaders: Sequence[LeaderFirst]
    facts: Sequence[Fact]


def document(past: Past, told: Told) -> Document:
    """Return the document."""
    return Document(
        title=_("Evidence file: how staff are prepared for aggression"),
        language=past.language,
        subtitle=past.mask(
            _(
                "%(organisation)s, as of %(day)s, as it was known on that day",
                organisation=told.organisation,
                day=_day(past.day),
            )
        ),
        parts=[
            _about(past),
            *_norm(past, told),
            _required(past, told.counts),
            _ways(told.counts),
            _exempt(told.counts),
            _newcomers(past, told.newcomers),
            _leaders(told.leaders),
            *_reviews(told.reviews),
            _known(past, told.facts),
            _checklist(past),
            _files(told.sheets),
        ],
    )


def _about(past: Past) -> Part:
    names = (
        _("The tables show people by name; the PDF does not.")
        if past.with_names
        else _("People are numbers here. A number stands for the same person throughout this file, and in no other.")
    )
    return Part(
        heading=_("About this file"),
        paragraphs=(
            _("%(count)s people were employed on that day.", count=len(past.employed)),
            _(
                "What was recorded or corrected later is not in it. Asked again for the same day, every file is the "
                "same to the byte, but for the stamp."
            ),
            names,
            _("manifest.sha256 holds the hash of every file; stamp.json says who made them, and when."),
        ),
    )


def _norm(past: Past, told: Told) -> list[Part]:
    by_name = {each.name: each for each in told.sheets}
    norms, profiles = list(by_name["norm"].rows), list(by_name["risk_profiles"].rows)
    shown = (0, 1, 3, 8, 9)
    return [
        Part(
            heading=_("The organisation's norm"),
            paragraphs=() if norms else (_("There was no norm yet."),),
            table=_table(
                [by_name["norm"].header[each] for each in shown], [[row[each] for each in shown] for row in norms]
            ),
        ),
        Part(
            heading=_("Risk profiles of functions"),
            paragraphs=() if profiles else (_("There were no risk profiles yet."),),
            table=_table(
                [by_name["risk_profiles"].header[each] for each in (0, 3, 5, 9, 10)],
                [[row[each] for each in (0, 3, 5, 9, 10)] for row in profiles if row[0]],
            ),
        ),
    ]


def _required(past: Past, counts: Counts) -> Part:
    rows: dict[tuple[str, str], Counter[str]] = {}
    for (audience, _kind, what, _rule), states in counts.asked.items():
        counted = rows.setdefault((audience, what), Counter())
        counted["asked"] += states.total()
        counted["done"] += sum(states[state] for state in DONE)
        counted["late"] += sum(states[state] for state in LATE)
    order = {audience: place for place, audience in enumerate((LEADERS, *past.groups, NO_GROUP))}
    return Part(
        heading=_("What is asked of each function group"),
        paragraphs=(_("required.csv says by which rule, from which source and in which version."),),
        table=_table(
            (_("Function group"), _("Title"), _("People"), _("Done"), _("Late")),
            [
                (past.group(audience), past.title(what), str(row["asked"]), str(row["done"]), str(row["late"]))
                for (audience, what), row in sorted(rows.items(), key=lambda one: (order.get(one[0][0], 99), one[0][1]))
            ],
        ),
    )


def _ways(counts: Counts) -> Part:
    return Part(
        heading=_("Who was informed, instructed and trained"),
        paragraphs=(_("instruction.csv has a line for each time, with the day and the version of the text."),),
        table=_table((_("How"), _("Times")), [(way_word(way), str(counts.ways[way])) for way in WAYS]),
    )


def _exempt(counts: Counts) -> Part:
    return Part(
        heading=_("What is not asked"),
        paragraphs=(
            _("exempt.csv says of whom, from when and until when. A code is no reason: reasons are not kept here."),
        ),
        points=(
            _("decided: somebody who may do so decided that it is not asked of this person."),
            _("no_possible_date: the rule asked a day that could not be, and it was decided to ask it no more."),
            _("paused: everything that is asked of this person is paused."),
        ),
        table=_table((_("Code"), _("Number")), [(code, str(counts.codes[code])) for code in CODES]),
    )


def _newcomers(past: Past, found: Sequence[Started]) -> Part:
    counted = proof_newcomers.counts(found, past.day)
    return Part(
        heading=_("New colleagues in their first month"),
        paragraphs=(
            _(
                "In the year before, %(count)s people began. Did they do everything that the first month asks, in that "
                "month?",
                count=len(found),
            ),
        ),
        table=_table(
            (_("All done in the first month"), _("People")),
            [(proof_newcomers.word(each), str(counted[each])) for each in IN_TIME],
        ),
    )


def _leaders(found: Sequence[LeaderFirst]) -> Part:
    trained = sum(each.trained_on is not None for each in found)
    practised = [each for each in found if each.first is not None]
    return Part(
        heading=_("Leaders first"),
        paragraphs=(
            _("%(trained)s of %(all)s team leaders were trained.", trained=trained, all=len(found)),
            _(
                "Of %(all)s team leaders whose team practised, %(first)s were trained before that.",
                all=len(practised),
                first=sum(bool(each.first) for each in practised),
            ),
        ),
    )


def _reviews(found: Reviews) -> list[Part]:
    answers = found.answers()
    return [
        Part(
            heading=_("Reviews held"),
            table=_table(
                (_("Year"), _("Period"), _("Held"), _("Not held")),
                [
                    (str(year), str(number), str(held), str(missed))
                    for (year, number), (held, missed) in found.by_period().items()
                ],
            ),
        ),
        Part(
            heading=_("What was improved after reviews"),
            paragraphs=(_("improvements.csv has every agreement. Were they kept, as the next review said?"),),
            table=_table(
                (_("Kept"), _("Agreements")),
                [(proof_teams.kept_word(each), str(count)) for each, count in answers.items()],
            ),
        ),
    ]


def _known(past: Past, facts: Sequence[Fact]) -> Part:
    return Part(
        heading=_("What else is known"),
        points=tuple(past.mask(each.text) for each in facts if each.text),
    )


def _checklist(past: Past) -> Part:
    newest = checklist_store.newest(past.at)
    rows = [
        (
            str(PARTS[item.part]),
            item.question.in_language(past.language),
            str(ALL[newest[id].answer if id in newest else "open"]),
            _day(newest[id].again_on) if id in newest else "",
        )
        for id, item in reference.checklist().items()
    ]
    return Part(
        heading=_("The checklist of the step plan and the eight measures"),
        table=_table((_("Part"), _("Question"), _("Answer"), _("Look again on")), rows),
    )


def _files(sheets: Sequence[Sheet]) -> Part:
    return Part(heading=_("The tables beside this document"), points=tuple(f"{s.name}.csv: {s.title}" for s in sheets))


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table | None:
    return Table(header=tuple(header), rows=tuple(tuple(row) for row in rows)) if rows else None


def _day(day: date) -> str:
    return format_date(day, "d MMMM y")
