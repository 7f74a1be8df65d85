"""The afternoon: a call cut short, the sheet printed and keyed back, a duplicate merged and un-merged."""

import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QFileDialog

from db.enums import Answer, RequestStatus, RoundStatus, TaskOutcome
from db.models import SharingRecord
from db.queries.people import PeopleFilter
from desktop.services.intake import Intake
from desktop.services.people import People
from desktop.services.round_details import RoundDetail
from desktop.ui.duplicates.page import DuplicatesPage
from desktop.ui.intake.page import IntakePage
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.printing import PrintDialog
from tests.ui.day import half_a_call
from tests.ui.day.desk import Desk
from tests.ui.day.half_a_call import DAUGHTER, RELATIONSHIP
from tests.ui.day.morning import the_round

ROOT = Path(__file__).resolve().parents[3]
MOST_SECONDS = 90


def call_cut_short(desk: Desk) -> None:
    """A call on behalf of Idris: the app is killed in the middle of it, and opens again where it was."""
    desk.stop()
    program = [sys.executable, "-m", half_a_call.__name__, str(desk.town.folder)]
    ended = subprocess.run(
        program, cwd=ROOT, timeout=MOST_SECONDS, capture_output=True, text=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    desk.start()
    keys, page = desk.keys, desk.page(IntakePage)
    assert desk.main.shell.toast.text == "The call you were taking is back."
    assert page.form.who.card.name.text() == "Idris Thomas"
    behalf = page.form.behalf.fields
    assert (behalf["name"].text(), behalf["relationship"].text()) == (DAUGHTER, RELATIONSHIP)
    assert page.form.place() == "behalf.phone"
    keys.press("Ctrl+A")
    keys.type("07700 900777")
    keys.press("Tab", "Space", "F2")
    saved = desk.request()
    draft = saved.draft
    assert (saved.need, saved.status) == ("Shopping", RequestStatus.NEW)
    assert (draft.caller_name, draft.caller_relationship) == (DAUGHTER, RELATIONSHIP)
    assert (draft.caller_phone, draft.caller_knows) == ("07700 900777", Answer.YES)
    assert desk.service(Intake).waiting(desk.actor) == []
    keys.press("Esc")
    assert desk.on_show == "today"


def print_the_sheet(desk: Desk, folder: Path) -> None:
    """A stop moved by Alt+Down; Ctrl+P, a look, Ctrl+S: the paper has every stop in its order."""
    keys = desk.keys
    desk.find("northfold")
    view = desk.page(RoundsPage).view
    assert keys.is_in(view.stops.list)
    before = [stop.id for stop in the_round(desk).stops]
    keys.press("Alt+Down")
    moved = the_round(desk)
    assert [stop.id for stop in moved.stops] == [before[1], before[0], *before[2:]]
    keys.press("Ctrl+P")
    desk.dialog(PrintDialog)
    assert desk.count(SharingRecord) == 0
    keys.press("Ctrl+Enter")
    preview = desk.dialog(PreviewDialog)
    keys.press("Ctrl+S")
    desk.dialog(QFileDialog)
    path = folder / "sheet.pdf"
    keys.type(str(path))
    keys.press("Enter")
    assert preview.said.text
    keys.press("Esc")
    assert keys.is_in(view)
    assert desk.count(SharingRecord) == 1
    _check_paper(path, moved)


def _check_paper(path: Path, planned: RoundDetail) -> None:
    with pypdfium2.PdfDocument(path) as paper:
        words = "\n".join(page.get_textpage().get_text_range() for page in paper)
    streets = [stop.address.split(",")[0] for stop in planned.stops]
    assert len(streets) == 6
    assert [words.find(street) for street in streets] == sorted(words.find(street) for street in streets)
    assert all(words.count(street) == 1 for street in streets)
    for stop in planned.stops:
        first = stop.name.split()[0]
        assert f"\n{first} " in words.replace("\r", "")
    assert "Driver Kofi M." in words


def send_out_and_key_back(desk: Desk) -> None:
    """The bar sends it out; Enter on a stop keys it; a number and a letter each, one with a note."""
    keys, view = desk.keys, desk.page(RoundsPage).view
    keys.press("Shift+F6")
    keys.go_to(view.bar.send)
    keys.press("Space")
    assert the_round(desk).row.status is RoundStatus.OUT
    keys.go_to(view.stops.list, key="F6")
    keys.press("Home", "Enter")
    assert keys.is_in(view.back.stop)
    keys.type("1d2n3")
    keys.press("Enter")
    keys.type("Porch, under the mat")
    keys.press("Enter", "l")
    for number in (4, 5):
        keys.type(f"{number}d")
    assert the_round(desk).row.status is RoundStatus.OUT
    keys.type("6d")
    back = the_round(desk)
    assert back.row.status is RoundStatus.BACK
    done = TaskOutcome.DELIVERED
    outcomes = [stop.tasks[0].outcome for stop in back.stops]
    assert outcomes == [done, TaskOutcome.NO_ANSWER, TaskOutcome.LEFT_SAFE, done, done, done]
    assert back.stops[2].tasks[0].outcome_note == "Porch, under the mat"
    keys.press("Esc")
    assert keys.is_in(desk.page(RoundsPage).list.table)


def merge_and_undo(desk: Desk) -> None:
    """Omar is here twice: Alt+S makes one of the two, Ctrl+Z makes two again."""
    keys, people = desk.keys, desk.service(People)
    before = {key: people.get(desk.actor, key) for key in desk.town.twins}
    everybody = people.ids(desk.actor, PeopleFilter())
    desk.find("same person")
    page = desk.page(DuplicatesPage)
    assert page.said_count.text() == "1 pair looks alike"
    assert page.table.hasFocus()
    keys.press("Alt+S")
    left = set(people.ids(desk.actor, PeopleFilter()))
    assert len(set(everybody) - left) == 1
    assert set(everybody) - left < set(before)
    assert page.empty.isVisible()
    keys.press("Ctrl+Z")
    assert people.ids(desk.actor, PeopleFilter()) == everybody
    assert {key: people.get(desk.actor, key) for key in desk.town.twins} == before
    assert page.said_count.text() == "1 pair looks alike"
    keys.press("Esc")
    assert desk.on_show == "rounds"
