"""The mails with reminders: who gets one today, and what is in it at the moment of sending.

Nothing is put in a queue but "look again for this reader": what the mail holds is asked when it is made, so that nobody
is told of what was done meanwhile. What left is kept in the transaction that marks the mail as sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale

from learning_goals.reminders.moments import Choice, leaves_at, monday, week, weekly_day
from learning_goals.reminders.notices import Notice, notices
from learning_goals.reminders.rule import To
from webapp import clock
from webapp.services import jobs, mails, obligation_words, obligations, reminders
from webapp.services.addresses import full_address
from webapp.services.jobs import Claimed, Effect
from webapp.services.reminders import Setup
from webapp.store import jobs as job_store
from webapp.store import logins, rule_names
from webapp.store import reminders as store
from webapp.store.logins import Account

Put = tuple[str, Mapping[str, Any], datetime]
"""The key, payload and due instant of a job."""
MOST_NAMED = 25
"""Lines about the own team in one mail; the page has them all."""


def put_of_today(_job: Claimed, now: datetime) -> Effect:
    """Put a job for each reader who is told something today: the weekly mail on its day, urgent things at once."""
    day = clock.day_of(now)
    holding = reminders.setup()
    found = _notices(holding, day, None, None)
    fresh = _fresh(found)
    open_now = _open_now(found)
    weekly, urgent = _weekly(fresh, holding, day), _urgent(fresh, holding, day)

    def effect() -> None:
        store.replace_counts(day, open_now)
        jobs.put_all("weekly_mail", weekly)
        jobs.put_all("urgent_mail", urgent)

    return effect


def send_weekly(job: Claimed, now: datetime) -> Effect:
    """Mail one reader everything that is new and still open; nothing when there is nothing or the week is over."""
    day = clock.day_of(now)
    to = _reader(job, day)
    if to is None or week(day) != job.payload["week"] or _choice(to.person_id).paused(day):
        return _nothing
    found = [each for each in _still(job, day) if not each.rule.urgent]
    return _send("weekly", job.key, to, found, now) if found else _nothing


def send_urgent(job: Claimed, now: datetime) -> Effect:
    """Mail one reader what cannot wait and is still open."""
    day = clock.day_of(now)
    to = _reader(job, day)
    found = [each for each in _still(job, day) if each.rule.urgent]
    return _send("urgent", job.key, to, found, now) if to and found else _nothing


def _notices(holding: Setup, day: date, people: Sequence[int] | None, readers: Sequence[int] | None) -> list[Notice]:
    rules = [each for each in holding.rules if "mail" in each.ways]
    found = obligations.gather(day, holding.hours, people)
    return list(notices(found, rules, obligations.organisation(day), day, readers))


def _fresh(found: Sequence[Notice]) -> list[Notice]:
    given = store.given([each.dedup_key for each in found])
    return [each for each in found if each.dedup_key not in given]


def _open_now(found: Iterable[Notice]) -> Mapping[tuple[str, str], int]:
    """Return how many things are open for coordinator and HR, told before or not."""
    open_for = {(each.rule.to, each.obligation.what, each.obligation.key) for each in found}
    return Counter((to, what) for to, what, _key in open_for if to in ("coordinator", "hr"))


def _weekly(fresh: Iterable[Notice], holding: Setup, day: date) -> list[Put]:
    """Return a job for each reader whose weekly mail leaves today, due at the reader's hour.

    A day of this week on which nothing ran is made up for, on a working day.
    """
    closed = obligations.closed_days(day)
    if not holding.hours.working(day, closed):
        return []
    ran = _days_done(day)
    chosen, found = reminders.choices(), dict[int, set[int]]()
    for each in fresh:
        choice = chosen.get(each.reader, Choice())
        leaves = weekly_day(choice, holding.hours, closed, day)
        if each.rule.urgent or choice.paused(day) or leaves is None or leaves > day or leaves in ran:
            continue
        found.setdefault(each.reader, set()).update(each.obligation.doers)
    name = week(day)
    return [
        (
            f"weekly_mail:{reader}:{name}",
            {"person_id": reader, "people": sorted(about), "week": name},
            leaves_at(day, chosen.get(reader, Choice()).hour, holding.hours, clock.AMSTERDAM),
        )
        for reader, about in found.items()
    ]


def _urgent(fresh: Iterable[Notice], holding: Setup, day: date) -> list[Put]:
    """Return a job for each reader who is told something urgent today; none on a day without mail."""
    if not holding.hours.working(day, obligations.closed_days(day)):
        return []
    found: dict[int, set[int]] = {}
    for each in fresh:
        if each.rule.urgent:
            found.setdefault(each.reader, set()).update(each.obligation.doers)
    due = leaves_at(day, holding.hours.begins, holding.hours, clock.AMSTERDAM)
    return [
        (f"urgent_mail:{reader}:{day}", {"person_id": reader, "people": sorted(about)}, due)
        for reader, about in found.items()
    ]


def _days_done(day: date) -> set[date]:
    """Return the earlier days of this week on which the readers of that day were found."""
    first = monday(day)
    earlier = [date.fromordinal(each) for each in range(first.toordinal(), day.toordinal())]
    done = job_store.done_among([f"reminders:{each}" for each in earlier])
    return {each for each in earlier if f"reminders:{each}" in done}


def _still(job: Claimed, day: date) -> list[Notice]:
    reader, people = job.payload["person_id"], job.payload["people"]
    return _fresh(_notices(reminders.setup(), day, people, [reader]))


def _send(kind: str, key: str, to: Account, found: Sequence[Notice], now: datetime) -> Effect:
    values = {**_values(to, found, clock.day_of(now)), "address": full_address("learn.home")}
    effect = mails.deliver(kind, key, to, values, now)
    rows = [
        {
            "dedup_key": each.dedup_key,
            "person_id": each.reader,
            "rule_id": each.rule.id,
            "about": each.obligation.key,
            "due": each.obligation.due,
            "mail_key": key,
            "sent_at": now,
        }
        for each in found
    ]

    def sent() -> None:
        effect()
        store.append(rows)

    return sent


def _values(to: Account, found: Sequence[Notice], day: date) -> Mapping[str, Any]:
    own, team = _of(found, "doer"), _of(found, "leader")
    names = rule_names.names([person for each in team for person in each.doers])
    with force_locale(to.language):
        return {
            "own": obligation_words.own(own, to.language, day),
            "team": obligation_words.of_team(team[:MOST_NAMED], names, to.language, day),
            "more": max(0, len(team) - MOST_NAMED),
            "numbers": [
                line for role in ("manager", "coordinator", "hr") for line in obligation_words.counted(_of(found, role))
            ],
        }


def _of(found: Sequence[Notice], to: To) -> list[Any]:
    """Return what is told to that role, earliest first, each once."""
    kept = {each.obligation.key: each.obligation for each in found if each.rule.to == to}
    return sorted(kept.values(), key=lambda each: (each.due, each.key))


def _choice(person_id: int) -> Choice:
    return reminders.choices([person_id]).get(person_id, Choice())


def _reader(job: Claimed, day: date) -> Account | None:
    to = next(iter(logins.employed_accounts([job.payload["person_id"]], day)), None)
    return to if to and to.email else None


def _nothing() -> None:
    """Write nothing: there was nobody to mail, or nothing to say any more."""
