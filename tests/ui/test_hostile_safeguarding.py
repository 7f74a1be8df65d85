"""Forty texts that look like markup and sixty like formulas, in every field of safeguarding's screens.

Each stands in each field once. Nothing is obeyed, nothing goes missing, nothing stops a screen or a file.
"""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from db.enums import CheckStatus, CheckType
from db.enums_concerns import AboutKind, EntryKind, NextStep
from db.enums_formalities import FormalityKind
from desktop.context import AppContext
from desktop.domain.concerns import About, Account, Alleged, Decision, Details, Referral
from desktop.domain.text import clean
from desktop.exports.make_list import ListPlan, make_list
from desktop.services.checks import CheckDraft, Checks
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.formalities import Formalities, FormalityDraft
from desktop.services.journey import Journey
from desktop.services.lists import ListKind, Lists
from desktop.services.people import PersonDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import rich_texts
from desktop.ui.concerns.page import ConcernsPage
from desktop.ui.volunteers.checks_page import ChecksPage
from desktop.ui.volunteers.formalities_page import FormalitiesPage
from desktop.ui.volunteers.page import VolunteersPage
from tests.hostile import FORMULAS, MARKUP
from tests.signed import signed
from tests.ui.conftest import PASSPHRASE
from tests.ui.role_walk import texts_of

PAYLOADS = (*MARKUP, *FORMULAS)
TODAY = date(2026, 11, 17)
Show = Callable[[Any], Any]
Settle = Callable[[], None]


class Draw:
    """Payloads in turn, each record beginning with the next, so that every field meets every one."""

    def __init__(self, record: int) -> None:
        self._at = record

    def __call__(self) -> str:
        self._at += 1
        return PAYLOADS[self._at % len(PAYLOADS)]


@pytest.fixture
def volunteers(context: AppContext) -> list[str]:
    """A volunteer, a check, a formality and steps for each payload."""
    who, made = context.actor, []
    for record in range(len(PAYLOADS)):
        text = Draw(record)
        person = PersonDraft(text() or "x", last_name=text(), email="a@example.org")
        key = context.service(Volunteers).save(who, VolunteerDraft(person=person, note=text())).made
        check = CheckDraft(
            CheckType.IDENTITY,
            CheckStatus.VERIFIED,
            seen_on=TODAY,
            seen_by=text(),
            position=text(),
            decided_by=text(),
            decision_reference=text(),
        )
        context.service(Checks).save(who, key, check)
        context.service(Journey).answered(who, key, TODAY, text())
        context.service(Journey).went_along(who, key, TODAY, text(), text())
        draft = FormalityDraft(
            FormalityKind.INSURANCE, asked_by_name=text(), for_name=text(), next_step=text(), note=text()
        )
        context.service(Formalities).save(who, draft)
        made.append(key)
    return made


@pytest.fixture
def concerns(context: AppContext) -> list[str]:
    """A concern for each payload, worked on."""
    who, folder, made = context.actor, context.hub.folder.path, []
    opened = context.service(Concerns)
    opened.unlock(who, folder, PASSPHRASE)
    for record in range(len(PAYLOADS)):
        text = Draw(record)
        about = About(AboutKind.SOMEONE, name=text(), detail=text())
        account = Account(
            about=about,
            words=text(),
            happened=text(),
            where=text(),
            wants=text(),
            heard_from=text(),
            told=text(),
            injuries=text(),
            alleged=Alleged(text(), text(), text()),
            others=text(),
            children=text(),
        )
        key = context.service(RaiseConcerns).send(who, folder, account).made
        details = Details(wants=text(), whereabouts=text(), alleged=Alleged(text()), care_needs=text())
        opened.write(who, key, EntryKind.DETAILS, part=details)
        opened.write(who, key, EntryKind.STEP, text())
        opened.write(who, key, EntryKind.DECISION, part=Decision(NextStep.REFER, why=text()))
        opened.write(who, key, EntryKind.REFERRAL, part=Referral(text(), text(), text(), text()))
        read = opened.read(who, key)
        told = replace(account, told=account.told.strip())
        assert (read.account, read.details) == (told, details)  # nothing is changed on the way
        made.append(key)
    opened.hide(who)
    return made


def shown(page: Any) -> set[str]:
    """Every text of every widget on a page, as one line each."""
    found = (text for widget in page.findChildren(QWidget) for text in texts_of(widget))
    return {clean(text) for text in found if text}


@pytest.mark.parametrize("kind", [VolunteersPage, ChecksPage])
def test_volunteers_and_their_checks(
    kind: type[Any], context: AppContext, volunteers: list[str], show_page: Show, settle: Settle
) -> None:
    page = show_page(kind(context))
    for key in volunteers[:: 1 if kind is VolunteersPage else 4]:
        page.show_record(key)
        settle()
        assert rich_texts(page) == []


def test_the_queue_of_formalities(
    context: AppContext, volunteers: list[str], show_page: Show, settle: Settle, tmp_path: Path
) -> None:
    page = show_page(FormalitiesPage(context))
    seen = set[str]()
    for key in page.table.records().ids:
        page.show_record(key)
        settle()
        assert rich_texts(page) == []
        seen |= shown(page)
    assert sum(clean(one) in seen for one in PAYLOADS) >= len(PAYLOADS) - 12
    assert page.table.records().ids


def test_concerns(context: AppContext, concerns: list[str], show_page: Show, settle: Settle) -> None:
    page = show_page(ConcernsPage(context))
    page.sealed.line.setText(PASSPHRASE)
    page.sealed.primary.click()
    settle()
    for key in concerns[::4]:
        page.opened.open_concern(key)
        settle()
        assert rich_texts(page) == []
        assert page.opened._file is not None
        assert page.opened._file.id == key
    page.opened.hide_now()


def test_lists_that_go_out(context: AppContext, volunteers: list[str], tmp_path: Path) -> None:
    who, tools = context.actor, context.hub.tools
    for kind in (ListKind.VOLUNTEERS, ListKind.FORMALITIES, ListKind.AUDIT):
        plan = ListPlan(kind, Lists(tools).all_ids(who, kind))
        for ending in (".csv", ".xlsx", ".ods", ".pdf"):
            out = tmp_path / f"{kind}{ending}"
            made = signed(context.hub, partial(make_list, tools, who, plan, out, tools.clock()))
            assert made.rows >= len(PAYLOADS)
            for cell in cells_of(out):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def cells_of(path: Path) -> list[str]:
    """Cells a spreadsheet would read as formulas if they began like one: text cells of xlsx are safe."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [cell for row in csv.reader(file) for cell in row]
    if path.suffix == ".xlsx":
        sheets = load_workbook(path).worksheets
        cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
        return [str(cell.value) for cell in cells if cell.data_type == "f"]
    return []
