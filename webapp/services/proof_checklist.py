"""Sheets of the evidence file: the checklist as it stood, its history, and how people were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from webapp import reference
from webapp.services import checklist_facts
from webapp.services.checklist_words import ALL, PARTS
from webapp.services.proof_past import Past, Sheet, on
from webapp.store import checklist as store
from webapp.store import mail_tally, proof_history
from webapp.store.checklist import Answered


def sheets(past: Past) -> list[Sheet]:
    """Return the checklist with its proof, every answer there ever was, and how people were told."""
    header = (
        _("Part"),
        _("Item"),
        _("Question"),
        _("Source"),
        _("Number"),
        _("Answer"),
        _("Owner"),
        _("What the product knew"),
        _("Documents (SHA-256)"),
        _("Remark"),
        _("Look again on"),
        _("Answered by"),
        _("Answered on"),
    )
    return [
        Sheet(
            name="told",
            title=_("How people were told: who read the norm, and mails by month"),
            header=(_("How"), _("What"), _("Month"), _("Number")),
            rows=list(_told(past)),
        ),
        Sheet(
            name="checklist",
            title=_("The checklist of the step plan and the eight measures, as it stood"),
            header=header,
            rows=list(_checklist(past)),
        ),
        Sheet(
            name="checklist_history",
            title=_("Every answer to the checklist, with who gave it and when"),
            header=(
                _("Item"),
                _("Number"),
                _("Answer"),
                _("Owner"),
                _("Remark"),
                _("Look again on"),
                _("Answered by"),
                _("Answered on"),
            ),
            rows=[
                (each.item, str(each.number), str(ALL[each.answer]), *_said(past, each))
                for each in store.history(at=past.at)
            ],
        ),
    ]


def _checklist(past: Past) -> Iterator[tuple[str, ...]]:
    newest = store.newest(past.at)
    files: dict[str, list[str]] = {}
    for each in store.files(at=past.at):
        files.setdefault(each.item, []).append(each.digest)
    chosen = dict.fromkeys(fact for each in newest.values() for fact in each.facts)
    known = {each.id: each.text for each in checklist_facts.facts(_facts(chosen), past.moment, past.language)}
    for id, item in reference.checklist().items():
        answered = newest.get(id)
        first = (str(PARTS[item.part]), id, item.question.in_language(past.language), item.source)
        if answered is None:
            yield (*first, "", str(ALL["open"]), "", "", "", "", "", "", "")
            continue
        proof = " ".join(past.mask(known.get(each, "")) for each in answered.facts)
        owner, *rest = _said(past, answered)
        documents = " ".join(files.get(id, ()))
        yield (*first, str(answered.number), str(ALL[answered.answer]), owner, proof, documents, *rest)


def _facts(chosen: Mapping[str, None]) -> list[checklist_facts.FactId]:
    return [each for each in checklist_facts.ENDPOINTS if each in chosen]


def _said(past: Past, each: Answered) -> tuple[str, ...]:
    return (
        past.one(each.owner_id),
        past.mask(each.note),
        each.again_on.isoformat(),
        past.one(each.by_id),
        on(each.recorded_at),
    )


def _told(past: Past) -> Iterator[tuple[str, ...]]:
    for number, count in sorted(proof_history.acknowledged_counts(past.day, past.at).items()):
        yield _("said to have read the norm"), _("version %(number)s", number=number), "", str(count)
    if teams := proof_history.team_acknowledged(past.day, past.at):
        yield _("said to have read the team's agreements"), "", "", str(teams)
    months: Counter[tuple[str, str]] = Counter()
    for (day, kind), count in mail_tally.counts(past.day, past.at).items():
        months[kind, f"{day:%Y-%m}"] += count
    for (kind, month), count in sorted(months.items()):
        yield _("mail"), kind, month, str(count)
