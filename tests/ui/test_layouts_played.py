"""Each council's layout played through the window: its list taken in, looked at, there, and given back."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from db.enums import CloseReason, Layer
from db.models import NeedType, Organisation, Person, Referral, Request
from desktop.context import AppContext
from desktop.imports.layouts import layout_key
from desktop.imports.profiles import profile_from_json
from desktop.imports.targets import Kind
from desktop.services.layouts import Layouts
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.requests import Requests
from desktop.ui.base.button import Button
from desktop.ui.imports.page import CHECK, DONE, ImportsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.referrals.incoming_back import BackDialog
from desktop.ui.referrals.incoming_page import IncomingPage
from desktop.ui.referrals.page import ReferralsPage
from tests.screens.show_layouts import LAYOUT
from tests.ui.window import main, records  # noqa: F401

Settle = Callable[[], None]


@dataclass(frozen=True)
class Played:
    """One layout's list.

    Attributes:
        profile: by which it is known.
        text: the file; its second row asks for nothing, or is refused.
        asked: name and need of whom a referral comes in for.
        outcome: the column that says what came of it, and what it says of one that was helped.
        before: a list that comes first, of people the other speaks of.
    """

    profile: str
    kind: Kind
    text: str
    asked: tuple[str, str]
    outcome: tuple[str, str]
    before: str = ""


PLAYED = (
    Played(
        "nsss",
        Kind.PEOPLE,
        "ID,first_name,last_name,date_of_birth,address_line1,address_postcode,contact_number_calls,"
        "uid_submission,submission_datetime,do_you_have_someone_to_go_shopping_for_you\n"
        "N-0071,Nora,Quill,1948-03-05,3 Kelp Street,QX4 2LB,020 7946 0171,u1,2021-01-09 10:00:00,no\n"
        "N-0072,Odd,Pell,1950-03-05,4 Kelp Street,QX4 2LB,020 7946 0172,u2,2021-01-09 10:00:00,yes\n",
        ("Nora", "shopping"),
        ("Hub outcome", "Helped"),
    ),
    Played(
        "gds-daily-2020",
        Kind.PEOPLE,
        "Timestamp,ID,FirstName,LastName,Address1,Postcode,Phone,EssentialSupplies,CarrySupplies\n"
        "2020-04-02 10:00:00,0071,Nora,Quill,3 Kelp Street,QX4 2LB,020 7946 0171,No,Yes\n"
        "2020-04-02 10:00:00,0072,Odd,Pell,4 Kelp Street,QX4 2LB,020 7946 0172,Yes,Yes\n",
        ("Nora", "food_parcel"),
        ("Hub outcome", "Helped"),
    ),
    Played(
        "hackney-generic-requests",
        Kind.REQUESTS,
        "First name,Surname,d.o.b,Help Request Type,Address Line 1,Postcode,Phone number,Subtype,"
        "Case Note 4\n"
        "Nora,Quill,05/03/1948,Shopping,3 Kelp Street,QX4 2LB,020 7946 0171,,\n"
        "Odd,Pell,,Shopping,4 Kelp Street,QX4 2LB,,,\n",
        ("Nora", "shopping"),
        ("Case Note 4", "Every Tuesday."),
    ),
    Played(
        "wholesaler-deliveries",
        Kind.PEOPLE,
        "Company,ID,Name,Address,Postcode,DelDate,Outcome,Comment,Outcome_Description\n"
        "Bidder,0071,Nora Quill,3 Kelp Street,QX4 2LB,12/05/2020,4,,Box unopened\n"
        "Bidder,0072,Odd Pell,4 Kelp Street,QX4 2LB,12/05/2020,1,,Delivered\n",
        ("Nora", "welfare_check"),
        ("Hub outcome", "Helped"),
    ),
    Played(
        "hubkeeper-requests",
        Kind.REQUESTS,
        "request_id,person_id,help_needed,urgency,received_at,status\n"
        "R-71,P-71,food_shopping,same_day,2026-11-10T09:00:00+00:00,new\n"
        "R-72,P-99,food_shopping,same_day,2026-11-10T09:00:00+00:00,new\n",
        ("Nora", "shopping"),
        ("Hub outcome", "Helped"),
        before="person_id,first_name,last_name,address_postcode,contact_number_calls,record_status\n"
        "P-71,Nora,Quill,QX4 2LB,+442079460171,active\n",
    ),
    Played(
        "aldermouth-council",
        Kind.REQUESTS,
        "Case No;Client;Date of Birth;Address;Post Code;Tel;Priority;Service Code;Remarks;Result;"
        "Result Date\n"
        "AL/0071;Quill, Nora;05/03/1948;3 Kelp Street;QX4 2LB;020 7946 0171;P1;FP;Two stairs;;\n"
        "AL/0072;Pell, Odd;05/03/1950;4 Kelp Street;QX4 2LB;020 7946 0172;P3;;;;\n",
        ("Nora", "food_parcel"),
        ("Result", "CLOSED-H"),
    ),
)


@pytest.fixture
def council(context: AppContext) -> str:
    """Who sends the lists, with a layout of its own kept for it."""
    made = profile_from_json(json.dumps(LAYOUT))
    context.service(Layouts).save(context.actor, json.loads(made.to_json()), layout_key(made))
    draft = OrganisationDraft("Aldermouth Council", Layer.STATUTORY)
    return context.service(Organisations).save(context.actor, draft).made


def go(main: MainWindow, place: str, kind: type[Any], settle: Settle) -> Any:  # noqa: F811
    main.shell.go_to(place)
    settle()
    page = main.shell.page()
    assert isinstance(page, kind)
    return page


def take_in(page: ImportsPage, path: Path, kind: Kind, sender: str | None, settle: Settle) -> None:
    """File, columns, check, done."""
    page.file_step.kind.set_value(kind)
    page.file_step.passed_by.set_value(sender)
    page.file_step.set_file(str(path))
    settle()
    page.next.click()
    page.next.click()
    settle()
    assert page.stepper.at == CHECK
    page.next.click()
    settle()
    assert page.stepper.at == DONE


@pytest.mark.parametrize("played", PLAYED, ids=lambda one: one.profile)
def test_a_list_comes_in_and_goes_back_in_their_columns(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    council: str,
    tmp_path: Path,
    settle: Settle,
    played: Played,
) -> None:
    page = go(main, "imports", ImportsPage, settle)
    if played.before:
        path = tmp_path / "before.csv"
        path.write_text(played.before, encoding="utf-8")
        take_in(page, path, Kind.PEOPLE, None, settle)
        page.done_step.again.click()
    path = tmp_path / "their list.csv"
    path.write_text(played.text, encoding="utf-8")
    take_in(page, path, played.kind, council, settle)
    assert page._staged is not None
    assert page._staged.source.column_map.profile == played.profile
    with context.hub.store.read() as session:
        held = session.query(Referral).one()
        who = session.get_one(Person, held.person_id).first_name
        need = session.get_one(NeedType, held.need_type_id).code
        asked = session.get_one(Request, held.request_id).id
        assert session.get_one(Organisation, held.organisation_id).name == "Aldermouth Council"
    assert (who, need) == played.asked
    context.service(Requests).close(context.actor, asked, CloseReason.MET, "Every Tuesday.")
    back = given_back(main, tmp_path, settle)
    mark = ";" if ";" in played.text else ","
    theirs = next(csv.reader(io.StringIO(played.text), delimiter=mark))
    (row,) = csv.DictReader(io.StringIO(back.read_text(encoding="utf-8"), newline=""), delimiter=mark)
    assert list(row)[: len(theirs)] == theirs
    first = played.text.splitlines()[1]
    column, words = played.outcome
    assert row[column] == words
    if played.profile == "aldermouth-council":
        assert list(row) == theirs, "they take no columns but their own"
    if column not in theirs:
        assert first in back.read_text(encoding="utf-8"), "their own cells to the letter"


def given_back(main: MainWindow, folder: Path, settle: Settle) -> Path:  # noqa: F811
    """Coming in, Give a list back: looked at, and saved."""
    going = go(main, "referrals", ReferralsPage, settle)
    next(one for one in going.toolbar.findChildren(Button) if one.text() == "Coming in").click()
    settle()
    page = main.shell.page()
    assert isinstance(page, IncomingPage)
    page.ask_list()
    settle()
    (dialog,) = [one for one in page.findChildren(BackDialog) if one.isVisible()]
    assert dialog.said.text() == "1 row goes back."
    assert dialog.table is not None
    assert dialog.table.records().rowCount() == 1
    dialog.primary.click()
    (where,) = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    path = folder / "outcomes.csv"
    where.fileSelected.emit(str(path))
    where.close()
    settle()
    return path
