"""Contrast of what is drawn, by WCAG 2.2: 4.5 for text, 3 for edges and shapes, in every set of colours.

`tests/ui/base/test_tokens.py` compares tokens; this looks at the pixels of the components that use them: a
colour mixed, faded or covered on its way to the screen is found too.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Urgency
from desktop.domain.map_plan import Cluster, Spot
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.chip import Chip, StatusLabel
from desktop.ui.base.choice import CheckBox, ComboBox, RadioButton
from desktop.ui.base.field import Field, FieldState, TextArea
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.keycap import KeyCap
from desktop.ui.base.label import Label, Link
from desktop.ui.base.need_tiles import NeedTiles
from desktop.ui.base.notice import Notice
from desktop.ui.base.paint import draw_urgency
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.stepper import StepInfo, Stepper
from desktop.ui.base.tab_button import TabButton
from desktop.ui.base.theme import Scheme, install_theme, theme
from desktop.ui.base.toast import Toast
from desktop.ui.base.tokens import Tone
from desktop.ui.map.colours import GROUND
from desktop.ui.rounds.map.pins import PinItem
from desktop.ui.shell_bars import DemoRibbon, SearchBox, StatusItem
from desktop.ui.shell_rail import Badge, PlaceButton
from tests.screens import components
from tests.screens.seen import SHAPE, TEXT, draw, edge_on_ground, ink_on_ground, pixels

SCHEMES = [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST, Scheme.CONTRAST_DARK]
TINTED = [Tone.OK, Tone.WARN, Tone.DANGER, Tone.INFO, Tone.RESTR, Tone.NEUT]
LISTED = [Tone.PLAIN, Tone.SECOND, Tone.HINT, Tone.ACCENT, *TINTED]
GROUNDS = ["canvas", "surface", "surface2", "sunk", "tint", "rowhover"]
AWAY, INSIDE = 20, 5
"""Room around what is looked at; how far inside its edge its words are."""
Make = Callable[[], QWidget]


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Scheme:
    """Each set of colours in turn."""
    install_theme(qapp, request.param)
    chosen: Scheme = request.param
    return chosen


class Board(QWidget):
    """Ground of one colour with a widget on it, or with what is painted on it."""

    def __init__(
        self, ground: str, on_it: QWidget | None = None, paint: Callable[[QPainter], None] | None = None
    ) -> None:
        super().__init__()
        self._ground, self._paint = ground, paint
        self.resize(100, 100)
        if on_it is not None:
            on_it.setParent(self)
            on_it.setGeometry(QRect(QPoint(AWAY, AWAY), on_it.sizeHint()))
            self.resize(on_it.width() + 2 * AWAY, on_it.height() + 2 * AWAY)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = self._ground if self._ground.startswith("#") else theme().colour(self._ground)
        painter.fillRect(self.rect(), ground)
        if self._paint is not None:
            self._paint(painter)

    @property
    def words(self) -> QRect:
        """Inside of the widget's edge."""
        return self.rect().adjusted(*([AWAY + INSIDE] * 2), *([-AWAY - INSIDE] * 2))

    def across(self, depth: int = 10) -> QRect:
        """One row of pixels from the ground at the left over the edge into the widget."""
        return QRect(4, self.height() // 2, AWAY - 4 + depth, 1)


def hovered(button: Button) -> Button:
    button.setProperty("show_hover", True)
    return button


def pressed(button: Button) -> Button:
    button.setDown(True)
    return button


def off(button: Button) -> Button:
    button.switch_off("Nothing to do yet.")
    return button


def chosen(button: QPushButton) -> QPushButton:
    button.setChecked(True)
    return button


def place(*, current: bool, badge: Badge) -> QWidget:
    button = PlaceButton("requests", "Requests", "inbox")
    button.set_badge(badge)
    button.setChecked(current)
    return button


def status(tone: Tone) -> QWidget:
    item = StatusItem()
    item.set_state("Backup", "none yet", icon="database", tone=tone)
    return item


def joined(value: int | None, *, able: bool = True) -> Segmented:
    made = Segmented([Choice(1, "By job"), Choice(2, "By person")], name="View")
    made.set_value(value)
    made.setEnabled(able)
    return made


def tiles(value: int | None) -> NeedTiles:
    made = NeedTiles([Choice(1, "Food parcel", "basket")], name="Need", columns=1)
    made.set_value(value)
    return made


def filled(*, confirmed: bool = False, able: bool = True, wrong: bool = False) -> Field:
    made = Field("Northfold" if confirmed or not able or wrong else "", name="Area")
    if not confirmed and able and not wrong:
        made.fill_in("Northfold")
    made.setEnabled(able)
    if wrong:
        made.set_state(FieldState.WRONG)
    return made


def hinted(widget: QWidget) -> QWidget:
    widget.resize(240, 60)
    return widget


BUTTONS: dict[str, Make] = {
    f"{kind} {name}": (lambda kind=kind, state=state: state(Button("Record it", kind=kind)))  # type: ignore[misc]
    for kind in ButtonKind
    for name, state in (("rest", lambda b: b), ("hover", hovered), ("press", pressed), ("off", off))
}
CHIPS: dict[str, Make] = {
    f"chip {tone}": (lambda tone=tone: Chip("12 min late", tone=tone))  # type: ignore[misc]
    for tone in TINTED
}
WORDS: dict[str, tuple[str, Make]] = {
    **{name: ("surface", make) for name, make in BUTTONS.items()},
    **{f"{name} on the window": ("canvas", make) for name, make in BUTTONS.items()},
    **{name: ("surface", make) for name, make in CHIPS.items()},
    **{f"avatar {n}": ("surface", lambda n=n: Avatar("Ann Be" + "x" * n, size=40)) for n in range(6)},
    "avatar off": ("sunk", lambda: Avatar("Ann Beck", size=40, off=True)),
    "key caps": ("surface", lambda: KeyCap("Ctrl", "K")),
    "field": ("surface", lambda: filled(confirmed=True)),
    "field filled by us": ("surface", filled),
    "field off": ("surface", lambda: filled(able=False)),
    "field wrong": ("surface", lambda: filled(wrong=True)),
    "hint of a field": ("surface", lambda: Field(hint="Phone", name="Phone")),
    "hint of an area": ("surface", lambda: TextArea(hint="In their words", name="Words")),
    "drop-down": ("surface", lambda: ComboBox([(1, "Lanthorn Pharmacy")], name="Which")),
    "tick": ("canvas", lambda: CheckBox("Agreed")),
    "radio": ("canvas", lambda: RadioButton("Yes")),
    "joined, one chosen": ("canvas", lambda: joined(1)),
    "joined, off": ("canvas", lambda: joined(None, able=False)),
    "tile": ("canvas", lambda: tiles(None)),
    "tile chosen": ("canvas", lambda: tiles(1)),
    "tab": ("surface", lambda: TabButton(ListTab("open", "All open"))),
    "tab on show": ("surface", lambda: chosen(TabButton(ListTab("open", "All open")))),
    "place": ("rail", lambda: place(current=False, badge=Badge())),
    "place on show": ("rail", lambda: place(current=True, badge=Badge())),
    "status second": ("rail", lambda: status(Tone.SECOND)),
    "status ok": ("rail", lambda: status(Tone.OK)),
    "status warn": ("rail", lambda: status(Tone.WARN)),
    "search of everything": ("surface", SearchBox),
    "heading in the rail": ("rail", lambda: Label("Help needed", kind="rail")),
    "demonstration": ("canvas", lambda: DemoRibbon(None)),
    "steps": ("canvas", lambda: Stepper([StepInfo("Why", "Winter plan"), StepInfo("Who", "The council")])),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read(qtbot: QtBot, scheme: Scheme, name: str) -> None:
    ground, make = WORDS[name]
    board = Board(ground, make())
    qtbot.addWidget(board)
    board.show()
    assert ink_on_ground(pixels(draw(board), board.words)) >= TEXT


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("tone", LISTED)
def test_labels_and_states_can_be_read_on_every_ground(
    qtbot: QtBot, scheme: Scheme, ground: str, tone: Tone
) -> None:
    for widget in (Label("Kelp Street", kind="second", tone=str(tone)), StatusLabel("No one yet", tone=tone)):
        board = Board(ground, widget)
        qtbot.addWidget(board)
        board.show()
        found = ink_on_ground(pixels(draw(board), board.rect()))
        assert found >= TEXT, type(widget).__name__


@pytest.mark.parametrize("tone", [Tone.WARN, Tone.OK, Tone.INFO, Tone.DANGER, Tone.RESTR])
def test_notices_and_their_links_can_be_read(qtbot: QtBot, scheme: Scheme, tone: Tone) -> None:
    notice = Notice("Dev cannot be given this yet.", "", tone=tone, link=Link("Pair up", "pair"))
    board = Board("canvas")
    qtbot.addWidget(board)
    QVBoxLayout(board).addWidget(notice)
    board.resize(460, 90)
    board.show()
    (words,) = notice.findChildren(QLabel)
    image, at = draw(board), words.mapTo(board, QPoint(0, 0))
    lead = QRect(at, words.size())
    assert ink_on_ground(pixels(image, lead)) >= TEXT
    bar = QRect(notice.x() - 4, notice.y() + notice.height() // 2, 12, 1)
    assert edge_on_ground(pixels(image, bar)) >= SHAPE


def test_a_message_its_undo_and_its_keys_can_be_read(qtbot: QtBot, scheme: Scheme) -> None:
    board = Board("canvas")
    qtbot.addWidget(board)
    board.resize(700, 200)
    board.show()
    toast = Toast(board)
    toast.say("Gave insulin pick-up to Siân", undo=True)
    image = draw(board)
    for part in (*toast.findChildren(QLabel), *toast.findChildren(QPushButton), toast._keys_room):
        where = QRect(part.mapTo(board, QPoint(0, 0)), part.size())
        assert ink_on_ground(pixels(image, where)) >= TEXT
    assert ink_on_ground(pixels(image, QRect(toast.x() - 20, toast.y() + 10, 40, 10))) >= SHAPE


def test_every_cell_of_a_table_can_be_read(qtbot: QtBot, scheme: Scheme) -> None:
    table = components.table()  # at rest, hovered, selected, and with the keyboard on it
    qtbot.addWidget(table)
    table.show()
    image, model = draw(table.viewport()), table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell = table.visualRect(model.index(row, column)).adjusted(24, 4, -2, -4)
            assert ink_on_ground(pixels(image, cell)) >= TEXT, (row, column)
    mark = table.visualRect(model.index(2, 0))
    assert edge_on_ground(pixels(image, QRect(20, mark.center().y(), 4, 1))[:, ::-1]) >= 1
    bar = pixels(image, QRect(0, mark.top() + 2, 12, 1))[:, ::-1]
    assert edge_on_ground(bar) >= SHAPE


@pytest.mark.parametrize("badge", [Badge(14, urgent=True), Badge(9), Badge(locked=True)])
@pytest.mark.parametrize("current", [True, False])
def test_badges_of_the_rail_can_be_read(qtbot: QtBot, scheme: Scheme, badge: Badge, current: bool) -> None:
    board = Board("rail", place(current=current, badge=badge))
    qtbot.addWidget(board)
    board.show()
    room = QRect(board.width() - AWAY - 40, AWAY + INSIDE, 36, board.height() - 2 * (AWAY + INSIDE))
    assert ink_on_ground(pixels(draw(board), room)) >= TEXT


def test_numbers_of_views_and_of_tiles_can_be_read(qtbot: QtBot, scheme: Scheme) -> None:
    tab = TabButton(ListTab("open", "All open"))
    tab.set_count(35)
    board = Board("surface", tab)
    qtbot.addWidget(board)
    board.show()
    pill = QRect(AWAY + tab.width() - 26, board.height() // 2 - 8, 22, 16)
    assert ink_on_ground(pixels(draw(board), pill)) >= TEXT
    for value in (None, 1):
        board = Board("canvas", tiles(value))
        qtbot.addWidget(board)
        board.show()
        cap = QRect(AWAY + 11, board.height() // 2 - 7, 14, 14)
        assert ink_on_ground(pixels(draw(board), cap)) >= TEXT


EDGES: dict[str, tuple[str, Make]] = {
    f"{name} on {ground}": (ground, make)
    for ground in ("canvas", "surface")
    for name, make in (
        ("field", lambda: filled(confirmed=True)),
        ("field filled by us", filled),
        ("field wrong", lambda: filled(wrong=True)),
        ("area", lambda: TextArea(name="Words")),
        ("drop-down", lambda: ComboBox([(1, "Just once")], name="Repeat")),
        ("main button", lambda: Button("Save", kind=ButtonKind.PRIMARY)),
        ("button", lambda: Button("Print")),
        ("button pressed", lambda: pressed(Button("Print"))),
        ("grave button", lambda: Button("Take off", kind=ButtonKind.DANGER)),
        ("tick", lambda: CheckBox("Agreed")),
        ("tick set", lambda: CheckBox("Agreed", checked=True)),
        ("radio", lambda: RadioButton("Yes")),
        ("joined", lambda: joined(1)),
        ("tile", lambda: tiles(None)),
        ("search", SearchBox),
    )
}


@pytest.mark.parametrize("name", EDGES)
def test_edges_can_be_seen(qtbot: QtBot, scheme: Scheme, name: str) -> None:
    ground, make = EDGES[name]
    board = Board(ground, make())
    qtbot.addWidget(board)
    board.show()
    image = draw(board)
    # A dashed edge may have a gap at one row of pixels; one of a few close rows crosses a dash.
    rows = [board.across().translated(0, step) for step in range(-3, 4)]
    assert max(edge_on_ground(pixels(image, row)) for row in rows) >= SHAPE


@pytest.mark.parametrize("look", [Scheme.CONTRAST, Scheme.CONTRAST_DARK])
def test_edges_are_two_pixels_thick_in_high_contrast(qtbot: QtBot, qapp: QApplication, look: Scheme) -> None:
    install_theme(qapp, Scheme.LIGHT)
    made = {
        "joined": joined(1),
        "button": Button("Print"),
        "field": filled(confirmed=True),
        "tile": tiles(None),
        "drop-down": ComboBox([(1, "Just once")], name="Repeat"),
    }
    boards = {name: Board("canvas", widget) for name, widget in made.items()}
    for board in boards.values():
        qtbot.addWidget(board)
        board.show()
    install_theme(qapp, look)  # what is on show is dressed again
    qapp.processEvents()
    for name, board in boards.items():
        row = pixels(draw(board, 1), board.across(3))[0]
        assert [int(one) for one in row[-3:-1]] == [int(row[-3])] * 2 != [int(row[0])] * 2, name


def test_the_line_under_a_view_and_under_a_choice_can_be_seen(qtbot: QtBot, scheme: Scheme) -> None:
    for widget, ground in (
        (chosen(TabButton(ListTab("open", "All open"))), "surface"),
        (joined(1), "canvas"),
    ):
        board = Board(ground, widget)
        qtbot.addWidget(board)
        board.show()
        middle = AWAY + 24
        down = QRect(middle, AWAY + widget.height() - 6, 1, 6)
        assert edge_on_ground(pixels(draw(board), down)) >= SHAPE


@pytest.mark.parametrize("ground", ["surface", "tint", "rowhover", "canvas"])
@pytest.mark.parametrize("urgency", list(Urgency))
def test_shapes_of_urgency_can_be_seen(qtbot: QtBot, scheme: Scheme, ground: str, urgency: Urgency) -> None:
    board = Board(ground, paint=lambda painter: draw_urgency(painter, urgency, QRect(40, 40, 14, 14)))
    qtbot.addWidget(board)
    assert edge_on_ground(pixels(draw(board), QRect(30, 50, 17, 1))) >= SHAPE


@pytest.mark.parametrize("ground", ["canvas", "surface", "sunk", "tint", "warnbg"])
@pytest.mark.parametrize("kind", [ButtonKind.PRIMARY, ButtonKind.SECONDARY])
def test_the_ring_of_the_keyboard_can_be_seen(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, ground: str, kind: ButtonKind
) -> None:
    halo = FocusHalo(qapp)
    button = Button("Save", kind=kind)
    board = Board(ground, button)
    qtbot.addWidget(board)
    board.show()
    board.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: halo.target is button)
    ring = QRect(4, board.height() // 2, AWAY - 4, 1)
    found = edge_on_ground(pixels(draw(board), ring))
    halo.stop()
    assert found >= SHAPE


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("is_chosen", [True, False])
def test_pins_can_be_read_and_seen(qtbot: QtBot, scheme: Scheme, exact: bool, is_chosen: bool) -> None:
    pin = PinItem(Cluster((Spot("a", 8, (0, 0)),)), exact=exact, on_press=lambda _cluster: None)
    pin.set_state(chosen=is_chosen, has_keyboard=is_chosen)

    def paint(painter: QPainter) -> None:
        painter.translate(50, 50)
        pin.paint(painter, None)  # type: ignore[arg-type]

    board = Board(GROUND, paint=paint)
    qtbot.addWidget(board)
    image = draw(board)
    assert ink_on_ground(pixels(image, QRect(43, 43, 14, 14))) >= TEXT
    assert edge_on_ground(pixels(image, QRect(20, 50, 22, 1))) >= SHAPE
