"""Sheets of the evidence file: what the organisation had laid down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from learning_goals.assignment_rules.rule import RULE, Rule
from learning_goals.norm import Norm as NormText
from learning_goals.risk_profile import RISK_PROFILE, review_due
from webapp import norm_words
from webapp.services import norms, references, rule_words
from webapp.services.curriculum import library
from webapp.services.proof_past import Past, Sheet, on, said, yes
from webapp.store import proof_history
from webapp.store.proof_history import Norm

SECTION_FIELDS = tuple(name for name in norm_words.FIELDS if name != "public_fields")


def in_force(history: Sequence[Norm], past: Past) -> Norm | None:
    """Return the version that was in force on the day, of those that were published; newest first."""
    return next((each for each in history if each.valid_from <= past.day), None)


def sheets(past: Past) -> list[Sheet]:
    """Return the norm with its history and text, the rules, the risk profiles, and the texts people were shown."""
    history = proof_history.norms(past.at)
    held = in_force(history, past)
    return [_norm(past, history, held), _norm_text(past, held), _rule_sheet(past), _profile_sheet(past), _texts(past)]


def _norm(past: Past, history: Sequence[Norm], held: Norm | None) -> Sheet:
    return Sheet(
        name="norm",
        title=_("The organisation's norm: every version, with what the works council said"),
        header=(
            _("Version"),
            _("Holds from"),
            _("In force"),
            _("Published on"),
            _("Published by"),
            _("Everybody reads it again"),
            _("Approved by"),
            _("Approved on"),
            norm_words.label("works_council"),
            norm_words.label("works_council_on"),
            norm_words.label("works_council_note"),
        ),
        rows=[_version(past, each, held) for each in history],
    )


def _norm_text(past: Past, held: Norm | None) -> Sheet:
    return Sheet(
        name="norm_text",
        title=_("The norm in force, line by line"),
        header=(_("Part"), _("Text")),
        rows=list(_text(past, norms.read(held.content).norm)) if held else [],
    )


def _rule_sheet(past: Past) -> Sheet:
    return Sheet(
        name="rules",
        title=_("The rules that assign: for whom, by when, how often, and where they come from"),
        header=(
            _("Rule"),
            _("Version"),
            _("Recorded on"),
            _("Title"),
            _("What"),
            _("For whom"),
            _("By when"),
            _("How often"),
            _("Source"),
        ),
        rows=list(_rules(past)),
    )


def _profile_sheet(past: Past) -> Sheet:
    return Sheet(
        name="risk_profiles",
        title=_("The risk profiles of functions and teams"),
        header=(
            _("Function"),
            _("Team"),
            _("Version"),
            _("Held to the risk inventory on"),
            _("To look at again by"),
            _("Channels"),
            _("Works alone"),
            _("Parts of the day"),
            _("Places"),
            _("Behaviour"),
            _("Risk of physical violence"),
            _("Measures"),
        ),
        rows=list(_profiles(past)),
    )


def _texts(past: Past) -> Sheet:
    return Sheet(
        name="texts",
        title=_("The versions of courses and quizzes that people were shown, by their hash"),
        header=(_("Course"), _("Title"), _("Part"), _("SHA-256"), _("First used on")),
        rows=[
            (each.subject, past.title(each.subject), each.kind, each.digest, on(each.first_used_at))
            for each in proof_history.texts(past.at)
        ],
    )


def source(what: str) -> str:
    """Return where it comes from that something is taught: the sources of its training elements."""
    module = library().modules.get(what)
    item = references.programme_items().get(what)
    taught = module.course.course.elements if module else item.elements if item else ()
    known = references.elements()
    found = [known[each].source for each in taught if each in known and known[each].source]
    return "; ".join(dict.fromkeys([*([item.source] if item and item.source else []), *found]))


def _version(past: Past, each: Norm, held: Norm | None) -> tuple[str, ...]:
    text = norms.read(each.content).norm
    return (
        str(each.number),
        each.valid_from.isoformat(),
        yes(that=each is held),
        on(each.published_at),
        past.one(each.by),
        yes(that=each.change_kind == "acknowledge"),
        past.mask(text.approved_by),
        said(text.approved_on),
        ", ".join(norm_words.spoken(text, "works_council", past.language)),
        said(text.works_council_on),
        past.mask(text.works_council_note),
    )


def _text(past: Past, text: NormText) -> Iterator[tuple[str, str]]:
    for field in SECTION_FIELDS:
        for line in norm_words.spoken(text, field, past.language):
            yield norm_words.label(field), past.mask(line)


def _rules(past: Past) -> Iterator[tuple[str, ...]]:
    for each in proof_history.rules(past.at).values():
        if each.status == "active":
            rule: Rule = RULE.validate_python(dict(each.document))
            yield (
                str(each.rule_id),
                str(each.number),
                on(each.recorded_at),
                past.mask(rule.title),
                past.title(rule.target),
                past.mask(rule_words.whom(rule, past.language)),
                rule_words.due(rule.due, past.language),
                rule_words.renewal(rule.renewal),
                source(rule.target),
            )


def _profiles(past: Past) -> Iterator[tuple[str, ...]]:
    for each in proof_history.risk_profiles(past.at):
        profile = RISK_PROFILE.validate_python(dict(each.content))
        yield (
            past.mask(each.function),
            past.team(each.team_id),
            str(each.number),
            profile.reviewed_on.isoformat(),
            review_due(profile).isoformat(),
            ", ".join(profile.channels),
            profile.works_alone,
            ", ".join(profile.day_parts),
            past.mask(profile.places),
            ", ".join(profile.behaviours),
            profile.physical_risk,
            past.mask(profile.measures),
        )
