"""The dossier for works council and privacy officer, as a page and as a tagged PDF, made of what the code enforces."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from learning_goals.disclosure import FLOOR, RESPONSE_PERCENT, TENS_BELOW, WORDS_BELOW
from quizzes.questionnaire import MOST_CONDITIONAL
from webapp import clock
from webapp.assess.views import bp
from webapp.data_register import REGISTER, readers
from webapp.guard import actor
from webapp.pages import current_look, language
from webapp.pdf import Document, Part, pdf
from webapp.services import assessment_gate, retention
from webapp.services.assessment_gate import MOST_OWN

WHAT = {
    "answers": _l("Answers to the questionnaire, the choice and the private note"),
    "goals": _l("Learning goals, with one's own words and why they were proposed"),
    "refreshers": _l("Refreshers after courses, their answers, and pauses from them"),
    "scenarios": _l("Conversations that somebody practised, with the choices made"),
    "education": _l("Which basic educations somebody said to have"),
    "talks": _l("What employee and team leader agreed in their talk, and the goals that were shared then"),
    "requests": _l("Wishes for training, with the answer and its reason"),
    "team_goals": _l("Goals of a team, without names"),
    "reviews": _l("What a team agreed in its review, with who does it as the team wrote that down"),
    "rounds": _l("Which people a round asks, and in which team and function group they worked then"),
    "figures": _l("Figures of groups, and (encrypted) which people they count"),
    "consent": _l("The works council's decision, the privacy assessment and the settings"),
    "register": _l("This dossier"),
}
WHY = {
    "answers": _l("So that people find out what they want to learn, and groups what they need."),
    "goals": _l("So that people can work on what they chose."),
    "refreshers": _l("So that people notice what they still know, and remember more of it."),
    "scenarios": _l("So that people can go on where they stopped, and look back at what helped."),
    "education": _l("So that somebody who may know a part already is pointed to the quiz first."),
    "talks": _l("So that agreements about learning are kept by both sides."),
    "requests": _l("So that somebody who asks for training gets an answer with a reason."),
    "team_goals": _l("So that a team knows what it wants to learn together."),
    "reviews": _l("So that a team keeps to what it agreed, and looks back at least twice a year."),
    "rounds": _l("So that people are invited once, and a figure says over how many people it is."),
    "figures": _l("So that training can be planned and measured again; later rounds are held against who was counted."),
    "consent": _l("So that no answer is collected before it is allowed."),
    "register": _l("So that everybody can read what happens with the answers."),
}
KEPT = {
    "answers": _l("%(months)s months after handing in; what was not handed in %(days)s days; erased by the person."),
    "goals": _l("Until the person erases them."),
    "refreshers": _l("Until the person erases them."),
    "scenarios": _l("Until the person erases them."),
    "education": _l("Until the person takes it back."),
    "talks": _l("As long as the person's learning record."),
    "requests": _l("As long as the person's learning record."),
    "team_goals": _l("As long as the team exists."),
    "reviews": _l("As long as the team exists; a correction stands beside what was written before."),
    "rounds": _l("As long as the figures of the round."),
    "figures": _l("They are made once and never change, so that nobody can see from them who erased an answer."),
    "consent": _l("For good; a new decision stands beside the old one."),
    "register": _l("Made anew each time."),
}
READER_WORDS = {
    "self": _l("the person"),
    "team_leader": _l("the team leader"),
    "hr": _l("HR"),
    "coordinator": _l("the aggression coordinator"),
    "admin": _l("the administrator"),
    "trainer": _l("a trainer"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of data in words."""

    what: str
    why: str
    readers: str
    kept: str
    sealed: bool


@bp.get("/dossier")
def dossier() -> str:
    """Show which data are kept, why, who sees them, how long, and what cannot be done."""
    recorded = assessment_gate.gate(clock.today()).recorded
    return render_template("assess/dossier.html", lines=lines(), parts=parts(), recorded=recorded)


@bp.get("/dossier.pdf")
def dossier_pdf() -> Response:
    """Give the dossier as a tagged PDF."""
    kinds = [
        Part(
            heading=line.what,
            points=(
                _("Why: %(why)s", why=line.why),
                _("Who sees it: %(readers)s", readers=line.readers),
                _("How long: %(kept)s", kept=line.kept),
                *([_("Encrypted in the database with a key that backups do not hold.")] if line.sealed else []),
            ),
        )
        for line in lines()
    ]
    rules = [Part(heading=heading, points=tuple(points)) for heading, points in parts()]
    made = pdf(
        Document(
            title=_("Dossier of the learning-goal guide"),
            language="en" if language() == "en" else "nl",
            subtitle=_(
                "%(organisation)s, norm version %(number)s",
                organisation=current_look().name,
                number=actor().norm_number,
            ),
            parts=[*kinds, *rules],
        )
    )
    headers = {"Content-Disposition": f"attachment; filename={_('dossier')}.pdf"}
    return Response(made, mimetype="application/pdf", headers=headers)


def lines() -> list[Line]:
    """Return every kind of data in words, with the readers that the policy lets in."""
    setting = assessment_gate.setting()
    values = {"months": setting.keep_months, "days": retention.periods()["unfinished"]}
    return [
        Line(
            what=str(WHAT[entry.id]),
            why=str(WHY[entry.id]),
            readers=", ".join(str(READER_WORDS[each]) for each in readers(entry)),
            kept=str(KEPT[entry.id]) % values,
            sealed=entry.sealed,
        )
        for entry in REGISTER
    ]


def parts() -> list[tuple[str, list[str]]]:
    """Return the thresholds, what can be switched off, and what is technically impossible."""
    setting = assessment_gate.setting()
    return [
        (
            _("Thresholds for group figures"),
            [
                _(
                    "At least %(minimum)s people (never fewer than %(floor)s), and %(percent)s %% of those asked.",
                    minimum=setting.minimum,
                    floor=FLOOR,
                    percent=RESPONSE_PERCENT,
                ),
                _("Only after a round has ended, once, and never again for the same round."),
                _(
                    "Below %(words)s people only words, below %(tens)s people only tens of percents.",
                    words=WORDS_BELOW,
                    tens=TENS_BELOW,
                ),
                _("No two figures differ by one to four people, in no round and by no filter."),
                _("Where they would, some people are left out by chance."),
                _("Leaders count apart from their teams."),
            ],
        ),
        (
            _("What the organisation can switch off or change"),
            [
                _("Statements for special work, of which a person gets %(most)s at most.", most=MOST_CONDITIONAL),
                _("Up to %(most)s own statements, which are not scored.", most=MOST_OWN),
                _("A higher least number of people, how long answers are kept, how many goals at once."),
                _("Rounds and reminders: without a round nobody is asked anything."),
            ],
        ),
        (
            _("What is technically impossible"),
            [
                _("Nobody but the person opens answers, notes or private goals: on no page, in no export or backup."),
                _("No figure is about one person, and there is no ranking or total score."),
                _("Leaders and HR cannot see who has answered and who has not."),
                _("Nothing in assignments, rules or a leader's pages follows from private answers."),
                _("No answer can be collected before the decision and the assessment are recorded."),
            ],
        ),
    ]
