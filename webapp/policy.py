"""Who may do what: every route is closed until a line here opens it. Pure: no web, no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Literal

Role = Literal["employee", "team_leader", "trainer", "coordinator", "hr", "admin"]


class Right(Enum):
    """What a route asks of who calls it."""

    ANYONE = "anyone"
    OWN = "own"
    TEAM = "team"
    REPORT = "report"
    NORM = "norm"
    RISK = "risk"
    ROUND = "round"
    CONSENT = "consent"
    PLAN = "plan"
    TRAIN = "train"
    REVIEW = "review"
    PEOPLE = "people"
    MAIL = "mail"
    TEXTS = "texts"
    ADMIN = "admin"


RIGHTS: dict[Role, frozenset[Right]] = {
    "employee": frozenset({Right.OWN}),
    "team_leader": frozenset({Right.OWN, Right.TEAM, Right.RISK, Right.ROUND, Right.REVIEW}),
    "trainer": frozenset({Right.OWN, Right.TRAIN}),
    "coordinator": frozenset(
        {
            Right.OWN,
            Right.REPORT,
            Right.NORM,
            Right.RISK,
            Right.ROUND,
            Right.CONSENT,
            Right.PLAN,
            Right.TRAIN,
            Right.REVIEW,
            Right.MAIL,
            Right.TEXTS,
        }
    ),
    "hr": frozenset(
        {
            Right.OWN,
            Right.REPORT,
            Right.PEOPLE,
            Right.ROUND,
            Right.PLAN,
            Right.TRAIN,
            Right.REVIEW,
            Right.MAIL,
            Right.TEXTS,
        }
    ),
    "admin": frozenset({Right.OWN, Right.PEOPLE, Right.ADMIN, Right.NORM, Right.MAIL, Right.TEXTS}),
}

SITE_ROUTES = {
    "static": Right.ANYONE,
    "site.healthz": Right.ANYONE,
    "site.readyz": Right.ANYONE,
    "site.metrics": Right.ANYONE,
    "site.look": Right.ANYONE,
    "site.help": Right.ANYONE,
    "site.house_rules": Right.ANYONE,
    "site.what_now": Right.ANYONE,
    "site.accessibility": Right.ANYONE,
    "site.privacy": Right.ANYONE,
    "site.language": Right.ANYONE,
}
ACCOUNT_ROUTES = {
    "account.log_in": Right.ANYONE,
    "account.log_out": Right.ANYONE,
    "account.looked": Right.OWN,
    "account.timeline": Right.OWN,
    "keeping.mine": Right.OWN,
    "keeping.export": Right.OWN,
    "keeping.ask": Right.OWN,
    "keeping.requests": Right.PEOPLE,
    "keeping.person": Right.PEOPLE,
    "keeping.hand_over": Right.PEOPLE,
    "keeping.periods": Right.PEOPLE,
    "account.forgotten": Right.ANYONE,
    "account.start": Right.ANYONE,
    "account.start_code": Right.ANYONE,
    "account.settings": Right.OWN,
    "account.password": Right.OWN,
    "account.log_out_everywhere": Right.OWN,
}
LEARN_ROUTES = {
    "learn.home": Right.OWN,
    "learn.courses": Right.OWN,
    "learn.course": Right.OWN,
    "learn.printable": Right.OWN,
    "learn.kit": Right.OWN,
    "learn.key_points": Right.OWN,
    "learn.lesson": Right.OWN,
    "learn.read": Right.OWN,
    "learn.check": Right.OWN,
    "learn.image": Right.OWN,
    "learn.card": Right.OWN,
    "learn.start_attempt": Right.OWN,
    "learn.question": Right.OWN,
    "learn.answer": Right.OWN,
    "learn.summary": Right.OWN,
    "learn.finish": Right.OWN,
    "learn.result": Right.OWN,
}
ASSESS_ROUTES = {
    "assess.home": Right.OWN,
    "assess.begin": Right.OWN,
    "assess.page": Right.OWN,
    "assess.end": Right.OWN,
    "assess.picture": Right.OWN,
    "assess.erase": Right.OWN,
    "assess.take_along": Right.OWN,
    "assess.dossier": Right.OWN,
    "assess.dossier_pdf": Right.OWN,
}
GOAL_ROUTES = {
    "goals.list": Right.OWN,
    "goals.choose": Right.OWN,
    "goals.answer_rule": Right.OWN,
    "goals.goal": Right.OWN,
    "goals.act": Right.OWN,
    "goals.share": Right.OWN,
    "goals.erase": Right.OWN,
    "goals.ask": Right.OWN,
    "goals.withdraw": Right.OWN,
    "goals.talk": Right.OWN,
}
ROUND_ROUTES = {
    "rounds.list": Right.ROUND,
    "rounds.new": Right.ROUND,
    "rounds.round": Right.ROUND,
    "rounds.move_end": Right.ROUND,
    "rounds.publish": Right.ROUND,
    "rounds.picture": Right.ROUND,
    "rounds.export_csv": Right.ROUND,
    "rounds.consent": Right.CONSENT,
    "rounds.setting": Right.CONSENT,
}
TEXT_ROUTES = {
    "media.list": Right.TEXTS,
    "media.new": Right.TEXTS,
    "media.remove": Right.TEXTS,
    "media.file": Right.OWN,
    "media.captions": Right.OWN,
    "media.text": Right.OWN,
    "texts.overview": Right.TEXTS,
    "texts.content": Right.TEXTS,
    "texts.unit": Right.TEXTS,
    "texts.back": Right.TEXTS,
    "texts.new": Right.TEXTS,
    "texts.upload": Right.TEXTS,
    "texts.download": Right.TEXTS,
    "texts.add_lesson": Right.TEXTS,
    "texts.add_question": Right.TEXTS,
    "texts.take_out": Right.TEXTS,
    "texts.offer": Right.TEXTS,
}
NORM_ROUTES = {
    "norm.page": Right.OWN,
    "norm.acknowledge": Right.OWN,
    "norm.pdf": Right.OWN,
    "norm.versions": Right.OWN,
    "norm.version": Right.OWN,
    "norm.changes": Right.OWN,
    "norm.procedures": Right.OWN,
    "norm.why": Right.OWN,
    "norm.measures": Right.OWN,
    "norm.letter": Right.OWN,
    "norm.team": Right.OWN,
    "norm.acknowledge_team": Right.OWN,
    "norm.draft": Right.NORM,
    "norm.section": Right.NORM,
    "norm.preview": Right.NORM,
    "norm.draft_page": Right.NORM,
    "norm.publish": Right.NORM,
    "norm.edit_procedures": Right.NORM,
    "norm.edit_procedure": Right.NORM,
    "norm.drop_procedure": Right.NORM,
    "norm.outward": Right.NORM,
    "norm.code": Right.NORM,
    "norm.following": Right.REPORT,
}
RULE_ROUTES = {
    "rules.list": Right.PLAN,
    "rules.rule": Right.PLAN,
    "rules.new": Right.PLAN,
    "rules.edit": Right.PLAN,
    "rules.end": Right.PLAN,
    "rules.questions": Right.PLAN,
    "rules.decide": Right.PLAN,
    "rules.person": Right.PLAN,
    "rules.decide_person": Right.PLAN,
    "rules.withdraw": Right.PLAN,
    "rules.evidence": Right.PLAN,
    "rules.evidence_file": Right.OWN,
    "rules.decide_evidence": Right.PLAN,
    "rules.on_day": Right.PLAN,
    "rules.my_evidence": Right.OWN,
    "rules.pause": Right.OWN,
    "rules.end_pause": Right.OWN,
}
SESSION_ROUTES = {
    "sessions.list": Right.OWN,
    "sessions.session": Right.OWN,
    "sessions.asked": Right.OWN,
    "sessions.register": Right.OWN,
    "sessions.give_up": Right.OWN,
    "sessions.certificate": Right.OWN,
    "sessions.issue": Right.OWN,
    "sessions.check": Right.ANYONE,
    "sessions.given": Right.TRAIN,
    "sessions.roll": Right.TRAIN,
    "sessions.record": Right.TRAIN,
    "sessions.add": Right.TRAIN,
    "sessions.planned": Right.PLAN,
    "sessions.new": Right.PLAN,
    "sessions.evaluate": Right.OWN,
    "sessions.erase_evaluation": Right.OWN,
    "providers.list": Right.PLAN,
    "providers.provider": Right.PLAN,
    "providers.compare": Right.PLAN,
    "sessions.propose": Right.PLAN,
    "sessions.closed": Right.PLAN,
    "sessions.close": Right.PLAN,
    "sessions.reopen": Right.PLAN,
    "sessions.choose_region": Right.PLAN,
    "sessions.edit": Right.PLAN,
    "sessions.cancel": Right.PLAN,
    "calendar.page": Right.OWN,
    "calendar.renew": Right.OWN,
    "calendar.revoke": Right.OWN,
    "calendar.feed": Right.ANYONE,
}
REMINDER_ROUTES = {
    "reminders.mine": Right.OWN,
    "reminders.list": Right.PLAN,
    "reminders.hours": Right.PLAN,
    "reminders.rule": Right.PLAN,
}
PROGRAMME_ROUTES = {
    "programmes.list": Right.PLAN,
    "programmes.begin": Right.PLAN,
    "programmes.programme": Right.PLAN,
    "programmes.export": Right.PLAN,
    "programmes.intake": Right.PLAN,
    "programmes.set_item": Right.PLAN,
    "programmes.drop_item": Right.PLAN,
    "programmes.add_item": Right.PLAN,
    "programmes.override": Right.PLAN,
    "programmes.publish": Right.PLAN,
    "programmes.merge": Right.PLAN,
    "programmes.separate": Right.PLAN,
    "programmes.halve": Right.PLAN,
    "programmes.audience": Right.PLAN,
    "programmes.mine": Right.OWN,
    "programmes.team": Right.TEAM,
}
RISK_ROUTES = {
    "risk.list": Right.RISK,
    "risk.profile": Right.RISK,
}
TEAM_ROUTES = {
    "team.agreements": Right.TEAM,
    "team.write_agreements": Right.TEAM,
    "team.earlier_agreements": Right.TEAM,
    "team.following": Right.TEAM,
    "team.talk": Right.TEAM,
    "team.propose": Right.TEAM,
    "team.requests": Right.TEAM,
    "team.answer": Right.TEAM,
    "team.goals": Right.TEAM,
    "team.settle_goal": Right.TEAM,
    "team.overview": Right.TEAM,
    "team.assign": Right.TEAM,
    "team.person": Right.TEAM,
    "team.timeline": Right.TEAM,
}
REPORT_ROUTES = {
    "reports.overview": Right.REPORT,
    "reports.heat_map": Right.REPORT,
    "reports.people": Right.REPORT,
    "reports.timeline": Right.REPORT,
    "reports.correct": Right.REPORT,
    "reports.mine": Right.REPORT,
    "reports.ask_export": Right.REPORT,
    "reports.export_file": Right.REPORT,
    "reports.keep_view": Right.REPORT,
    "reports.open_view": Right.REPORT,
    "reports.view": Right.REPORT,
    "reports.drop_view": Right.REPORT,
    "reports.record": Right.REPORT,
    "reports.picture": Right.REPORT,
    "reports.export_csv": Right.REPORT,
    "reports.export_xlsx": Right.REPORT,
}
PEOPLE_ROUTES = {
    "people.list": Right.PEOPLE,
    "people.person": Right.PEOPLE,
    "people.add": Right.PEOPLE,
    "people.correct": Right.PEOPLE,
    "people.move": Right.PEOPLE,
    "people.end": Right.PEOPLE,
    "people.role": Right.PEOPLE,
    "people.duty": Right.PEOPLE,
    "people.invite": Right.PEOPLE,
    "people.start_code": Right.PEOPLE,
    "people.teams": Right.PEOPLE,
    "people.imports": Right.PEOPLE,
    "people.upload": Right.PEOPLE,
    "people.preview": Right.PEOPLE,
    "people.confirm": Right.PEOPLE,
    "people.revert": Right.PEOPLE,
}
ADMIN_ROUTES = {
    "admin.setup": Right.ADMIN,
    "admin.setup_name": Right.ADMIN,
    "admin.setup_mail": Right.ADMIN,
    "admin.setup_look": Right.ADMIN,
    "admin.jobs": Right.ADMIN,
    "admin.audit": Right.PEOPLE,
    "admin.retry": Right.ADMIN,
    "admin.role_requests": Right.ADMIN,
    "admin.decide_role": Right.ADMIN,
}
ONBOARDING_ROUTES = {
    "onboarding.start": Right.OWN,
    "onboarding.own_step": Right.OWN,
    "onboarding.undo_own": Right.OWN,
    "onboarding.mentor": Right.OWN,
    "onboarding.mentor_step": Right.OWN,
    "onboarding.undo_mentor": Right.OWN,
    "onboarding.team": Right.TEAM,
    "onboarding.led": Right.TEAM,
    "onboarding.led_step": Right.TEAM,
    "onboarding.start_code": Right.TEAM,
    "onboarding.undo_led": Right.TEAM,
    "onboarding.led_mentor": Right.TEAM,
    "onboarding.end_led_mentor": Right.TEAM,
    "onboarding.list": Right.REPORT,
    "onboarding.export_csv": Right.REPORT,
    "onboarding.timeline": Right.REPORT,
    "onboarding.office_mentor": Right.REPORT,
    "onboarding.end_office_mentor": Right.REPORT,
}
REFERENCE_ROUTES = {
    "references.overview": Right.PLAN,
    "references.kind": Right.PLAN,
    "references.add": Right.PLAN,
    "references.entry": Right.PLAN,
    "references.hide": Right.PLAN,
    "references.restore": Right.PLAN,
    "references.mine": Right.OWN,
    "references.say_education": Right.OWN,
}
REFRESHER_ROUTES = {
    "refreshers.list": Right.OWN,
    "refreshers.refresher": Right.OWN,
    "refreshers.begin": Right.OWN,
    "refreshers.question": Right.OWN,
    "refreshers.answer": Right.OWN,
    "refreshers.pause": Right.OWN,
    "refreshers.end_pause": Right.OWN,
    "refreshers.erase": Right.OWN,
    "refreshers.take_along": Right.OWN,
}
REVIEW_ROUTES = {
    "reviews.list": Right.REVIEW,
    "reviews.review": Right.REVIEW,
    "reviews.move": Right.REVIEW,
    "reviews.lessons": Right.REVIEW,
    "reviews.record": Right.REVIEW,
    "reviews.show": Right.REVIEW,
    "reviews.rhythm": Right.REVIEW,
    "reviews.mine": Right.OWN,
    "reviews.talks": Right.TEAM,
    "reviews.overview": Right.REPORT,
    "reviews.export": Right.REPORT,
    "reviews.times": Right.PLAN,
}
QUALITY_ROUTES = {"quality.overview": Right.NORM}
SCENARIO_ROUTES = {
    "scenarios.list": Right.OWN,
    "scenarios.scenario": Right.OWN,
    "scenarios.begin": Right.OWN,
    "scenarios.play": Right.OWN,
    "scenarios.choose": Right.OWN,
    "scenarios.again": Right.OWN,
    "scenarios.erase": Right.OWN,
    "scenarios.take_along": Right.OWN,
}
PROOF_ROUTES = {
    "proof.home": Right.REPORT,
    "proof.ask": Right.REPORT,
    "proof.download": Right.REPORT,
    "proof.checklist": Right.REPORT,
    "proof.item": Right.REPORT,
    "proof.upload": Right.REPORT,
    "proof.document": Right.REPORT,
    "proof.remove_document": Right.REPORT,
    "proof.snapshot": Right.REPORT,
}
MAIL_ROUTES = {
    "mailing.texts": Right.MAIL,
    "mailing.text": Right.MAIL,
    "mailing.back": Right.MAIL,
    "mailing.log": Right.PEOPLE,
    "mailing.mail": Right.PEOPLE,
    "mailing.addresses": Right.PEOPLE,
    "mailing.clear": Right.PEOPLE,
    "mailing.mine": Right.OWN,
    "mailing.bounces": Right.ANYONE,
}
ROUTES: dict[str, Right] = {
    **SITE_ROUTES,
    **ACCOUNT_ROUTES,
    **LEARN_ROUTES,
    **ASSESS_ROUTES,
    **GOAL_ROUTES,
    **ROUND_ROUTES,
    **TEXT_ROUTES,
    **NORM_ROUTES,
    **RULE_ROUTES,
    **SESSION_ROUTES,
    **REMINDER_ROUTES,
    **PROGRAMME_ROUTES,
    **RISK_ROUTES,
    **TEAM_ROUTES,
    **REPORT_ROUTES,
    **PEOPLE_ROUTES,
    **ADMIN_ROUTES,
    **ONBOARDING_ROUTES,
    **REFERENCE_ROUTES,
    **REFRESHER_ROUTES,
    **REVIEW_ROUTES,
    **MAIL_ROUTES,
    **SCENARIO_ROUTES,
    **QUALITY_ROUTES,
    **PROOF_ROUTES,
}


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A role as it is held today; `team_id` 0 means everywhere."""

    role: Role
    team_id: int
    deputy: bool = False


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who is asking: one logged-in person with what the person may do today."""

    person_id: int
    login_id: int
    name: str
    language: str
    avoids_violence: bool
    grants: tuple[Grant, ...]
    norm_number: int

    @property
    def rights(self) -> frozenset[Right]:
        """Everything that the roles of today give."""
        return rights_of(self.grants)

    @property
    def led_teams(self) -> tuple[int, ...]:
        """The teams that this person leads, as leader or deputy."""
        return tuple(grant.team_id for grant in self.grants if grant.role == "team_leader")


@lru_cache(maxsize=512)
def rights_of(grants: tuple[Grant, ...]) -> frozenset[Right]:
    """Return what these roles give; everybody who is employed may do one's own learning."""
    given = RIGHTS["employee"] | {Right.ANYONE}
    for grant in grants:
        given |= RIGHTS[grant.role]
    return frozenset(given)


def may(visitor: Visitor | None, endpoint: str) -> bool:
    """Return whether the route is open to this visitor (None: nobody is logged in)."""
    right = ROUTES.get(endpoint)
    if right is None:
        return False
    if visitor is None:
        return right is Right.ANYONE
    return right in visitor.rights
