"""Reading the norm, its earlier versions, procedures, measures and letters, and saying that one has."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.norm import Norm
from learning_goals.norm_difference import changed_fields
from learning_goals.norm_fields import SECTIONS
from learning_goals.norm_texts import FIELDS_OF, texts
from webapp import clock, lessons, norm_words, reference
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.norm.drafting import page_parts, spoken_language
from webapp.norm.views import bp
from webapp.norm_blocks import flows
from webapp.pdf import Document, Part, pdf
from webapp.services import acknowledging, curriculum, norm_history, norms, team_norms


@bp.get("")
def page() -> str:
    """Show the norm in force, and ask who has not yet to say that it was read."""
    number = actor().norm_number
    if not number:
        return render_template("norm/none.html")
    edition = norms.edition(number)
    return render_template(
        "norm/page.html",
        number=number,
        mine=acknowledging.to_read(actor(), clock.today()),
        not_laid_down=edition.not_laid_down,
        **page_parts(edition.norm),
    )


@bp.get("/why")
def why() -> str:
    """Show where good sources differ, what holds here and why."""
    number = actor().norm_number
    if not number:
        raise NotFound
    reader = lessons.Reader(spoken_language(), number)
    offered = curriculum.library().modules
    shown = [
        {
            "id": each.id,
            "question": reader.plain(each.question),
            "elsewhere": [reader.plain(said) for said in each.elsewhere],
            "here": reader.words(each.here),
            "why": reader.plain(each.why),
            "courses": [(id, reader.plain(offered[id].course.course.title)) for id in each.courses if id in offered],
        }
        for each in reference.norm_choices()
    ]
    return render_template("norm/why.html", choices=shown, number=number)


@bp.post("/acknowledge/<int:number>")
def acknowledge(number: int) -> ResponseReturnValue:
    """Keep "read and understood"."""
    if acknowledging.acknowledge(actor(), number, clock.now()):
        flash(_("Thank you. We noted that you have read and understood the norm."), "ok")
        return redirect(url_for("learn.home"), 303)
    flash(_("Another version of the norm holds by now. Please read that one."), "warning")
    return redirect(url_for("norm.page"), 303)


@bp.get("/norm.pdf", endpoint="pdf")
def as_pdf() -> Response:
    """Give the norm in force as a tagged PDF."""
    number = actor().norm_number
    if not number:
        raise NotFound
    norm, said = norms.norm(number), texts(norms.norm(number), spoken_language())
    parts = [
        Part(
            heading=str(norm_words.SECTION_TITLES[section]),
            paragraphs=tuple(
                said[name] for name, by in FIELDS_OF.items() if name.endswith(("_rule", "_route")) and by[0] in fields
            ),
            points=tuple(point for field in fields for point in _points(norm, field)),
        )
        for section, fields in SECTIONS.items()
    ]
    subtitle = _("%(organisation)s, version %(number)s", organisation=norm.organisation, number=number)
    made = pdf(Document(title=_("Our norm"), language=spoken_language(), subtitle=subtitle, parts=parts))
    name = f"{_('norm')}-{number}.pdf"
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": f"attachment; filename={name}"})


@bp.get("/versions")
def versions() -> str:
    """Show every published version."""
    return render_template("norm/versions.html", versions=norm_history.history())


@bp.get("/versions/<int:number>")
def version(number: int) -> str:
    """Show a published version as it was."""
    edition = norm_history.edition(number)
    return render_template(
        "norm/version.html", number=number, not_laid_down=edition.not_laid_down, **page_parts(edition.norm)
    )


@bp.get("/versions/<int:number>/changes")
def changes(number: int) -> str:
    """Show in words what a version changed."""
    if number < 2:
        raise NotFound
    rows = difference_rows(norm_history.edition(number - 1).norm, norm_history.edition(number).norm)
    return render_template("norm/changes.html", number=number, rows=rows)


@bp.get("/procedures")
def procedures() -> str:
    """Show every procedure as a picture and as text."""
    number = actor().norm_number
    if not number:
        return render_template("norm/none.html")
    norm = norms.norm(number)
    drawn = flows(norm, spoken_language(), texts(norm, spoken_language()))
    return render_template("norm/procedures.html", flows=drawn)


@bp.get("/measures")
def measures() -> str:
    """Show the measures, with an example letter for each that is used."""
    number = actor().norm_number
    if not number:
        return render_template("norm/none.html")
    return render_template(
        "norm/measures.html",
        measures=norms.norm(number).measures,
        names=norm_words.MEASURES,
        line=lambda each: norm_words.measure_line(each, spoken_language()),
    )


@bp.get("/letters/<measure>")
def letter(measure: str) -> str:
    """Show the example letter of a measure, with the values of the norm filled in."""
    number = actor().norm_number
    if not number:
        raise NotFound
    text = lessons.letter_html(measure, lessons.Reader(spoken_language(), number))
    return render_template("norm/letter.html", name=norm_words.MEASURES[measure], text=text)


@bp.get("/team")
def team() -> str:
    """Show what one's own teams agreed on."""
    found = team_norms.mine(actor(), clock.today())
    return render_template(
        "norm/team.html",
        teams=found,
        number=actor().norm_number,
        label=norm_words.label,
        words=lambda field, value: norm_words.value_words(field, value, spoken_language())[0],
    )


@bp.post("/team/<int:team_id>/acknowledge/<int:number>")
def acknowledge_team(team_id: int, number: int) -> ResponseReturnValue:
    """Keep that one read one's team's agreements."""
    team_norms.acknowledge(actor(), team_id, number, clock.now())
    flash(_("Thank you. We noted that you have read the agreements."), "ok")
    return redirect(url_for("norm.team"), 303)


def _points(norm: Norm, field: str) -> list[str]:
    """Return what a field reads on paper: one line, or for a list one line each."""
    label, lines = norm_words.label(field), norm_words.spoken(norm, field, spoken_language())
    said = label if label.endswith("?") else f"{label}:"
    return [f"{said} {lines[0]}"] if len(lines) == 1 else [said, *(f"– {line}" for line in lines)]


def difference_rows(old: Norm, new: Norm) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return what each changed field is called and reads in both norms."""
    said = spoken_language()
    return [
        (norm_words.label(field), norm_words.spoken(old, field, said), norm_words.spoken(new, field, said))
        for field in changed_fields(old, new)
    ]
