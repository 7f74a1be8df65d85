"""The demonstration has referrals that came in, at every stage, and a list to give back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.keys import KdfParams
from desktop.runtime.gazetteer import gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.demo_referrals_in import FILE
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.referral_returns import ReferralReturns
from desktop.services.referrals_in import ReferralsIn

NOW = datetime(2026, 11, 17, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHub]:
    """A demonstration hub."""
    folder: Path = tmp_path_factory.mktemp("demo") / "hub"
    make_demo(folder, gazetteer(), DemoSize(60, 40, 120, 6), now=NOW, params=KdfParams(64, 1, 1))
    opened = open_hub(folder, DEMO_PASSPHRASE, clock=lambda: NOW)
    yield opened
    opened.close()


def test_some_wait_for_a_word_and_some_know_how_it_stands(demo: OpenHub) -> None:
    service = ReferralsIn(demo.tools)
    whole = service.ids(demo.actor)
    owed = service.ids(demo.actor, owing=True)
    assert 0 < len(owed) < len(whole)
    rows = service.rows(demo.actor, whole)
    assert len({row.status for row in rows}) >= 3
    assert all(row.person and row.sender for row in rows)


def test_a_list_can_be_given_back_with_something_to_say(demo: OpenHub) -> None:
    service = ReferralReturns(demo.tools)
    ((batch, words, count, ended),) = service.lists(demo.actor)
    assert words.endswith(FILE)
    assert (count, ended) == (3, 1)
    whole = service.gather(demo.actor, batch)
    assert len(whole.headers) == len(whole.rows[0].cells)
