"""What each key of the keyboard map does, tried in the running window."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from db.queries.requests import RequestFilter
from desktop.services.households import HouseholdDraft
from desktop.services.info_bank import CardDraft, InfoBank
from desktop.services.needs import Needs
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.rounds import Rounds
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.theme import theme
from desktop.ui.intake.page import IntakePage
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rounds.map.view import MapView
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.torn_off import TornOffWindow
from tests.ui.window import Hands, Records

Key = Qt.Key
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@dataclass
class Window:
    """The window with its records, and what keys are tried on."""

    hands: Hands
    records: Records

    @property
    def on_show(self) -> str:
        """The place or page on show."""
        return self.hands.main.shell.on_show()

    def go_to(self, place: str) -> RecordPage:
        """A place with a list, its list with the keyboard."""
        page = self.hands.main.shell.go_to(place)
        self.hands.quiet()
        assert isinstance(page, RecordPage)
        assert page.table.hasFocus()
        return page

    def call(self, words: str, need: Key) -> IntakePage:
        """A call of somebody known, for a need."""
        self.hands.press(Key.Key_F2)
        page = self.hands.main.shell.page()
        assert isinstance(page, IntakePage)
        self.hands.type(words)
        self.hands.press(Key.Key_Return)
        self.hands.press(need)
        return page

    def round(self) -> RoundsPage:
        """The round opened, with two stops."""
        context, actor = self.hands.main.context, self.hands.main.context.actor
        requests, rounds = context.service(Requests), context.service(Rounds)
        asked = [self.records.request, requests.save(actor, RequestDraft(self._omar(), "food_parcel")).made]
        rounds.add(actor, self.records.round, [requests.get(actor, key).tasks[0].id for key in asked])
        page = self.hands.main.shell.go_to("rounds", self.records.round)
        self.hands.quiet()
        assert isinstance(page, RoundsPage)
        assert page.view.stops.list.hasFocus()
        return page

    def stops(self) -> list[str]:
        """Keys of the round's stops, in order."""
        context = self.hands.main.context
        return [one.id for one in context.service(Rounds).get(context.actor, self.records.round).stops]

    def _omar(self) -> str:
        context = self.hands.main.context
        home = HouseholdDraft(address_line1="2 Pinmaker Lane", postcode="QX4 1AA")
        return context.service(People).save(context.actor, PersonDraft("Omar", household=home)).made


def _f2(window: Window) -> bool:
    window.hands.press(Key.Key_F2)
    return window.on_show == "call"


def _ctrl_k(window: Window) -> bool:
    window.hands.press(Key.Key_K, CONTROL)
    return window.hands.palette.isVisible() and window.hands.palette.field.hasFocus()


def _ctrl_enter(window: Window) -> bool:
    page = window.go_to("people")
    main_button = next(one for one in page.pane.buttons.values() if one.kind == "primary")
    pressed = QSignalSpy(main_button.clicked)
    window.hands.press(Key.Key_Return, CONTROL)
    return pressed.count() == 1


def _esc(window: Window) -> bool:
    window.hands.press(Key.Key_F2)
    window.hands.press(Key.Key_Escape)
    return window.on_show == "today"


def _numbers(window: Window) -> bool:
    order = window.hands.main.shell.rail.order()
    found = []
    for number in range(9):
        window.hands.press(Key(Key.Key_1 + number), CONTROL)
        found.append(window.on_show)
    return found == order[:9]


def _f6(window: Window) -> bool:
    page = window.go_to("people")
    window.hands.press(Key.Key_F6)
    return page.pane.isAncestorOf(QApplication.focusWidget())


def _shift_f6(window: Window) -> bool:
    page = window.go_to("people")
    window.hands.press(Key.Key_F6, SHIFT)
    return page.toolbar.isAncestorOf(QApplication.focusWidget())


def _ctrl_p(window: Window) -> bool:
    window.go_to("people")
    window.hands.press(Key.Key_P, CONTROL)
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog)]
    for one in shown:
        one.reject()
    window.hands.quiet()
    return len(shown) == 1


def _ctrl_z(window: Window) -> bool:
    people, context = window.hands.main.context.service(People), window.hands.main.context
    context.jobs.write(lambda: people.save(context.actor, PersonDraft("Zebedee")))
    window.hands.quiet()
    window.hands.press(Key.Key_Z, CONTROL)
    return people.find(context.actor, "zebedee") == []


def _ctrl_y(window: Window) -> bool:
    assert _ctrl_z(window)
    window.hands.press(Key.Key_Y, CONTROL)
    context = window.hands.main.context
    return len(context.service(People).find(context.actor, "zebedee")) == 1


def _ctrl_l(window: Window) -> bool:
    locked = QSignalSpy(window.hands.main.shell.lock_asked)
    window.hands.press(Key.Key_L, CONTROL)
    return locked.count() == 1


def _ctrl_shift_l(window: Window) -> bool:
    asked = QSignalSpy(window.hands.main.switch_asked)
    window.hands.press(Key.Key_L, CONTROL | SHIFT)
    return asked.count() == 1


def _larger(window: Window) -> bool:
    window.hands.press(Key.Key_Plus, CONTROL)
    return theme().scale == 110


def _smaller(window: Window) -> bool:
    theme().configure(scale=125)
    window.hands.press(Key.Key_Minus, CONTROL)
    return theme().scale == 110


def _f1(window: Window) -> bool:
    window.go_to("people")
    window.hands.press(Key.Key_F1)
    topic = window.hands.main.help.panel.topic
    return window.hands.main.help.panel.isVisible() and topic is not None and topic.key == "people"


def _question(window: Window) -> bool:
    window.go_to("people")
    window.hands.press(Key.Key_Question)
    topic = window.hands.main.help.panel.topic
    return topic is not None and topic.key == "keys"


def _down(*keys: Key) -> Callable[[Window], bool]:
    """A key that goes to the next row, from the first."""

    def act(window: Window) -> bool:
        page = window.go_to("people")
        window.hands.press(keys[0])
        return list(page.table.records().ids).index(page.table.current_id()) == 1

    return act


def _up(*keys: Key) -> Callable[[Window], bool]:
    """A key that goes to the row before, from the second."""

    def act(window: Window) -> bool:
        assert _down(Key.Key_Down)(window)
        page = window.go_to("people")
        window.hands.press(keys[0])
        return list(page.table.records().ids).index(page.table.current_id()) == 0

    return act


def _enter(window: Window) -> bool:
    page = window.go_to("volunteers")
    window.hands.press(Key.Key_Return)
    in_pane = page.pane.isAncestorOf(QApplication.focusWidget())
    window.go_to("people")
    window.hands.press(Key.Key_Return)
    return in_pane and window.on_show == "person"


def _space(window: Window) -> bool:
    page = window.go_to("people")
    window.hands.press(Key.Key_Space)
    return page.table.has_picks() and page.table.selected_ids() == [page.table.current_id()]


def _ctrl_f(window: Window) -> bool:
    page = window.go_to("people")
    window.hands.press(Key.Key_F, CONTROL)
    return page.toolbar.search is not None and page.toolbar.search.hasFocus()


def _ctrl_m(window: Window) -> bool:
    found = []
    for place in ("requests", "tasks"):
        page = window.go_to(place)
        if place == "tasks":
            page.toolbar.set_tab("")
            page.reload()
            window.hands.quiet()
        window.hands.press(Key.Key_M, CONTROL)
        found.append(window.on_show)
        window.hands.press(Key.Key_Escape)
    page = window.call("Jean", Key.Key_2)
    window.hands.press(Key.Key_M, CONTROL)
    return [*found, window.on_show] == ["match", "match", "match"]


def _alt_s(window: Window) -> bool:
    page = window.call("Jean", Key.Key_1)
    assert page.side.alike.key == window.records.request
    window.hands.press(Key.Key_S, ALT)
    context = window.hands.main.context
    return len(context.service(Requests).ids(context.actor, RequestFilter(stage=""))) == 1


def _alt_d(window: Window) -> bool:
    page = window.call("Jean", Key.Key_1)
    assert page.side.alike.isVisible()
    window.hands.press(Key.Key_D, ALT)
    return not page.side.alike.isVisible() and not page.side.alike.key


def _alt_p(window: Window) -> bool:
    page = window.call("Jean", Key.Key_1)
    window.hands.press(Key.Key_P, ALT)
    return page.form.told.tick.isChecked() and page.form.told.words.isVisible()


def _alt_i(window: Window) -> bool:
    context = window.hands.main.context
    bank, needs = context.service(InfoBank), context.service(Needs)
    food = next(one.id for one in needs.all(context.actor) if one.code == "food_parcel")
    bank.save(context.actor, CardDraft("Foodbank", source="Rung", need_ids=frozenset({food})))
    page = window.call("Jean", Key.Key_1)
    window.hands.press(Key.Key_I, ALT)
    return page.side.cards.lines[0].opener.hasFocus()


def _alt_down(window: Window) -> bool:
    window.round()
    before = window.stops()
    window.hands.press(Key.Key_Down, ALT)
    return window.stops() == before[::-1]


def _alt_up(window: Window) -> bool:
    page = window.round()
    before = window.stops()
    window.hands.press(Key.Key_Down)
    assert page.view.stops.list.current_id() == before[1]
    window.hands.press(Key.Key_Up, ALT)
    return window.stops() == before[::-1]


def _own_window(window: Window) -> bool:
    window.go_to("people")
    window.hands.press(Key.Key_Return, CONTROL | SHIFT)
    return len(_own_windows()) == 1


def _own_windows() -> list[TornOffWindow]:
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, TornOffWindow) and one.isVisible()]


def _ctrl_w(window: Window) -> bool:
    assert _own_window(window)
    window.hands.press(Key.Key_W, CONTROL)
    return _own_windows() == []


def _map(window: Window) -> MapView:
    """F6 from the stops of a round."""
    page = window.round()
    window.hands.press(Key.Key_F6)
    assert page.view.map.view.hasFocus()
    return page.view.map.view


def _arrows(window: Window) -> bool:
    before = (view := _map(window)).mapToScene(0, 0)
    window.hands.press(Key.Key_Right)
    window.hands.press(Key.Key_Down)
    after = view.mapToScene(0, 0)
    return after.x() > before.x() and after.y() > before.y()


def _nearer(window: Window) -> bool:
    view = _map(window)
    before = view.scale_now
    window.hands.press(Key.Key_Plus)
    return view.scale_now < before


def _farther(window: Window) -> bool:
    view = _map(window)
    before = view.scale_now
    window.hands.press(Key.Key_Minus)
    return view.scale_now > before


def _whole(window: Window) -> bool:
    view = _map(window)
    before = view.scale_now
    window.hands.press(Key.Key_Plus)
    window.hands.press(Key.Key_0)
    return view.scale_now == before


def _raise_concern(window: Window) -> bool:
    window.hands.press(Key.Key_S, CONTROL | SHIFT)
    return window.on_show == "raise_concern"


ACTS: dict[str, Callable[[Window], bool]] = {
    "F2": _f2,
    "Ctrl+K": _ctrl_k,
    "Ctrl+↵": _ctrl_enter,
    "Esc": _esc,
    "Ctrl+1…9": _numbers,
    "F6": _f6,
    "Shift+F6": _shift_f6,
    "Ctrl+Shift+S": _raise_concern,
    "Ctrl+P": _ctrl_p,
    "Ctrl+Z": _ctrl_z,
    "Ctrl+Y": _ctrl_y,
    "Ctrl+L": _ctrl_l,
    "Ctrl+Shift+L": _ctrl_shift_l,
    "Ctrl++": _larger,
    "Ctrl+-": _smaller,
    "F1": _f1,
    "?": _question,
    "↓": _down(Key.Key_Down),
    "↑": _up(Key.Key_Up),
    "J": _down(Key.Key_J),
    "K": _up(Key.Key_K),
    "↵": _enter,
    "Space": _space,
    "Ctrl+F": _ctrl_f,
    "Ctrl+M": _ctrl_m,
    "Alt+S": _alt_s,
    "Alt+D": _alt_d,
    "Alt+P": _alt_p,
    "Alt+I": _alt_i,
    "Alt+↑": _alt_up,
    "Alt+↓": _alt_down,
    "Ctrl+Shift+↵": _own_window,
    "Ctrl+W": _ctrl_w,
    "Arrows": _arrows,
    "+": _nearer,
    "-": _farther,
    "0": _whole,
}
"""What each key does, tried: whether it did."""
