"""Break-glass: what half an hour with a reason opens, to whom, how it ends, and what the lead is told."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from db.enums import CheckStatus, CheckType, Nation, Role
from db.enums_openings import OpeningEnd
from db.errors import DiskFull
from db.models import Change, ViewEntry
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.actions import ACTIONS
from desktop.services.audit import Audit, AuditAsked
from desktop.services.audit_words import did_words
from desktop.services.base import Actor, verbs
from desktop.services.check_register import CheckRegister
from desktop.services.checks import CheckDraft, Checks
from desktop.services.concerns import Concerns
from desktop.services.glass import Glass
from desktop.services.history import History
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.needs import PRIVATE_LABEL
from desktop.services.openings import Openings
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.today import TodayDesk
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.conftest import CHEAP, PASSPHRASE
from tests.services.test_roles import every_service

REASON = "Kofi has not come back and does not answer"
WORDS = "She left him on Sunday"


class Clock:
    """The hub's clock and the uptime, moved by the test."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
        self.up = 500.0

    def __call__(self) -> datetime:
        return self.now

    def uptime(self) -> float:
        return self.up

    def pass_by(self, span: timedelta) -> None:
        self.now += span
        self.up += span.total_seconds()


@dataclass
class Stage:
    """A hub with a volunteer whose check is on record and a private need."""

    hub: OpenHub
    clock: Clock
    kofi: str
    request: str

    def actor(self, *roles: Role) -> Actor:
        """An account of its own with these roles."""
        return replace(self.lead, roles=frozenset(roles), glass=Glass(self.clock, self.clock.uptime))

    @property
    def lead(self) -> Actor:
        return self.hub.actor

    def looks(self) -> list[tuple[str, str]]:
        """What was recorded as looked at under an opening."""
        with self.hub.store.read() as session:
            query = select(ViewEntry).where(ViewEntry.opening_id.is_not(None)).order_by(ViewEntry.at)
            return [(one.entity, one.what) for one in session.scalars(query)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    clock = Clock()
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya Nair")
    make_hub(tmp_path / "hub", wanted, PASSPHRASE, params=CHEAP)
    hub = open_hub(tmp_path / "hub", PASSPHRASE, clock=clock)
    person = PersonDraft("Kofi", last_name="Mensah", phones=(PhoneDraft("07700 900415"),))
    kofi = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made
    seen = CheckDraft(CheckType.IDENTITY, CheckStatus.VERIFIED, seen_by="Priya", seen_on=clock.now.date())
    Checks(hub.tools).save(hub.actor, kofi, seen)
    asked = RequestDraft("", "domestic_abuse", words=WORDS)
    requests = Requests(hub.tools)
    from desktop.services.people import People

    jean = People(hub.tools).save(hub.actor, PersonDraft("Jean", last_name="Mallory")).made
    request = requests.save(hub.actor, replace(asked, person_id=jean)).made
    yield Stage(hub, clock, kofi, request)
    hub.close()


def other(stage: Stage, *roles: Role) -> Actor:
    """An account that took no request itself."""
    from desktop.services.users import Users

    users = Users(stage.hub.tools)
    users.add(
        stage.lead,
        stage.hub.folder.path,
        "Yusuf Amari",
        "nine loud otters dive",
        frozenset(roles),
        params=CHEAP,
    )
    line = next(one for one in users.all(stage.lead) if one.name == "Yusuf Amari")
    return replace(stage.actor(*roles), user_id=line.id, name=line.name)


def sees(stage: Stage, actor: Actor) -> tuple[bool, bool]:
    """Whether somebody reads the volunteer's checks, and the words of the private need."""
    try:
        checks = bool(Checks(stage.hub.tools).of(actor, stage.kofi))
    except NotAllowed:
        checks = False
    try:
        found = Requests(stage.hub.tools).get(actor, stage.request)
    except NotAllowed:
        return checks, False
    assert found.is_hidden is (found.need == PRIVATE_LABEL) is (found.draft.words == "")
    return checks, found.draft.words == WORDS


def test_an_opening_that_could_not_be_recorded_opens_nothing(stage: Stage) -> None:
    handler = other(stage, Role.CALL_HANDLER)
    openings = Openings(stage.hub.tools)

    def full(_session: Session) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    event.listen(Session, "before_commit", full)
    try:
        with pytest.raises(DiskFull):
            openings.begin(handler, REASON)
    finally:
        event.remove(Session, "before_commit", full)
    assert sees(stage, handler) == (False, False)
    assert openings.ids(stage.lead) == []


def test_nobody_takes_back_the_record_of_an_opening(stage: Stage) -> None:
    handler = other(stage, Role.COORDINATOR)
    openings, history = Openings(stage.hub.tools), History(stage.hub.tools)
    begun = openings.begin(handler, REASON)
    ended = openings.end(handler, OpeningEnd.SELF)
    acknowledged = openings.acknowledge(stage.lead, begun.made)
    for actor in (handler, stage.lead):
        for done in (begun, ended, acknowledged):
            assert done.txn not in history.last(actor, 20)
            with pytest.raises(DomainError, match="record of who opened"):
                history.undo(actor, done.txn)
    assert [one.id for one in openings.rows(stage.lead, [begun.made])] == [begun.made]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CALL_HANDLER])
def test_half_an_hour_with_a_reason_opens_checks_and_private_needs(stage: Stage, role: Role) -> None:
    actor = other(stage, role)
    assert sees(stage, actor) == (False, False)
    assert stage.looks() == []
    Openings(stage.hub.tools).begin(actor, f"  {REASON} ")
    assert sees(stage, actor) == (True, True)
    stage.clock.pass_by(timedelta(minutes=29, seconds=59))
    assert sees(stage, actor) == (True, True)
    stage.clock.pass_by(timedelta(seconds=1))
    assert sees(stage, actor) == (False, False)
    assert stage.looks() == [("volunteer", "checks"), ("request", "private need")] * 2


def test_a_screen_drawn_again_is_one_look(stage: Stage) -> None:
    actor = other(stage, Role.COORDINATOR)
    Openings(stage.hub.tools).begin(actor, REASON)
    for _ in range(3):
        sees(stage, actor)
    assert len(stage.looks()) == 2
    stage.clock.pass_by(timedelta(minutes=1))
    sees(stage, actor)
    assert len(stage.looks()) == 4


def test_a_clock_set_back_ends_it_and_set_forward_again_opens_nothing(stage: Stage) -> None:
    actor = other(stage, Role.COORDINATOR)
    Openings(stage.hub.tools).begin(actor, REASON)
    assert sees(stage, actor) == (True, True)
    stage.clock.now -= timedelta(hours=2)
    assert sees(stage, actor) == (False, False)
    stage.clock.now += timedelta(hours=2, seconds=5)
    assert sees(stage, actor) == (False, False)


def test_a_clock_that_stands_still_keeps_nothing_open(stage: Stage) -> None:
    actor = other(stage, Role.COORDINATOR)
    Openings(stage.hub.tools).begin(actor, REASON)
    stage.clock.up += 30 * 60
    assert sees(stage, actor) == (False, False)


@pytest.mark.parametrize("how", list(OpeningEnd))
def test_it_ends_before_its_time_and_that_is_on_record(stage: Stage, how: OpeningEnd) -> None:
    actor, openings = other(stage, Role.COORDINATOR), Openings(stage.hub.tools)
    key = openings.begin(actor, REASON).made
    stage.clock.pass_by(timedelta(minutes=4))
    assert openings.end(actor, how).made == key
    assert openings.end(actor, how).txn == ""
    assert sees(stage, actor) == (False, False)
    (line,) = openings.rows(stage.lead, openings.ids(stage.lead))
    assert (line.ended_by, line.ended_at, line.until - line.opened_at) == (
        how,
        stage.clock.now,
        timedelta(minutes=30),
    )


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "\u200b" * 20])
def test_a_reason_that_says_nothing_opens_nothing(stage: Stage, reason: str) -> None:
    actor = other(stage, Role.COORDINATOR)
    with pytest.raises(DomainError, match="why you need them") as caught:
        Openings(stage.hub.tools).begin(actor, reason)
    assert caught.value.field == "reason"
    assert not actor.has_opened


@pytest.mark.parametrize("role", [Role.VOLUNTEER_MANAGER, Role.ADMINISTRATOR, Role.READ_ONLY, Role.LEAD])
def test_who_sees_it_anyway_or_has_no_business_there_opens_nothing(stage: Stage, role: Role) -> None:
    actor = stage.actor(role)
    with pytest.raises(NotAllowed):
        Openings(stage.hub.tools).begin(actor, REASON)
    both = stage.actor(Role.COORDINATOR, Role.LEAD)
    with pytest.raises(DomainError, match="sees these records already"):
        Openings(stage.hub.tools).begin(both, REASON)


def test_nothing_else_opens_and_never_a_concern(stage: Stage) -> None:
    """No verb that may be taken this way writes, and none belongs to concerns."""
    actor = other(stage, Role.COORDINATOR)
    Openings(stage.hub.tools).begin(actor, REASON)
    assert {name for name in ACTIONS if actor.may(name)} == {
        name for name, (_, roles) in ACTIONS.items() if Role.COORDINATOR in roles
    }
    register = CheckRegister(stage.hub.tools)
    for refused in (
        lambda: register.rows(actor, register.asked(stage.lead), [stage.kofi]),
        lambda: Checks(stage.hub.tools).offered(actor),
        lambda: Concerns(stage.hub.tools).lines(actor),
        lambda: Checks(stage.hub.tools).void(actor, stage.kofi, "none"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    (row,) = Requests(stage.hub.tools).rows(actor, [stage.request])
    assert row.need == PRIVATE_LABEL
    opened = Requests(stage.hub.tools).get(actor, stage.request).draft
    with pytest.raises(NotAllowed, match="private"):
        Requests(stage.hub.tools).save(actor, opened, stage.request)


def test_only_looking_verbs_can_be_opened() -> None:
    found = {
        f"{kind.__name__}.{name}"
        for kind in every_service()
        for name in verbs(kind)
        if getattr(getattr(kind, name), "glass", None)
    }
    assert found == {"Checks.of"}


def test_a_look_that_cannot_be_recorded_shows_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = other(stage, Role.COORDINATOR)
    Openings(stage.hub.tools).begin(actor, REASON)

    def refuse(_user: str) -> None:
        raise OSError

    monkeypatch.setattr(stage.hub.store, "write", refuse)
    with pytest.raises(OSError):
        Checks(stage.hub.tools).of(actor, stage.kofi)
    with pytest.raises(OSError):
        Checks(stage.hub.tools).of(actor, stage.kofi)
    with pytest.raises(OSError):
        Requests(stage.hub.tools).get(actor, stage.request)


def test_another_at_the_keyboard_has_nothing_open(stage: Stage) -> None:
    actor = other(stage, Role.COORDINATOR)
    Openings(stage.hub.tools).begin(actor, REASON)
    assert actor.has_opened
    assert sees(stage, replace(actor, glass=Glass(stage.clock))) == (False, False)
    assert sees(stage, replace(actor, glass=None)) == (False, False)


def test_the_lead_is_told_on_today_until_it_is_looked_into(stage: Stage) -> None:
    actor, openings, today = (
        other(stage, Role.COORDINATOR),
        Openings(stage.hub.tools),
        TodayDesk(stage.hub.tools),
    )
    key = openings.begin(actor, REASON).made
    sees(stage, actor)

    def told(who: Actor) -> list[str]:
        return [one.key for one in today.day(who).items if one.key.startswith("opened:")]

    assert (told(stage.lead), told(actor)) == ([f"opened:{key}"], [])
    (line,) = openings.rows(stage.lead, [key])
    assert (line.who, line.reason, line.looks, line.seen_by) == ("Yusuf Amari", REASON, 2, "")
    looks = openings.looks(stage.lead, key)
    assert [(one.entity, one.what) for one in looks] == [("volunteer", "checks"), ("request", "private need")]
    assert "Kofi Mensah" in looks[0].about
    openings.acknowledge(stage.lead, key, " Spoke with Yusuf. ")
    assert told(stage.lead) == []
    (line,) = openings.rows(stage.lead, openings.ids(stage.lead))
    assert (line.seen_by, line.seen_note) == ("Priya Nair", "Spoke with Yusuf.")
    with pytest.raises(DomainError, match="already"):
        openings.acknowledge(stage.lead, key)


def test_nobody_looks_into_their_own(stage: Stage) -> None:
    actor, openings = other(stage, Role.COORDINATOR), Openings(stage.hub.tools)
    key = openings.begin(actor, REASON).made
    promoted = replace(actor, roles=frozenset({Role.LEAD}))
    with pytest.raises(DomainError, match="another lead"):
        openings.acknowledge(promoted, key)


def test_the_audit_tells_of_the_opening_and_of_every_look(stage: Stage) -> None:
    actor, audit = other(stage, Role.COORDINATOR), Audit(stage.hub.tools)
    Openings(stage.hub.tools).begin(actor, REASON)
    sees(stage, actor)
    rows = audit.rows(stage.lead, audit.ids(stage.lead, AuditAsked(user_id=actor.user_id)))
    said = [(did_words(one), one.why) for one in reversed(rows)]
    assert said == [
        ("Opened restricted records with a reason", REASON),
        ("Looked at a volunteer: checks", REASON),
        ("Looked at a request: private need", REASON),
    ]
    with stage.hub.store.read() as session:
        words = session.scalar(select(func.count()).where(Change.value.contains(WORDS)))
    assert words == 1
