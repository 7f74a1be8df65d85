"""Referrals coming in from paper, the phone and lists: taken with almost nothing, answered, given back."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from db.enums import CloseReason, Layer, RequestStatus, Role, Urgency
from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.models import Organisation, Person, Referral, ReferralStep, Request, SharingRecord
from desktop.domain.errors import DomainError, NotAllowed
from desktop.exports.referral_letters import draw_answers, record_answers
from desktop.exports.returned_list import Layout, give_back, returned_files
from desktop.imports.dry_run import Choices, Duplicate
from desktop.imports.passed_on import Source
from desktop.imports.run import open_list
from desktop.imports.targets import Kind
from desktop.services.base import Actor
from desktop.services.needs import PRIVATE_LABEL
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referral_answers import End
from desktop.services.referral_returns import ReferralReturns
from desktop.services.referrals_in import ReferralsIn, TakenIn
from desktop.services.requests import RequestDraft, Requests
from tests.hostile import FORMULAS, MARKUP
from tests.two_hubs import Laptop, laptops

JEAN = PersonDraft(first_name="Jean", phones=(PhoneDraft("020 7946 0147"),))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Laptop]:
    """One hub."""
    with laptops(tmp_path, "Saltmarsh Hub") as (one,):
        yield one


def take(desk: Laptop, **values: object) -> Referral:
    """A referral taken, with almost nothing."""
    given = {"need_code": "food_parcel", "organisation_name": "Hillside School", "new_person": JEAN} | values
    key = ReferralsIn(desk.hub.tools).take(desk.hub.actor, TakenIn(**given)).made  # type: ignore[arg-type]
    with desk.hub.store.read() as session:
        held = session.get_one(Referral, key)
        session.expunge(held)
    return held


def steps(desk: Laptop, key: str) -> list[StepKind]:
    with desk.hub.store.read() as session:
        return [one.kind for one in session.query(ReferralStep).filter_by(referral_id=key)]


def test_a_name_a_school_and_a_need_are_enough(desk: Laptop) -> None:
    held = take(desk)
    with desk.hub.store.read() as session:
        assert session.query(Person).one().first_name == "Jean"
        assert session.query(Request).one().id == held.request_id
        assert session.query(Organisation).one().name == "Hillside School"
    assert held.status is ReferralStatus.ACKNOWLEDGED
    assert steps(desk, held.id) == [StepKind.ACKNOWLEDGED, StepKind.REPLY_MADE]


def test_what_came_on_paper_waits_to_be_acknowledged(desk: Laptop) -> None:
    held = take(desk, how=SentHow.POST)
    service = ReferralsIn(desk.hub.tools)
    assert held.status is ReferralStatus.SENT
    assert service.ids(desk.hub.actor, owing=True) == [held.id]


def test_the_same_body_is_not_made_twice(desk: Laptop) -> None:
    take(desk)
    take(desk, new_person=PersonDraft(first_name="Harold"))
    with desk.hub.store.read() as session:
        assert session.query(Organisation).count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"organisation_name": "  "}, "organisation"),
        ({"new_person": None}, "who"),
        ({"need_code": ""}, "need"),
    ],
)
def test_what_is_missing_is_told(desk: Laptop, values: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as told:
        take(desk, **values)
    assert told.value.field == field


def test_an_end_says_what_came_of_it_and_closes_the_request(desk: Laptop) -> None:
    held, service = take(desk), ReferralsIn(desk.hub.tools)
    for thin in (End(ReferralStatus.COMPLETED), End(ReferralStatus.DECLINED), End(ReferralStatus.SENT)):
        with pytest.raises(DomainError):
            service.end(desk.hub.actor, held.id, thin)
    service.end(desk.hub.actor, held.id, End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED, "Two bags."))
    with desk.hub.store.read() as session:
        request = session.query(Request).one()
        assert (request.status, request.close_reason) == (RequestStatus.DONE, CloseReason.MET)
    with pytest.raises(DomainError, match="ended already"):
        service.end(desk.hub.actor, held.id, End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED))
    assert service.ids(desk.hub.actor) == [held.id], "the school was not told the end"
    service.told(desk.hub.actor, [held.id], SentHow.PHONE)
    assert service.ids(desk.hub.actor) == []


def test_a_private_need_is_not_named_to_others(desk: Laptop) -> None:
    held = take(desk, need_code="domestic_abuse")
    other = Actor("b" * 32, "Somebody else", frozenset({Role.CALL_HANDLER}))
    service = ReferralsIn(desk.hub.tools)
    (row,) = service.rows(other, service.ids(other, open_only=False))
    assert row.id == held.id
    assert row.need == PRIVATE_LABEL


def test_whoever_takes_calls_takes_referrals_and_shares_none(desk: Laptop) -> None:
    held = take(desk)
    other = Actor("b" * 32, "Somebody else", frozenset({Role.CALL_HANDLER}))
    with pytest.raises(NotAllowed):
        draw_answers(desk.hub.tools, other, [held.id])
    with pytest.raises(NotAllowed):
        ReferralsIn(desk.hub.tools).take(
            Actor("c" * 32, "Reader", frozenset({Role.READ_ONLY})), TakenIn("other", "x")
        )


def test_a_letter_tells_the_sender_and_leaves_a_record(desk: Laptop) -> None:
    from pypdf import PdfReader

    held = take(desk, how=SentHow.POST, their_reference="HS/22", from_name="Ms Okafor")
    service = ReferralsIn(desk.hub.tools)
    drawn = draw_answers(desk.hub.tools, desk.hub.actor, [held.id])
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.content)).pages)
    words = " ".join(text.split())
    assert "Your reference HS/22, ours F-0001" in words
    assert "we have it, and will tell you what comes of it" in words
    assert "Jean" not in words
    assert service.ids(desk.hub.actor, owing=True) == [held.id], "drawing changes nothing"
    record_answers(desk.hub.tools, desk.hub.actor, drawn, "Letters", lambda: None)
    assert service.ids(desk.hub.actor, owing=True) == []
    with desk.hub.store.read() as session:
        record = session.query(SharingRecord).one()
        assert (record.recipient_name, record.people_count) == ("Hillside School", 1)


@pytest.mark.parametrize("text", [*MARKUP[:8], *FORMULAS[:6]])
def test_hostile_words_stay_words(desk: Laptop, text: str) -> None:
    held = take(desk, organisation_name=text, from_name=text, their_reference=text, words=text)
    drawn = draw_answers(desk.hub.tools, desk.hub.actor, [held.id])
    assert drawn.pages >= 1


LIST = (
    "Ref,First name,Surname,d.o.b,Help Request Type,Address Line 1,Postcode,"
    "Phone number,Subtype,Case Note 4\n"
    "C-1,Jean,Mallory,04/03/1952,Shopping,14 Ferrygate Close,QX4 2LB,020 7946 0147,,Ring twice\n"
    "C-2,Harold,Pell,05/04/1950,Food parcel,2 Mill Lane,QX4 2LA,020 7946 0148,,\n"
    "C-3,Ivy,Marsh,,Shopping,,,,,\n"
)


def council_list(desk: Laptop, council: str, choices: Choices | None = None) -> None:
    path = desk.desk / "council.csv"
    path.write_text(LIST, encoding="utf-8")
    source = open_list(path, Kind.REQUESTS, profile="hackney-generic")
    desk.take_list(source, Source(council), choices)


def returned(desk: Laptop, layout: Layout) -> list[dict[str, str]]:
    service = ReferralReturns(desk.hub.tools)
    ((batch, *_),) = service.lists(desk.hub.actor)
    (content,) = returned_files(service.gather(desk.hub.actor, batch), layout)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_a_list_comes_back_in_its_own_columns_with_what_came_of_it(desk: Laptop) -> None:
    council_list(desk, desk.body("District Council", Layer.STATUTORY))
    with desk.hub.store.read() as session:
        requests = {one.urgency: one.id for one in session.query(Request)}
        by_name = {
            session.get_one(Person, one.person_id).first_name: one.id for one in session.query(Request)
        }
        assert session.query(Referral).count() == 2, "the third row does not tell who it is"
        assert Urgency.TODAY not in requests
    Requests(desk.hub.tools).close(desk.hub.actor, by_name["Jean"], CloseReason.MET, "Every Tuesday.")
    layout = Layout({"outcome_note": "Case Note 4"}, {"outcome": {"helped": "Complete"}})
    jean, harold = returned(desk, layout)
    assert (jean["Ref"], jean["d.o.b"], jean["Phone number"]) == ("C-1", "04/03/1952", "020 7946 0147")
    assert (jean["Hub status"], jean["Hub outcome"]) == ("Completed", "Complete")
    assert jean["Case Note 4"] == "Ring twice; Every Tuesday."
    assert (harold["Hub status"], harold["Hub outcome"], harold["Hub reference"]) == (
        "Received",
        "",
        "F-0002",
    )


def test_giving_back_leaves_a_record_and_splits_where_the_council_takes_few(desk: Laptop) -> None:
    council_list(desk, desk.body("District Council", Layer.STATUTORY))
    service = ReferralReturns(desk.hub.tools)
    ((batch, *_),) = service.lists(desk.hub.actor)
    whole = service.gather(desk.hub.actor, batch)
    few, path = Layout({}, {}, most_rows=1), desk.desk / "outcomes.csv"
    _, paths = give_back(desk.hub.tools, desk.hub.actor, whole, few, path)
    assert [path.name for path in paths] == ["outcomes-1.csv", "outcomes-2.csv"]
    assert all(len(path.read_text().splitlines()) == 2 for path in paths)
    with desk.hub.store.read() as session:
        record = session.query(SharingRecord).one()
        assert (record.recipient_name, record.people_count) == ("District Council", 2)


def test_giving_back_writes_over_nothing_nobody_was_asked_about(desk: Laptop) -> None:
    council_list(desk, desk.body("District Council", Layer.STATUTORY))
    service = ReferralReturns(desk.hub.tools)
    ((batch, *_),) = service.lists(desk.hub.actor)
    whole = service.gather(desk.hub.actor, batch)
    theirs = desk.desk / "outcomes-2.csv"
    theirs.write_text("theirs")
    few = Layout({}, {}, most_rows=1)
    with pytest.raises(DomainError, match=r"outcomes-2\.csv already"):
        give_back(desk.hub.tools, desk.hub.actor, whole, few, desk.desk / "outcomes.csv")
    assert theirs.read_text() == "theirs"
    assert not (desk.desk / "outcomes-1.csv").exists()
    with desk.hub.store.read() as session:
        assert session.query(SharingRecord).count() == 0


def test_a_workbook_goes_back_as_text_alone(desk: Laptop) -> None:
    council_list(desk, desk.body("District Council", Layer.STATUTORY))
    service = ReferralReturns(desk.hub.tools)
    ((batch, *_),) = service.lists(desk.hub.actor)
    whole = service.gather(desk.hub.actor, batch)
    cells = whole.rows[0].cells
    hostile = replace(whole.rows[0], cells=(*cells[:-1], "=1+1\x07"))
    whole = replace(whole, rows=(hostile, *whole.rows[1:]))
    _, (path,) = give_back(desk.hub.tools, desk.hub.actor, whole, Layout({}, {}), desk.desk / "outcomes.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][: len(whole.headers)] == list(whole.headers)
    assert rows[1][len(cells) - 1].value == "=1+1\N{REPLACEMENT CHARACTER}"
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert len(rows) == len(whole.rows) + 1


def test_a_person_who_is_helped_already_is_answered_and_not_asked_for_twice(desk: Laptop) -> None:
    jean = desk.person()
    draft = RequestDraft(jean, "shopping")
    held = Requests(desk.hub.tools).save(desk.hub.actor, draft).made
    same = Choices(duplicates=Duplicate.SAME)
    council_list(desk, desk.body("District Council", Layer.STATUTORY), same)
    with desk.hub.store.read() as session:
        assert session.query(Request).filter_by(person_id=jean).count() == 1
        assert session.query(Referral).filter_by(request_id=held).count() == 1


def test_a_sender_is_told_no_and_whom_to_ask(desk: Laptop) -> None:
    council_list(desk, desk.body("District Council", Layer.STATUTORY))
    service = ReferralsIn(desk.hub.tools)
    first = service.ids(desk.hub.actor)[0]
    castle = desk.body("Castle Lane Neighbours", Layer.STREET)
    end = End(ReferralStatus.DECLINED, None, "", DeclineReason.NOT_OUR_AREA, castle)
    service.end(desk.hub.actor, first, end)
    row = returned(desk, Layout({}, {}))[0]
    assert (row["Hub outcome"], row["Ask instead"]) == ("Not our area", "Castle Lane Neighbours")
