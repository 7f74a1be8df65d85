"""A working day of a call handler, a volunteer manager and a safeguarding lead, each in their own role."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.enums import CheckStatus, CheckType, VolunteerStatus
from db.enums_concerns import Agreed, ConcernState, Danger, EntryKind, NextStep, Progress
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Check, Formality, Request, Volunteer
from desktop.domain.concerns import About, AboutKind, Account
from desktop.services.audit import Audit, AuditAsked
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.rules import Rules
from desktop.ui.base.dialog import FormDialog
from desktop.ui.concerns.acts import acts_of
from desktop.ui.concerns.page import ConcernsPage
from desktop.ui.concerns.raise_page import RaisePage
from desktop.ui.intake.page import IntakePage
from desktop.ui.volunteers.formalities_page import FormalitiesPage
from desktop.ui.volunteers.journey_pane import ANSWERED
from desktop.ui.volunteers.page import VolunteersPage
from desktop.ui.volunteers.pane import RECORD
from desktop.ui.volunteers.rules_dialogs import RuleDialog
from desktop.ui.volunteers.rules_page import RulesPage
from desktop.ui.volunteers.rules_preview import PreviewDialog as RulePreviewDialog
from tests.ui.office import Office, Shift, office, passphrase_of, sit_down

__all__ = ["office", "sit_down"]
SitDown = Callable[[str], AbstractContextManager[Shift]]
Key, Held = Qt.Key, Qt.KeyboardModifier
CHORD = Held.ControlModifier | Held.ShiftModifier
TODAY = date(2026, 11, 17)


def raise_by_keys(shift: Shift, who: str, words: str) -> None:
    """Ctrl+Shift+S, no danger, somebody found by name, the words, Ctrl+Enter."""
    shift.go("today")
    shift.to_front()
    shift.press(Key.Key_S, CHORD)
    page = shift.main.shell.page()
    assert isinstance(page, RaisePage)
    shift.press(Key.Key_Right)
    assert page.form.danger.value() is Danger.NO
    shift.press(Key.Key_Tab)
    if not page.form.subject.about().name:  # a screen that shows somebody has filled it in already
        shift.write(who)
        shift._qtbot.waitUntil(lambda: not page.form.subject.searching)
        shift.quiet()
        shift.press(Key.Key_Return)
    for _each in range(12):
        if QApplication.focusWidget() is page.form.words:
            break
        shift.press(Key.Key_Tab)
    shift.write(words)
    shift.press(Key.Key_Return, Held.ControlModifier)
    assert shift.main.shell.toast.text.startswith("Sent to Helen Strickland")


def test_a_call_handlers_day(office: Office, sit_down: SitDown) -> None:
    with sit_down("Leanne Turvey") as shift:
        places = shift.places()
        assert {"today", "requests", "people", "concerns"} <= set(places)
        assert not {"checks", "handovers", "imports", "audit"} & set(places)

        # A call: somebody known by the end of her number, a prescription.
        shift.press(Key.Key_F2)
        page = shift.main.shell.page()
        assert isinstance(page, IntakePage)
        shift.write("0147")
        shift.press(Key.Key_Return)
        assert page.form.who.person_id == office.jean
        shift.press(Key.Key_2)
        page.form.words.setFocus()
        shift.write("Tablets are ready.")
        page.save()
        shift.quiet()
        with shift.context.hub.store.read() as session:
            words = set(session.scalars(select(Request.words)))
        assert "Tablets are ready." in words

        # What she may not see is not there: of checks only whether somebody is cleared.
        volunteers = shift.go("volunteers", office.kofi)
        assert isinstance(volunteers, VolunteersPage)
        assert not {"checks", "review"} & {one.key for one in volunteers.table.records().columns}
        assert RECORD not in volunteers.pane.buttons

        # A worry about Jean; afterwards she sees that it was sent, and nothing of it.
        raise_by_keys(shift, "jean mal", "Somebody else has her card.")
        own = shift.go("concerns")
        assert isinstance(own, ConcernsPage)
        assert own.sealed.isHidden()
        (line,) = shift.context.service(RaiseConcerns).own(shift.context.actor)
        assert line.progress is Progress.SENT
        assert list(own.own.rows) == [line.id]


def test_a_volunteer_managers_day(office: Office, sit_down: SitDown) -> None:
    with sit_down("Sam Whitby") as shift:
        places = shift.places()
        assert {"volunteers", "checks", "concerns"} <= set(places)
        assert not {"requests", "people", "rounds", "handovers"} & set(places)

        # Omar signed up: he is answered, and his identity is seen.
        page = shift.go("volunteers", office.omar)
        assert isinstance(page, VolunteersPage)
        page.pane.buttons[ANSWERED].click()
        shift.answer(on_date=TODAY, note="Rang, can start this week")
        with shift.context.hub.store.read() as session:
            assert session.get_one(Volunteer, office.omar).status is VolunteerStatus.CONTACTED
        page.pane.buttons[RECORD].click()
        shift.answer(
            type=CheckType.IDENTITY, status=CheckStatus.VERIFIED, seen_on=TODAY, seen_by="Sam Whitby"
        )
        with shift.context.hub.store.read() as session:
            (check,) = session.scalars(select(Check).where(Check.volunteer_id == office.omar))
        assert (check.type, check.status) == (CheckType.IDENTITY, CheckStatus.VERIFIED)

        # Mill Street's group asks for insurance; the council takes it on.
        checks = shift.go("checks")
        next(one for one in checks.toolbar.tabs if one.tab.key == "formalities").click()  # type: ignore[attr-defined]
        shift.quiet()
        queue = shift.main.shell.page()
        assert isinstance(queue, FormalitiesPage)
        assert queue.toolbar.add is not None
        queue.toolbar.add.click()
        shift.answer(kind=FormalityKind.INSURANCE, asked_by_id=office.street, due_on=TODAY)
        queue.pane.buttons[FormalityState.TAKEN_ON].click()
        shift.answer(arranged_by_id=office.council, paid_by_id=office.council)
        with shift.context.hub.store.read() as session:
            (asked,) = session.scalars(select(Formality))
        assert (asked.state, asked.paid_by_id) == (FormalityState.TAKEN_ON, office.council)

        # A worry about Kofi holds him at once; Sam reads of it what everybody reads.
        raise_by_keys(shift, "kofi men", "He asked her for money.")
        held = shift.go("volunteers", office.kofi)
        assert isinstance(held, VolunteersPage)
        row = held.spec.rows([office.kofi])[0]
        assert row.status is VolunteerStatus.ON_HOLD
        assert shift.context.may("concern.open") is False


def test_a_safeguarding_leads_day(office: Office, sit_down: SitDown) -> None:
    with sit_down("Leanne Turvey") as shift:
        about = About(AboutKind.VOLUNTEER, office.kofi, "Kofi Mensah")
        account = Account(Danger.NO, about, "He asked her for money.")
        shift.context.service(RaiseConcerns).send(shift.context.actor, office.folder, account)
    with sit_down("Helen Strickland") as shift:
        page = unlock(shift)
        opened = page.opened

        # Kofi is held; after advice he is suspended, and the council is told.
        assert opened is not None
        assert opened.pane.held is not None
        assert opened.pane.held.status is VolunteerStatus.ON_HOLD
        do(shift, opened, "Suspend Kofi", reason="The designated officer advised it.")
        form = opened.pane.form
        assert form is not None
        form.cards[NextStep.REFER].click()
        form.agreed.buttons[2].click()
        form.why.setPlainText("Others may be asked for money as well.")
        opened.record()
        shift.quiet()
        do(shift, opened, "Record a referral", to="Estuary County Council", how="by phone", reference="")
        do(shift, opened, "They acknowledged", words="ECC-20")
        assert opened._file is not None
        assert opened._file.state is ConcernState.REFERRED
        assert opened._file.decision is not None
        assert opened._file.decision.agreed is Agreed.NO
        assert [one.by for one in opened._file.of(EntryKind.VIEWED)] == ["Helen Strickland"]
        with shift.context.hub.store.read() as session:
            assert session.get_one(Volunteer, office.kofi).status is VolunteerStatus.SUSPENDED
        opened.hide_now()
        assert page.opened is None

        # A rule of the hub's own: first aid for dog walking, seen before it is saved.
        change_a_rule(shift)

        # The audit names the rule and her, and says nothing of the concern.
        audit, who = shift.context.service(Audit), shift.context.actor
        lines = audit.rows(who, audit.ids(who, AuditAsked(user_id=who.user_id)))
        assert any(one.entity == "clearance_rule" for one in lines)
        assert all("money" not in str(one) for one in audit.rows(who, audit.ids(who, AuditAsked())))
    with sit_down("Leanne Turvey") as shift:
        (own,) = shift.context.service(RaiseConcerns).own(shift.context.actor)
        assert own.progress is Progress.READ


def unlock(shift: Shift) -> ConcernsPage:
    """Go to Concerns, type the passphrase again, and read what waits by Enter."""
    page = shift.go("concerns")
    assert isinstance(page, ConcernsPage)
    page.sealed.line.setText(passphrase_of("Helen Strickland"))
    page.sealed.primary.click()
    shift.quiet()
    assert page.opened is not None
    shift.press(Key.Key_Return)
    assert page.opened._file is not None
    assert page.opened._file.account.words == "He asked her for money."
    return page


def do(shift: Shift, opened: object, begins: str, **values: object) -> None:
    """Take an act of the concern's menu and answer its form."""
    concerns, actor = shift.context.service(Concerns), shift.context.actor
    acts = acts_of(concerns, actor, opened._file, opened.pane.held)  # type: ignore[attr-defined]
    act = next(one for one in acts if one.words.startswith(begins))
    dialog = opened.ask(act)  # type: ignore[attr-defined]
    assert isinstance(dialog, FormDialog)
    dialog.form.set_values({**(act.values or {}), **values})
    dialog.primary.click()
    shift.quiet()


def change_a_rule(shift: Shift) -> None:
    """Add a rule through the form, look whom it touches, save it."""
    checks = shift.go("checks")
    next(one for one in checks.toolbar.tabs if one.tab.key == "rules").click()  # type: ignore[attr-defined]
    shift.quiet()
    page = shift.main.shell.page()
    assert isinstance(page, RulesPage)
    page.show_record("dog_walking")
    shift.quiet()
    assert page.toolbar.add is not None
    page.toolbar.add.click()
    form = shift.dialog(RuleDialog)
    assert isinstance(form, RuleDialog)
    for key, value in (
        ("check", CheckType.FIRST_AID),
        ("source", "Hub policy 7"),
        ("review_on", TODAY + timedelta(days=300)),
        ("reason", "Agreed by the trustees"),
    ):
        form.form.editor(key).set_value(value)
    form.primary.click()
    preview = shift.dialog(RulePreviewDialog)
    assert isinstance(preview, RulePreviewDialog)
    preview.primary.click()
    shift.quiet()
    (row,) = [
        one for one in shift.context.service(Rules).table(shift.context.actor) if one.code == "dog_walking"
    ]
    assert CheckType.FIRST_AID in {one.draft.check for one in row.rules}
