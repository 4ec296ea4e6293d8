"""The table of contents of the screens: one blueprint per kind of user task."""

from __future__ import annotations

from webapp.account.views import bp as account
from webapp.admin.views import bp as admin
from webapp.learn.views import bp as learn
from webapp.people.views import bp as people
from webapp.reports.views import bp as reports
from webapp.site.views import bp as site
from webapp.team.views import bp as team

BLUEPRINTS = (site, account, learn, team, reports, people, admin)
