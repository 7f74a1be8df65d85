"""The demonstration shows rounds as they should be: whoever drives one may do all of it."""

from datetime import UTC, datetime
from pathlib import Path

from db.keys import KdfParams
from db.queries.rounds import RoundFilter
from desktop.runtime.gazetteer import gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.hubs import open_hub
from desktop.services.rounds import Rounds


def test_every_driver_may_do_the_whole_round(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    size = DemoSize(200, 80, 400, 8)
    make_demo(
        folder, gazetteer(), size, now=datetime(2026, 11, 17, 10, tzinfo=UTC), params=KdfParams(64, 1, 1)
    )
    hub = open_hub(folder, DEMO_PASSPHRASE)
    try:
        rounds = Rounds(hub.tools)
        keys = rounds.ids(hub.actor, RoundFilter())
        crews = [line for key in keys for line in rounds.get(hub.actor, key).crew]
        assert crews
        assert [line.name for line in crews if line.can < line.total] == []
    finally:
        hub.close()
