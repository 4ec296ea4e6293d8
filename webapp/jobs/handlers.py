"""What each kind of job does, and which come back every day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time

from webapp import clock
from webapp.services import (
    account_mails,
    audit_chain,
    checklist,
    content_quality,
    evaluating,
    export_files,
    mail_bounces,
    onboarding_mails,
    onboarding_signals,
    proof_files,
    refresher_making,
    reminding,
    review_planning,
    round_figures,
    round_mails,
    rule_running,
    saved_views,
    session_mails,
    trend,
)
from webapp.services.jobs import Claimed, Effect, Handler
from webapp.services.tidy import tidy


def way_in_mail(job: Claimed, now: datetime) -> Effect:
    """Mail somebody a link to choose a password."""
    return account_mails.send_way_in(job.payload["person_id"], job.payload["kind"], job.key, now)


def mail_test(job: Claimed, now: datetime) -> Effect:
    """Mail an administrator that mail works."""
    return account_mails.send_test(job.payload["person_id"], job.key, now)


def tidying(_job: Claimed, now: datetime) -> Effect:
    """Delete what has been kept long enough."""
    return lambda: tidy(now)


def rounds_of_today(_job: Claimed, now: datetime) -> Effect:
    """Put what today asks of the rounds of the leerdoelwijzer."""
    return lambda: round_mails.look_after(now)


def rules_of_today(_job: Claimed, now: datetime) -> Effect:
    """Let the rules be applied to everybody, as of today."""
    return lambda: rule_running.later(f"day:{clock.day_of(now)}", now)


def onboardings_of_today(_job: Claimed, now: datetime) -> Effect:
    """Open the onboardings of who begins today, and put what is told about the others."""
    return lambda: onboarding_signals.look_after(now)


def reviews_of_today(_job: Claimed, now: datetime) -> Effect:
    """Plan the reviews of this period and the next, for whoever has none yet."""
    return lambda: review_planning.plan_all(now)


def checklist_of_half_year(_job: Claimed, now: datetime) -> Effect:
    """Keep how the checklist stands, on the first day of a half-year on which a worker runs."""
    if not checklist.wants_snapshot(now):
        return lambda: None
    document = checklist.take_snapshot(now)
    return lambda: checklist.keep_snapshot(document, now)


HANDLERS: Mapping[str, Handler] = {
    "way_in_mail": way_in_mail,
    "test_mail": mail_test,
    "tidy": tidying,
    "rounds": rounds_of_today,
    "round_mails": round_mails.put_mails,
    "round_mail": round_mails.send,
    "round_figures": round_figures.make,
    "round_response": round_figures.follow,
    "rules": rule_running.run,
    "session_mail": session_mails.send,
    "rules_of_today": rules_of_today,
    "evaluations": evaluating.make_figures,
    "onboarding": onboardings_of_today,
    "reviews": reviews_of_today,
    "onboarding_signals": onboarding_signals.give,
    "reminders": reminding.put_of_today,
    "weekly_mail": reminding.send_weekly,
    "urgent_mail": reminding.send_urgent,
    "onboarding_mentor_mail": onboarding_mails.to_mentor,
    "refreshers": refresher_making.make,
    "question_figures": content_quality.make,
    "month_figures": trend.make,
    export_files.KIND: export_files.make,
    "view_mails": saved_views.put_mails,
    "view_mail": saved_views.send,
    "audit_chain": audit_chain.link_new,
    "audit_check": audit_chain.check,
    "bounces": mail_bounces.read_mailbox,
    "checklist": checklist_of_half_year,
    proof_files.KIND: proof_files.make,
}
"""Kinds that hand a mail to the mail server end on `_mail`: the worker paces those."""
DAILY: Mapping[str, time] = {
    "tidy": time(3, 15),
    "audit_check": time(2, 30),
    "evaluations": time(3, 30),
    "question_figures": time(3, 45),
    "rules_of_today": time(4, 0),
    "view_mails": time(5, 45),
    "month_figures": time(4, 15),
    "checklist": time(4, 30),
    "refreshers": time(5, 0),
    "reviews": time(5, 0),
    "onboarding": time(6, 0),
    "reminders": time(6, 30),
    "rounds": time(7, 30),
}
"""Kinds that are put once for every day, with the Dutch time from which they are due.

A day on which no worker ran is not done afterwards: each kind looks at how things stand, so the newest day does what
the days before it left. A kind that this does not hold for does not belong here.
"""
QUARTERLY: Mapping[str, Callable[[], bool]] = {
    "bounces": mail_bounces.has_mailbox,
    "audit_chain": audit_chain.has_waiting,
}
"""Kinds that are put every quarter of an hour while they are wanted, unless one of them still waits."""
