"""Which questions a refresher asks one person: new situations of the course, or of the goals that need it most."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from learning_goals.weak_goals import weakest_first
from quizzes import refresher_questions
from quizzes.model import Question
from quizzes.refresher_questions import Bank, Place, Seen
from webapp import sealing
from webapp.policy import Visitor
from webapp.services import goals, own_picture, self_assessment
from webapp.services.curriculum import library
from webapp.services.refresher_sheets import Sheet, readable, sheet_of
from webapp.store import assessments, respondents
from webapp.store import refreshers as store
from webapp.store.refreshers import Kept


def choose(actor: Visitor, kept: Kept, *, gentle: bool) -> Sheet:
    """Return what a refresher asks from now on; without questions when nothing fits."""
    seed, seen = secrets.token_hex(16), _seen(actor)
    if kept.kind == "course":
        places = refresher_questions.after_course(bank_of([kept.course_id]), seen, seed, gentle=gentle)
    else:
        places = refresher_questions.about_goals(_banks_of_goals(actor), seen, seed, gentle=gentle)
    return Sheet(seed=seed, gentle=gentle, places=places)


def bank_of(course_ids: Collection[str]) -> dict[Place, Question]:
    """Return the questions of these courses that are offered now; their keys still depend on the norm."""
    modules = library().modules
    return {
        Place(course_id, each.id): each
        for course_id in sorted(course_ids)
        if course_id in modules
        for each in modules[course_id].quiz.questions
    }


def _seen(actor: Visitor) -> Seen:
    """Return when each question was asked of the person last, in a quiz or in a refresher."""
    found: dict[Place, datetime] = {}
    for course_id, drawn, at in store.asked_in_quizzes(actor.person_id):
        found |= {place: max(at, found.get(place, at)) for place in (Place(course_id, each) for each in drawn)}
    for kept in filter(readable, store.mine(actor.person_id)):
        at = kept.begun_at
        found |= {place: max(at, found.get(place, at)) for place in sheet_of(kept).places}
    return found


def _banks_of_goals(actor: Visitor) -> list[Bank]:
    """Return the questions of each own goal, the weakest first, from courses that are done or meant for everybody."""
    if not sealing.has_key():
        return []
    at_work = [each.goal for each in goals.mine(actor) if each.active]
    sheets = [each for each in assessments.mine(actor.person_id) if each.finished and each.form == "full"]
    newest = max(sheets, key=lambda each: each.finished_at, default=None)
    needs = own_picture.needs_of(self_assessment.opened(newest, assessments.pages(newest.id))) if newest else ()
    done = respondents.courses_done(actor.person_id)
    fitting = {id for id, each in library().modules.items() if id in done or "all" in each.course.course.audiences}
    banks = [
        bank_of(fitting.intersection(own_picture.courses_for(goal.elements))) for goal in weakest_first(at_work, needs)
    ]
    return [bank for bank in banks if bank]
