"""Referrals and answers between two laptops by file: each to its own, in any order, lost or spoiled."""

import errno
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.enums import Answer, RequestStatus, ShareKind
from db.enums_referrals import DeclineReason, ReferralDirection, ReferralOutcome, ReferralStatus
from db.errors import DiskFull
from db.models import Person, Referral, ReferralStep, Request, SharingRecord
from desktop.domain.errors import DomainError
from desktop.domain.referral_parcels import ReplyParcel, Strange
from desktop.exports.passwords import WrongPassword
from desktop.exports.referral_files import open_file
from desktop.services.history import History
from desktop.services.people import People
from desktop.services.referral_answers import End
from desktop.services.referral_reply_files import ReferralReplyFiles, Taken
from desktop.services.referrals_in import ReferralsIn
from tests.two_hubs import PASSWORD, Laptop, laptops

HELPED = End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED, "Shopping every Tuesday.")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    """A sending hub and an answering one."""
    with laptops(tmp_path, "Saltmarsh Hub", "Kelp Street Kitchen") as (one, other):
        yield one, other


def only(laptop: Laptop, key: str = "") -> Referral:
    with laptop.hub.store.read() as session:
        wanted = session.query(Referral)
        found = wanted.filter_by(id=key).one() if key else wanted.one()
        session.expunge(found)
    return found


def passed(pair: tuple[Laptop, Laptop]) -> tuple[str, str, str]:
    """One referral sent by file and taken in: keys of it there, here, and of the recipient there."""
    one, other = pair
    to = one.body("Kelp Street Kitchen")
    key = one.pass_on(one.person(), to)
    other.take_referrals(one.file_of([key]), other.body("Saltmarsh Hub"))
    return key, only(other).id, to


def test_what_goes_arrives_and_nothing_else(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    key, there, to = passed(pair)
    held = only(other)
    assert (held.direction, held.status) == (ReferralDirection.IN, ReferralStatus.SENT)
    assert held.their_reference == "F-0001"
    assert held.their_row["key"] == key
    assert held.their_row["to"] == to
    with other.hub.store.read() as session:
        person, request = session.query(Person).one(), session.query(Request).one()
        assert (person.first_name, person.last_name, person.date_of_birth) == ("Jean", "Mallory", None)
        assert (request.words, request.status) == ("Milk and bread.", RequestStatus.NEW)
        assert held.request_id == request.id
    with one.hub.store.read() as session:
        record = session.query(SharingRecord).order_by(SharingRecord.number.desc()).first()
        assert record is not None
        assert (record.kind, record.people_count, record.is_locked) == (ShareKind.HANDOVER, 1, True)
        assert record.recipient_name == "Kelp Street Kitchen"
        assert "Jean" not in record.file_name + record.purpose
    assert there


def test_the_same_file_twice_makes_nothing_twice(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    to, sender = one.body("Kelp Street Kitchen"), other.body("Saltmarsh Hub")
    path = one.file_of([one.pass_on(one.person(), to)])
    other.take_referrals(path, sender)
    other.take_referrals(path, sender)
    with other.hub.store.read() as session:
        assert session.query(Referral).count() == 1
        assert session.query(Request).count() == 1


def test_taking_a_file_in_can_be_undone_and_done_again(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    to, sender = one.body("Kelp Street Kitchen"), other.body("Saltmarsh Hub")
    path = one.file_of([one.pass_on(one.person(), to)])
    done = other.take_referrals(path, sender)
    assert done is not None
    History(other.hub.tools).undo(other.hub.actor, done.txn)
    assert ReferralsIn(other.hub.tools).ids(other.hub.actor) == []
    other.take_referrals(path, sender)
    assert len(ReferralsIn(other.hub.tools).ids(other.hub.actor)) == 1


def test_the_sender_hears_every_step(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    key, there, _ = passed(pair)
    answers = ReferralsIn(other.hub.tools)
    other.clock.on(hours=1)
    one.clock.on(hours=2)
    answers.acknowledge(other.hub.actor, [there])
    taken = one.take_answers(other.answer([there]))
    assert [line.taken for line in taken.lines] == [Taken.APPLIED]
    assert only(one, key).status is ReferralStatus.ACKNOWLEDGED
    answers.end(other.hub.actor, there, HELPED)
    one.take_answers(other.answer([there]))
    held = only(one, key)
    assert (held.status, held.outcome) == (ReferralStatus.COMPLETED, ReferralOutcome.HELPED)
    assert held.outcome_note == "Shopping every Tuesday."
    assert held.acknowledged_at == other.clock.now


def test_a_no_comes_back_with_its_reason_and_whom_to_ask(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    key, there, _ = passed(pair)
    onward = End(ReferralStatus.DECLINED, None, "", DeclineReason.NO_CAPACITY, "", "Castle Lane Neighbours")
    ReferralsIn(other.hub.tools).end(other.hub.actor, there, onward)
    one.take_answers(other.answer([there]))
    held = only(one, key)
    assert (held.status, held.decline_reason) == (ReferralStatus.DECLINED, DeclineReason.NO_CAPACITY)
    assert held.onward_name == "Castle Lane Neighbours"


def test_what_was_done_with_the_request_is_the_answer(pair: tuple[Laptop, Laptop]) -> None:
    from db.enums import CloseReason
    from desktop.services.requests import Requests

    one, other = pair
    key, there, _ = passed(pair)
    request = str(only(other).request_id)
    Requests(other.hub.tools).close(other.hub.actor, request, CloseReason.PARTLY_MET, "One week only.")
    one.take_answers(other.answer([there]))
    held = only(one, key)
    assert (held.status, held.outcome) == (ReferralStatus.COMPLETED, ReferralOutcome.PARTLY_HELPED)
    assert held.outcome_note == "One week only."


def _state(laptop: Laptop, key: str) -> tuple[object, ...]:
    held = only(laptop, key)
    with laptop.hub.store.read() as session:
        kinds = sorted(step.kind for step in session.query(ReferralStep).filter_by(referral_id=key))
    return (
        *(held.status, held.outcome, held.outcome_note, held.decline_reason, held.acknowledged_at),
        *(held.accepted_at, held.closed_at, held.acknowledged_by),
        tuple(kinds),
    )


def _parts(whole: ReplyParcel) -> list[ReplyParcel]:
    """The files that were made on the way: after the first thing said, the second, and so on."""
    from dataclasses import replace

    (reply,) = whole.replies
    return [
        replace(whole, replies=(replace(reply, said=reply.said[:count]),))
        for count in range(1, len(reply.said) + 1)
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_files_in_any_order_come_to_the_same(pair: tuple[Laptop, Laptop], order: tuple[int, ...]) -> None:
    one, other = pair
    key, there, _ = passed(pair)
    answers, actor = ReferralsIn(other.hub.tools), other.hub.actor
    for act in (answers.acknowledge, answers.accept):
        other.clock.on(hours=1)
        act(actor, [there])
    other.clock.on(hours=1)
    answers.end(actor, there, HELPED)
    one.clock.on(days=2)
    whole = open_file(other.answer([there]), PASSWORD)
    assert isinstance(whole, ReplyParcel)
    files = _parts(whole)
    assert [one.kind.value for one in whole.replies[0].said] == ["acknowledged", "accepted", "completed"]
    taking = ReferralReplyFiles(one.hub.tools)
    for index in (*order, *order):
        taking.take_in(one.hub.actor, files[index])
    held = only(one, key)
    start = other.clock.now
    assert held.status is ReferralStatus.COMPLETED
    assert held.closed_at == start
    assert held.acknowledged_at is not None
    assert held.accepted_at is not None
    assert (start - held.acknowledged_at).total_seconds() == 2 * 3600
    assert (start - held.accepted_at).total_seconds() == 3600
    kinds = _state(one, key)[-1]
    assert kinds == ("accepted", "acknowledged", "agreed", "completed", "sent")


def test_a_reply_to_nothing_is_told_and_changes_nothing(pair: tuple[Laptop, Laptop]) -> None:
    from dataclasses import replace

    one, other = pair
    key, there, _ = passed(pair)
    whole = open_file(other.answer([there]), PASSWORD)
    assert isinstance(whole, ReplyParcel)
    before = _state(one, key)
    taking = ReferralReplyFiles(one.hub.tools)
    nothing = replace(whole, replies=(replace(whole.replies[0], key="0" * 32),))
    assert [line.taken for line in taking.take_in(one.hub.actor, nothing).lines] == [Taken.UNKNOWN]
    stranger = replace(whole, replies=(replace(whole.replies[0], to_key="1" * 32),))
    assert [line.taken for line in taking.take_in(one.hub.actor, stranger).lines] == [Taken.NOT_THEIRS]
    assert _state(one, key) == before
    with pytest.raises(DomainError, match="another hub"):
        ReferralReplyFiles(other.hub.tools).take_in(other.hub.actor, whole)


def test_a_reply_is_never_applied_to_anothers_referral(pair: tuple[Laptop, Laptop]) -> None:
    """A recipient who learns the key of a referral to somebody else cannot answer it."""
    from dataclasses import replace

    one, other = pair
    key, there, _ = passed(pair)
    elsewhere = one.pass_on(one.person("Harold", "Pell", "020 7946 0148"), one.body("District Council"))
    whole = open_file(other.answer([there]), PASSWORD)
    assert isinstance(whole, ReplyParcel)
    forged = replace(whole, replies=(replace(whole.replies[0], key=elsewhere),))
    taken = ReferralReplyFiles(one.hub.tools).take_in(one.hub.actor, forged)
    assert [line.taken for line in taken.lines] == [Taken.NOT_THEIRS]
    assert only(one, elsewhere).status is ReferralStatus.SENT
    assert only(one, key).status is ReferralStatus.SENT


def test_two_ends_that_differ_are_told(pair: tuple[Laptop, Laptop]) -> None:
    from dataclasses import replace

    one, other = pair
    key, there, _ = passed(pair)
    ReferralsIn(other.hub.tools).end(other.hub.actor, there, HELPED)
    whole = open_file(other.answer([there]), PASSWORD)
    assert isinstance(whole, ReplyParcel)
    taking = ReferralReplyFiles(one.hub.tools)
    taking.take_in(one.hub.actor, whole)
    changed = replace(whole.replies[0], outcome=ReferralOutcome.NOT_HELPED)
    lines = taking.take_in(one.hub.actor, replace(whole, replies=(changed,))).lines
    assert [line.taken for line in lines] == [Taken.DIFFERS]
    assert only(one, key).outcome is ReferralOutcome.HELPED


def test_a_spoiled_or_cut_file_is_told_and_changes_nothing(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    key, there, _ = passed(pair)
    path = other.answer([there])
    content = path.read_bytes()
    before = _state(one, key)
    for cut in range(0, len(content), 41):
        path.write_bytes(content[:cut])
        with pytest.raises(DomainError):
            one.take_answers(path)
    at = content.index(b'"locked": "') + 20
    for place in range(at, at + 400, 13):
        spoiled = bytearray(content)
        spoiled[place] ^= 1
        path.write_bytes(bytes(spoiled))
        with pytest.raises((Strange, WrongPassword)):
            one.take_answers(path)
    assert _state(one, key) == before


def test_without_the_password_nothing_opens(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    passed(pair)
    key = one.pass_on(one.person("Harold", "Pell", "020 7946 0148"), one.body("Kelp Street Kitchen"))
    path = one.file_of([key])
    with pytest.raises(WrongPassword):
        open_file(path, "not the password")
    whole = path.read_bytes()
    assert not any(word in whole for word in (b"Harold", b"Pell", b"7946 0148", b"Milk"))
    assert other.desk.exists()


def test_an_answer_that_cannot_be_written_is_not_said_to_have_left(
    pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    _one, other = pair
    _key, there, _to = passed(pair)

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("desktop.exports.referral_files.write_bytes", full)
    with pytest.raises(DiskFull):
        other.answer([there])
    assert only(other).status is ReferralStatus.SENT
    assert ReferralsIn(other.hub.tools).ids(other.hub.actor, owing=True) == [there]
    with other.hub.store.read() as session:
        assert session.query(ReferralStep).count() == session.query(SharingRecord).count() == 0
    monkeypatch.undo()
    other.answer([there])
    assert ReferralsIn(other.hub.tools).ids(other.hub.actor, owing=True) == []


def test_how_to_reach_somebody_safely_arrives_as_what_it_is(pair: tuple[Laptop, Laptop]) -> None:
    """Not as words in a note: the other hub keeps to it too, wherever it shows or hands on a number."""
    one, other = pair
    person = one.person()
    draft = People(one.hub.tools).get(one.hub.actor, person).draft
    wishes = {"safe_when": "after 6. not Sundays.", "safe_message": Answer.NO, "safe_post": Answer.NO}
    wishes |= {"safe_number": "07700 900456", "communication_needs": ""}
    People(one.hub.tools).save(one.hub.actor, replace(draft, **wishes), person)
    key = one.pass_on(person, one.body("Kelp Street Kitchen"))
    other.take_referrals(one.file_of([key]), other.body("Saltmarsh Hub"))
    with other.hub.store.read() as session:
        held = session.query(Person).one()
        assert (held.safe_when, held.safe_number) == ("after 6; not Sundays", "+447700900456")
        assert (held.safe_message, held.safe_post) == (Answer.NO, Answer.NO)
        assert (held.communication_needs, held.good_to_know) == ("", "")
