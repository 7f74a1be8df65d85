"""Erasing somebody from their page: seen before, agreed to by a second account, gone after."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.enums import Role
from db.enums_neighbours import NeighbourKind
from desktop.context import AppContext
from desktop.services.neighbours import NeighbourDraft, Neighbours
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.registers import Registers
from desktop.services.users import Users
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.protection.erase_page import ErasePage
from desktop.ui.volunteers.neighbour_words import ERASE
from desktop.ui.volunteers.neighbours_page import NeighboursPage
from tests.ui.conftest import CHEAP

Wait = Callable[[], None]
AMINAS = "nine early larks sing"


def said(page: ErasePage) -> str:
    """Every word on the page."""
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_two_people_erase_somebody(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    people, actor = context.service(People), context.actor
    numbers = (PhoneDraft("020 7946 0147"),)
    jean = people.save(actor, PersonDraft(first_name="Jean", last_name="Mallory", phones=numbers)).made
    roles = frozenset({Role.COORDINATOR})
    context.service(Users).add(actor, context.hub.folder.path, "Amina", AMINAS, roles, params=CHEAP)
    page = ErasePage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(jean)
    settle()
    assert unnamed_widgets(page) == []
    assert "Phone number: 1" in said(page)
    page.erase_button.click()
    settle()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    dialog.form.set_values({"reason": "They asked", "name": "Amina", "passphrase": "wrong words all four"})
    dialog.primary.click()
    settle()
    assert people.get(actor, jean).draft.first_name == "Jean"
    dialog.form.set_values({"reason": "They asked", "name": "Amina", "passphrase": AMINAS})
    with qtbot.waitSignal(page.place_asked) as asked:
        dialog.primary.click()
    settle()
    assert asked.args == ["protection", None]
    (line,) = context.service(Registers).destructions(actor)
    assert (line.about, line.by, line.second, line.reason) == ("P-1", actor.name, "Amina", "They asked")
    assert people.find(actor, "mallory") == []


def test_where_there_is_one_account_an_outsider_signs(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    people, actor = context.service(People), context.actor
    jean = people.save(actor, PersonDraft(first_name="Jean", last_name="Mallory")).made
    page = ErasePage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(jean)
    settle()
    page.erase_button.click()
    settle()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    day = context.hub.tools.clock().date()
    signed = {"reason": "They asked", "typed": "a-0001", "name": "Jo Marsh, vicar", "signed_on": day}
    dialog.form.set_values(signed)
    with qtbot.waitSignal(page.place_asked):
        dialog.primary.click()
    settle()
    (line,) = context.service(Registers).destructions(actor)
    assert line.second == "Jo Marsh, vicar"


def test_what_a_door_offers_is_erased_from_the_offer_on(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    neighbours, actor = context.service(Neighbours), context.actor
    draft = NeighbourDraft(NeighbourKind.SHOPPING, street="Mill Row", door="Flat 3")
    key = neighbours.save(actor, draft).made
    offers = NeighboursPage(context)
    qtbot.addWidget(offers)
    offers.show()
    settle()
    assert ERASE in {one.key for one in offers.spec.detail(key).actions}
    with qtbot.waitSignal(offers.place_asked) as wanted:
        offers.acted.emit(ERASE, key)
    page = ErasePage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(wanted.args[1])
    settle()
    assert "Flat 3, Mill Row" in page.title
    assert "neighbour" in said(page).lower()
    with qtbot.waitSignal(page.place_asked) as back:
        page.back.click()
    assert back.args == ["neighbours", key]
    page.erase_button.click()
    settle()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    day = context.hub.tools.clock().date()
    signed = {"reason": "They asked", "typed": "a-0001", "name": "Jo Marsh, vicar", "signed_on": day}
    dialog.form.set_values(signed)
    with qtbot.waitSignal(page.place_asked):
        dialog.primary.click()
    settle()
    assert neighbours.ids(actor, running=None) == []


def test_a_name_that_somebody_else_has_too_is_said_to_stay(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    people, actor = context.service(People), context.actor
    jean = people.save(actor, PersonDraft(first_name="Jean", last_name="Mallory")).made
    people.save(actor, PersonDraft(first_name="Jean", last_name="Mallory"))
    page = ErasePage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(jean)
    settle()
    assert "since somebody else here has the same: Jean Mallory" in said(page)
