"""Forty texts that look like markup and sixty like formulas, typed into the forms of the directory.

Organisations, services and areas: each text is typed into fields of all three. Nothing is obeyed, nothing
goes missing, nothing stops a screen, the leaflet or a file.
"""

import csv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget

from db.enums import Layer
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.domain.text import clean
from desktop.exports.leaflet_pdf import draw_leaflet
from desktop.exports.make_directory import DirectoryPlan, make_directory
from desktop.exports.make_list import ListPlan, draw_list, make_list
from desktop.services.areas import Areas
from desktop.services.directory import Directory, Wanted
from desktop.services.hsds_schema import Profile
from desktop.services.lists import ListKind, Lists
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.ui.base.accessibility import rich_texts
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind
from desktop.ui.base.record_page import RecordPage
from desktop.ui.organisations.areas_page import AreasPage
from desktop.ui.organisations.directory_page import DirectoryPage
from desktop.ui.organisations.page import OrganisationsPage
from tests.hostile import FORMULAS, MARKUP
from tests.ui.role_walk import texts_of

PAYLOADS = (*MARKUP, *FORMULAS)
EVERY = 5
"""One record takes every fifth payload first; the fields after it take those that follow."""
WORDS = (FieldKind.TEXT, FieldKind.MULTILINE)
Show = Callable[[Any], Any]
Settle = Callable[[], None]
NEVER = frozenset({"parts", "hours"})
"""What is read into postcodes and times, and refused where it is neither."""


def typed(page: RecordPage, first: int, settle: Settle, **answers: object) -> list[str]:
    """Add a record through its form, every field of words filled with a payload; what was typed."""
    page.open_form()
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    given = {}
    for place, field in enumerate(one for one in dialog.form.fields if one.kind in WORDS):
        if field.key not in NEVER:
            given[field.key] = PAYLOADS[(first + place) % len(PAYLOADS)]
            dialog.form.editor(field.key).set_value(given[field.key])
    for key, value in answers.items():
        dialog.form.editor(key).set_value(value)
    dialog.primary.click()
    settle()
    assert not [one for one in page.findChildren(FormDialog) if one.isVisible()], texts_on(dialog)
    return list(given.values())


def texts_on(page: QWidget) -> set[str]:
    """Every text of every widget of a page, as one line each."""
    found = (text for widget in page.findChildren(QWidget) for text in texts_of(widget))
    return {clean(text) for text in found if text}


def walked(page: RecordPage, settle: Settle) -> set[str]:
    """Every text shown while each record is put forward; nothing may be taken for markup."""
    seen = set[str]()
    for key in list(page.table.records().ids):
        page.show_record(key)
        settle()
        assert rich_texts(page) == []
        seen |= texts_on(page)
    return seen


@pytest.fixture
def filled(context: AppContext, show_page: Show, settle: Settle) -> dict[type, RecordPage]:
    """Twenty records of each kind, typed."""
    pages: dict[type, RecordPage] = {}
    organisations = show_page(OrganisationsPage(context))
    for first in range(0, len(PAYLOADS), EVERY):
        typed(organisations, first, settle, layer=Layer.ANCHOR)
    pages[OrganisationsPage] = organisations
    key = context.service(Organisations).save(context.actor, OrganisationDraft("Body", Layer.ANCHOR)).made
    need = next(one.id for one in context.service(Needs).all(context.actor) if one.code == "shopping")
    directory = show_page(DirectoryPage(context))
    for first in range(0, len(PAYLOADS), EVERY):
        typed(directory, first, settle, organisation_id=key, need_ids={need}, everywhere=True)
    pages[DirectoryPage] = directory
    areas = show_page(AreasPage(context))
    for first in range(0, len(PAYLOADS), EVERY):
        typed(areas, first, settle)
    pages[AreasPage] = areas
    return pages


def test_nothing_typed_is_obeyed_or_goes_missing(
    context: AppContext, filled: dict[type, RecordPage], settle: Settle, tmp_path: Path
) -> None:
    for page in filled.values():
        page.activateWindow()
        page.reload()
        settle()
        assert len(page.table.records().ids) >= len(PAYLOADS) // EVERY
        walked(page, settle)
    _kept_as_typed(context)
    _lists(context, tmp_path)
    _leaflet(context)
    _tables(context, tmp_path)


def _kept_as_typed(context: AppContext) -> None:
    """Names stand in the store as they were typed, but for blanks at their ends."""
    actor, organisations = context.actor, context.service(Organisations)
    names = {row.name for row in organisations.rows(actor, organisations.ids(actor, OrganisationFilter()))}
    expected = {clean(PAYLOADS[first]) for first in range(0, len(PAYLOADS), EVERY)}
    assert expected <= names
    directory = context.service(Directory)
    services = {one.row.name for one in directory.rows(actor, directory.ids(actor, Wanted()))}
    assert expected <= services
    areas = context.service(Areas)
    assert expected <= {name for _key, name in areas.choices(actor)}


def _lists(context: AppContext, folder: Path) -> None:
    who, tools = context.actor, context.hub.tools
    plan = ListPlan(ListKind.ORGANISATIONS, Lists(tools).all_ids(who, ListKind.ORGANISATIONS))
    for ending in (".csv", ".xlsx", ".ods"):
        made = make_list(tools, who, plan, folder / f"list{ending}", tools.clock())
        assert made.rows >= len(PAYLOADS) // EVERY
        _no_formula(folder / f"list{ending}")
    assert draw_list(tools, who, plan, tools.clock()).content.startswith(b"%PDF")


def _leaflet(context: AppContext) -> None:
    pages = PdfReader(BytesIO(draw_leaflet(context.hub.tools, context.actor))).pages
    words = " ".join(page.extract_text() for page in pages)
    assert "<b>Jean</b>" in words
    assert not any("/AA" in page or "/Annots" in page for page in pages)


def _tables(context: AppContext, folder: Path) -> None:
    tools = context.hub.tools
    for profile in Profile:
        out = folder / profile.value
        out.mkdir()
        made = make_directory(tools, context.actor, DirectoryPlan(profile), out, tools.clock())
        assert made.path.exists()


def _no_formula(path: Path) -> None:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r"))]
    elif path.suffix == ".xlsx":
        sheets = load_workbook(path).worksheets
        assert not [
            one for sheet in sheets for row in sheet.iter_rows() for one in row if one.data_type == "f"
        ]
