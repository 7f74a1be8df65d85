"""After a handover: the receipt that comes back, and the notice where somebody says no afterwards."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.enums import Answer, Channel, LawfulBasis
from db.enums_handovers import KeptGone, NoticeHow, ReceiptHow
from db.queries.sharing import SharingFilter
from desktop.domain.consent_rules import HEALTH
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.receipts import Receipt, read
from desktop.exports.handover_fields import Preset, choices
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.make_handover import Made, make_handover
from desktop.exports.make_notice import draw_notice, notice_words, record_notice
from desktop.exports.package import RECEIPT
from desktop.exports.package_reader import read_package
from desktop.services.consents import Consents
from desktop.services.handover_notices import HandoverNotices
from desktop.services.handover_receipts import HandoverReceipts, ReceiptDraft
from desktop.services.handover_series import HandoverSeries
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.sharing_log import SharingLog
from desktop.services.today import TodayDesk

from .conftest import Clock

PLAN = HandoverPlan("", "To carry on", LawfulBasis.CONSENT, Preset.FULL_CANONICAL)


@pytest.fixture
def council(real_hub: OpenHub) -> str:
    draft = OrganisationDraft("Riverbank Council", contact_name="Dr J. Amari")
    return Organisations(real_hub.tools).save(real_hub.actor, draft).made


@pytest.fixture
def jean(real_hub: OpenHub, council: str) -> str:
    made = People(real_hub.tools).save(real_hub.actor, PersonDraft("Jean", last_name="Mallory")).made
    Consents(real_hub.tools).record(real_hub.actor, made, Answer.YES, recipient_id=council)
    return made


@pytest.fixture
def made(real_hub: OpenHub, council: str, jean: str, tmp_path: Path) -> Made:
    out = tmp_path / "out"
    out.mkdir()
    plan = replace(PLAN, recipient_id=council)
    return make_handover(real_hub.tools, real_hub.actor, plan, out, None, real_hub.tools.clock())


def _withdraw(hub: OpenHub, person_id: str) -> None:
    consents = Consents(hub.tools)
    (yes,) = (one for one in consents.of(hub.actor, person_id) if one.stands)
    consents.withdraw(hub.actor, yes.id, Channel.PHONE)


def _today(hub: OpenHub, key: str) -> list[str]:
    items = TodayDesk(hub.tools).day(hub.actor).items
    return [one.sentence.text.format(**one.sentence.values) for one in items if one.key.startswith(key)]


def test_the_receipt_in_the_package_comes_back_and_is_recorded(real_hub: OpenHub, made: Made) -> None:
    content = read_package(made.info.path).files[RECEIPT].decode()
    content = content.replace("Received on:", "Received on: 18/11/2026").replace(
        "name and role):", "name and role): Z. Amari, officer"
    )
    receipts = HandoverReceipts(real_hub.tools)
    with pytest.raises(DomainError, match="still to come"):
        receipts.take_in(real_hub.actor, read(content.encode()))
    content = content.replace("18/11/2026", "17/11/2026")
    said = receipts.take_in(real_hub.actor, read(content.encode()))
    assert said.message == f"Receipt of {made.reference} recorded"
    fate = HandoverSeries(real_hub.tools).fate(real_hub.actor, made.record_id)
    assert fate is not None
    assert (fate.received_by, fate.matches) == ("Z. Amari, officer", True)


def test_another_check_code_is_said_at_once(real_hub: OpenHub, made: Made) -> None:
    receipt = Receipt(made.reference, "0" * 16, date(2026, 11, 17))
    said = HandoverReceipts(real_hub.tools).take_in(real_hub.actor, receipt)
    assert "check code they have is another" in said.message


def test_the_printed_part_of_the_code_read_out_is_enough(real_hub: OpenHub, made: Made) -> None:
    code = made.info.check_code[:16]
    draft = ReceiptDraft(date(2026, 11, 17), "Z. Amari", ReceiptHow.PHONE, f"{code[:4]} {code[4:]}".upper())
    HandoverReceipts(real_hub.tools).record(real_hub.actor, made.record_id, draft)
    fate = HandoverSeries(real_hub.tools).fate(real_hub.actor, made.record_id)
    assert fate is not None
    assert fate.matches is True


def test_days_that_cannot_be_and_handovers_of_others_are_refused(real_hub: OpenHub, made: Made) -> None:
    receipts = HandoverReceipts(real_hub.tools)
    with pytest.raises(NotFound):
        receipts.take_in(real_hub.actor, Receipt("H-999", "", date(2026, 11, 17)))
    with pytest.raises(DomainError, match="before the handover"):
        receipts.record(real_hub.actor, made.record_id, ReceiptDraft(date(2026, 11, 16)))
    with pytest.raises(DomainError, match="on which day"):
        receipts.record(real_hub.actor, made.record_id, ReceiptDraft())


def test_who_says_no_is_on_today_until_the_recipient_is_told(
    real_hub: OpenHub, clock: Clock, jean: str, made: Made
) -> None:
    assert _today(real_hub, "handover_notice") == []
    _withdraw(real_hub, jean)
    assert _today(real_hub, "handover_notice") == ["Jean Mallory said no: tell Riverbank Council"]
    (one,) = HandoverNotices(real_hub.tools).waiting(real_hub.actor)
    assert one.references == (made.reference,)
    assert [key.replace("-", "") for key in one.keys] == [jean]

    drawn = draw_notice(real_hub.tools, real_hub.actor, [one])
    left: list[str] = []
    record_notice(real_hub.tools, real_hub.actor, drawn, "notice.pdf", lambda: left.append("put"))
    assert left == ["put"]
    assert _today(real_hub, "handover_notice") == []
    log = SharingLog(real_hub.tools)
    share = log.get(real_hub.actor, log.ids(real_hub.actor, SharingFilter())[0]).share
    assert (share.people_count, share.recipient_name) == (1, "Riverbank Council")
    fate = HandoverSeries(real_hub.tools).fate(real_hub.actor, made.record_id)
    assert fate is not None
    assert (fate.kept, fate.gone_why) == (False, KeptGone.WITHDRAWN)


def test_the_notice_names_the_key_and_not_the_person(real_hub: OpenHub, jean: str, made: Made) -> None:
    import io

    from pypdf import PdfReader

    _withdraw(real_hub, jean)
    told = HandoverNotices(real_hub.tools).waiting(real_hub.actor)
    drawn = draw_notice(real_hub.tools, real_hub.actor, told)
    assert drawn.content == draw_notice(real_hub.tools, real_hub.actor, told).content
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.content)).pages)
    assert told[0].keys[0] in words
    assert made.reference in words
    assert "Mallory" not in words


def test_a_no_to_health_notes_alone_is_told_where_the_handover_held_them(
    real_hub: OpenHub, council: str, tmp_path: Path
) -> None:
    consents, people = Consents(real_hub.tools), People(real_hub.tools)
    jean = people.save(real_hub.actor, PersonDraft("Jean", last_name="Mallory", good_to_know="Asthma")).made
    for purpose in ("share", HEALTH):
        consents.record(real_hub.actor, jean, Answer.YES, recipient_id=council, purpose=purpose)
    basis, now = LawfulBasis.CONSENT, real_hub.tools.clock()
    made = []
    for number, details in enumerate((("name:full",), ("name:full", "health_notes"))):
        out = tmp_path / str(number)
        out.mkdir()
        plan = HandoverPlan(council, "To carry on", basis, choices=choices(details), lead_agreed=True)
        made.append(make_handover(real_hub.tools, real_hub.actor, plan, out, None, now))
    (health,) = (one for one in consents.of(real_hub.actor, jean) if one.purpose == HEALTH)
    consents.withdraw(real_hub.actor, health.id, "by phone")
    (one,) = HandoverNotices(real_hub.tools).waiting(real_hub.actor)
    assert (one.references, one.health_only) == ((made[1].reference,), True)
    words = notice_words(real_hub.tools, real_hub.actor, [one])
    assert words.startswith(f"Take the health notes of 1 person out of {made[1].reference}")
    assert "said no to health notes on" in words
    series = HandoverSeries(real_hub.tools)
    series.again(real_hub.actor, made[0].record_id, tmp_path)
    with pytest.raises(DomainError, match="said no since"):
        series.again(real_hub.actor, made[1].record_id, tmp_path)
    _withdraw(real_hub, jean)
    (one,) = HandoverNotices(real_hub.tools).waiting(real_hub.actor)
    assert (one.references, one.health_only) == ((made[0].reference, made[1].reference), False)


def test_a_notice_that_cannot_be_written_leaves_no_record(real_hub: OpenHub, jean: str, made: Made) -> None:
    _withdraw(real_hub, jean)
    told = HandoverNotices(real_hub.tools).waiting(real_hub.actor)

    def refuse() -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        record_notice(
            real_hub.tools, real_hub.actor, draw_notice(real_hub.tools, real_hub.actor, told), "n.pdf", refuse
        )
    assert len(_today(real_hub, "handover_notice")) == 1


def test_an_update_that_withdraws_tells_them_itself(
    real_hub: OpenHub, council: str, jean: str, made: Made, tmp_path: Path
) -> None:
    _withdraw(real_hub, jean)
    plan = replace(PLAN, recipient_id=council, only_changes=True)
    make_handover(real_hub.tools, real_hub.actor, plan, tmp_path, None, real_hub.tools.clock())
    assert _today(real_hub, "handover_notice") == []


def test_word_of_mouth_needs_who_was_told(real_hub: OpenHub, jean: str, made: Made) -> None:
    _withdraw(real_hub, jean)
    notices = HandoverNotices(real_hub.tools)
    told = notices.waiting(real_hub.actor)
    with pytest.raises(DomainError, match="who was told"):
        notices.record(real_hub.actor, told, NoticeHow.TOLD)
    notices.record(real_hub.actor, told, NoticeHow.TOLD, note="Z. Amari, today")
    assert notices.waiting(real_hub.actor) == []


def test_past_its_day_today_asks_whether_it_is_deleted(real_hub: OpenHub, clock: Clock, made: Made) -> None:
    assert _today(real_hub, "handover_undeleted") == []
    clock.pass_days(91)
    assert _today(real_hub, "handover_undeleted") == [
        f"Ask Riverbank Council whether {made.reference} is deleted"
    ]
    draft = ReceiptDraft(deleted_on=clock.moment.date())
    HandoverReceipts(real_hub.tools).record(real_hub.actor, made.record_id, draft)
    assert _today(real_hub, "handover_undeleted") == []
