"""Whether somebody does refreshers, and how well, changes nothing on anybody else's page."""

from __future__ import annotations

from tests.laws.test_private_answers import seen_by_others
from tests.web.refreshers.conftest import DUE, Desk


def test_no_page_or_export_of_anybody_else_follows_from_a_refresher(desk: Desk) -> None:
    desk.go(DUE)
    before = seen_by_others(desk.app, desk.cast, desk.client_of)
    desk.do(desk.eva, 1, 2)
    desk.eva.post("/refreshers/pause", data={"last": str(DUE)})
    after = seen_by_others(desk.app, desk.cast, desk.client_of)
    assert before.keys() == after.keys()
    assert [where for where, text in before.items() if text != after[where]] == []
