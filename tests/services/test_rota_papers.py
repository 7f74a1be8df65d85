"""What the papers of a rota carry: who is cleared now, by first name and initial, and nothing else."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from db.enums import CheckStatus, CheckType, Role
from db.enums_rota import SeatRole
from db.models import Check, SharingRecord
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.exports.rota_print import calendar_of, own_of, render_own, render_wall, wall_of
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.rota_jobs import SeatDraft
from desktop.services.rota_papers import RotaPapers
from tests.services.rota_hands import MONDAY, RotaHands


@pytest.fixture
def hands(hub: OpenHub) -> RotaHands:
    """Hands on the rota of a new hub, on Tuesday 17 November 2026."""
    return RotaHands(hub)


@pytest.fixture
def papers(hub: OpenHub) -> RotaPapers:
    """The verbs under test."""
    return RotaPapers(hub.tools)


def test_the_week_for_the_wall(hands: RotaHands, papers: RotaPapers) -> None:
    job, kofi = hands.job(place="Wharf Hall"), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    wall = wall_of(papers.week(hands.who, MONDAY + timedelta(days=4)))
    (row,) = wall.jobs
    assert (wall.first, row.name, row.place, row.start, row.end) == (
        MONDAY,
        "Northfold round",
        "Wharf Hall",
        660,
        780,
    )
    wednesday = row.cells[2]
    assert wednesday is not None
    assert [(each.name, each.drives) for each in wednesday.people] == [("Kofi M.", True)]
    assert [each.words for each in wednesday.needed] == ["1 helper"]
    assert row.cells[5:] == (None, None)


def test_whoever_is_not_cleared_any_more_stays_off_and_is_needed(
    hands: RotaHands, papers: RotaPapers
) -> None:
    job, kofi = hands.job(seats=(SeatDraft(SeatRole.DRIVER),)), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    with hands.hub.store.write(hands.who.user_id) as work:
        held = work.session.get_one(Check, _papers_of(hands, kofi))
        held.status = CheckStatus.EXPIRED
    data = papers.week(hands.who, MONDAY)
    cell = wall_of(data).jobs[0].cells[2]
    assert cell is not None
    assert (cell.people, [each.words for each in cell.needed]) == ((), ["1 driver"])
    assert data.people() == []
    assert own_of(data, kofi).shifts == ()


def _papers_of(hands: RotaHands, volunteer_id: str) -> str:
    """The key of somebody's driving papers."""
    with hands.hub.store.read() as session:
        wanted = Check.volunteer_id == volunteer_id, Check.type == CheckType.DRIVING_PAPERS
        return session.scalars(select(Check.id).where(*wanted)).one()


def test_a_shift_that_is_not_on_says_only_that(hands: RotaHands, papers: RotaPapers) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.jobs.cancel(hands.who, job, MONDAY + timedelta(days=2), "Kofi has a bad back")
    data = papers.week(hands.who, MONDAY)
    content, pages = render_wall(data)
    said = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert pages == 1
    assert "Not on" in said
    assert "back" not in said
    assert data.people() == []


def test_own_shifts_in_order_with_whom(hands: RotaHands, papers: RotaPapers) -> None:
    job, late = hands.job(note="Park behind."), hands.job("Late round", hours=(17, 18))
    kofi, beth = hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    for spot in (hands.spot(late, 2, kofi), hands.spot(job, 2, kofi), hands.spot(job, 2, beth, at=1)):
        hands.rota.put_on(hands.who, spot)
    data = papers.days(hands.who, MONDAY, MONDAY + timedelta(days=27))
    own = own_of(data, kofi)
    assert (own.name, [each.job for each in own.shifts]) == ("Kofi M.", ["Northfold round", "Late round"])
    assert (own.shifts[0].beside, own.shifts[0].role, own.shifts[0].note) == (
        ("Beth R.",),
        "driver",
        "Park behind.",
    )
    assert data.people() == [beth, kofi]
    assert render_own(data, data.people())[1] == 2
    written = calendar_of(data, kofi, datetime(2026, 11, 17, 9, tzinfo=UTC)).decode()
    assert written.count("BEGIN:VEVENT") == 2
    assert not any(name in written for name in ("Kofi", "Mensah", "Beth", kofi))


def test_a_record_is_left_of_every_print(hands: RotaHands, papers: RotaPapers) -> None:
    data = papers.week(hands.who, MONDAY)
    done = papers.leave(hands.who, data, ["a", "b", "a"], b"the paper", "wall.pdf", lambda: None)
    with hands.hub.store.read() as session:
        record = session.get_one(SharingRecord, done.made)
    assert (record.purpose, record.people_count, record.file_name) == (
        "Rota from 16 November 2026 to 22 November 2026",
        2,
        "wall.pdf",
    )
    with pytest.raises(OSError, match="full"):
        papers.leave(hands.who, data, [], b"", "wall.pdf", _full)
    with hands.hub.store.read() as session:
        assert session.scalars(select(func.count()).select_from(SharingRecord)).one() == 1


def _full() -> None:
    """A disk with no room left."""
    raise OSError("full")


def test_what_is_not_there_is_said(hands: RotaHands, papers: RotaPapers) -> None:
    with pytest.raises(DomainError, match="before the first"):
        papers.days(hands.who, MONDAY, MONDAY - timedelta(days=1))
    with pytest.raises(NotFound):
        papers.volunteer_named(hands.who, "V-77")


def test_only_whoever_may_print(hands: RotaHands, papers: RotaPapers) -> None:
    reader = Actor(hands.who.user_id, "Reader", frozenset({Role.READ_ONLY}))
    with pytest.raises(NotAllowed):
        papers.week(reader, MONDAY)
