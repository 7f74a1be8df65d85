"""Hands on the page of volunteers: somebody is carried from sign-up to active, step by step."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Answer, CheckLevel, CheckType, OfferAnswer, Urgency
from db.enums_checks import Workforce
from db.models import Task
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.match_facts import Fit
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.offers import Offers
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.label import Sentence
from desktop.ui.main_window import MainWindow
from desktop.ui.match.page import MatchPage
from desktop.ui.volunteers.check_dialogs import CheckDialog
from desktop.ui.volunteers.journey_pane import ANSWERED, BUDDY, INDUCTED, TAKE_ON
from desktop.ui.volunteers.page import VolunteersPage
from desktop.ui.volunteers.pane import MORE, RECORD, more_actions
from desktop.ui.volunteers.papers import CAME_BACK, DECLARATION, REFERENCE_1, REFERENCE_2

TODAY = date(2026, 11, 17)
LATER = date(2028, 11, 17)
HELEN = "Helen Strickland"


def said(widget: QWidget) -> str:
    """Everything on show."""
    found = [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]
    found += [part.plain() for part in widget.findChildren(Sentence) if part.isVisibleTo(widget)]
    return "\n".join(found)


class JourneyHands:
    """What a volunteer manager does on the page of volunteers and in Find someone."""

    def __init__(
        self, main: MainWindow, context: AppContext, settle: Callable[[], None], qtbot: QtBot
    ) -> None:
        """Take the window."""
        self.main, self.context, self.settle, self.qtbot = main, context, settle, qtbot

    def volunteers(self, volunteer: str = "") -> VolunteersPage:
        """The page of volunteers, with the keyboard on one of them."""
        page = self.main.shell.go_to("volunteers", volunteer or None)
        self.settle()
        assert isinstance(page, VolunteersPage)
        if volunteer:
            assert page.table.current_id() == volunteer
        return page

    def fill(self, **answers: Any) -> None:
        """Answer the form that is open, and save it."""
        form = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
        )
        if isinstance(form, CheckDialog):
            kind = form.form.editor("type")
            kind.set_value(answers.pop("type"))
            kind.edited.emit()
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()
        assert not shiboken6.isValid(form) or not form.isVisible(), form.form.problems()

    def sign_up(self, first: str, last: str, **answers: Any) -> str:
        """Add somebody by the form; their key."""
        page = self.volunteers()
        page.open_form()
        self.settle()
        self.fill(
            first_name=first,
            last_name=last,
            phone="07700 900417",
            date_of_birth=date(1980, 5, 1),
            address_line1="1 Skerry Road",
            postcode="QX4 2AB",
            **answers,
        )
        page.toolbar.set_tab("applied")
        page.reload()
        self.settle()
        records = page.table.records()
        names = {records.cell_at(row, 0).text: key for row, key in enumerate(records.ids)}
        return str(names[f"{first} {last}"])

    def press(self, volunteer: str, key: str, **answers: Any) -> None:
        """Press a button of their pane, and answer the form it opens where it opens one."""
        self.volunteers(volunteer).pane.buttons[key].click()
        self.settle()
        if key != TAKE_ON:
            self.fill(**answers)

    def more(self, volunteer: str, key: str, **answers: Any) -> None:
        """Choose something from More, and answer the form it opens."""
        page = self.volunteers(volunteer)
        page.pane.buttons[MORE].click()
        menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
        wanted = dict(more_actions())[key]
        next(one for one in menu.actions() if one.text() == wanted).trigger()
        menu.close()
        self.settle()
        self.fill(**answers)

    def pane(self, volunteer: str) -> str:
        """What their pane says."""
        return said(self.volunteers(volunteer).pane)

    def check(self, volunteer: str, kind: CheckType, **answers: Any) -> None:
        """Record a check as seen today by Helen."""
        answers = {"status": "verified", "seen_by": HELEN, "seen_on": TODAY, **answers}
        self.press(volunteer, RECORD, type=kind, **answers)

    def certificate(self, volunteer: str, kind: CheckType, level: CheckLevel, number: str) -> None:
        """A criminal record check came back and was seen."""
        about = {} if kind is CheckType.DISCLOSURE_SCOTLAND else {"workforce": Workforce.ADULT}
        dates = {"issued_on": TODAY, "review_on": LATER}
        self.check(volunteer, kind, level=level, reference=number, **dates, **about)

    def dbs(self, volunteer: str) -> None:
        """The DBS that the law asks for where adults are helped because of age or illness."""
        self.certificate(volunteer, CheckType.DBS, CheckLevel.ENHANCED_ADULTS_BARRED, "001234567890")

    def come_in(self, volunteer: str, whom: str = "Kofi Mensah") -> None:
        """Go the whole way, with no more checks than the hub asks of everybody."""
        self.answer(volunteer)
        self.papers(volunteer)
        self.induct(volunteer)
        self.buddy(volunteer, whom)
        self.take_on(volunteer)

    def next_is(self, volunteer: str, key: str) -> None:
        """One step stands out, or none; the others have no button."""
        steps = {ANSWERED, INDUCTED, BUDDY, TAKE_ON}
        assert steps & set(self.volunteers(volunteer).pane.buttons) == ({key} if key else set())

    def refused(self, request: str, volunteer: str) -> None:
        """Neither offered nor let through, whichever way a yes comes."""
        assert volunteer not in self.fitting(request)
        task, offers = self.task(request), self.context.service(Offers)
        with pytest.raises(DomainError):
            offers.answer(self.context.actor, task.id, volunteer, OfferAnswer.YES)
        assert self.task(request).volunteer_id is None

    def answer(self, volunteer: str) -> None:
        """Record that somebody answered them."""
        self.press(volunteer, ANSWERED)

    def papers(self, volunteer: str) -> None:
        """Identity seen, declaration signed, both references back."""
        self.check(volunteer, CheckType.IDENTITY)
        self.more(volunteer, CAME_BACK, kind=DECLARATION, on=TODAY, by=HELEN)
        self.more(volunteer, CAME_BACK, kind=REFERENCE_1, on=TODAY, by=HELEN)
        self.more(volunteer, CAME_BACK, kind=REFERENCE_2, on=TODAY, by=HELEN)

    def induct(self, volunteer: str) -> None:
        """Record the induction."""
        self.press(volunteer, INDUCTED, by=HELEN)

    def buddy(self, volunteer: str, whom: str = "Kofi Mensah") -> None:
        """Record a shift beside somebody."""
        self.press(volunteer, BUDDY, with_name=whom)

    def take_on(self, volunteer: str) -> None:
        """Take them on, without a question."""
        self.press(volunteer, TAKE_ON)

    def asks(self, need: str, first: str = "Gwilym", **fields: Any) -> str:
        """Somebody asks for help because of their age; the request's key."""
        person = PersonDraft(
            first,
            last_name="Pryce",
            phones=(PhoneDraft("020 7946 0333"),),
            household=HouseholdDraft("3 Skerry Road", town="Northfold", postcode="QX4 2AA"),
        )
        draft = RequestDraft("", need, urgency=Urgency.TODAY, due_on=TODAY, because_of=Answer.YES, **fields)
        return (
            self.context.service(Intake).save(self.context.actor, CallDraft(draft, person, Answer.YES)).made
        )

    def find_for(self, request: str) -> MatchPage:
        """Find someone, for a request."""
        self.main._open_over("match", request)
        self.settle()
        page = self.main.shell.page()
        assert isinstance(page, MatchPage)
        return page

    def fitting(self, request: str) -> list[str]:
        """Who is offered for a request, best first."""
        self.find_for(request)
        return [one.id for one in self.fits()]

    def fits(self) -> list[Fit]:
        """Those offered on the page as it stands, best first."""
        page = self.main.shell.page()
        assert isinstance(page, MatchPage)
        model = page.middle.fits.model()
        return [model.index(row, 0).data(Qt.ItemDataRole.UserRole).fit for row in range(model.rowCount())]

    def give(self, request: str, volunteer: str) -> None:
        """Give a request to somebody who is offered, by the keyboard."""
        keys = self.fitting(request)
        page = self.main.shell.page()
        assert isinstance(page, MatchPage)
        fits = page.middle.fits
        fits.setCurrentIndex(fits.model().index(keys.index(volunteer), 0))
        self.settle()
        self.qtbot.keyClick(fits, Qt.Key.Key_Y)
        self.settle()

    def task(self, request: str) -> Task:
        """The task of a request as it stands."""
        key = self.context.service(Matching).task_for(self.context.actor, request)
        with self.context.hub.store.read() as session:
            return session.get_one(Task, key)


__all__ = ["HELEN", "LATER", "TODAY", "JourneyHands", "said"]
