"""Which pages of a questionnaire somebody gets, and what may be answered on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from quizzes.questionnaire import (
    ALONE_QUESTION,
    CHANNELS_QUESTION,
    MOST_CONDITIONAL,
    NOT_IN_MY_WORK,
    POINTS,
    PULSE_STRATA,
    STRATA,
    NormVignette,
    Questionnaire,
    Reaction,
    Routing,
    Section,
    ShownTo,
    Statement,
    Stratum,
    Variant,
)

Form = Literal["full", "pulse"]
Answer = str | tuple[str, ...]
Answers = Mapping[str, Answer]
WORK, SITUATIONS, OWN = "work", "situations", "own"
SCALE = frozenset({*(str(point) for point in range(1, POINTS + 1)), NOT_IN_MY_WORK})
_REACTIONS: tuple[Reaction, ...] = ("bend", "limit", "stop", "help")


@dataclass(frozen=True, kw_only=True)
class Respondent:
    """Who is asked; `seed` decides which vignettes, and is the same on every device."""

    variant: Variant
    groups: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    gentle: bool = False
    seed: str = ""


@dataclass(frozen=True, kw_only=True)
class Local:
    """What this organisation made of the questionnaire: statements switched off, and own ones by id (not scored)."""

    switched_off: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: routing questions, statements, own statements or vignettes."""

    id: str
    section: Section | None = None
    routing: tuple[Routing, ...] = ()
    statements: tuple[Statement, ...] = ()
    own: tuple[str, ...] = ()
    vignettes: tuple[NormVignette, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """What must be answered before the questionnaire can be finished: the statements on the scale."""
        return (*(each.id for each in self.statements), *self.own)

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that can be answered on the page."""
        return (*(each.id for each in self.routing), *self.required, *(each.id for each in self.vignettes))


def pages(
    questionnaire: Questionnaire, form: Form, who: Respondent, answers: Answers, local: Local
) -> tuple[Page, ...]:
    """Return the pages in their order; what was answered about the work decides what follows. A pulse asks no work."""
    conditional = _conditional(questionnaire, who, answers, local)
    found = [Page(id=WORK, routing=questionnaire.routing)] if form == "full" else []
    for section in questionnaire.sections:
        asked = tuple(
            each
            for each in section.statements
            if (each in conditional if each.conditional else _asks(each, who, answers))
            and (form == "full" or each.pulse)
        )
        if asked:
            found.append(Page(id=section.id, section=section, statements=asked))
    if local.own and form == "full":
        found.append(Page(id=OWN, own=local.own))
    drawn = draw(questionnaire, STRATA if form == "full" else PULSE_STRATA, who, answers)
    return (*found, Page(id=SITUATIONS, vignettes=drawn))


def draw(
    questionnaire: Questionnaire, strata: Sequence[Stratum], who: Respondent, answers: Answers
) -> tuple[NormVignette, ...]:
    """Return one vignette per stratum, from somebody's own channels if there is one; if gentle, never a violent one."""
    channels = set(chosen(answers, CHANNELS_QUESTION))

    def rank(vignette: NormVignette) -> tuple[bool, str]:
        return not channels.intersection(vignette.channels), sha256(f"{who.seed}:{vignette.id}".encode()).hexdigest()

    pools = ([each for each in questionnaire.vignettes if each.stratum == stratum] for stratum in strata)
    kept = ([each for each in pool if not (who.gentle and each.violent)] for pool in pools)
    return tuple(min(pool, key=rank) for pool in kept)


def chosen(answers: Answers, item: str) -> tuple[str, ...]:
    """Return what was chosen for a question, as one or more ids; empty when it was left open."""
    said = answers.get(item, ())
    return (said,) if isinstance(said, str) and said else tuple(said)


def read(page: Page, said: Mapping[str, Collection[str]]) -> dict[str, Answer]:
    """Return the answers of a page out of what came in; whatever the page does not ask or offer is left out."""
    found: dict[str, Answer] = {}
    for question in page.routing:
        offered = [option.id for option in question.options if option.id in said.get(question.id, ())]
        if offered:
            found[question.id] = tuple(offered) if question.several else offered[0]
    for item in page.required:
        _keep_one(found, item, said, SCALE)
    for vignette in page.vignettes:
        _keep_one(found, vignette.id, said, _REACTIONS)
    return found


def merge(held: Answers, shown: Answers, sent: Answers, page: Page) -> dict[str, Answer]:
    """Return what a page holds after saving it, when another device may have saved it since it was shown.

    An answer that was not touched here keeps what the other device made of it; one that was, wins.
    """
    merged: dict[str, Answer] = {}
    for item in page.items:
        touched = sent.get(item) != shown.get(item)
        answer = sent.get(item) if touched else held.get(item)
        if answer:
            merged[item] = answer
    return merged


def open_items(paper: Sequence[Page], answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return (page, item) for every statement that is still to be answered."""
    return tuple((page.id, item) for page in paper for item in page.required if item not in answers)


def _keep_one(
    found: dict[str, Answer], item: str, said: Mapping[str, Collection[str]], offered: Collection[str]
) -> None:
    answer = next((each for each in said.get(item, ()) if each in offered), None)
    if answer is not None:
        found[item] = answer


def _conditional(questionnaire: Questionnaire, who: Respondent, answers: Answers, local: Local) -> list[Statement]:
    if who.variant == "leader":
        return []
    fitting = [
        each
        for each in questionnaire.statements()
        if each.conditional and each.id not in local.switched_off and _asks(each, who, answers)
    ]
    return fitting[:MOST_CONDITIONAL]


def _asks(statement: Statement, who: Respondent, answers: Answers) -> bool:
    if who.variant in statement.except_:
        return False
    return statement.shown_to is None or _fits(statement.shown_to, who, answers)


def _fits(to: ShownTo, who: Respondent, answers: Answers) -> bool:
    return bool(
        who.variant in to.variants
        or who.groups.intersection(to.groups)
        or who.duties.intersection(to.duties)
        or who.tags.intersection(to.tags)
        or set(chosen(answers, CHANNELS_QUESTION)).intersection(to.channels)
        or set(chosen(answers, ALONE_QUESTION)).intersection(to.alone)
    )
