"""Which group figures may be shown, so that nobody learns what one person answered.

Held against a reader who knows every membership at every date and every table ever published, but no answers:

- a table counts at least `minimum` people (five; more if the organisation says so) and half of those asked;
- the tables of one round split its people into blocks of at least `minimum`, so that no sum or difference of tables
  is about fewer;
- no two tables of the same measure, of any rounds, differ by one to `minimum` - 1 people. Where they would, some people
  drawn by chance are left out of all tables of that measure in that round;
- small groups read in words (below 10) or tens (below 20), and nobody and everybody are never told apart from almost.

Source: facts B.5; the blocks and the drawing by chance are our own, because teams, function groups and rounds overlap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Hidden = Literal["too_few", "low_response", "would_single_out", "too_like_earlier"]
Style = Literal["words", "tens", "percent"]
Amount = Literal["few", "half", "most"]

FLOOR = 5
"""People that a group figure counts at least; an organisation may raise it, never lower it."""
MINIMA = (FLOOR, 7, 10)
WORDS_BELOW = 10
TENS_BELOW = 20
RESPONSE_PERCENT = 50
_ATTEMPTS = 4
_OUTSIDE = -1


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that could be published: whose answers it counts, of how many who were asked (0: not looked at)."""

    key: str
    people: frozenset[int]
    asked: int


@dataclass(frozen=True, kw_only=True)
class Release:
    """What is published: per table the people counted, or why it is hidden."""

    shown: Mapping[str, frozenset[int]]
    hidden: Mapping[str, Hidden]


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share as a reader sees it: a word below 10 people, tens of percents below 20, else percents.

    `almost`: nobody or one reads "almost nobody", everybody or all but one "almost everybody".
    """

    style: Style
    amount: Amount
    percent: int
    almost: bool


def release(
    tables: Sequence[Table], earlier: Iterable[frozenset[int]], minimum: int = FLOOR, seed: str = ""
) -> Release:
    """Return which of these tables of one measure in one round are published, given all published before.

    The largest goes first, so that a whole is rather shown than its parts. `seed` must be a secret of the
    installation: it decides whom chance leaves out.
    """
    minimum = max(minimum, FLOOR)
    past = _Past(earlier, minimum)
    hidden: dict[str, Hidden] = {}
    kept: list[Table] = []
    for table in tables:
        if len(table.people) < minimum:
            hidden[table.key] = "too_few"
        elif not answered_enough(len(table.people), table.asked):
            hidden[table.key] = "low_response"
        else:
            kept.append(table)

    left_out = _left_out(kept, past, minimum, seed)
    blocks = _Blocks(minimum)
    shown: dict[str, frozenset[int]] = {}
    for table in sorted(kept, key=lambda each: (-len(each.people), each.key)):
        people = table.people - left_out
        if len(people) < minimum or not answered_enough(len(people), table.asked) or past.too_like(people):
            hidden[table.key] = "too_like_earlier"
        elif not blocks.split(people):
            hidden[table.key] = "would_single_out"
        else:
            shown[table.key] = people
    return Release(shown=shown, hidden=hidden)


def answered_enough(answered: int, asked: int) -> bool:
    """Return whether half of those asked answered."""
    return answered * 100 >= asked * RESPONSE_PERCENT


def share(count: int, of: int) -> Share:
    """Return how `count` out of `of` people reads; ValueError below five."""
    if of < FLOOR:
        raise ValueError("no figure is about fewer than five people")
    amount: Amount = "few" if count * 3 <= of else "most" if count * 3 > of * 2 else "half"
    if of < WORDS_BELOW:
        return Share(style="words", amount=amount, percent={"few": 20, "half": 50, "most": 80}[amount], almost=False)
    style: Style = "tens" if of < TENS_BELOW else "percent"
    step = 10 if style == "tens" else 1
    rounded = int(count * 100 / of / step + 0.5) * step
    if count <= 1 or rounded == 0:
        return Share(style=style, amount=amount, percent=step, almost=True)
    if count >= of - 1 or rounded == 100:
        return Share(style=style, amount=amount, percent=100 - step, almost=True)
    return Share(style=style, amount=amount, percent=rounded, almost=False)


class _Past:
    """All tables that were published before; finds those that differ too little from a new one."""

    def __init__(self, tables: Iterable[frozenset[int]], minimum: int) -> None:
        self.minimum = minimum
        self.tables = sorted(set(tables), key=lambda each: (len(each), sorted(each)[:1]))
        self.holding: dict[int, list[int]] = defaultdict(list)
        for number, table in enumerate(self.tables):
            for person in table:
                self.holding[person].append(number)

    def too_like(self, people: frozenset[int]) -> list[frozenset[int]]:
        """Return the tables that differ from this one by one to `minimum` - 1 people.

        Such a table holds all but fewer than `minimum` of these people, so at least one of any `minimum` of them.
        """
        return [table for table in self._near(people, self.minimum) if 0 < len(table ^ people) < self.minimum]

    def within(self, people: frozenset[int]) -> frozenset[int]:
        """Return the largest table that counts only these people and nearly all of them; empty when there is none."""
        near = self._near(people, 2 * self.minimum)
        return max((table for table in near if table <= people), key=len, default=frozenset[int]())

    def _near(self, people: frozenset[int], within: int) -> list[frozenset[int]]:
        some = [person for person, _ in zip(people, range(within), strict=False)]
        numbers = {number for person in some for number in self.holding.get(person, ())}
        near = (self.tables[number] for number in sorted(numbers))
        return [table for table in near if abs(len(table) - len(people)) < within]


class _Blocks:
    """People in the same published tables form a block; a new table may not split one below the minimum."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum
        self.block_of: dict[int, int] = {}
        self.sizes: Counter[int] = Counter()
        self.next = 0

    def split(self, people: frozenset[int]) -> bool:
        """Publish a table of these people, unless a block would fall below the minimum; returns whether it is."""
        taken = Counter(self.block_of.get(person, _OUTSIDE) for person in people)
        for block, count in taken.items():
            rest = 0 if block == _OUTSIDE else self.sizes[block] - count
            if count < self.minimum or 0 < rest < self.minimum:
                return False
        new: dict[int, int] = {}
        for person in people:
            old = self.block_of.get(person, _OUTSIDE)
            if old not in new:
                new[old] = self.next
                self.next += 1
            self.sizes[old] -= 1
            self.sizes[new[old]] += 1
            self.block_of[person] = new[old]
        return True


def _left_out(tables: Sequence[Table], past: _Past, minimum: int, seed: str) -> frozenset[int]:
    """Return whom the tables leave out so that they are the same as in an earlier round, or differ enough from it."""
    left: set[int] = set()
    for _attempt in range(_ATTEMPTS):
        before = len(left)
        for table in sorted(tables, key=lambda each: (len(each.people), each.key)):
            people = table.people - left
            if past.too_like(people) and (same := past.within(people)):
                left.update(people - same)
                continue
            for like in past.too_like(people):
                lacking = minimum - len(like ^ people)
                both = sorted(people & like, key=lambda person: _chance(seed, person))
                left.update(both[: max(0, lacking)])
                people = table.people - left
        if len(left) == before:
            break
    return frozenset(left)


def _chance(seed: str, person: int) -> str:
    return sha256(f"{seed}:{person}".encode()).hexdigest()
