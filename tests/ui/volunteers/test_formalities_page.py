"""The queue of formalities: what is late, declining, narrowing, what belongs to each state, and undoing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import CheckLevel, CheckStatus, CheckType, Layer
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Check
from desktop.context import AppContext
from desktop.services.checks import CheckDraft
from desktop.services.formalities import Formalities, FormalityDraft, Step
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.id_table import SPOKEN
from desktop.ui.base.label import Sentence
from desktop.ui.base.record_spec import EDIT, VOID
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.formalities_page import RECORD, FormalitiesPage

Wait = Callable[[], None]
TODAY = date(2026, 11, 17)
Kind, State = FormalityKind, FormalityState


@pytest.fixture
def queue(hub: OpenHub) -> dict[str, str]:
    """A late insurance, a check for Aisha, and a course that the council took on."""
    verbs, made = Formalities(hub.tools), {}
    made["council"] = (
        Organisations(hub.tools).save(hub.actor, OrganisationDraft("Saltmarsh Council", Layer.STATUTORY)).made
    )
    person = PersonDraft("<b>Aisha</b>", last_name="Khan", phones=(PhoneDraft("07700 900416"),))
    made["aisha"] = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made
    asked = TODAY - timedelta(days=9)
    late = FormalityDraft(
        Kind.INSURANCE, asked_by_name="Fell View", asked_on=asked, due_on=TODAY - timedelta(1)
    )
    made["late"] = verbs.save(hub.actor, late).made
    check = FormalityDraft(Kind.CRIMINAL_RECORD, asked_by_name="Mill Street", volunteer_id=made["aisha"])
    made["check"] = verbs.save(hub.actor, check).made
    course = FormalityDraft(Kind.FIRST_AID, asked_by_name="Mill Street", for_name="four of us")
    made["course"] = verbs.save(hub.actor, course).made
    verbs.move(hub.actor, made["course"], Step(State.TAKEN_ON, arranged_by_id=made["council"]))
    return made


@pytest.fixture
def page(
    queue: object, context: AppContext, show_page: Callable[[FormalitiesPage], FormalitiesPage]
) -> FormalitiesPage:
    """The page on show."""
    return show_page(FormalitiesPage(context))


def words(widget: QWidget) -> str:
    found = [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]
    found += [part.plain() for part in widget.findChildren(Sentence) if part.isVisibleTo(widget)]
    return "\n".join(found)


def form_of(page: FormalitiesPage) -> FormDialog:
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def test_what_is_open_stands_by_stage_and_says_what_is_late(
    page: FormalitiesPage, queue: dict[str, str]
) -> None:
    records = page.table.records()
    assert list(records.ids) == [queue["late"], queue["check"], queue["course"]]
    assert [(one.title, one.count) for one in records.groups] == [("Asked", 2), ("Taken on", 1)]
    at = [column.title for column in records.columns].index("Due")
    row = records.row_of(queue["late"])
    assert records.cell_at(row, at).tone is Tone.DANGER
    assert records.index(row, at).data(SPOKEN).endswith("overdue")
    assert not unnamed_widgets(page)
    assert not rich_texts(page)


def test_each_state_has_its_own_buttons(page: FormalitiesPage, queue: dict[str, str], settle: Wait) -> None:
    shared = {EDIT, VOID}
    for key, own in (
        ("late", {State.TAKEN_ON, State.DECLINED}),
        ("check", {State.TAKEN_ON, State.DECLINED, RECORD}),
        ("course", {State.ARRANGED, State.DONE, State.DECLINED}),
    ):
        page.show_record(queue[key])
        settle()
        assert set(page.pane.buttons) == {str(one) for one in own} | shared, key
    assert "four of us" in words(page.pane)
    page.show_record(queue["check"])
    settle()
    assert not rich_texts(page.pane)


def test_declining_asks_why_and_can_be_opened_again(
    page: FormalitiesPage, queue: dict[str, str], settle: Wait, qtbot: QtBot
) -> None:
    page.show_record(queue["late"])
    settle()
    page.pane.buttons[State.DECLINED].click()
    settle()
    dialog = form_of(page)
    assert not unnamed_widgets(dialog)
    dialog.primary.click()
    settle()
    assert "why" in dialog.form.problems()
    dialog.form.editor("why").set_value("Their landlord insures them")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert queue["late"] not in page.table.records().ids
    page.toolbar.filters["stands"].set_value(State.DECLINED.value)
    settle()
    assert list(page.table.records().ids) == [queue["late"]]
    assert "Their landlord insures them" in words(page.pane)
    page.pane.buttons[State.ASKED].click()
    settle()
    form_of(page).primary.click()
    settle()
    page.toolbar.filters["stands"].set_value("all")
    settle()
    assert len(page.table.records().ids) == 3


def test_taking_on_needs_somebody_who_arranges(
    page: FormalitiesPage, queue: dict[str, str], settle: Wait
) -> None:
    page.show_record(queue["late"])
    settle()
    page.pane.buttons[State.TAKEN_ON].click()
    settle()
    dialog = form_of(page)
    dialog.primary.click()
    settle()
    assert "arranged_by_id" in dialog.form.problems()
    dialog.reject()


def test_the_queue_narrows_to_one_body_and_by_words(
    page: FormalitiesPage, queue: dict[str, str], settle: Wait
) -> None:
    page.toolbar.filters["with"].set_value(queue["council"])
    settle()
    assert list(page.table.records().ids) == [queue["course"]]
    page.toolbar.filters["with"].set_value(None)
    assert page.toolbar.search is not None
    page.toolbar.search.setText("fell")
    page.toolbar.search.searched.emit("fell")
    settle()
    assert list(page.table.records().ids) == [queue["late"]]


def test_one_taken_off_can_be_brought_back(
    page: FormalitiesPage, queue: dict[str, str], hub: OpenHub, settle: Wait
) -> None:
    page.show_record(queue["late"])
    settle()
    page.pane.buttons[VOID].click()
    dialog = next(one for one in page.findChildren(ReasonDialog) if one.isVisible())
    dialog.form.editor("reason").set_value("Asked twice")
    dialog.primary.click()
    settle()
    assert queue["late"] not in page.table.records().ids
    assert list(page.spec.taken_off()) == [queue["late"]]
    page.spec.bring_back(queue["late"])
    assert Formalities(hub.tools).get(hub.actor, queue["late"]).row.state is State.ASKED


def test_undo_takes_check_and_closing_back_together(queue: dict[str, str], hub: OpenHub) -> None:
    verbs = Formalities(hub.tools)
    draft = CheckDraft(
        CheckType.DBS, CheckStatus.VERIFIED, CheckLevel.BASIC, seen_by="Helen Strickland", seen_on=TODAY
    )
    made = verbs.record_check(hub.actor, queue["check"], draft)
    assert verbs.get(hub.actor, queue["check"]).row.state is State.DONE
    History(hub.tools).undo(hub.actor, made.txn)
    held = verbs.get(hub.actor, queue["check"])
    assert (held.row.state, held.row.recorded, held.closed_on) == (State.ASKED, False, None)
    with hub.store.read() as session:
        assert session.scalars(select(Check).where(Check.voided_at.is_(None))).all() == []
