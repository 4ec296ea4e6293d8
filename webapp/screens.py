"""The table of contents of the screens: one blueprint per kind of user task."""

from __future__ import annotations

from webapp.account.views import bp as account
from webapp.admin.views import bp as admin
from webapp.assess.views import bp as assess
from webapp.calendar.views import bp as calendar
from webapp.goals.views import bp as goals
from webapp.keeping.views import bp as keeping
from webapp.learn.views import bp as learn
from webapp.mailing.views import bp as mailing
from webapp.media.views import bp as media
from webapp.norm.views import bp as norm
from webapp.onboarding.views import bp as onboarding
from webapp.people.views import bp as people
from webapp.programmes.views import bp as programmes
from webapp.proof.views import bp as proof
from webapp.providers.views import bp as providers
from webapp.quality.views import bp as quality
from webapp.references.views import bp as references
from webapp.refreshers.views import bp as refreshers
from webapp.reminders.views import bp as reminders
from webapp.reports.views import bp as reports
from webapp.reviews.views import bp as reviews
from webapp.risk.views import bp as risk
from webapp.rounds.views import bp as rounds
from webapp.rules.views import bp as rules
from webapp.scenarios.views import bp as scenarios
from webapp.sessions.views import bp as sessions
from webapp.site.views import bp as site
from webapp.team.views import bp as team
from webapp.texts.views import bp as texts

BLUEPRINTS = (
    site,
    account,
    learn,
    assess,
    goals,
    keeping,
    norm,
    team,
    rounds,
    programmes,
    rules,
    sessions,
    calendar,
    risk,
    reports,
    people,
    onboarding,
    admin,
    references,
    reminders,
    providers,
    quality,
    refreshers,
    scenarios,
    reviews,
    mailing,
    texts,
    media,
    proof,
)
