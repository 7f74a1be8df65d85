"""Somebody asked to restrict the use of their data: they stay out of every way out until it ends."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from db.enums import Answer, CloseReason, LawfulBasis, Layer, PairAnswer
from db.enums_protection import RightKind, RightState
from db.enums_referrals import SentHow
from db.models import Referral, SharingRecord
from desktop.domain.consent_rules import LeftOut
from desktop.domain.errors import DomainError
from desktop.domain.limits import Limit
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_plan import HandoverPlan, left_out_words
from desktop.exports.make_handover import make_handover, preview
from desktop.exports.make_list import ListPlan, draw_list, make_list, record_list
from desktop.exports.make_notice import notice_words
from desktop.exports.package_reader import read_package
from desktop.exports.referral_letters import draw_answers, record_answers
from desktop.exports.returned_list import Layout, returned_files
from desktop.exports.sharing_log_file import make_sharing_log
from desktop.services.access import AccessPacks
from desktop.services.consents import Consents
from desktop.services.duplicates import Duplicates
from desktop.services.handover_notices import HandoverNotices
from desktop.services.handover_series import HandoverSeries
from desktop.services.handovers import Handovers, Overrule
from desktop.services.limits import Limits
from desktop.services.lists import ListKind, Lists
from desktop.services.people import People
from desktop.services.referral_lists import ReferralLists
from desktop.services.referral_returns import ReferralReturns
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.referrals_in import ReferralsIn
from desktop.services.requests import RequestDraft, Requests
from desktop.services.rights import Rights
from desktop.services.sharing_log import SharingLog
from desktop.services.today import TodayDesk
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.test_referrals_in import council_list, take
from tests.two_hubs import Laptop, laptops

TASK, VITAL = LawfulBasis.PUBLIC_TASK, LawfulBasis.VITAL_INTERESTS
RESTRICTION, OBJECTION = RightKind.RESTRICTION, RightKind.OBJECTION
LISTS = (ListKind.PEOPLE, ListKind.REQUESTS, ListKind.VOLUNTEERS, ListKind.REFERRALS)
ASKS = {"how": "By phone", "who_they_are": "Known by voice", "received_on": date(2026, 11, 17)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Laptop]:
    """One hub."""
    with laptops(tmp_path, "Saltmarsh Hub") as (one,):
        yield one


@pytest.fixture
def council(desk: Laptop) -> str:
    return desk.body("Riverbank Council", Layer.STATUTORY)


@pytest.fixture
def both(desk: Laptop, council: str) -> tuple[str, str]:
    """Jean, of whom this is, and Harold, who goes everywhere; both said yes to the council."""
    found = desk.person("Jean", "Mallory"), desk.person("Harold", "Pell", "020 7946 0148")
    for one in found:
        for purpose in ("share", "referral"):
            Consents(desk.hub.tools).record(
                desk.hub.actor, one, Answer.YES, recipient_id=council, purpose=purpose
            )
    return found


def limit(desk: Laptop, person: str, kind: RightKind = RESTRICTION, **more: object) -> str:
    """Somebody asks; nothing is answered yet."""
    values = {"person_id": person, "kind": kind, **ASKS, **more}
    return Rights(desk.hub.tools).save(desk.hub.actor, "", values).made


def end(desk: Laptop, request: str) -> None:
    """What was granted ends."""
    rights, actor = Rights(desk.hub.tools), desk.hub.actor
    rights.save(desk.hub.actor, request, {"state": RightState.DONE, "outcome": "Granted, told by phone"})
    rights.save(
        actor, request, {"lifted_on": date(2026, 11, 17), "lifted_why": "All put right; rung before."}
    )


def plan(council: str, **more: Any) -> HandoverPlan:
    return HandoverPlan(council, "To carry on", TASK, Preset.FULL_CANONICAL, **more)


def make(desk: Laptop, wanted: HandoverPlan, folder: str) -> Any:
    out = desk.desk / folder
    out.mkdir()
    return make_handover(desk.hub.tools, desk.hub.actor, wanted, out, None, desk.hub.tools.clock())


def asks(desk: Laptop, person: str) -> str:
    draft = RequestDraft(person, "shopping", words="Milk.")
    return Requests(desk.hub.tools).save(desk.hub.actor, draft).made


@pytest.mark.parametrize("kind", [RESTRICTION, OBJECTION])
def test_a_handover_leaves_them_out_says_so_and_takes_them_again_once_it_ends(
    desk: Laptop, council: str, both: tuple[str, str], kind: RightKind
) -> None:
    jean, harold = both
    request = limit(desk, jean, kind)
    why = LeftOut.RESTRICTED if kind is RESTRICTION else LeftOut.OBJECTED
    shown = preview(desk.hub.tools, desk.hub.actor, plan(council))
    assert shown.left_out == {why: 1}
    assert "the use of their data" in left_out_words(shown.left_out)
    made = make(desk, plan(council), "first")
    assert b"Harold" in read_package(made.info.path).files["people.csv"]
    assert all(b"Mallory" not in content for content in read_package(made.info.path).files.values())
    entry = SharingLog(desk.hub.tools).get(desk.hub.actor, made.record_id).share
    assert [(one.person_id, one.reason) for one in entry.left_out] == [(jean, why.value)]
    for basis in LawfulBasis:
        goes = jean in Handovers(desk.hub.tools).scope(desk.hub.actor, council, basis).inside
        free = kind is OBJECTION and basis in (VITAL, LawfulBasis.LEGAL_OBLIGATION)
        assert goes is free, basis
    end(desk, request)
    assert set(Handovers(desk.hub.tools).scope(desk.hub.actor, council, TASK).inside) == {jean, harold}


def test_refused_and_told_why_they_go_again(desk: Laptop, council: str, both: tuple[str, str]) -> None:
    jean, _harold = both
    request = limit(desk, jean, OBJECTION)
    refused = {"state": RightState.REFUSED, "outcome": "The council needs it for the flood. Told of the ICO."}
    Rights(desk.hub.tools).save(desk.hub.actor, request, refused)
    assert jean in Handovers(desk.hub.tools).scope(desk.hub.actor, council, TASK).inside


def test_the_lead_may_share_once_where_a_life_is_at_stake_and_it_is_on_record(
    desk: Laptop, council: str, both: tuple[str, str]
) -> None:
    jean, _harold = both
    limit(desk, jean)
    despite = Overrule(frozenset({jean}), "She was seen on the roof of the flooded house.")
    wanted = replace(plan(council), basis=VITAL, overrule=despite)
    made = make(desk, wanted, "flood")
    assert b"Mallory" in read_package(made.info.path).files["people.csv"]
    entry = SharingLog(desk.hub.tools).get(desk.hub.actor, made.record_id).share
    assert "Jean Mallory" in entry.reason
    assert "flooded house" in entry.reason
    assert jean not in Handovers(desk.hub.tools).scope(desk.hub.actor, council, VITAL).inside, "once alone"


def test_a_kept_copy_with_them_in_it_does_not_go_again(
    desk: Laptop, council: str, both: tuple[str, str]
) -> None:
    made = make(desk, plan(council), "first")
    limit(desk, both[0])
    with pytest.raises(DomainError, match="said no since"):
        HandoverSeries(desk.hub.tools).again(desk.hub.actor, made.record_id, desk.desk)


def test_whoever_holds_them_is_to_be_told_and_what_changed_takes_them_out(
    desk: Laptop, council: str, both: tuple[str, str]
) -> None:
    jean, _harold = both
    made = make(desk, plan(council), "first")
    desk.clock.on(minutes=5)
    limit(desk, jean)
    tools, actor = desk.hub.tools, desk.hub.actor
    (one,) = HandoverNotices(tools).waiting(actor)
    assert (one.person_id, one.restricted, one.references) == (jean, True, (made.reference,))
    assert "restrict its use; keep it apart" in notice_words(tools, actor, [one])
    sentences = [
        item.sentence.text.format(**item.sentence.values)
        for item in TodayDesk(tools).day(actor).items
        if item.key.startswith("handover_notice")
    ]
    assert sentences == ["Jean Mallory asked us to restrict the use of their data: tell Riverbank Council"]
    desk.clock.on(minutes=5)
    update = make(desk, plan(council, only_changes=True), "update")
    assert all(b"Mallory" not in content for content in read_package(update.info.path).files.values())
    assert HandoverNotices(tools).waiting(actor) == [], "the update told them to take her out"


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("ending", ["csv", "pdf"])
def test_a_list_goes_without_them_says_how_many_and_records_who(
    desk: Laptop, council: str, both: tuple[str, str], kind: ListKind, ending: str
) -> None:
    tools, actor = desk.hub.tools, desk.hub.actor
    for one in both:
        asks(desk, one)
        Volunteers(tools).save(actor, VolunteerDraft(person_id=one))
        desk.pass_on(one, council)
    limit(desk, both[0])
    wanted = ListPlan(kind, Lists(tools).all_ids(actor, kind))
    assert len(wanted.ids) >= 2
    path = desk.desk / f"list.{ending}"
    made = make_list(tools, actor, wanted, path, tools.clock())
    assert made.kept_back == 1
    text = path.read_text() if ending == "csv" else _text(path)
    assert "Mallory" not in text
    assert "Pell" in text
    if ending == "pdf":
        assert "1 person kept back" in text
    share = SharingLog(tools).get(actor, made.record_id).share
    assert [(one.person_id, one.reason) for one in share.left_out] == [(both[0], Limit.RESTRICTED.value)]
    assert share.people_count == 1
    drawn = draw_list(tools, actor, wanted, tools.clock())
    left = record_list(tools, actor, drawn, "list.pdf", lambda: None)
    assert SharingLog(tools).get(actor, left.made).share.left_out == share.left_out


def _text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _refusals(desk: Laptop, draft: str, sent: str) -> list[Callable[[], object]]:
    tools, actor = desk.hub.tools, desk.hub.actor
    sending = ReferralSending(tools)
    return [
        lambda: sending.send(actor, draft, SendingDraft(SentHow.PHONE)),
        lambda: sending.papers(actor, [draft]),
        lambda: sending.papers(actor, [sent]),
        lambda: desk.file_of([sent]),
    ]


@pytest.mark.parametrize("kind", [RESTRICTION, OBJECTION])
def test_a_referral_neither_goes_nor_is_printed_nor_written_to_a_file(
    desk: Laptop, council: str, both: tuple[str, str], kind: RightKind
) -> None:
    jean = both[0]
    sent = desk.pass_on(jean, council)
    draft = Referrals(desk.hub.tools).save(
        desk.hub.actor, ReferralDraft(council, jean, "shopping", words="Milk", agreed=Answer.YES)
    )
    request = limit(desk, jean, kind)
    for leave in _refusals(desk, draft.made, sent):
        with pytest.raises(DomainError, match="the use of their data"):
            leave()
    end(desk, request)
    assert ReferralSending(desk.hub.tools).papers(desk.hub.actor, [sent])


def test_the_lead_may_pass_one_on_to_protect_their_life(
    desk: Laptop, council: str, both: tuple[str, str]
) -> None:
    jean = both[0]
    limit(desk, jean)
    draft = ReferralDraft(
        council, jean, "shopping", words="Milk", basis=VITAL, basis_reason="No food for three days."
    )
    key = Referrals(desk.hub.tools).save(desk.hub.actor, draft).made
    sending = ReferralSending(desk.hub.tools)
    with pytest.raises(DomainError, match="restrict"):
        sending.send(desk.hub.actor, key, SendingDraft(SentHow.PHONE))
    sending.send(desk.hub.actor, key, SendingDraft(SentHow.PHONE, overrules=True))
    with desk.hub.store.read() as session:
        record = session.query(SharingRecord).order_by(SharingRecord.number.desc()).first()
        assert record is not None
        assert record.basis is VITAL
        assert session.get_one(Referral, key).basis_reason == "No food for three days."


def test_of_a_list_passed_on_they_stay_behind_with_the_reason_beside_them(
    desk: Laptop, council: str, both: tuple[str, str]
) -> None:
    jean, harold = both
    keys = [asks(desk, jean), asks(desk, harold)]
    limit(desk, jean)
    lists, actor = ReferralLists(desk.hub.tools), desk.hub.actor
    shown = lists.plan(actor, keys, council)
    assert [one.person_id for one in shown.can] == [harold]
    (behind,) = shown.cannot
    assert "asked us to restrict" in behind.why
    done = lists.send(actor, shown, [shown.can[0].request_id], SendingDraft(SentHow.PHONE))
    assert len(done.made) == 1
    with desk.hub.store.read() as session:
        left = [one.left_out for one in session.query(SharingRecord) if one.left_out]
    assert [one["reason"] for entry in left for one in entry] == ["restricted"]


def test_senders_hear_nothing_more_of_them_by_letter_file_or_list(desk: Laptop, council: str) -> None:
    tools, actor = desk.hub.tools, desk.hub.actor
    held = take(desk)
    assert held.person_id
    request = limit(desk, held.person_id)
    drawn = draw_answers(tools, actor, [held.id])
    with pytest.raises(DomainError, match="P-1 asked us to restrict"):
        record_answers(tools, actor, drawn, "letter.pdf", lambda: None)
    with pytest.raises(DomainError, match="P-1 asked us to restrict"):
        ReferralsIn(tools).told(actor, [held.id], SentHow.PHONE)
    end(desk, request)
    record_answers(tools, actor, drawn, "letter.pdf", lambda: None)


def test_a_hub_that_sent_a_file_gets_none_back_about_them(tmp_path: Path) -> None:
    with laptops(tmp_path, "Saltmarsh Hub", "Kelp Street Kitchen") as (one, other):
        key = one.pass_on(one.person(), one.body("Kelp Street Kitchen"))
        other.take_referrals(one.file_of([key]), other.body("Saltmarsh Hub"))
        with other.hub.store.read() as session:
            held = session.query(Referral).one()
            there, person = held.id, held.person_id
        assert person
        limit(other, person)
        before = sorted(other.desk.iterdir())
        with pytest.raises(DomainError, match="P-1 asked us to restrict"):
            other.answer([there])
        assert sorted(other.desk.iterdir()) == before


def test_a_list_goes_back_without_their_row(desk: Laptop, council: str) -> None:
    council_list(desk, council)
    tools, actor = desk.hub.tools, desk.hub.actor
    with desk.hub.store.read() as session:
        jean, harold = ((one.person_id, one.request_id) for one in session.query(Referral).order_by("number"))
    limit(desk, jean[0])
    Requests(tools).close(actor, jean[1], CloseReason.MET, "Every Tuesday.")
    ((batch, *_),) = ReferralReturns(tools).lists(actor)
    gathered = ReferralReturns(tools).gather(actor, batch)
    assert [row.people for row in gathered.rows] == [frozenset({harold[0]})]
    (content,) = returned_files(gathered, Layout({}, {}))
    assert b"Mallory" not in content
    assert b"Every Tuesday" not in content


def test_the_sharing_log_goes_without_their_refusals(desk: Laptop, both: tuple[str, str]) -> None:
    tools, actor = desk.hub.tools, desk.hub.actor
    other = desk.body("Kelp Street Kitchen")
    for one in both:
        Consents(tools).record(actor, one, Answer.NO, recipient_id=other)
    limit(desk, both[0])
    said = make_sharing_log(tools, actor, desk.desk / "log.xlsx", tools.clock())
    share = SharingLog(tools).get(actor, said.made).share
    assert (share.people_count, [one.person_id for one in share.left_out]) == (1, [both[0]])


def test_their_own_copy_still_goes_to_them(desk: Laptop, both: tuple[str, str]) -> None:
    limit(desk, both[0])
    pack = AccessPacks(desk.hub.tools).gather(desk.hub.actor, both[0])
    assert pack.lines


def test_it_stands_on_their_record_and_follows_them_when_two_records_are_joined(
    desk: Laptop, both: tuple[str, str]
) -> None:
    jean, harold = both
    request = limit(desk, jean)
    tools, actor = desk.hub.tools, desk.hub.actor
    held = People(tools).get(actor, jean).limit
    assert held is not None
    assert (held.limit, held.request_id, held.is_open) == (Limit.RESTRICTED, request, True)
    Duplicates(tools).decide(actor, harold, jean, PairAnswer.SAME_PERSON, keep=harold)
    assert set(Limits(tools).everybody(actor)) == {harold}
    assert Limits(tools).of(actor, harold) is not None
    end(desk, request)
    assert Limits(tools).of(actor, harold) is None
