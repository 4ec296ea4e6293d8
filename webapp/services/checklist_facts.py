"""What the product knows already and can stand as proof of an item of the checklist, with where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from learning_goals.proof.checklist import FactId
from learning_goals.words import Language
from webapp.services import checklist_figures, checklist_norm
from webapp.services.checklist_ground import Ground, Made
from webapp.services.proof_day import Moment


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is known: in words (empty: there is nothing to show), its figures, and the page that shows it."""

    id: FactId
    text: str
    figures: tuple[int, ...]
    endpoint: str


_MAKERS: Mapping[FactId, Callable[[Ground], Made]] = {
    "norm": checklist_norm.norm,
    "works_council": checklist_norm.works_council,
    "risk_profiles": checklist_figures.risk_profiles,
    "rules": checklist_figures.rules,
    "acknowledged": checklist_figures.acknowledged,
    "instructed": checklist_figures.instructed,
    "trained": checklist_figures.trained,
    "newcomers": checklist_figures.newcomers,
    "team_agreements": checklist_figures.team_agreements,
    "leaders_first": checklist_figures.leaders_first,
    "reviews": checklist_figures.reviews,
    "agreements": checklist_figures.agreements,
    "house_rules": checklist_norm.house_rules,
    "conduct_rules": checklist_norm.conduct_rules,
    "procedures": checklist_norm.procedures,
    "register": checklist_norm.register,
    "police": checklist_norm.police,
    "response": checklist_norm.response,
    "damage": checklist_norm.damage,
    "aftercare": checklist_norm.aftercare,
    "mails": checklist_figures.mails,
}
ENDPOINTS: Mapping[FactId, str] = {
    "norm": "norm.versions",
    "works_council": "norm.page",
    "risk_profiles": "risk.list",
    "rules": "rules.list",
    "acknowledged": "norm.following",
    "instructed": "reports.overview",
    "trained": "reports.overview",
    "newcomers": "onboarding.list",
    "team_agreements": "norm.following",
    "leaders_first": "programmes.list",
    "reviews": "reviews.overview",
    "agreements": "reviews.overview",
    "house_rules": "site.house_rules",
    "conduct_rules": "norm.page",
    "procedures": "norm.procedures",
    "register": "norm.page",
    "police": "norm.page",
    "response": "norm.measures",
    "damage": "norm.measures",
    "aftercare": "norm.page",
    "mails": "proof.home",
}
"""The page of the product that shows each fact; not every reader of the checklist may open every page."""


def facts(wanted: Iterable[FactId], moment: Moment, language: Language, revision: int = 0) -> list[Fact]:
    """Return these facts, in this order, as they were known at that moment.

    `revision` of progress, when the moment is now: what takes long is then worked out once for each revision.
    """
    ground = Ground(moment, language, revision)
    found: list[Fact] = []
    for id in wanted:
        text, figures = _MAKERS[id](ground)
        found.append(Fact(id=id, text=text, figures=figures, endpoint=ENDPOINTS[id]))
    return found
