"""What leaves is what is on screen: the rows picked, in their order, the columns shown, the words over it."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.services.households import HouseholdDraft
from desktop.services.lists import ListKind
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.ui.list_files import ListFiles, plan_of
from desktop.ui.people.page import PeoplePage

Wait = Callable[[], None]


@pytest.fixture
def page(context: AppContext, qtbot: QtBot, settle: Wait) -> Iterator[PeoplePage]:
    """Three people on the list."""
    people = context.service(People)
    for name in ("Ann", "Bo", "Cy"):
        draft = PersonDraft(
            name,
            last_name="Mallory",
            phones=(PhoneDraft("020 7946 0147"),),
            household=HouseholdDraft(f"1 {name} Road", postcode="QX4 2LB"),
        )
        people.save(context.actor, draft)
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.resize(1154, 688)
    made.show()
    made.enter()
    settle()
    yield made
    made.leave()
    made.close_page()
    settle()


def test_a_file_holds_the_rows_picked_and_the_columns_shown(
    page: PeoplePage, context: AppContext, tmp_path: Path, qtbot: QtBot, settle: Wait
) -> None:
    page.table.set_hidden({"postcode", "area", "phone", "open_requests"})
    page.table.sort_by("name", descending=True)
    settle()
    page.table.select_id(page.table.records().ids[0])
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    asked: list[Any] = []
    page.export_asked.connect(lambda query, ids: asked.append(plan_of(page, ListKind.PEOPLE, query, ids)))
    page.strip.buttons["save"].click()
    (plan,) = asked
    assert plan.columns == ("first_name", "last_name", "address_line1")
    assert plan.title == "People"
    assert plan.filter_words == "Everyone, by name, last first, 2 of 3 picked"
    path = tmp_path / "people.csv"
    ListFiles(context, page).save(page, plan, str(path))
    settle()
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["first_name", "last_name", "address_line1"],
        ["Cy", "Mallory", "1 Cy Road"],
        ["Bo", "Mallory", "1 Bo Road"],
    ]


def test_with_nothing_picked_all_of_it_leaves_and_a_number_brings_how_to_ring(
    page: PeoplePage, context: AppContext, tmp_path: Path, settle: Wait
) -> None:
    asked: list[Any] = []
    page.print_asked.connect(lambda query, ids: asked.append(plan_of(page, ListKind.PEOPLE, query, ids)))
    page.print_page()
    (plan,) = asked
    assert len(plan.ids) == 3
    assert plan.filter_words == "Everyone"
    assert plan.columns[-2:] == ("phone", "open_requests")
    path = tmp_path / "people.csv"
    ListFiles(context, page).save(page, plan, str(path))
    settle()
    heads = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert heads[-3:] == ["safe_contact", "phone", "open_requests"]


def test_every_list_that_leaves_names_columns_there_are(context: AppContext, settle: Wait) -> None:
    from desktop.services.lists import Lists
    from desktop.ui.loans.page import LoansSpec
    from desktop.ui.organisations.page import OrganisationsSpec
    from desktop.ui.people.page import PeopleSpec
    from desktop.ui.referrals.table import ReferralSpec
    from desktop.ui.requests.table import RequestSpec
    from desktop.ui.rounds.list_spec import RoundsSpec
    from desktop.ui.volunteers.bank_page import BankSpec
    from desktop.ui.volunteers.page import VolunteersSpec

    for kind, spec in (
        (ListKind.PEOPLE, PeopleSpec(context)),
        (ListKind.VOLUNTEERS, VolunteersSpec(context)),
        (ListKind.REQUESTS, RequestSpec(context)),
        (ListKind.ORGANISATIONS, OrganisationsSpec(context)),
        (ListKind.ROUNDS, RoundsSpec(context)),
        (ListKind.REFERRALS, ReferralSpec(context)),
        (ListKind.LOANS, LoansSpec(context)),
        (ListKind.VOLUNTEERS, BankSpec(context)),
    ):
        wanted = [name for column in spec.columns for name in column.files]
        with context.service(Lists).open(context.actor, kind, [], wanted) as held:
            assert set(wanted) <= set(held.columns)
            assert list(held.rows) == []
