"""Bulk exports take two: at the keyboard, later from the second's own session, or by a signed sheet."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.enums import Role, ShareKind
from desktop.domain.bulk_export import BULK, DAY, WHOLE, Apart
from desktop.domain.errors import DomainError, NeedsSecond, NotAllowed
from desktop.exports.handover_fields import in_words
from desktop.exports.make_list import ListPlan, draw_list, make_list, record_list
from desktop.services.approvals import Approvals, ApprovalState
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.lists import ListKind, Lists
from desktop.services.people import People, PersonDraft
from desktop.services.sharing_log import Share, SharingFilter, SharingLog
from desktop.services.today_items import Desk
from desktop.services.today_protection import second_person_allowed, second_person_asked
from desktop.services.users import Users
from tests.services.conftest import CHEAP, NOW, PASSPHRASE

AMINAS = "nine early larks sing"
SHARE = Share(ShareKind.EXPORT, "Winter list", ("first_name", "postcode"), BULK)


def second(hub: OpenHub, role: Role = Role.COORDINATOR) -> Actor:
    """Another account."""
    folder = hub.folder.path
    made = Users(hub.tools).add(hub.actor, folder, "Amina", AMINAS, frozenset({role}), params=CHEAP)
    return Actor(made.made, "Amina", frozenset({role}))


def needs(hub: OpenHub, share: Share = SHARE) -> NeedsSecond:
    """What is refused."""
    with pytest.raises(NeedsSecond) as caught:
        SharingLog(hub.tools).record(hub.actor, share)
    return caught.value


def ask(hub: OpenHub, found: NeedsSecond) -> str:
    """Ask for it."""
    service = Approvals(hub.tools)
    return service.ask(hub.actor, found.act, found.subject, found.words, found.most).id


def test_a_list_of_so_many_leaves_no_file_and_no_record_until_two_agree(hub: OpenHub, tmp_path: Path) -> None:
    people = People(hub.tools)
    for number in range(BULK):
        people.save(hub.actor, PersonDraft(first_name=f"Jean{number}", last_name="Mallory"))
    ids, log = Lists(hub.tools).all_ids(hub.actor, ListKind.PEOPLE), SharingLog(hub.tools)
    plan, out = ListPlan(ListKind.PEOPLE, ids), tmp_path / "people.csv"
    for path in (out, out.with_suffix(".pdf"), out.with_suffix(".xlsx"), out.with_suffix(".ods")):
        with pytest.raises(NeedsSecond, match="It takes two: 50 people"):
            make_list(hub.tools, hub.actor, plan, path, NOW)
    drawn = draw_list(hub.tools, hub.actor, plan, NOW)
    with pytest.raises(NeedsSecond):
        record_list(hub.tools, hub.actor, drawn, "printer", lambda: out.write_bytes(drawn.content))
    assert list(tmp_path.glob("people*")) == []
    assert log.ids(hub.actor, SharingFilter()) == []
    second(hub)
    with pytest.raises(NeedsSecond) as caught:
        make_list(hub.tools, hub.actor, plan, out, NOW)
    assert "Mallory" not in caught.value.words
    asked = ask(hub, caught.value)
    Approvals(hub.tools).agree(hub.actor, hub.folder.path, asked, "Amina", AMINAS)
    made = make_list(hub.tools, hub.actor, plan, out, NOW)
    assert made.rows == BULK
    with pytest.raises(NeedsSecond):  # one agreement, one file
        make_list(hub.tools, hub.actor, plan, out, NOW)


def test_who_agrees_reads_what_each_row_holds_as_people_say_it(hub: OpenHub) -> None:
    said = in_words(("area", "postcode:sector"))
    share = replace(SHARE, fields=("area", "postcode:sector"), fields_said=said)
    assert needs(hub, share).words.endswith("Each with: Area, Postcode (first part and one digit).")
    assert needs(hub).words.endswith("Each with: first name, postcode.")


def test_the_second_person_allows_it_later_from_their_own_session(hub: OpenHub) -> None:
    amina, service = second(hub), Approvals(hub.tools)
    asked = ask(hub, needs(hub))
    assert ask(hub, needs(hub)) == asked  # the same thing is asked for once
    with pytest.raises(DomainError, match="you asked for this yourself"):
        service.allow(hub.actor, asked)
    with hub.store.read() as session:
        desk = Desk(session, amina, datetime(2026, 11, 17, 9), hub.tools)
        (item,) = second_person_asked(desk)
        assert (item.place, item.item) == ("protection", f"approvals:{asked}")
        assert second_person_asked(Desk(session, hub.actor, desk.now, hub.tools)) == []
    service.allow(amina, asked)
    with hub.store.read() as session:
        (ready,) = second_person_allowed(Desk(session, hub.actor, datetime(2026, 11, 17, 9), hub.tools))
    assert ready.item == f"approvals:{asked}"
    assert service.asked(amina)[0].state is ApprovalState.ALLOWED
    SharingLog(hub.tools).record(hub.actor, SHARE)
    (line,) = service.asked(amina)
    assert (line.state, line.second, line.by) == (ApprovalState.USED, "Amina", "Priya")


@pytest.mark.parametrize(
    "other",
    [
        {"fields": ("first_name", "postcode", "phone")},
        {"purpose": "Another"},
        {"recipient_name": "Somebody else"},
        {"people_count": BULK + 1},
        {"kind": ShareKind.HANDOVER},
        {"reason": "All"},
    ],
)
def test_an_agreement_stands_for_nothing_else(hub: OpenHub, other: dict[str, Any]) -> None:
    amina = second(hub)
    Approvals(hub.tools).allow(amina, ask(hub, needs(hub)))
    values = {name: getattr(SHARE, name) for name in ("kind", "purpose", "fields", "people_count")}
    needs(hub, Share(**{**values, **other}))
    SharingLog(hub.tools).record(hub.actor, SHARE)


def test_a_no_is_kept_with_why_and_an_old_asking_lapses(hub: OpenHub) -> None:
    amina, service = second(hub, Role.ADMINISTRATOR), Approvals(hub.tools)
    asked = ask(hub, needs(hub))
    with pytest.raises(DomainError, match="why not"):
        service.refuse(amina, asked, " ")
    service.refuse(amina, asked, "<b>Too many</b>")
    assert service.asked(amina)[0].why == "<b>Too many</b>"
    with pytest.raises(DomainError):
        service.allow(amina, asked)
    needs(hub)
    again = ask(hub, needs(hub))
    assert again != asked
    service.allow(amina, again)
    hub.tools = type(hub.tools)(**{**_fields(hub.tools), "clock": lambda: NOW + timedelta(hours=25)})
    needs(hub)
    assert Approvals(hub.tools).asked(amina)[0].state is ApprovalState.LAPSED


def test_who_may_not_agree_is_not_asked_and_an_outsider_signs(hub: OpenHub) -> None:
    handler = second(hub, Role.CALL_HANDLER)
    service, found = Approvals(hub.tools), needs(hub)
    asked = service.ask(hub.actor, found.act, found.subject, found.words, found.most)
    assert asked.by_sheet
    with pytest.raises(NotAllowed):
        service.allow(handler, asked.id)
    with pytest.raises(DomainError, match="your own account"):
        service.agree(hub.actor, hub.folder.path, asked.id, "Priya", PASSPHRASE)
    service.signed(hub.actor, asked.id, asked.reference, "Jo Marsh, vicar", NOW.date())
    SharingLog(hub.tools).record(hub.actor, SHARE)


def test_pieces_of_a_day_add_up_and_ones_papers_do_not(hub: OpenHub) -> None:
    log, piece = SharingLog(hub.tools), Share(ShareKind.EXPORT, "Piece", ("name",), BULK - 1)
    for _each in range(DAY // (BULK - 1) - 1):
        log.record(hub.actor, piece)
    log.record(hub.actor, piece)
    needs(hub, piece)
    log.record(hub.actor, Share(ShareKind.EXPORT, "One", ("name",), 1))
    letters = Share(ShareKind.PRINT, "Letters", ("name",), 400, apart=Apart.THEMSELVES)
    log.record(hub.actor, letters)


def test_whole_tables_take_two_sooner(hub: OpenHub) -> None:
    whole = Share(ShareKind.HANDOVER, "All of it", ("people.first_name",), WHOLE, whole=True)
    needs(hub, whole)


def test_asking_no_more_takes_it_off_the_others_list_and_nothing_undoes_an_agreement(hub: OpenHub) -> None:
    amina, service = second(hub), Approvals(hub.tools)
    asked = ask(hub, needs(hub))
    with pytest.raises(DomainError, match="whoever asked"):
        service.withdraw(amina, asked)
    service.withdraw(hub.actor, asked)
    with hub.store.read() as session:
        assert second_person_asked(Desk(session, amina, datetime(2026, 11, 17, 9), hub.tools)) == []
    done = service.allow(amina, ask(hub, needs(hub)))
    with pytest.raises(DomainError, match="stays as it is"):
        History(hub.tools).undo(amina, done.txn)


def _fields(tools: Any) -> dict[str, Any]:
    return {name: getattr(tools, name) for name in tools.__dataclass_fields__}
