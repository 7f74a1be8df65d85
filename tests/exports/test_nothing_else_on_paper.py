"""Domain rule 9: forbidden words in every other text of the store, and none of them on any paper."""

from pathlib import Path

import pytest
from sqlalchemy import String, text
from sqlalchemy.exc import DatabaseError

from db.base import Base
from db.queries.rounds import RoundFilter
from desktop.exports.call_sheets import draw_call_sheets
from desktop.exports.rota_print import render_own, render_wall
from desktop.exports.round_print import render_rounds
from desktop.runtime.gazetteer import ground_if_any
from desktop.services.call_sheet_papers import CallSheetPapers
from desktop.services.call_sheets import CallSheets, SheetsWanted
from desktop.services.hubs import OpenHub
from desktop.services.phone_rounds import PhoneRounds
from desktop.services.rota_papers import RotaPapers
from desktop.services.round_sheets import RoundSheets
from desktop.services.rounds import Rounds
from tests.poppler import text_of
from tests.screens.hub import make_hub, open_tour

ALLOWED = frozenset(
    [
        "household.address_line1",
        "household.address_line2",
        "household.town",
        "household.postcode",
        "household.door_note",
        "household.food_needs",
        "person.first_name",
        "person.preferred_name",
        "person.last_name",
        "hub.name",
        "hub.lead_name",
        "hub.phone",
        "hub.safeguarding_phone",
        "round.name",
        "request.items",
        "task.items",
        "need_type.item_one",
        "need_type.item_many",
        "need_type.label",
        "need_type.code",
        "area.name",
        "rota_job.name",
        "rota_job.place",
        "rota_job.icon",
        "rota_day.why",
        "rota_job.note",
        "rota_seat.skill",
        "phone.e164",
    ]
)
"""What a sheet may carry: domain rule 9, and the numbers and words of the hub and its jobs themselves."""
RULES = frozenset(
    [
        "request.recurrence",
        "rota_job.rule",
        "clearance_rule.need_code",
        "clearance_rule.applies_when",
        "need_type.keep",
        "need_type.icon",
        "remembered_place.area_key",
    ]
)
"""Texts that are rules or codes: in another form nothing could be read at all."""
MARK = "zqforbidden"
OF_CALLS = frozenset(
    [
        "call_sheet.caller",
        "phone_round.name",
        "phone_round.asks",
        "person.language_code",
        "person.safe_number",
        "person.safe_when",
    ]
)
"""What a call sheet may carry too, and what keeps somebody off it: tests of call sheets say so."""


@pytest.fixture
def hub(tmp_path: Path) -> OpenHub:
    """The demonstration hub."""
    return open_tour(make_hub(tmp_path / "hub"))


def seed(hub: OpenHub, besides: frozenset[str] = frozenset()) -> int:
    """Put the forbidden word into every other free text of the store; into how many columns it went."""
    columns = [
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if type(column.type) is String and not column.primary_key and not column.foreign_keys
    ]
    done = 0
    with hub.store.write(hub.actor.user_id) as work:
        for table, column in columns:
            if f"{table}.{column}" in ALLOWED | RULES | besides:
                continue
            try:
                with work.session.begin_nested():
                    work.session.execute(text(f'UPDATE "{table}" SET "{column}" = "{column}" || \'{MARK}\''))
                done += 1
            except DatabaseError:
                continue  # the store's own guards refuse: what is only added to, or checked for its form
    return done


def papers(hub: OpenHub, folder: Path) -> str:
    """Every word on the sheets of all rounds, what to load, the wall and everybody's own shifts."""
    folder.mkdir()
    rounds, actor = Rounds(hub.tools), hub.actor
    keys = rounds.ids(actor, RoundFilter())
    sheets = [one for one in RoundSheets(hub.tools).sheets(actor, keys) if one.stops]
    week = RotaPapers(hub.tools).week(actor, rounds.today())
    drawn = [
        render_rounds(sheets, ground_if_any(), loads=True),
        render_wall(week),
        render_own(week, week.people(), large=True),
    ]
    assert sheets
    assert week.people()
    words = []
    for number, (content, _pages) in enumerate(drawn):
        path = folder / f"{number}.pdf"
        path.write_bytes(content)
        words.append(text_of(path))
    return "\n".join(words)


def call_sheets(hub: OpenHub, path: Path) -> str:
    """Every word on all call sheets, of the worklist and of a phone round."""
    sheets, actor = CallSheets(hub.tools), hub.actor
    if not sheets.sheets(actor):
        (phone_round,) = PhoneRounds(hub.tools).rounds(actor)
        names = sheets.callers(actor, phone_round.id)
        for source in ("", phone_round.id):
            sheets.make(actor, SheetsWanted(names, sheets.today(), source))
    keys = [one.id for one in sheets.sheets(actor)]
    assert len(keys) > 3
    path.write_bytes(draw_call_sheets(CallSheetPapers(hub.tools).papers(actor, keys)))
    return text_of(path)


def test_no_call_sheet_carries_anything_else(hub: OpenHub, tmp_path: Path) -> None:
    try:
        before = call_sheets(hub, tmp_path / "before.pdf")
        assert seed(hub, OF_CALLS) > 60
        after = call_sheets(hub, tmp_path / "after.pdf")
        assert MARK not in after
        assert after == before
    finally:
        hub.close()


def test_no_paper_of_the_week_carries_anything_else(hub: OpenHub, tmp_path: Path) -> None:
    try:
        before = papers(hub, tmp_path / "before")
        assert seed(hub) > 60
        after = papers(hub, tmp_path / "after")
        assert MARK not in after
        assert len(after) == len(before)
    finally:
        hub.close()
