"""An outing through the window: planned, people and companions put down, its sheet printed, how it went."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.enums import Answer
from db.enums_outings import GuestOutcome
from desktop.context import AppContext
from desktop.services.outings import Outings, OutingView
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.outings.page import WERE, OutingsPage
from desktop.ui.outings.words import ACCOMPANY, AGAIN, BRING, CALL_OFF, CONTACTS, RECORD, SHEET, TAKE_OFF
from desktop.ui.preview.dialog import PreviewDialog
from tests.poppler import text_of
from tests.services.test_outings import companion
from tests.ui.journey_hands import TODAY, said
from tests.ui.window import Records, main, records  # noqa: F401

Settle = Callable[[], None]


class Days:
    """Hands on the outings."""

    def __init__(self, main: MainWindow, context: AppContext, settle: Settle) -> None:  # noqa: F811
        self.main, self.context, self.settle = main, context, settle

    def page(self) -> OutingsPage:
        """The page, over requests."""
        self.main.shell.go_to("requests")
        self.main._open_over("outings", None)
        self.settle()
        page = self.main.shell.page()
        assert isinstance(page, OutingsPage)
        return page

    def fill(self, **answers: object) -> FormDialog:
        """Answer the form that is open, and save it."""
        form = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
        )
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()
        return form

    def press(self, key: str, outing: str, **answers: object) -> OutingsPage:
        """A button of an outing's pane, and the form it opens."""
        page = self.page()
        page.show_record(outing)
        self.settle()
        assert key in page.pane.buttons
        page.on_action(key)
        self.settle()
        if answers:
            self.fill(**answers)
        return page

    def paper(self, key: str, outing: str, path: Path) -> str:
        """A sheet, saved and read by another program."""
        page = self.press(key, outing)
        dialog = next(one for one in page.findChildren(PreviewDialog) if one.isVisible())
        dialog.save(str(path))
        self.settle()
        dialog.close()
        return text_of(path)

    def views(self, *, coming: bool = True) -> list[OutingView]:
        """Outings as they stand."""
        outings, actor = self.context.service(Outings), self.context.actor
        return outings.views(actor, outings.ids(actor, coming=coming))

    def plan(self, place: str, day: date = TODAY, answer: Answer = Answer.NO) -> str:
        """Plan one; its key."""
        self.page().open_form()
        self.settle()
        self.fill(
            place=place,
            on_date=day,
            starts_at=time(10),
            ends_at=time(15),
            meet_at="Library steps",
            because_of=answer,
            to_care=answer,
        )
        return next(one.row.id for one in self.views() if one.row.place == place)


def test_a_day_out(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    tmp_path: Path,
) -> None:
    days = Days(main, context, settle)
    key = days.plan("Botanic garden")
    days.press(BRING, key, person_id=(records.jean, "Jean Mallory"), wheelchair=True)
    assert "1 companion missing" in said(days.press(BRING, key).pane)
    days.fill(person_id=(records.sian, "Siân Probert"))
    for name in ("Nerys", "Omar"):
        days.press(ACCOMPANY, key, volunteer_id=(companion(context.hub, name), name))
    (held,) = days.views()
    assert (len(held.guests), len(held.companions), held.lacks) == (2, 2, {})

    sheet = days.paper(SHEET, key, tmp_path / "sheet.pdf")
    assert "Jean M. (wheelchair)" in sheet
    assert "020 7946 0147" not in sheet
    assert "Nobody recorded: ring the hub." in days.paper(CONTACTS, key, tmp_path / "ring.pdf")

    jean, sian = (one.id for one in held.guests)
    days.press(TAKE_OFF, key, line=sian, why="Has a cold")
    days.press(RECORD, key, **{jean: GuestOutcome.CAME})
    (held,) = days.views()
    assert [one.outcome for one in held.guests] == [GuestOutcome.CAME]


def test_whoever_is_not_cleared_is_refused_in_the_form(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
) -> None:
    days = Days(main, context, settle)
    key = days.plan("Harbour museum")
    days.press(ACCOMPANY, key)
    form = days.fill(volunteer_id=(records.kofi, "Kofi Mensah"))
    assert form.isVisible()
    assert any("Kofi Mensah" in problem for problem in form.form.problems().values())
    form.close()
    assert days.views()[0].companions == ()


def test_one_called_off_has_a_next_one(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
) -> None:
    days = Days(main, context, settle)
    key = days.plan("Tea dance")
    days.press(BRING, key, person_id=(records.jean, "Jean Mallory"))
    days.press(CALL_OFF, key, why="Snow")
    assert days.views() == []
    page = days.page()
    page.toolbar.set_tab(WERE)
    page.reload()
    settle()
    assert "Called off" in said(page.pane)
    page.on_action(AGAIN)
    settle()
    days.fill()
    (held,) = days.views()
    assert [one.person_id for one in held.guests] == [records.jean]
