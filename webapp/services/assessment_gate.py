"""Whether answers may be collected at all, and how the organisation uses the questionnaire."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from learning_goals.consent import Consent, Missing, missing
from learning_goals.disclosure import MINIMA
from quizzes.questionnaire_paper import Local
from webapp import clock, questionnaires, sealing
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.store import assessment_settings, audit
from webapp.store.assessment_settings import OwnStatement, Recorded, Setting

MOST_OWN = 3
"""Own statements that an organisation may add; they are not scored."""
KEEP_MONTHS = (6, 12, 24, 36, 60)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What is recorded, what is missing, and everything recorded before."""

    recorded: Recorded | None
    missing: tuple[Missing, ...]
    earlier: tuple[Recorded, ...]


def closed_by(today: date) -> tuple[Missing, ...]:
    """Return what stands between the organisation and the first answer."""
    recorded = assessment_settings.consent()
    return missing(recorded.consent if recorded else None, today, sealing.has_key())


def gate(today: date) -> Gate:
    """Return the state of the consent with its history."""
    found = assessment_settings.consents()
    newest = found[0] if found else None
    return Gate(
        recorded=newest,
        missing=missing(newest.consent if newest else None, today, sealing.has_key()),
        earlier=tuple(found[1:]),
    )


def record(actor: Visitor, consent: Consent, now: datetime) -> tuple[Missing, ...]:
    """Keep what was laid down; returns what is still wrong, in which case nothing is kept."""
    wrong = missing(consent, clock.day_of(now), has_key=True)
    if not wrong:
        assessment_settings.record(consent, actor.person_id, now)
        audit.append(actor.person_id, None, "assessment.consent", now, {"council": consent.council})
    return wrong


def setting() -> Setting:
    """Return how the organisation uses the questionnaire."""
    return assessment_settings.setting()


def local() -> Local:
    """Return what the organisation made of the questionnaire, as a paper needs it."""
    found = setting()
    return Local(switched_off=found.switched_off, own=tuple(each.id for each in found.own))


def change(actor: Visitor, wanted: Setting, now: datetime) -> None:
    """Keep a new setting; raises Conflict for a core statement switched off or a minimum below five."""
    conditional = {each.id for each in questionnaires.current().questionnaire.statements() if each.conditional}
    if not wanted.switched_off <= conditional or wanted.minimum not in MINIMA or len(wanted.own) > MOST_OWN:
        raise Conflict
    if wanted.keep_months not in KEEP_MONTHS or not 1 <= wanted.most_goals <= 3:
        raise Conflict
    wanted = replace(wanted, own=_with_ids(wanted.own))
    assessment_settings.change(wanted, actor.person_id, now)
    audit.append(actor.person_id, None, "assessment.setting", now, {"switched_off": sorted(wanted.switched_off)})


def _with_ids(own: tuple[OwnStatement, ...]) -> tuple[OwnStatement, ...]:
    """Give each statement the id under which the same words stood before, or one that was never used."""
    ever = assessment_settings.own_statements_ever()
    by_words = {each.nl: each.id for each in ever.values()}
    number = max((int(key.rpartition("-")[2]) for key in ever), default=0)
    found: list[OwnStatement] = []
    for each in own:
        if each.nl not in by_words:
            number += 1
            by_words[each.nl] = f"own-{number}"
        found.append(replace(each, id=by_words[each.nl]))
    return tuple(found)
