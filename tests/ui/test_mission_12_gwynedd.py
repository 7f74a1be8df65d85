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
from tests.ui.window import Records, main, records  # noqa: F401

TODAY = date(2026, 11, 17)
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


def test_six_hundred_sign_ups_a_rest_and_a_recall(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    hands, actor, recalls = BankHands(main, settle), context.actor, context.service(Recalls)

    # Monday: the list comes in, and everybody on it waits for a reply, which the bank says.
    bring_in(main, sign_up_list(tmp_path), settle)
    assert counted(context)[V.APPLIED] == SIGN_UPS
    waiting = hands.listed("reply")
    assert len(waiting) == SIGN_UPS
    hands.press("reply", waiting[0], ANSWERED, note="Rang, keen")
    assert waiting[0] not in hands.listed("reply")

    # The rush: four hundred were taken on and helped; two months later they have had no task.
    taken_on = waiting[1 : RUSH + 1]
    with context.hub.store.write(actor.user_id) as work:
        for one in work.session.query(Volunteer).filter(Volunteer.id.in_(taken_on)):
            one.status, one.joined_on = V.ACTIVE, TODAY - timedelta(days=120)
    quiet = set(hands.listed("task"))
    assert set(taken_on) <= quiet

    # Tuesday: they become dormant in one act.
    said = hands.all_at_once("task", DORMANT)
    assert f"{len(quiet)}" in said
    assert counted(context)[V.DORMANT] == len(quiet)
    assert hands.listed("task") == []

    # Wednesday: a cold spell. One form asks them all, and everybody is on the list once.
    page = hands.view("recall")
    page.open_form()
    settle()
    hands.fill(title="Cold spell", words="Could you take a round?")
    asked = hands.listed("recall")
    assert len(asked) == len(set(asked)) == len(quiet)

    # Thursday: rung from the keyboard, one letter each; who has answered is rung by nobody again.
    page = hands.view("recall", asked[0])
    qtbot.keyClick(page.table, Qt.Key.Key_Y)
    settle()
    hands.fill(note="Mornings")
    page = hands.view("recall", asked[1])
    qtbot.keyClick(page.table, Qt.Key.Key_X)
    settle()
    page = hands.view("recall", asked[2])
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    settle()
    hands.fill(note="Moved away")
    recall = recalls.all(actor)[0].id
    far = recalls.progress(actor, recall)
    assert far == Progress(asked=len(quiet), to_ring=len(quiet) - 2, yes=1, no_more=1)
    assert set(hands.listed("recall", recall=f"{recall}|done")) == {asked[0], asked[2]}
    assert counted(context)[V.ACTIVE] == 2, "Kofi, and whoever said yes"
    with context.hub.store.read() as session:
        assert session.get_one(Volunteer, asked[2]).status is V.LEFT

    # Friday: she helped, and is thanked with a card; the meeting has its sheet.
    with context.hub.store.write(actor.user_id) as work:
        values = {"volunteer_id": asked[0], "status": TaskStatus.DONE, "on_date": TODAY - timedelta(days=1)}
        for one in work.session.query(Task):
            for name, value in values.items():
                setattr(one, name, value)
    assert hands.listed("thank") == [asked[0]]
    hands.press("thank", asked[0], "bank_thanked", how="Card")
    assert hands.listed("thank") == []

    page = hands.view("recall")
    page._end.click()
    settle()
    assert recalls.all(actor)[0].ended_on == TODAY
    sheet = draw_gap_sheet(context.hub.tools, actor, CoverageFilter(), context.hub.tools.clock())
    path = tmp_path / "gap.pdf"
    path.write_bytes(sheet)
    assert "Gwynt" not in "".join(one.extract_text() for one in PdfReader(path).pages)
