"""Which personal data the leerdoelwijzer, the learning goals and refreshers keep, on which pages, and so who sees them.

The dossier for works council and privacy officer is made of this table. The readers are not written down here but
follow from webapp.policy; a test holds the tables and routes of the product against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from webapp.policy import RIGHTS, ROUTES, Right, Role

EntryId = Literal[
    "answers",
    "goals",
    "refreshers",
    "scenarios",
    "education",
    "talks",
    "requests",
    "team_goals",
    "reviews",
    "rounds",
    "figures",
    "consent",
    "register",
]
Reader = Role | Literal["self"]
READERS: tuple[Reader, ...] = ("self", "team_leader", "hr", "coordinator", "admin", "trainer")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One kind of data: the tables that hold it, and every route that shows or changes it.

    `sealed`: encrypted in the database with a key that backups do not hold.
    """

    id: EntryId
    tables: tuple[str, ...]
    routes: tuple[str, ...]
    sealed: bool = False


REGISTER: tuple[Entry, ...] = (
    Entry(
        id="answers",
        tables=("self_assessment", "assessment_answer"),
        routes=(
            "assess.home",
            "assess.begin",
            "assess.page",
            "assess.end",
            "assess.picture",
            "assess.erase",
            "assess.take_along",
        ),
        sealed=True,
    ),
    Entry(
        id="goals",
        tables=("learning_goal", "learning_goal_event"),
        routes=(
            "goals.list",
            "goals.choose",
            "goals.answer_rule",
            "goals.goal",
            "goals.act",
            "goals.share",
            "goals.erase",
        ),
        sealed=True,
    ),
    Entry(
        id="refreshers",
        tables=("refresher", "refresher_answer", "refresher_pause"),
        routes=(
            "refreshers.list",
            "refreshers.refresher",
            "refreshers.begin",
            "refreshers.question",
            "refreshers.answer",
            "refreshers.pause",
            "refreshers.end_pause",
            "refreshers.erase",
            "refreshers.take_along",
        ),
    ),
    Entry(
        id="scenarios",
        tables=("scenario_play", "scenario_choice"),
        routes=(
            "scenarios.list",
            "scenarios.scenario",
            "scenarios.begin",
            "scenarios.play",
            "scenarios.choose",
            "scenarios.again",
            "scenarios.erase",
            "scenarios.take_along",
        ),
    ),
    Entry(id="education", tables=("prior_education",), routes=("references.mine", "references.say_education")),
    Entry(id="talks", tables=("talk_entry",), routes=("goals.talk", "team.talk", "team.propose")),
    Entry(
        id="requests",
        tables=("training_request",),
        routes=("goals.ask", "goals.withdraw", "team.requests", "team.answer"),
    ),
    Entry(id="team_goals", tables=("team_goal",), routes=("team.goals", "team.settle_goal")),
    Entry(
        id="reviews",
        tables=("review", "review_record", "review_agreement", "review_setting", "meeting_rhythm"),
        routes=(
            "reviews.list",
            "reviews.review",
            "reviews.move",
            "reviews.lessons",
            "reviews.record",
            "reviews.show",
            "reviews.rhythm",
            "reviews.mine",
            "reviews.talks",
            "reviews.overview",
            "reviews.export",
            "reviews.times",
        ),
    ),
    Entry(
        id="rounds",
        tables=("assessment_round", "round_member"),
        routes=("rounds.list", "rounds.new", "rounds.round", "rounds.move_end", "rounds.publish"),
    ),
    Entry(id="figures", tables=("round_figure", "round_release"), routes=("rounds.picture", "rounds.export_csv")),
    Entry(
        id="consent",
        tables=("assessment_consent", "assessment_setting"),
        routes=("rounds.consent", "rounds.setting"),
    ),
    Entry(id="register", tables=(), routes=("assess.dossier", "assess.dossier_pdf")),
)


def readers(entry: Entry, routes: Mapping[str, Right] = ROUTES) -> tuple[Reader, ...]:
    """Return who can open a page with this data: the person itself, and the roles that the policy lets in."""
    found: set[Reader] = set()
    for route in entry.routes:
        right = routes[route]
        if right is Right.OWN:
            found.add("self")
        else:
            found |= {role for role, rights in RIGHTS.items() if right in rights}
    return tuple(each for each in READERS if each in found)
