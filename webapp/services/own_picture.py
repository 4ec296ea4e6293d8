"""What somebody's own answers come to: bands, reasons, proposed goals and what changed; for that person only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from learning_goals.goal_catalogue import Goal
from learning_goals.scoring import Need, Profile, needs, proposed, sure_but_differing, to_choose_from
from quizzes.questionnaire import (
    ALONE_QUESTION,
    CHANNELS_QUESTION,
    FREQUENCY_QUESTION,
    NOT_IN_MY_WORK,
    NormVignette,
    Reaction,
    fitting,
)
from quizzes.questionnaire_paper import chosen
from webapp import questionnaires
from webapp.policy import Visitor
from webapp.services import assessment_gate, norms, self_assessment
from webapp.services.curriculum import library
from webapp.services.self_assessment import Paper
from webapp.store import assessments, respondents


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A vignette that was answered: what was chosen and what fits the norm."""

    vignette: NormVignette
    said: Reaction
    fits: frozenset[Reaction]

    @property
    def differs(self) -> bool:
        """Whether the norm says something else."""
        return self.said not in self.fits


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One's own picture; `before` holds the scores of the self-assessment handed in before this one."""

    paper: Paper
    needs: tuple[Need, ...]
    proposed: tuple[Need, ...]
    choose_from: tuple[Goal, ...]
    judged: tuple[Judged, ...]
    kind_note: bool
    before: Mapping[str, Decimal]
    norm_changed: bool


def picture(actor: Visitor, paper: Paper) -> Picture:
    """Return the picture of one's own paper, with what one's own courses and quizzes say of it."""
    profile = profile_of(paper, *_learned(actor.person_id))
    judged = judge(paper)
    statements, differing = scored(paper), {each.vignette.stratum: each.differs for each in judged}
    found = needs(questionnaires.goals(), statements, differing, profile)
    return Picture(
        paper=paper,
        needs=found,
        proposed=proposed(found, assessment_gate.setting().most_goals),
        choose_from=to_choose_from(found, questionnaires.goals(), profile),
        judged=judged,
        kind_note=sure_but_differing(statements, differing),
        before=_before(actor, paper),
        norm_changed=paper.held.norm_number != actor.norm_number,
    )


def needs_of(paper: Paper) -> tuple[Need, ...]:
    """Return the needs that follow from the answers alone, as group figures count them."""
    differing = {each.vignette.stratum: each.differs for each in judge(paper)}
    return needs(questionnaires.goals(), scored(paper), differing, profile_of(paper))


def scored(paper: Paper) -> dict[str, int]:
    """Return the answers on the scale that count; what does not occur in the work is left out."""
    asked = {item for page in paper.pages for item in page.required if not item.startswith("own-")}
    return {
        item: int(cast("str", said)) for item, said in paper.answers.items() if item in asked and said != NOT_IN_MY_WORK
    }


def judge(paper: Paper) -> tuple[Judged, ...]:
    """Return the answered vignettes, held against the norm under which they were answered."""
    values = norms.key_values(paper.held.norm_number)
    asked = [vignette for page in paper.pages for vignette in page.vignettes]
    return tuple(
        Judged(
            vignette=each,
            said=cast("Reaction", paper.answers[each.id]),
            fits=fitting(paper.questionnaire, each.behaviour, values),
        )
        for each in asked
        if each.id in paper.answers
    )


def profile_of(paper: Paper, covered: frozenset[str] = frozenset(), failed: frozenset[str] = frozenset()) -> Profile:
    """Return what scoring must know of who filled in this paper."""
    who = self_assessment.respondent(paper.held)
    return Profile(
        leader=who.variant == "leader",
        newcomer=who.variant == "newcomer",
        groups=who.groups,
        tags=who.tags,
        duties=who.duties,
        channels=frozenset(chosen(paper.answers, CHANNELS_QUESTION)),
        frequency=next(iter(chosen(paper.answers, FREQUENCY_QUESTION)), ""),
        alone_often="often" in chosen(paper.answers, ALONE_QUESTION),
        covered=covered,
        failed=failed,
    )


def courses_for(elements: Sequence[str]) -> tuple[str, ...]:
    """Return the courses that teach one of these training elements."""
    return tuple(
        course_id
        for course_id, module in library().modules.items()
        if set(elements).intersection(module.course.course.elements)
    )


def elements_of(course_ids: frozenset[str]) -> frozenset[str]:
    """Return the training elements that these courses teach."""
    modules = library().modules
    return frozenset(
        element for each in course_ids if each in modules for element in modules[each].course.course.elements
    )


def _learned(person_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return the elements that somebody's completed courses cover, and those of a quiz that was not enough."""
    done, failed = respondents.courses_done(person_id), respondents.courses_failed(person_id)
    return elements_of(done), elements_of(failed - done)


def _before(actor: Visitor, paper: Paper) -> dict[str, Decimal]:
    earlier = [
        held
        for held in assessments.mine(actor.person_id)
        if held.finished and held.form == "full" and held.finished_at < paper.held.finished_at
    ]
    if not earlier:
        return {}
    last = max(earlier, key=lambda held: held.finished_at)
    opened = self_assessment.opened(last, assessments.pages(last.id))
    return {need.goal.id: need.score for need in needs_of(opened) if need.score is not None}
