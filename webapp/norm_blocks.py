"""Parts of the norm as HTML: to stand within a lesson, and on the pages of the norm."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from learning_goals.norm import Norm
from learning_goals.norm_texts import BLOCKS
from learning_goals.procedures import Procedure, Who
from learning_goals.words import Language, Words
from webapp.flow import Flow, Telling, flow
from webapp.languages import translator
from webapp.norm_words import measure_line
from webapp.services import course_texts, norms

PREFIX = "block_"


def blocks(norm_number: int, language: Language) -> Mapping[str, Markup]:
    """Return each part of the norm by the name under which a lesson's text holds its place."""
    if not norm_number:
        missing = Markup("<p>{}</p>").format(translator(language).gettext("(not filled in yet)"))
        return {f"{PREFIX}{name}": missing for name in BLOCKS}
    norm = norms.norm(norm_number)
    with force_locale(language):
        return {f"{PREFIX}{name}": _block(name, norm, norm_number, language) for name in BLOCKS}


def flows(norm: Norm, language: Language, said: Mapping[str, str]) -> tuple[Flow, ...]:
    """Return every procedure under this norm, ready to draw."""
    telling = Telling(language=language, said=said, who=_who(said, language))
    return tuple(flow(procedure, telling) for procedure in norms.procedures(norm))


def flow_of(procedure: Procedure, language: Language, said: Mapping[str, str]) -> Flow:
    """Return one procedure, ready to draw."""
    return flow(procedure, Telling(language=language, said=said, who=_who(said, language)))


def _block(name: str, norm: Norm, norm_number: int, language: Language) -> Markup:
    said = course_texts.said(norm_number, language)
    if name.startswith("procedure_"):
        wanted = name.removeprefix("procedure_")
        found = next(each for each in norms.procedures(norm) if each.id == wanted)
        return Markup(render_template("norm/block_procedure.html", flow=flow_of(found, language, said)))
    if name == "measures":
        lines = [measure_line(each, language) for each in norm.measures if each.used]
    else:
        said_lines: tuple[Words, ...] = getattr(norm, name)
        lines = [each.in_language(language) for each in said_lines]
    return Markup(render_template("norm/block_list.html", lines=lines))


def _who(said: Mapping[str, str], language: Language) -> Mapping[Who, str]:
    gettext = translator(language).gettext
    return {
        "colleague": gettext("a colleague"),
        "leader": gettext("your team leader"),
        "intervention_team": f"{said['intervention_team']}, {said['intervention_team_phone']}",
        "contact_point": f"{said['contact_point']}, {said['contact_point_phone']}",
        "police": f"{gettext('the police')}, {said['police_number']}",
        "emergency": said["emergency_number"],
        "crisis_line": f"{said['crisis_line']}, {said['crisis_line_phone']}",
    }
