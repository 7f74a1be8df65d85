"""Telling people what is done with their data: at the call, later, and who is still to be told."""

import io
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader

from db.enums import Answer, Channel, ContactOutcome, Direction, Urgency
from db.enums_protection import NoticeHow
from desktop.domain.dates import months_before
from desktop.domain.errors import DomainError
from desktop.exports.pdf_pages import PdfPages
from desktop.exports.privacy_notice import draw_privacy_notice, record_privacy_notice
from desktop.services.contacts import Attempt, Contacts
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.notices import Notices
from desktop.services.people import HouseholdDraft, People, PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.sharing_log import SharingFilter, SharingLog
from desktop.services.today_items import Desk
from desktop.services.today_protection import to_be_told
from tests.hostile import MARKUP


def somebody(hub: OpenHub, name: str, **values: Any) -> str:
    """One more person."""
    return People(hub.tools).save(hub.actor, PersonDraft(first_name=name, **values)).made


def test_a_caller_is_told_in_the_call_and_whoever_calls_for_somebody_is_not(hub: OpenHub) -> None:
    intake, notices = Intake(hub.tools), Notices(hub.tools)
    need = RequestDraft(person_id="", need_code="shopping", urgency=Urgency.TODAY)
    intake.save(hub.actor, CallDraft(need, PersonDraft(first_name="Jean"), told=True))
    behalf = RequestDraft(
        "", "shopping", urgency=Urgency.TODAY, caller_name="Ann", caller_relationship="niece"
    )
    intake.save(hub.actor, CallDraft(behalf, PersonDraft(first_name="Tom"), told=True))
    (waits,) = notices.to_tell(hub.actor)
    assert (waits.name, waits.elsewhere) == ("Tom", True)
    assert waits.due == months_before(waits.got_on, -1)
    told = People(hub.tools).find(hub.actor, "Jean")[0].id
    (line,) = notices.told(hub.actor, told)
    assert (line.how, line.version, line.by) == (NoticeHow.READ_OUT, 1, "Priya")


def test_those_whose_data_came_from_elsewhere_have_a_month_or_until_they_are_reached(hub: OpenHub) -> None:
    own, listed = somebody(hub, "Own"), somebody(hub, "Listed", source_reference="NSSS-1")
    reached = somebody(hub, "Reached", source_reference="NSSS-2")
    said = Attempt(Channel.PHONE, Direction.OUTBOUND, ContactOutcome.REACHED, person_id=reached)
    Contacts(hub.tools).record(hub.actor, said)
    found = {one.id: one for one in Notices(hub.tools).to_tell(hub.actor)}
    got = found[own].got_on
    assert {key: one.due for key, one in found.items()} == {
        own: got,
        listed: months_before(got, -1),
        reached: got,
    }


def test_today_counts_them_and_names_nobody(hub: OpenHub) -> None:
    def items() -> list[Any]:
        with hub.store.read() as session:
            return to_be_told(Desk(session, hub.actor, datetime(2126, 12, 20, 9, 0), hub.tools))

    assert items() == []
    first = somebody(hub, "Jean", last_name="Mallory")
    somebody(hub, "Tom", source_reference="NSSS-1")
    (item,) = items()
    assert item.sentence.values == {"count": "2"}
    assert item.second[0].values == {"count": "2"}
    assert (item.place, item.item) == ("protection", f"untold:{first}")
    assert "Mallory" not in str(item)


def test_who_knew_already_is_kept_with_from_whom(hub: OpenHub) -> None:
    notices, person = Notices(hub.tools), somebody(hub, "Jean")
    with pytest.raises(DomainError, match="from whom"):
        notices.give(hub.actor, person, NoticeHow.KNEW_ALREADY)
    notices.give(hub.actor, person, NoticeHow.KNEW_ALREADY, MARKUP[4])
    assert notices.told(hub.actor, person)[0].note == MARKUP[4]
    assert notices.how_many(hub.actor) == 0


def test_a_notice_for_somebody_leaves_a_record_and_one_for_nobody_none(hub: OpenHub) -> None:
    home = HouseholdDraft(address_line1="14 Ferrygate Close", town="Saltmarsh", postcode="QX4 2LB")
    person, log = somebody(hub, "Jean", last_name="Mallory", household=home), SharingLog(hub.tools)
    left: list[bytes] = []
    blank = draw_privacy_notice(hub.tools, hub.actor)
    record_privacy_notice(hub.tools, hub.actor, blank, "wall.pdf", lambda: left.append(blank.content))
    assert log.ids(hub.actor, SharingFilter()) == []
    drawn = draw_privacy_notice(hub.tools, hub.actor, person)
    record_privacy_notice(hub.tools, hub.actor, drawn, "post.pdf", lambda: left.append(drawn.content))
    (row,) = log.rows(hub.actor, log.ids(hub.actor, SharingFilter()))
    assert row.people_count == 1
    assert [len(PdfPages(one).sizes) for one in left] == [1, 1]
    assert Notices(hub.tools).how_many(hub.actor) == 1  # printing changes nothing


def test_a_notice_for_who_asked_for_no_post_has_no_address_on_it(hub: OpenHub) -> None:
    """Somebody else may open what comes to that door: it is handed over, or read out."""
    home = HouseholdDraft(address_line1="14 Ferrygate Close", town="Saltmarsh", postcode="QX4 2LB")
    for said, shown in ((Answer.NO, False), (Answer.NOT_ASKED, True)):
        person = somebody(hub, "Jean", last_name="Mallory", household=home, safe_post=said)
        drawn = draw_privacy_notice(hub.tools, hub.actor, person)
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.content)).pages)
        assert "Jean Mallory" in words
        assert ("Ferrygate" in words) is shown
