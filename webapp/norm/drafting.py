"""Filling in the next version of the norm, section by section."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from pydantic import ValidationError

from learning_goals.norm import Norm
from learning_goals.norm_fields import SECTIONS, Section
from learning_goals.norm_texts import FIELDS_OF, texts
from learning_goals.words import Language
from webapp import clock
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.norm.fault_words import fault_word
from webapp.norm.forms import field_of, filled, hint_of, values_of
from webapp.norm.views import bp
from webapp.norm_words import SECTION_HINTS, SECTION_TITLES, label, spoken
from webapp.pages import language
from webapp.services import norm_drafts, norm_publishing, norm_uses, norms
from webapp.services.norm_drafts import Clash, State

MOST_DIGITS = 9


@bp.get("/draft")
def draft() -> str:
    """Show how far the next version is, and what to do next."""
    found = norm_publishing.publication(spoken_language(), clock.now())
    sections = [(name, SECTION_TITLES[name], SECTION_HINTS[name], _open(found, name)) for name in SECTIONS]
    return render_template(
        "norm/draft.html", found=found, draft=found.draft, sections=sections, label=label, fault_word=fault_word
    )


@bp.route("/draft/sections/<section>", methods=["GET", "POST"])
def section(section: str) -> ResponseReturnValue:
    """Fill in one section; a colleague's change of the same field is shown first."""
    name = section_of(section)
    now = clock.now()
    shown = norm_drafts.draft(now)
    form = filled(name, shown.norm, shown.state)
    if not form.validate_on_submit():
        return _page(name, form, shown.norm), 422 if form.is_submitted() else 200
    saved = norm_drafts.save(actor(), state_of(form.revision.data), values_of(form, name), now)
    if isinstance(saved, Clash):
        return _clash(name, saved), 409
    flash(_("Saved. Nobody else sees it before you publish."), "ok")
    following = list(SECTIONS)[list(SECTIONS).index(name) + 1 :]
    if "next" in request.form and following:
        return redirect(url_for("norm.section", section=following[0]), 303)
    return redirect(url_for("norm.draft"), 303)


@bp.post("/draft/sections/<section>/preview")
def preview(section: str) -> str:
    """Give what the section would read with what is filled in so far; nothing is kept."""
    name = section_of(section)
    shown = norm_drafts.draft(clock.now())
    form = filled(name, shown.norm, shown.state)
    form.validate()
    try:
        said = norms.read(norms.document(shown.norm) | values_of(form, name, valid_only=True)).norm
    except ValidationError:
        said = shown.norm
    return render_template("norm/preview.html", lines=preview_lines(name, said))


@bp.get("/draft/page")
def draft_page() -> str:
    """Show the norm's page as it would be."""
    found = norm_drafts.draft(clock.now())
    return render_template("norm/draft_page.html", draft=found, **page_parts(found.norm))


def page_parts(norm: Norm) -> dict[str, object]:
    """Return what the norm's page is drawn from."""
    spoken_in = spoken_language()
    return {
        "norm": norm,
        "said": texts(norm, spoken_in),
        "spoken": lambda field: spoken(norm, field, spoken_in),
        "label": label,
    }


def section_of(name: str) -> Section:
    """Return the section of that name; raises NotFound."""
    if name not in SECTIONS:
        raise NotFound
    return cast("Section", name)


def spoken_language() -> Language:
    """Return the reader's language."""
    return "en" if language() == "en" else "nl"


def preview_lines(name: Section, norm: Norm) -> list[str]:
    """Return every sentence and name that this section decides, as staff will read it."""
    said = texts(norm, spoken_language())
    fields = set(SECTIONS[name])
    decided = [_line(each, said[each]) for each, by in FIELDS_OF.items() if fields.intersection(by)]
    lists = [
        line for field in SECTIONS[name] for line in spoken(norm, field, spoken_language()) if field in _SAID_WHOLE
    ]
    return list(dict.fromkeys([*decided, *lists]))


def _line(name: str, said: str) -> str:
    """Return a sentence as it is, and a part of a sentence with what it is about."""
    field = FIELDS_OF[name][0]
    return said if said.endswith((".", "!", "?")) else f"{label(field)}: {said}"


_SAID_WHOLE = (
    "statements",
    "measures",
    "house_rules",
    "conduct_rules",
    "conduct_rules_made_with",
    "home_visit_agreements",
    "approved_by",
    "public_fields",
)


def _open(found: norm_publishing.Publication, name: Section) -> int:
    fields = set(SECTIONS[name])
    return sum(fault.field in fields for fault in found.faults) + sum(each in fields for each in found.unfilled)


def _page(name: Section, form: object, norm: Norm, **clash: object) -> str:
    return render_template(
        "norm/section.html",
        form=form,
        section=name,
        title=SECTION_TITLES[name],
        hint=SECTION_HINTS[name],
        hint_of=hint_of,
        field_of=field_of,
        counts=norm_uses.counts(),
        lines=preview_lines(name, norm),
        number=norm.number,
        places=list(SECTIONS),
        **{"clash": (), "by": ""} | clash,
    )


def _clash(name: Section, clash: Clash) -> str:
    form = filled(name, clash.merged, clash.draft.state, anew=True)
    said = spoken_language()
    both = [
        (label(field), spoken(clash.draft.norm, field, said), spoken(clash.merged, field, said))
        for field in clash.fields
    ]
    return _page(name, form, clash.merged, clash=both, by=clash.draft.by)


def state_of(text: str | None) -> State:
    """Return the state of the draft that a form names; raises NotFound for anything else."""
    number, _dot, revision = (text or "").partition(".")
    if not (number.isdecimal() and revision.isdecimal()) or max(len(number), len(revision)) > MOST_DIGITS:
        raise NotFound
    return State(int(number), int(revision))
