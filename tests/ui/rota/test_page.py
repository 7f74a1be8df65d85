"""The Rota page by keyboard: what a week shows, filling a gap, cover, moving on to another week."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.enums_rota import SeatRole
from desktop.context import AppContext
from desktop.services.rota_jobs import SeatDraft
from desktop.services.volunteers import Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, SheetDialog
from desktop.ui.base.label import Label
from desktop.ui.rota.bar import BY_PERSON, more_acts
from desktop.ui.rota.page import RotaPage
from desktop.ui.rota.words import Chip, Mark
from tests.hostile import MARKUP
from tests.services.rota_hands import MONDAY, RotaHands

Settle = Callable[[], None]


def chips(page: RotaPage, row: int, column: int) -> list[Chip]:
    """What stands in a cell."""
    return list(page.grid.records.lines[row].cells[column].chips)


def again(page: RotaPage, settle: Settle) -> None:
    """Read the week again."""
    page.refresh(None)
    settle()


def said(page: RotaPage) -> str:
    """Every text of the pane."""
    return "\n".join(one.text() for one in page.pane.findChildren(Label) if one.isVisible())


def dialog(page: RotaPage) -> SheetDialog:
    """The dialog that is open."""
    found = [one for one in page.findChildren(SheetDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_an_empty_hub_says_what_to_do(page: RotaPage) -> None:
    assert page.empty.isVisible()
    assert not page.grid.isVisible()
    assert "Add a job" in page.empty.accessibleName()


def test_the_keyboard_begins_on_the_first_gap_from_today_on(
    page: RotaPage, hands: RotaHands, settle: Settle
) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    for at in (0, 1):
        hands.rota.put_on(hands.who, hands.spot(job, 1, hands.person(f"Helper {at}"), at=at))
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi, at=1))
    again(page, settle)
    assert page.grid.currentIndex().column() == 2
    assert chips(page, 0, 2) == [Chip(Mark.GAP, "Driver", "user-plus"), Chip(Mark.ON, "Kofi", "")]
    assert "Driver needed by 11:00" in said(page)
    assert page.bar.gaps.words.text() == "7 gaps"


def test_a_gap_is_filled_by_keys_alone(
    page: RotaPage, hands: RotaHands, settle: Settle, qtbot: QtBot
) -> None:
    hands.job(seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Omar Haddad")
    again(page, settle)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.pane.cards[0]
    page.pane.put.click()
    settle()
    assert hands.names(1) == ["Omar"]
    assert "Omar Haddad" in said(page)


def test_what_warns_asks_for_a_reason_first(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    hands.job(seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Hamish Orr", minutes=30)
    again(page, settle)
    page.pane.put.click()
    asked = dialog(page)
    assert isinstance(asked, FormDialog)
    assert hands.names(1) == []
    asked.findChildren(QLineEdit)[0].setText("Offered on the phone")
    asked.primary.click()
    settle()
    assert hands.names(1) == ["Hamish"]


def test_ringing_shows_the_number_and_yes_puts_them_on(
    page: RotaPage, hands: RotaHands, settle: Settle
) -> None:
    hands.job(seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Omar Haddad")
    again(page, settle)
    assert page.pane.ring.text() == "Ring Omar"
    page.pane.ring.click()
    asked = dialog(page)
    assert "020 7946 0123" in [one.text() for one in asked.findChildren(Label)]
    asked.primary.click()
    settle()
    assert hands.names(1) == ["Omar"]


def test_who_cannot_be_given_it_is_told_why_and_not_offered(
    page: RotaPage, hands: RotaHands, settle: Settle
) -> None:
    hands.job(seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Dev Raman", checks=())
    again(page, settle)
    assert page.pane.cards == []
    assert "Driving papers not seen" in said(page)


def test_taking_off_is_for_one_day_and_opens_the_gap(
    page: RotaPage, hands: RotaHands, settle: Settle
) -> None:
    job, kofi = hands.job(seats=(SeatDraft(SeatRole.DRIVER),)), hands.person("Kofi Mensah")
    hands.jobs.set_usual(hands.who, hands.seat(job), 2, kofi)
    again(page, settle)
    page.show_record(f"{job}:{(MONDAY + timedelta(days=2)).isoformat()}")
    settle()
    page.pane.acted.emit("off", hands.spot(job, 2, kofi))
    dialog(page).primary.click()
    settle()
    assert (hands.names(2), hands.names(2, weeks=1)) == ([], ["Kofi"])
    assert chips(page, 0, 2)[0].mark is Mark.GAP


def test_two_change_places_in_the_dialog(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    job = hands.job(seats=(SeatDraft(SeatRole.DRIVER),))
    kofi, beth = hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 3, beth))
    again(page, settle)
    page.pane.acted.emit("move", hands.spot(job, 2, kofi))
    asked = dialog(page)
    assert isinstance(asked, FormDialog)
    asked.form.set_values({"to": "1"})
    asked.primary.click()
    settle()
    assert (hands.names(2), hands.names(3)) == (["Beth"], ["Kofi"])


def test_a_clash_is_amber_and_said_under_the_week(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    from datetime import time

    first, second = hands.job(), hands.job("Mill Green round", hours=(14, 16))
    beth = hands.person("Beth Rhys")
    for job in (first, second):
        hands.rota.put_on(hands.who, hands.spot(job, 2, beth))
    hands.jobs.change_times(hands.who, second, MONDAY + timedelta(days=2), time(12), time(14))
    again(page, settle)
    assert Chip(Mark.CLASH, "Beth", "alert-circle") in chips(page, 0, 2)
    words = "clash: Beth is on Northfold round until 13:00 and on Mill Green round from 12:00, Wed"
    assert words in [one.text() for one in page.legend.findChildren(Label)]
    assert page.bar.clashes.words.text() == "1 clash"


def test_by_person_shows_each_persons_week(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    job, kofi = hands.job(), hands.person("Kofi Mensah")
    for day in (2, 3):
        hands.rota.put_on(hands.who, hands.spot(job, day, kofi))
    page.bar.shown_by.emit(BY_PERSON)
    again(page, settle)
    (line,) = page.grid.records.lines
    assert (line.name, line.notes) == ("Kofi Mensah", ("4 h this week",))
    assert [len(one.chips) for one in line.cells] == [0, 0, 1, 1, 0, 0, 0]


def test_weeks_before_and_after_are_a_key_away(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    hands.job()
    again(page, settle)
    for weeks, words in ((1, "Mon 23 to Sun 29 November"), (1, "Mon 30 November to Sun 6 December")):
        page.go(weeks)
        settle()
        assert page.bar.days.text() == words
    page.go(0)
    settle()
    assert page.bar.days.text() == "Mon 16 to Sun 22 November"


def test_who_needs_cover_is_marked_and_named(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    from db.enums import VolunteerStatus

    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    Volunteers(hands.hub.tools).move(hands.who, kofi, VolunteerStatus.ON_HOLD)
    again(page, settle)
    assert Chip(Mark.UNCLEARED, "Kofi", "lock") in chips(page, 0, 2)
    assert page.bar.clashes.words.text() == "1 to look at"


def test_more_people_than_lines_stand_together(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    job = hands.job("Packing", seats=(SeatDraft(SeatRole.PERSON, 5, 5),))
    for name in ("Ann Ash", "Bel Oak", "Cai Elm", "Dot Yew"):
        hands.rota.put_on(hands.who, hands.spot(job, 2, hands.person(name)))
    again(page, settle)
    assert [one.words for one in chips(page, 0, 2)] == ["Ann, Bel", "+2", "1 person"]


def test_a_job_is_added_by_its_form(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    page.add_job()
    settle()
    asked = dialog(page)
    assert isinstance(asked, FormDialog)
    from datetime import time

    asked.form.set_values(
        {
            "name": "Front desk",
            "days": ["1", "3"],
            "starts_at": time(9),
            "ends_at": time(13),
            "role_0": SeatRole.PERSON.value,
            "least_0": 2,
            "most_0": 3,
        }
    )
    asked.primary.click()
    settle()
    (line,) = page.grid.records.lines
    assert (line.name, line.notes) == ("Front desk", ("09:00–13:00", "2 people"))
    (job,) = hands.jobs.listed(hands.who)
    assert [one.on_date.weekday() for one in hands.week().shifts] == [1, 3]
    assert (job.seats[0].minimum, job.seats[0].maximum) == (2, 3)


def test_the_form_of_a_job_keeps_what_it_was_given(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    key = hands.job(minimum_age=18, wants_buddy=True, note="Bring gloves")
    before = hands.jobs.get(hands.who, key).draft
    from desktop.ui.rota.job_form import open_job

    open_job(page, page._context, key)
    settle()
    dialog(page).primary.click()
    settle()
    assert hands.jobs.get(hands.who, key).draft == before


def test_hostile_names_are_words(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    for words in MARKUP:
        hands.job(words[:80], seats=(SeatDraft(),))
    again(page, settle)
    names = [one.name for one in page.grid.records.lines]
    assert len(names) == len(MARKUP)
    model = page.grid.records
    for row in range(model.rowCount()):
        tip = str(model.index(row, 2).data(int(Qt.ItemDataRole.ToolTipRole)) or "")
        assert "<" not in tip.removeprefix("<span>").removesuffix("</span>")


def test_what_can_be_done_about_the_week_stands_under_more(page: RotaPage, context: AppContext) -> None:
    assert [key for key, _words in more_acts()] == ["free", "copy", "extra", "add", "own"]
    assert context.may("rota.set")


def test_who_is_free_now_is_a_list_with_numbers(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    hands.person("Omar Haddad", hours=(8, 20))
    page.free_now()
    settle()
    found = dialog(page)
    words = [one.text() for one in found.findChildren(Label)]
    assert "Omar Haddad" in words
    assert "020 7946 0123" in words
    assert not found.chooser.isVisible()  # nothing lacks anybody today
    found.accept()


def test_sudden_cover_for_a_shift_is_rung_for_and_put_on(
    page: RotaPage, hands: RotaHands, settle: Settle
) -> None:
    job = hands.job(hours=(12, 20), seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Omar Haddad", hours=(8, 21))
    hands.person("Dev Raman", hours=(8, 21), checks=())
    page.free_now()
    settle()
    found = dialog(page)
    assert (unnamed_widgets(found), rich_texts(found)) == ([], [])
    assert found.chooser.currentText() == "Northfold round, Driver at 12:00"
    words = [one.text() for one in found.findChildren(Label)]
    assert any(one.startswith("Dev Raman: Driving papers not seen") for one in words)
    found.chooser.set_value("")
    settle()
    assert not [one for one in found.findChildren(Button) if one.text() == "Ring" and one.isVisible()]
    found.chooser.set_value(hands.seat(job))
    settle()
    (ring,) = [one for one in found.findChildren(Button) if one.text() == "Ring" and one.isVisible()]
    ring.click()
    settle()
    asked = dialog(page)
    assert asked.windowTitle() == "Ring Omar Haddad"
    asked.primary.click()
    settle()
    assert hands.names(1) == ["Omar"]


def test_somebody_put_on_once_can_be_made_the_usual_one_and_stop_being_it(
    page: RotaPage, hands: RotaHands, settle: Settle
) -> None:
    job, kofi = hands.job(seats=(SeatDraft(SeatRole.DRIVER),)), hands.person("Kofi Mensah")
    spot = hands.spot(job, 2, kofi)
    hands.rota.put_on(hands.who, spot)
    page.show_record(f"{job}:{spot.on_date.isoformat()}")
    settle()
    assert [one.text() for one in page.pane.findChildren(Button) if "Wednesday" in one.text()] == [
        "Every Wednesday"
    ]
    page.pane.acted.emit("usual", spot)
    settle()
    assert [hands.names(2, weeks=ahead) for ahead in range(3)] == [["Kofi"]] * 3
    page.pane.acted.emit("not_usual", spot)
    settle()
    assert [hands.names(2, weeks=ahead) for ahead in range(3)] == [["Kofi"], [], []]


def test_the_pane_of_a_volunteer_has_their_next_shifts(context: AppContext, hands: RotaHands) -> None:
    from desktop.ui.volunteers.page import VolunteersSpec

    job, kofi = hands.job(), hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    (own,) = [one for one in VolunteersSpec(context).detail(kofi).sections if one.title == "On the rota"]
    assert [(one.label, one.value) for one in own.rows] == [("Wed 18 Nov", "Northfold round, 11:00–13:00")]
    assert own.rows[0].key == f"rota:{job}:2026-11-18"


def test_the_form_of_days_away_says_which_shifts_it_opens(
    page: RotaPage, context: AppContext, hands: RotaHands, settle: Settle
) -> None:
    from desktop.ui.volunteers.dialogs import ask_away

    job, kofi = hands.job(), hands.person("Kofi Mensah")
    for day in (2, 3):
        hands.rota.put_on(hands.who, hands.spot(job, day, kofi))
    said: list[str] = []
    context.jobs.changed.connect(lambda made: said.append(made.message))
    ask_away(page, context, kofi)
    asked = dialog(page)
    assert isinstance(asked, FormDialog)
    asked.form.set_values({"last_day": MONDAY + timedelta(days=6)})
    asked.primary.click()
    settle()
    assert said == ["Absence recorded. Open now: Northfold round, Wed 18 Nov and 1 more"]
    assert (hands.names(2), hands.names(3)) == ([], [])
