"""The demonstration shows what was asked by right, and how volunteers came in."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db.enums import VolunteerStatus
from db.enums_journey import StepKind
from db.enums_protection import RightKind, ShareDecision
from db.keys import KdfParams
from db.models import Volunteer
from desktop.runtime.gazetteer import gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.journey import Journey
from desktop.services.rights import Rights
from desktop.services.share_requests import ShareRequests

NOW = datetime(2026, 11, 17, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHub]:
    """A demonstration hub."""
    folder: Path = tmp_path_factory.mktemp("demo") / "hub"
    make_demo(folder, gazetteer(), DemoSize(60, 40, 30, 6), now=NOW, params=KdfParams(64, 1, 1))
    hub = open_hub(folder, DEMO_PASSPHRASE, clock=lambda: NOW)
    yield hub
    hub.close()


def test_two_rights_wait_within_their_time_and_one_asking_was_refused(demo: OpenHub) -> None:
    lines = Rights(demo.tools).all(demo.actor)
    assert {one.request.kind for one in lines} == {RightKind.ACCESS, RightKind.CORRECTION}
    for one in lines:
        assert one.due is not None
        assert one.due.day == one.request.due_on >= NOW.date()
    (asked,) = ShareRequests(demo.tools).all(demo.actor)
    assert asked.request.decision is ShareDecision.REFUSED
    assert asked.request.why


def test_whoever_is_active_was_answered_and_none_walked_before_they_signed_up(demo: OpenHub) -> None:
    with demo.store.read() as session:
        volunteers = session.execute(select(Volunteer.id, Volunteer.status, Volunteer.joined_on)).all()
    along = 0
    for key, status, joined in volunteers:
        steps = Journey(demo.tools).of(demo.actor, key).steps
        kinds = {one.kind for one in steps}
        if status is VolunteerStatus.APPLIED:
            assert steps == ()
        if status is VolunteerStatus.DORMANT:
            assert StepKind.ASKED_BACK in kinds
        along += StepKind.BUDDY_SHIFT in kinds
        assert all(
            joined <= one.on_date <= NOW.date() for one in steps if one.kind is not StepKind.ASKED_BACK
        )
    assert along > len(volunteers) // 2
