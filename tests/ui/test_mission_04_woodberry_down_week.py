"""Mission row 4, Woodberry Down (Hackney): a whole week of the rota and what goes with it, on the screens.

Whoever is checked drives, whoever is new comes with a partner, and nobody is asked for more hours a week than
they said. The gaps of the week are filled and accepted, the rota goes on the wall, somebody falls ill and is
covered from the list of who is free, attendance is keyed, and the next week keeps what is usual and no more.
A phone is lent out and comes back; craft packs are packed off the shelf.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from db.enums import CheckType
from db.enums_loans import AssetKind, Condition
from db.enums_rota import PlaceState, SeatRole
from db.models import RotaPlace
from desktop.context import AppContext
from desktop.services.loans import Loans
from desktop.services.rota_jobs import SeatDraft
from desktop.services.stock import Stock
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, SheetDialog
from desktop.ui.base.label import Label
from desktop.ui.loans.words import BACK, LEND, WIPED
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rota.fill_dialog import FillDialog
from desktop.ui.rota.free_dialog import FreeDialog
from desktop.ui.rota.page import RotaPage
from tests.services.rota_hands import MONDAY, RotaHands
from tests.ui.conftest import NOW
from tests.ui.days import gone_on, hub  # noqa: F401
from tests.ui.journey_hands import said
from tests.ui.stock.desk import StockDesk, store  # noqa: F401
from tests.ui.test_loans_page import Shelf, add
from tests.ui.window import Records, main, records  # noqa: F401

TUESDAY, FRIDAY, NEXT_WEEK = (MONDAY + timedelta(days=one) for one in (1, 4, 7))
PROMISED = {"Ada Obi": 10, "Ben Asare": 4, "Cai Elm": 2, "Dot Yew": 2}
"""Hours a week each of them said; the week takes eight places of two hours, and this is all there is."""
CHECKED = ("Ada Obi", "Ben Asare")
Settle = Callable[[], None]


class Week:
    """A coordinator's hands on the rota, and the round it is about."""

    def __init__(self, window: MainWindow, context: AppContext, settle: Settle) -> None:
        """Take the window; write down the round and its volunteers."""
        self.main, self.settle = window, settle
        self.hands = RotaHands(context.hub)
        seats = (SeatDraft(SeatRole.DRIVER), SeatDraft(SeatRole.HELPER))
        rule = "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR"
        self.job = self.hands.job("Errands round", rule=rule, hours=(15, 17), seats=seats, wants_buddy=True)
        papers = {name: (CheckType.DRIVING_PAPERS,) if name in CHECKED else () for name in PROMISED}
        self.who = {
            name: self.hands.person(name, minutes=hours * 60, checks=papers[name])
            for name, hours in PROMISED.items()
        }
        with context.hub.store.write(context.actor.user_id) as work:
            for name in CHECKED:
                came = {"on_date": MONDAY - timedelta(days=6), "state": PlaceState.CAME}
                work.add(RotaPlace(seat_id=self.hands.seat(self.job), volunteer_id=self.who[name], **came))

    def page(self) -> RotaPage:
        """The rota, read afresh."""
        page = self.main.shell.go_to("rota")
        assert isinstance(page, RotaPage)
        page.refresh(None)
        self.settle()
        return page

    def shift(self, day: int) -> RotaPage:
        """The page with a shift of this week put forward, counted from Monday."""
        page = self.page()
        page.show_record(f"{self.job}:{(MONDAY + timedelta(days=day)).isoformat()}")
        self.settle()
        return page

    def press(self, day: int, words: str) -> None:
        """Press a button of a shift's pane by what it is called."""
        pane = self.shift(day).pane
        (button,) = [one for one in pane.findChildren(Button) if one.accessibleName() == words]
        button.click()
        self.settle()

    def on(self, day: int, weeks: int = 0) -> list[str]:
        """First names on a day's shift, the driver first."""
        return [name for at in (0, 1) for name in self.hands.names(day, at, weeks)]


def dialog(kind: type) -> Any:
    """The dialog of a kind that is open."""
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def filled(week: Week) -> None:
    """The gaps are proposed, nothing is changed until accepted, and then all of them are closed."""
    page = week.page()
    assert page.bar.gaps.words.text() == "8 gaps"
    page.bar.fill.click()
    week.settle()
    found = dialog(FillDialog)
    assert "8 places can be filled. No better rota exists." in found.state.text()
    assert week.hands.week().gaps == 8
    found.primary.click()
    week.settle()
    assert week.hands.week().gaps == 0


def fair(week: Week) -> None:
    """Whoever is checked drives, new people have a partner, nobody gives more than was said."""
    given: Counter[str] = Counter()
    for day in range(1, 5):
        driver, helper = week.on(day)
        assert driver in {"Ada", "Ben"}, "only they have papers to drive"
        given.update((driver, helper))
    hours = {name.split()[0]: hours for name, hours in PROMISED.items()}
    assert all(given[name] * 2 <= hours[name] for name in given)
    assert given["Cai"] == given["Dot"] == 1


def on_the_wall(week: Week) -> None:
    """The rota is printed: first names and no more, and no gap is left on it."""
    assert week.page().print_page()
    week.settle()
    preview = dialog(PreviewDialog)
    words = " ".join(one.extract_text() for one in PdfReader(BytesIO(preview.document.content)).pages)
    preview.reject()
    week.settle()
    for name in PROMISED:
        first, last = name.split()
        assert first in words
        assert last not in words
    assert "020 7946 0123" not in words


def covered(week: Week) -> None:
    """Whoever helps today falls ill; the first of who is free is rung and put on without more ado."""
    away = week.on(1)[1]
    name = next(one for one in PROMISED if one.startswith(away))
    week.press(1, f"Take off…: {name}")
    dialog(FormDialog).primary.click()
    week.settle()
    assert len(week.on(1)) == 1
    week.page().free_now()
    week.settle()
    found = dialog(FreeDialog)
    assert found.chooser.currentText() == "Errands round, Helper at 15:00"
    words = [one.text() for one in found.findChildren(Label)]
    assert "Eve Rowan" in words
    assert "020 7946 0123" in words
    next(one for one in found.findChildren(Button) if one.text() == "Ring").click()
    week.settle()
    asked = dialog(SheetDialog)
    assert asked.windowTitle() == "Ring Eve Rowan", "whoever nothing speaks against is rung first"
    asked.primary.click()
    week.settle()
    assert week.on(1)[1] == "Eve", "the driver has done this before: no reason is asked for"


def test_a_week_of_the_rota(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    gone_on: list[timedelta],  # noqa: F811
) -> None:
    # Tuesday: the week is filled, looked over and put on the wall.
    week = Week(main, context, settle)
    filled(week)
    fair(week)
    on_the_wall(week)

    # Tuesday noon: the helper is ill. Eve has time, and is rung for; only today is hers.
    week.hands.person("Eve Rowan", minutes=240, checks=())
    before = [week.on(day) for day in (2, 3, 4)]
    covered(week)
    assert [week.on(day) for day in (2, 3, 4)] == before

    # Friday: who came is keyed in; somebody was not there. What is still to come cannot be.
    gone_on[0] = FRIDAY - NOW.date()
    week.press(1, "Came: Eve Rowan")
    driver = next(one for one in PROMISED if one.startswith(week.on(1)[0]))
    week.press(1, f"Came: {driver}")
    assert said(week.shift(1).pane).count("came") >= 2
    missing = next(one for one in PROMISED if one.startswith(week.on(3)[1]))
    week.press(3, f"Was not there: {missing}")
    assert "was not there" in said(week.shift(3).pane)
    assert week.on(2) == before[0]

    # The next week: one-off cover stayed one-off, and only what was made usual is there already.
    assert all(week.on(day, weeks=1) == [] for day in range(1, 5))
    page = week.page()
    page.go(1)
    settle()
    assert page.bar.gaps.words.text() == "8 gaps"
    driver_key = week.who["Ada Obi"]
    gone_on[0] = NEXT_WEEK - NOW.date()
    week.hands.rota.put_on(week.hands.who, week.hands.spot(week.job, 9, driver_key))
    page = week.page()
    page.show_record(f"{week.job}:{(MONDAY + timedelta(days=9)).isoformat()}")
    settle()
    (usual,) = [
        one for one in page.pane.findChildren(Button) if one.accessibleName() == "Every Wednesday: Ada Obi"
    ]
    usual.click()
    settle()
    assert [week.on(2, weeks=ahead) for ahead in (1, 2)] == [["Ada"], ["Ada"]]


def test_a_phone_out_and_back_within_the_week(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    gone_on: list[timedelta],  # noqa: F811
) -> None:
    shelf, loans = Shelf(main, settle), context.service(Loans)
    phone = add(shelf, context)
    shelf.press(WIPED, phone, on=TUESDAY)
    shelf.press(LEND, phone, person_id=(records.jean, "Jean Mallory"), due_on=FRIDAY - timedelta(days=1))
    (row,) = loans.rows(context.actor, [phone])
    assert (row.kind, row.due_on) == (AssetKind.PHONE, FRIDAY - timedelta(days=1))

    # Friday: it is a day late, which is on Today; it comes back, and is lent to nobody before it is wiped.
    gone_on[0] = FRIDAY - NOW.date()
    page = main.shell.go_to("today")
    assert page is not None
    page.refresh(None)
    settle()
    assert "Phone, black" in said(page)
    shelf.press(BACK, phone, condition=Condition.GOOD)
    assert LEND not in shelf.page(phone).pane.buttons
    shelf.press(WIPED, phone, on=FRIDAY)
    assert LEND in shelf.page(phone).pane.buttons


def test_craft_packs_leave_the_shelf(
    store: StockDesk,  # noqa: F811
    context: AppContext,
) -> None:
    shelf = store.add("places", name="Craft shelf")
    store.add("items", name="Craft packs", unit="pack", category="Children", low_level=5)
    store.line("12 craft packs in", place_id=shelf)
    store.line("8 craft packs out")
    (level,) = context.service(Stock).levels(context.actor)
    assert (level.item.name, level.quantity, level.is_low) == ("Craft packs", 4, True)
