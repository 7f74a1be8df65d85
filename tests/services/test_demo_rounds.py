"""The demonstration shows rounds as they should be: whoever drives one may do all of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.enums import TaskKind, TaskStatus
from db.keys import KdfParams
from db.queries.rounds import RoundFilter
from db.queries.tasks import TaskFilter
from desktop.runtime.gazetteer import gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.requests import Requests
from desktop.services.rounds import Rounds
from desktop.services.tasks import Tasks

NOW = datetime(2026, 11, 17, 10, tzinfo=UTC)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[OpenHub]:
    folder, size = tmp_path / "demo", DemoSize(200, 80, 400, 8)
    make_demo(folder, gazetteer(), size, now=NOW, params=KdfParams(64, 1, 1))
    hub = open_hub(folder, DEMO_PASSPHRASE, clock=lambda: NOW)
    yield hub
    hub.close()


def test_every_driver_may_do_the_whole_round(demo: OpenHub) -> None:
    rounds = Rounds(demo.tools)
    keys = rounds.ids(demo.actor, RoundFilter())
    crews = [line for key in keys for line in rounds.get(demo.actor, key).crew]
    assert crews
    assert [line.name for line in crews if line.can < line.total] == []


def test_somebody_comes_to_fetch_something(demo: OpenHub) -> None:
    tasks = Tasks(demo.tools)
    wanted = TaskFilter(first_day=NOW.date(), kinds=(TaskKind.COLLECTION,))
    coming = tasks.rows(demo.actor, tasks.ids(demo.actor, wanted))
    assert coming
    assert {row.status for row in coming} == {TaskStatus.PLANNED}
    requests = Requests(demo.tools)
    assert all(requests.get(demo.actor, row.request_id).draft.collects for row in coming)
