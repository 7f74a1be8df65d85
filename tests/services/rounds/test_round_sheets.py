"""Round sheets: what goes on paper, what never does, and the record of printing."""

import io
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import func, select

from db.enums import Answer, ShareKind
from db.models import Change, Hub, SharingRecord
from desktop.domain.errors import DomainError
from desktop.exports.round_print import render_round
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.round_details import RoundDraft
from desktop.services.round_sheets import RoundSheets, SheetData
from desktop.services.rounds import Rounds

DAY = date(2026, 11, 18)


secret = st.integers(10_000, 99_999).map(lambda number: f"zq{number}")


def pdf_text(found: SheetData) -> str:
    """The words of the printed sheet."""
    content, _pages = render_round(found)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_town_is_added_only_where_the_round_goes_to_several(hub: OpenHub, world: Any) -> None:
    one = world.ask(address=HouseholdDraft("1 High Street", "Flat 2", "Saltmarsh", "QX4 2LB"))
    round_id = world.plan(one)
    assert world.sheet(round_id).stops[0].address == "1 High Street, Flat 2"
    two = world.ask("Tom Hale", address=HouseholdDraft("1 High Street", town="Quayside", postcode="QX4 2LB"))
    bare = world.ask("Amina Bello", address=HouseholdDraft(postcode="QX4 3AA"))
    Rounds(hub.tools).add(hub.actor, round_id, [two, bare])
    assert {stop.address for stop in world.sheet(round_id).stops} == {
        "1 High Street, Flat 2, Saltmarsh",
        "1 High Street, Quayside",
        "QX4 3AA",
    }


def test_a_sheet_carries_the_load_the_numbers_and_when_to_destroy_it(hub: OpenHub, world: Any) -> None:
    kofi = world.volunteer()
    round_id = world.plan(
        world.ask(items="2 bags"), world.ask("Tom Hale", "hot_meal"), name="Northfold round"
    )
    found = world.sheet(round_id)
    assert (found.reference, found.round_name, found.load) == ("S-1", "Northfold round", "1 hot meal, 2 bags")
    assert (found.safeguarding_phone, found.hub_phone, found.lead_name) == (
        "020 7946 0801",
        "020 7946 0800",
        "Helen",
    )
    assert (found.destroy_by, found.driver, found.demo) == (date(2026, 11, 19), "", False)
    Rounds(hub.tools).save(hub.actor, RoundDraft(DAY, ends_at=time(13), driver_id=kofi), round_id)
    assert (world.sheet(round_id).driver, world.sheet(round_id).ends) == ("Kofi M.", time(13))


def test_printing_changes_nothing_and_leaves_a_sharing_record(hub: OpenHub, world: Any) -> None:
    round_id = world.plan(world.ask(), world.ask("Tom Hale", share=Answer.NO))

    def entries() -> int:
        with hub.store.read() as session:
            return session.scalar(select(func.count()).select_from(Change)) or 0

    before = entries()
    content, pages = render_round(world.sheet(round_id))
    assert (entries(), pages, content[:5]) == (before, 1, b"%PDF-")
    done = RoundSheets(hub.tools).record_print(hub.actor, "S-1", "ab" * 32, "S-1.pdf")
    assert set(done.entities) == {"sharing_record"}
    with hub.store.read() as session:
        record = session.scalars(select(SharingRecord)).one()
    assert (record.kind, record.purpose, record.people_count, record.file_hash) == (
        ShareKind.PRINT,
        "Round sheet S-1",
        1,
        "ab" * 32,
    )
    assert (record.left_out[0]["reason"], record.delete_by) == ("said_no", date(2026, 11, 19))
    assert Rounds(hub.tools).get(hub.actor, round_id).printed_at is not None


def test_the_record_of_printing_cannot_be_undone(hub: OpenHub, world: Any) -> None:
    history = History(hub.tools)
    round_id = world.plan(world.ask())
    before = history.last(hub.actor)
    world.sheet(round_id)
    printed = RoundSheets(hub.tools).record_print(hub.actor, "S-1", "ab" * 32, "S-1.pdf")
    assert history.last(hub.actor) == before
    with pytest.raises(DomainError, match="left the laptop"):
        history.undo(hub.actor, printed.txn)
    assert Rounds(hub.tools).get(hub.actor, round_id).printed_at is not None


@given(st.lists(secret, min_size=12, max_size=12, unique=True), st.booleans())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_what_the_door_needs_reaches_sheet_or_pdf(
    world: Any, words: list[str], is_private: bool
) -> None:
    person = PersonDraft(
        "Jean",
        middle_name=words[0],
        last_name="Mallory",
        email=f"{words[1]}@example.org",
        communication_needs=words[2],
        good_to_know=words[3],
        date_of_birth=date(1941, 3, 2),
        phones=(PhoneDraft("07700 900123", note=words[4]),),
        household=HouseholdDraft(
            "14 Ferrygate Close", postcode="QX4 2LB", access_note=words[5], door_note="Ring twice", size=1
        ),
    )
    task = world.ask(
        person=person,
        words=words[6],
        answers={"people": words[7], "cooking": words[8]},
        caller_name=words[9],
        caller_phone="020 7946 0147",
        before_they_go={"health": words[10]},
        waiting_on=words[11],
    )
    hidden = [*words, "900123", "946 0147", "Mallory", "1941", "QX4 2LB"]
    if is_private:
        errand = world.again(task, "prescription")
        world.make_private("prescription")
        tasks = [task, errand]
        hidden += ["prescription", "Prescription"]
    else:
        tasks = [task]
    found = world.sheet(world.plan(*tasks))
    text = pdf_text(found)
    paper = repr(replace(found, held=()))
    assert "14 Ferrygate Close" in text
    assert "Jean M." in text
    assert "Ring twice" in text
    assert [one for one in hidden if one in text or one in paper] == []
    world.make_private("prescription", False)


def test_markup_and_odd_letters_on_a_sheet_are_only_letters(world: Any) -> None:
    odd = PersonDraft(
        "<b>Jean</b>",
        last_name="🙂",
        household=HouseholdDraft("<img src=x> & Co", postcode="QX4 2LB", door_note="\u202egnir"),
    )
    found = world.sheet(world.plan(world.ask(person=odd)))
    assert "<img src=x> & Co" in pdf_text(found)
    assert "\u202e" not in repr(found)


def test_the_demonstration_is_marked_and_a_hub_without_numbers_prints(hub: OpenHub, world: Any) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        record = work.session.scalars(select(Hub)).one()
        record.is_demo, record.phone, record.safeguarding_phone, record.lead_name = True, "", "", ""
    found = world.sheet(world.plan(world.ask()))
    assert found.demo
    assert "DEMONSTRATION" in pdf_text(found)
