"""Filling in page by page, handing in, and the picture at the end."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.scoring import Need
from quizzes.questionnaire import NOT_IN_MY_WORK, POINTS
from quizzes.questionnaire_paper import OWN, SITUATIONS, WORK, Page, chosen
from webapp import clock, questionnaires
from webapp.assess.views import bp
from webapp.assess.words import BANDS, STRATA, gate_words, reason
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.services import goals, own_picture, self_assessment
from webapp.services.goals import TooManyAtOnce
from webapp.services.own_picture import Picture
from webapp.services.self_assessment import END, Paper

SHOWN = "shown-"
"""Before the name of a question: what the form held when it was opened."""


@bp.route("/<int:assessment_id>/pages/<page>", methods=["GET", "POST"])
def page(assessment_id: int, page: str) -> ResponseReturnValue:
    """Show one section, or keep it; what is missing is asked for again, what was answered is kept."""
    if request.method == "GET":
        paper = self_assessment.paper(actor(), assessment_id)
        if paper.held.finished:
            return redirect(url_for("assess.picture", assessment_id=assessment_id))
        return _page(paper, paper.page(page), asked_again="open" in request.args)
    try:
        paper, open_items = self_assessment.save(actor(), assessment_id, page, _said(""), _said(SHOWN), clock.now())
    except Conflict as refused:
        flash(gate_words(str(refused)), "warning")
        return redirect(url_for("assess.picture", assessment_id=assessment_id), 303)
    if "stop" in request.form:
        flash(_("Your answers are kept. You can go on later, on another device too."), "ok")
        return redirect(url_for("assess.home"), 303)
    if open_items:
        return redirect(url_for("assess.page", assessment_id=assessment_id, page=page, open=1), 303)
    after = paper.after(page)
    if after == END:
        return redirect(url_for("assess.end", assessment_id=assessment_id), 303)
    return redirect(url_for("assess.page", assessment_id=assessment_id, page=after), 303)


@bp.route("/<int:assessment_id>/end", methods=["GET", "POST"])
def end(assessment_id: int) -> ResponseReturnValue:
    """Ask for the choice and a private note, and hand in."""
    paper = self_assessment.paper(actor(), assessment_id)
    if paper.held.finished:
        return redirect(url_for("assess.picture", assessment_id=assessment_id), 303)
    if request.method == "GET":
        return _end(paper)
    try:
        self_assessment.finish(
            actor(), assessment_id, tuple(request.form.getlist("choice")), request.form.get("note", ""), clock.now()
        )
    except Conflict as refused:
        return _end(paper, gate_words(str(refused))), 409
    flash(_("Thank you. This is your own picture; nobody else sees it."), "ok")
    return redirect(url_for("assess.picture", assessment_id=assessment_id), 303)


@bp.route("/<int:assessment_id>/picture", methods=["GET", "POST"])
def picture(assessment_id: int) -> ResponseReturnValue:
    """Show one's own picture with proposed goals; posting chooses among them."""
    paper = self_assessment.paper(actor(), assessment_id)
    if not paper.held.finished:
        return redirect(url_for("assess.home"), 303)
    found = own_picture.picture(actor(), paper)
    if request.method == "GET":
        return _picture(found)
    wanted = _wanted(found, request.form.getlist("goal"))
    if not wanted:
        return _picture(found, _("Tick at least one goal.")), 422
    try:
        goals.choose(actor(), wanted, "questionnaire", clock.now())
    except TooManyAtOnce as refused:
        return _picture(found, too_many(refused.most)), 409
    flash(_("Your goals are kept. They are private until you share them."), "ok")
    return redirect(url_for("goals.list"), 303)


def too_many(most: int) -> str:
    """Return what to do when somebody works on as many goals as there may be."""
    return _(
        "You can work on %(most)s goals at once. Tick fewer, or finish or drop one under My goals first.", most=most
    )


def _wanted(found: Picture, ticked: Collection[str]) -> dict[str, dict[str, Any]]:
    offered = {need.goal.id: _why(need, found) for need in found.proposed}
    offered |= {goal.id: offered.get(goal.id, {}) for goal in found.choose_from}
    offered |= {goal_id: offered.get(goal_id, {}) for goal_id in found.paper.choice}
    return {goal_id: why for goal_id, why in offered.items() if goal_id in ticked}


def _why(need: Need, found: Picture) -> dict[str, Any]:
    said = found.paper.questionnaire
    return {"nl": reason(need, said, "nl"), "en": reason(need, said, "en"), "need": str(need.need), "band": need.band}


def _said(prefix: str) -> dict[str, list[str]]:
    names = (name for name in request.form if name.startswith(prefix))
    return {name.removeprefix(prefix): request.form.getlist(name) for name in names}


def _page(paper: Paper, shown: Page, *, asked_again: bool) -> str:
    spoken, said = language(), paper.questionnaire
    open_items = {item for of, item in paper.open if of == shown.id} if asked_again else set[str]()
    statements = [(each.id, each.text.in_language(spoken)) for each in shown.statements]
    own = {each["id"]: (each["en"] or each["nl"]) if spoken == "en" else each["nl"] for each in paper.held.local["own"]}
    statements += [(item, own[item]) for item in shown.own]
    scale = [(str(point), said.scale[point - 1].in_language(spoken)) for point in range(POINTS, 0, -1)]
    ids = [each.id for each in paper.pages]
    return render_template(
        "assess/page.html",
        paper=paper,
        page=shown,
        title=_title(shown, spoken),
        number=ids.index(shown.id) + 1,
        count=len(ids) + 1,
        before=ids[ids.index(shown.id) - 1] if ids.index(shown.id) else "",
        routing=[
            (each, [(option.id, option.text.in_language(spoken)) for option in each.options]) for each in shown.routing
        ],
        statements=statements,
        scale=[*scale, (NOT_IN_MY_WORK, said.not_in_my_work.in_language(spoken))],
        question=said.question.in_language(spoken),
        vignettes=[(each, each.text.in_language(spoken)) for each in shown.vignettes],
        vignette_question=said.vignette_question.in_language(spoken),
        reactions=[(each.id, each.text.in_language(spoken)) for each in said.reactions],
        answers={item: chosen(paper.answers, item) for item in shown.items},
        open_items=open_items,
        spoken=spoken,
        shown_prefix=SHOWN,
    )


def _title(shown: Page, spoken: str) -> str:
    if shown.section:
        return shown.section.title.in_language(spoken)
    return {WORK: _("Your work"), OWN: _("From your organisation"), SITUATIONS: _("Short situations")}[shown.id]


def _end(paper: Paper, refusal: str = "") -> str:
    found = own_picture.picture(actor(), paper)
    titles = {shown.id: _title(shown, language()) for shown in paper.pages}
    return render_template(
        "assess/end.html",
        paper=paper,
        refusal=refusal,
        question=paper.questionnaire.choice_question.in_language(language()),
        choices=[(goal.id, goal.label.in_language(_two(language()))) for goal in found.choose_from],
        chosen=request.form.getlist("choice") or paper.choice,
        note=request.form.get("note", paper.note),
        open_pages=[(each, titles[each]) for each in dict.fromkeys(of for of, _item in paper.open)],
    )


def _picture(found: Picture, refusal: str = "") -> str:
    spoken = _two(language())
    said = found.paper.questionnaire
    mine = {each.goal.id for each in goals.mine(actor()) if each.active}
    proposed = {need.goal.id for need in found.proposed}
    offered = [need.goal for need in found.proposed]
    wished = [questionnaires.goals_by_id()[each] for each in found.paper.choice if each not in proposed]
    offered += [*wished, *(goal for goal in found.choose_from if goal.id not in proposed and goal not in wished)]
    reasons = {need.goal.id: reason(need, said, spoken) for need in found.needs}
    return render_template(
        "assess/picture.html",
        found=found,
        refusal=refusal,
        spoken=spoken,
        bands=BANDS,
        strata=STRATA,
        reasons=reasons,
        offered=offered,
        mine=mine,
        reactions={each.id: each.text.in_language(spoken) for each in said.reactions},
        courses={goal.id: own_picture.courses_for(goal.elements) for goal in offered},
    )


def _two(spoken: str) -> Any:
    return "en" if spoken == "en" else "nl"
