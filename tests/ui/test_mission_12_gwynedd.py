"""Mission row 12, Gwynedd: a volunteer bank of six hundred sign-ups in two weeks, dormant and then recalled.

The list comes in through the window; nobody is left without a reply unseen; when the first rush is over most
become dormant in one act; a cold spell calls them back, each rung once; whoever helps is thanked, and the
weekly gap meeting has its sheet.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums import TaskStatus, VolunteerStatus
from db.models import Task, Volunteer
from desktop.context import AppContext
from desktop.domain.bank import Progress
from desktop.exports.gap_sheet import draw_gap_sheet
from desktop.imports.targets import Kind
from desktop.services.coverage import CoverageFilter
from desktop.services.recalls import Recalls
from desktop.services.volunteers import Volunteers
from desktop.ui.bulk_acts import DORMANT
from desktop.ui.imports.page import ImportsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.volunteers.bank_pane import ANSWERED
from tests.ui.bank_hands import BankHands
from tests.ui.days import Days, days, gone_on, hub  # noqa: F401
from tests.ui.window import Records, main, records  # noqa: F401

MONDAY = date(2026, 11, 23)
SIGN_UPS, RUSH = 600, 400
V = VolunteerStatus


def sign_up_list(folder: Path) -> Path:
    """A spreadsheet of a form on a website: names and numbers, and nothing else."""
    lines = [f"Person{n:03},Gwynt,07700 9{n:05}" for n in range(SIGN_UPS)]
    path = folder / "sign-ups.csv"
    path.write_text("\n".join(["First name,Last name,Phone", *lines]), encoding="utf-8")
    return path


def bring_in(main: MainWindow, path: Path, settle: Callable[[], None]) -> None:  # noqa: F811
    """Bring a list in by the page, as a person would."""
    page = main.shell.go_to("imports")
    settle()
    assert isinstance(page, ImportsPage)
    page.file_step.kind.set_value(Kind.VOLUNTEERS)
    page.file_step.set_file(str(path))
    settle()
    page.next.click()
    settle()
    page.next.click()
    settle()
    assert page.next.text() == f"Bring in {SIGN_UPS} rows"
    page.next.click()
    settle()


def counted(context: AppContext) -> dict[VolunteerStatus, int]:
    """How many volunteers stand where."""
    return context.service(Volunteers).counts(context.actor)


def rush(context: AppContext, some: list[str]) -> None:
    """They were taken on four months ago, and helped for a while."""
    with context.hub.store.write(context.actor.user_id) as work:
        for one in work.session.query(Volunteer).filter(Volunteer.id.in_(some)):
            one.status, one.joined_on = V.ACTIVE, MONDAY - timedelta(days=120)


def helped(context: AppContext, volunteer: str, day: date) -> None:
    """Somebody did what there was to do on a day."""
    with context.hub.store.write(context.actor.user_id) as work:
        for one in work.session.query(Task):
            one.volunteer_id, one.status = volunteer, TaskStatus.DONE
            one.on_date = day


def ring(hands: BankHands, qtbot: QtBot, asked: list[str]) -> None:
    """Ring the first three from the keyboard, one letter each: yes, no answer, no more."""
    for key, volunteer, note in (
        (Qt.Key.Key_Y, asked[0], "Mornings"),
        (Qt.Key.Key_X, asked[1], ""),
        (Qt.Key.Key_M, asked[2], "Moved away"),
    ):
        page = hands.view("recall", volunteer)
        qtbot.keyClick(page.table, key)
        hands.settle()
        if note:
            hands.fill(note=note)


def they_rest(hands: BankHands, context: AppContext, some: list[str]) -> set[str]:
    """They were taken on for the rush, and are let rest at once; all who had no task for long."""
    rush(context, some)
    quiet = set(hands.listed("task"))
    assert set(some) <= quiet
    assert f"{len(quiet)}" in hands.all_at_once("task", DORMANT)
    assert (counted(context)[V.DORMANT], hands.listed("task")) == (len(quiet), [])
    return quiet


def all_are_asked(hands: BankHands) -> list[str]:
    """One form asks whoever rests; whom there is to ring."""
    hands.view("recall").open_form()
    hands.settle()
    hands.fill(title="Cold spell", words="Could you take a round?")
    return hands.listed("recall")


def thanked_with_a_card(hands: BankHands, volunteer: str) -> None:
    """Whoever helped is the one on the list of thanks, and is on it no longer."""
    assert hands.listed("thank") == [volunteer]
    hands.press("thank", volunteer, "bank_thanked", how="Card")
    assert hands.listed("thank") == []


def test_six_hundred_sign_ups_a_rest_and_a_recall(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
    days: Days,  # noqa: F811
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    hands, actor, recalls = BankHands(main, settle), context.actor, context.service(Recalls)

    # Monday: the list comes in, and everybody on it waits for a reply, which the bank says.
    days.go_to(MONDAY)
    bring_in(main, sign_up_list(tmp_path), settle)
    waiting = hands.listed("reply")
    assert (counted(context)[V.APPLIED], len(waiting)) == (SIGN_UPS, SIGN_UPS)
    hands.press("reply", waiting[0], ANSWERED, note="Rang, keen")
    assert waiting[0] not in hands.listed("reply")

    # Tuesday: four hundred were taken on, and have had no task for long. They become dormant in one act.
    days.go_to(MONDAY + timedelta(days=1))
    quiet = they_rest(hands, context, waiting[1 : RUSH + 1])

    # Wednesday: a cold spell. One form asks them all, and everybody is on the list once.
    days.go_to(MONDAY + timedelta(days=2))
    asked = all_are_asked(hands)
    assert len(asked) == len(set(asked)) == len(quiet)

    # Thursday: whoever has answered is rung by nobody again.
    days.go_to(MONDAY + timedelta(days=3))
    ring(hands, qtbot, asked)
    recall = recalls.all(actor)[0].id
    far = Progress(asked=len(quiet), to_ring=len(quiet) - 2, yes=1, no_more=1)
    assert recalls.progress(actor, recall) == far
    assert set(hands.listed("recall", recall=f"{recall}|done")) == {asked[0], asked[2]}
    assert (counted(context)[V.ACTIVE], counted(context)[V.LEFT]) == (2, 1), "Kofi, and whoever said yes"

    # Friday: she helped, and is thanked with a card; the recall ends, and what was said stays.
    days.go_to(MONDAY + timedelta(days=4))
    helped(context, asked[0], days.today - timedelta(days=1))
    thanked_with_a_card(hands, asked[0])
    hands.view("recall")._end.click()
    settle()
    assert recalls.all(actor)[0].ended_on == days.today
    assert recalls.progress(actor, recall) == far

    # Sunday: nobody else has answered the others, and the meeting has its sheet.
    days.go_to(MONDAY + timedelta(days=6))
    assert set(hands.listed("reply")) == set(waiting[RUSH + 1 :])
    assert "Food parcel" in gap_sheet(context, tmp_path / "gap.pdf")


def gap_sheet(context: AppContext, path: Path) -> str:
    """The sheet of the weekly meeting, as another program reads it."""
    tools = context.hub.tools
    path.write_bytes(draw_gap_sheet(tools, context.actor, CoverageFilter(), tools.clock()))
    return "".join(one.extract_text() for one in PdfReader(path).pages)


def test_the_weekly_gap_meeting_has_its_sheet(
    context: AppContext,
    records: Records,  # noqa: F811
    tmp_path: Path,
) -> None:
    words = gap_sheet(context, tmp_path / "gap.pdf")
    assert "Food parcel" in words
    assert "Mallory" not in words
