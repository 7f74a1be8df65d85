"""What neighbours offer: found nearby, asked through the gate alone, printed as agreed, ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.enums import Answer, OfferAnswer, Role, TaskStatus
from db.enums_neighbours import NeighbourKind
from db.models import SharingRecord, Volunteer
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.neighbours import Near
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.neighbours import NOT_CLEARED, NeighbourDraft, Neighbours
from desktop.services.volunteers import Volunteers
from tests.services.test_offers import add, ask

MEALS = NeighbourDraft(
    NeighbourKind.MEAL, "A hot meal on Sundays", street="Ferrygate Close", postcode="qx42lb"
)
READER = Actor("d" * 32, "Ola", frozenset({Role.READ_ONLY}))


def offer(hub: OpenHub, draft: NeighbourDraft = MEALS) -> str:
    """Record an offer; its key."""
    return Neighbours(hub.tools).save(hub.actor, draft).made


def person_of(hub: OpenHub, volunteer: str) -> str:
    """Whose profile it is."""
    with hub.store.read() as session:
        return session.get_one(Volunteer, volunteer).person_id


def theirs(hub: OpenHub, name: str = "Sian", **checks: object) -> tuple[str, str]:
    """An offer of a volunteer, and the volunteer."""
    volunteer = add(hub, name, **checks)  # type: ignore[arg-type]
    return offer(hub, replace(MEALS, person_id=person_of(hub, volunteer))), volunteer


def test_a_door_alone_can_offer_but_is_not_asked(hub: OpenHub) -> None:
    parcel, neighbours = ask(hub), Neighbours(hub.tools)
    key = offer(hub)
    (near,) = neighbours.nearby(hub.actor, key)
    assert (near.row.id, near.near, near.refused) == (parcel.request, Near.POSTCODE, NOT_CLEARED)
    with pytest.raises(DomainError, match="only volunteers who are cleared"):
        neighbours.ask(hub.actor, key, parcel.request, OfferAnswer.YES)
    assert parcel.held().volunteer_id is None


def test_a_cleared_neighbour_is_asked_says_yes_and_does_it(hub: OpenHub) -> None:
    parcel, neighbours = ask(hub), Neighbours(hub.tools)
    key, volunteer = theirs(hub)
    assert [one.refused for one in neighbours.nearby(hub.actor, key)] == [""]
    neighbours.ask(hub.actor, key, parcel.request, OfferAnswer.ASKED)
    assert parcel.held().volunteer_id is None
    neighbours.ask(hub.actor, key, parcel.request, OfferAnswer.YES)
    assert parcel.held().volunteer_id == volunteer
    assert neighbours.nearby(hub.actor, key) == []
    (asked,) = neighbours.asked(hub.actor, key)
    assert (asked.answer, asked.status) == (OfferAnswer.YES, TaskStatus.PLANNED)
    neighbours.done(hub.actor, asked.task_id)
    assert parcel.held().status is TaskStatus.DONE


def test_whoever_lacks_a_check_is_never_asked(hub: OpenHub) -> None:
    parcel, neighbours = ask(hub), Neighbours(hub.tools)
    key, _volunteer = theirs(hub, checks=())
    (near,) = neighbours.nearby(hub.actor, key)
    assert near.refused.startswith("Sian Probert can’t be given this task yet.")
    for answer in (OfferAnswer.ASKED, OfferAnswer.YES):
        with pytest.raises(DomainError, match="can’t be given"):
            neighbours.ask(hub.actor, key, parcel.request, answer)
    assert neighbours.asked(hub.actor, key) == []


def test_whoever_is_kept_apart_is_never_asked(hub: OpenHub) -> None:
    parcel, neighbours = ask(hub), Neighbours(hub.tools)
    key, volunteer = theirs(hub)
    Volunteers(hub.tools).keep_apart(hub.actor, volunteer, parcel.person, "Fell out")
    (near,) = neighbours.nearby(hub.actor, key)
    assert near.refused == "Sian Probert is not sent to this household."


def test_another_street_another_need_and_another_day_are_not_nearby(hub: OpenHub) -> None:
    ask(hub)
    neighbours = Neighbours(hub.tools)
    for other in (
        replace(MEALS, street="Hill Road", postcode="QX4 2LD"),
        replace(MEALS, kind=NeighbourKind.DOG),
        replace(MEALS, kind=NeighbourKind.SPARE_KEY),
        replace(MEALS, postcode="QX9 2LB"),
    ):
        assert neighbours.nearby(hub.actor, offer(hub, other)) == []
    (near,) = neighbours.nearby(hub.actor, offer(hub, replace(MEALS, postcode="")))
    assert near.near is Near.STREET


def test_an_offer_that_is_over_asks_nobody(hub: OpenHub) -> None:
    parcel, neighbours = ask(hub), Neighbours(hub.tools)
    key, _volunteer = theirs(hub)
    neighbours.end(hub.actor, key, neighbours.today(), "Moving away")
    assert (neighbours.ids(hub.actor), neighbours.ids(hub.actor, running=False)) == ([], [key])
    with pytest.raises(DomainError, match="does not stand today"):
        neighbours.ask(hub.actor, key, parcel.request, OfferAnswer.YES)
    with pytest.raises(DomainError, match="ended already"):
        neighbours.end(hub.actor, key, neighbours.today())
    neighbours.go_on(hub.actor, key, neighbours.today() + timedelta(days=60))
    assert neighbours.ids(hub.actor) == [key]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"street": "", "postcode": ""}, "in which street"),
        ({"kind": NeighbourKind.OTHER, "words": " "}, "what is offered"),
        ({"on_paper": Answer.YES}, "what is printed"),
        ({"on_paper": Answer.YES, "paper_contact": "Flat 3"}, "which day"),
        ({"on_paper": Answer.YES, "paper_contact": "x" * 61}, "60 characters"),
        (
            {"on_paper": Answer.YES, "paper_contact": "Flat 3", "agreed_on": date(2099, 1, 1)},
            "lies ahead",
        ),
        ({"first_day": date(2026, 11, 20), "last_day": date(2026, 11, 19)}, "before the first"),
    ],
)
def test_what_cannot_be_is_refused(hub: OpenHub, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        offer(hub, replace(MEALS, **wrong))  # type: ignore[arg-type]
    assert Neighbours(hub.tools).ids(hub.actor, running=None) == []


def test_days_that_cannot_be_are_refused(hub: OpenHub) -> None:
    neighbours, key = Neighbours(hub.tools), offer(hub)
    with pytest.raises(DomainError, match="lies ahead"):
        neighbours.end(hub.actor, key, neighbours.today() + timedelta(days=1))
    with pytest.raises(DomainError, match="is past"):
        neighbours.go_on(hub.actor, key, neighbours.today() - timedelta(days=1))


def test_a_sticker_carries_a_contact_only_where_they_agreed(hub: OpenHub) -> None:
    neighbours = Neighbours(hub.tools)
    said = {"paper_contact": "Ring at flat 3", "agreed_on": neighbours.today()}
    keys = [
        offer(hub, replace(MEALS, **said, on_paper=answer))  # type: ignore[arg-type]
        for answer in (Answer.YES, Answer.NO, Answer.NOT_ASKED)
    ]
    sheet = neighbours.stickers(hub.actor, keys)
    assert [one.contact for one in sheet.stickers] == ["Ring at flat 3", "", ""]
    assert sheet.named == 1


def shares(hub: OpenHub) -> list[SharingRecord]:
    """The sharing log."""
    with hub.store.read() as session:
        return list(session.query(SharingRecord))


def test_stickers_that_name_somebody_leave_a_record(hub: OpenHub) -> None:
    neighbours = Neighbours(hub.tools)
    plain = offer(hub)
    agreed = offer(
        hub,
        replace(MEALS, paper_contact="Flat 3", on_paper=Answer.YES, agreed_on=neighbours.today()),
    )
    done: list[str] = []
    for keys in ([plain], [agreed]):
        sheet = neighbours.stickers(hub.actor, keys)
        neighbours.leave(hub.actor, keys, sheet, b"pdf", "printer", lambda: done.append("put"))
    (record,) = shares(hub)
    assert (len(done), record.people_count) == (2, 1)
    neighbours.save(hub.actor, MEALS, agreed)
    with pytest.raises(DomainError, match="changed meanwhile"):
        neighbours.leave(hub.actor, [agreed], sheet, b"pdf", "printer", lambda: done.append("put"))
    assert len(done) == 2


def test_what_was_written_by_mistake_is_taken_out(hub: OpenHub) -> None:
    neighbours, key = Neighbours(hub.tools), offer(hub)
    assert neighbours.rows(hub.actor, [key])[0].postcode == "QX4 2LB"
    neighbours.void(hub.actor, key, "Twice")
    assert neighbours.ids(hub.actor, running=None) == []


def test_offers_are_found_by_street_name_and_door(hub: OpenHub) -> None:
    key, _volunteer = theirs(hub)
    other = offer(hub, replace(MEALS, street="Hill Road", postcode="", door="Blue door"))
    neighbours = Neighbours(hub.tools)
    assert neighbours.ids(hub.actor, text="probert") == [key]
    assert neighbours.ids(hub.actor, text="blue hill") == [other]
    assert neighbours.ids(hub.actor, text="100%") == []


def test_who_only_reads_records_and_prints_nothing(hub: OpenHub) -> None:
    key = offer(hub)
    for call in (
        lambda: Neighbours(hub.tools).save(READER, MEALS),
        lambda: Neighbours(hub.tools).stickers(READER, [key]),
    ):
        with pytest.raises(NotAllowed):
            call()
