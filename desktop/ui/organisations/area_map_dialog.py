"""An area picked on the map: points in and out, what changed, and who would be in it before it is saved."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.errors import KnownStoreError
from db.gazetteer import UnitPlace
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.domain.map_plan import Point
from desktop.domain.postcodes import normalise, outcode
from desktop.runtime import gazetteer, map_file
from desktop.services.area_previews import AreaPreview, AreaPreviews
from desktop.services.areas import AreaDraft, Areas
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.field import Field
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.map.foot import MapFoot
from desktop.ui.map.zoom_buttons import ZoomButtons
from desktop.ui.organisations.area_map import AreaMapView, Tool
from desktop.ui.organisations.area_picking import Picking, inside, places_of

SIDE = 330
"""Px at 100% of the side with the lists."""
NARROW = 760
"""Px at 100% below which the lists stand under the map."""
_UNBOUND = 16_777_215
"""Qt's own word for no most width."""
FEW = 8
"""Addresses told one by one of those that come in, and of those that go."""
_WAIT = 120
"""Milliseconds after a pick until it is asked who would be in it: a drag is one question."""


class ChangesList(QListWidget):
    """What was taken in and out; Delete, or Enter, takes a line back."""

    def sizeHint(self) -> QSize:
        """A few lines; it takes what room there is."""
        return QSize(px(200), px(120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a line back."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class AreaMapDialog(SheetDialog):
    """The map on the left, what changed and who would be in it on the right."""

    def __init__(self, context: AppContext, area_id: str, draft: AreaDraft, parent: QWidget) -> None:
        """Make it.

        Args:
            context: the open hub.
            area_id: the area.
            draft: as it is saved.
            parent: the page.
        """
        super().__init__(
            tr("{area} on the map", area=draft.name),
            parent,
            verb=tr("Save the area"),
            sentence=tr("Press a point to take it in or out. Nothing is changed until it is saved."),
        )
        self._context, self._area_id = context, area_id
        self._read = gazetteer.map_ground
        self.picking = Picking(draft)
        self.view = AreaMapView(
            context.jobs, self._read, lambda: map_file.map_tiles(context.preferences), self
        )
        self.zoom = ZoomButtons(tr("Show the whole area"), self.view)
        self.foot_strip = MapFoot(self)
        self.notice = Label("", self, tone="warn", wrap=True)
        self.tools = Segmented(_tools(), self, name=tr("Dragging"))
        self.by = Segmented(_sizes(), self, name=tr("A press means"))
        self.part = Field(max_length=10)
        self.take_in = Button(tr("Take in"), small=True)
        self.take_out = Button(tr("Take out"), small=True)
        self.changes = ChangesList(self)
        self.who = Label("", self, wrap=True)
        self.coming = Label("", self, kind="second", wrap=True)
        self.going = Label("", self, kind="second", wrap=True)
        self._waiting = QTimer(self, singleShot=True, interval=_WAIT)
        self._build()
        self._wire()
        self.resize(px(1160), px(700))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin()

    def is_dirty(self) -> bool:
        """Whether something was picked."""
        return self.picking.parts != self.picking.was

    def take(self, coming: Iterable[str] = (), going: Iterable[str] = ()) -> None:
        """Take parts in and out; what is taken out of a larger part waits until that is read."""
        into, out = list(coming), list(going)
        unread = self.picking.unread(out)
        previews, actor = self._context.service(AreaPreviews), self._context.actor
        if unread:
            self._context.jobs.read(
                lambda: inside(self._read, previews.on_record(actor, unread)),
                lambda found: self._learn_and_take(found, into, out),
                self._on_problem,
            )
            return
        stuck = self.picking.unknown(out)
        if stuck:
            self._say(tr("The postcodes of {part} are not known here. Take all of it out.", part=stuck))
            return
        self._say("")
        self.picking.take_in(into)
        self.picking.take_out(out)
        self._show()

    # building

    def _build(self) -> None:
        self.part.setAccessibleName(tr("Postcode, sector or first part"))
        self.part.setPlaceholderText(tr("QX4 2LB, QX4 2 or QX4"))
        self.changes.setAccessibleName(tr("What changed"))
        self.changes.setMinimumHeight(px(120))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(px(16))
        self._row.addLayout(self._map_side(), 1)
        self._side = self._list_side()
        self._row.addWidget(self._side)
        self.body.addLayout(self._row, 1)

    def _map_side(self) -> QVBoxLayout:
        bar = FlowLayout(gap=12)
        bar.addWidget(self.tools)
        bar.addWidget(self.by)
        self.tools.set_value(Tool.MOVE)
        self.by.set_value(False)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.foot_strip)
        over = QVBoxLayout(self.view)
        over.setContentsMargins(px(12), px(12), px(12), px(12))
        over.addWidget(self.zoom, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        over.addStretch(1)
        return column

    def _list_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(px(3), 0, px(14), px(3))
        column.setSpacing(px(8))
        column.addWidget(Label(tr("Type a part"), kind="field"))
        column.addWidget(self.part)
        takes = QHBoxLayout()
        takes.setSpacing(px(8))
        takes.addWidget(self.take_in)
        takes.addWidget(self.take_out)
        takes.addStretch(1)
        column.addLayout(takes)
        column.addWidget(self.notice)
        self.notice.hide()
        column.addWidget(Label(tr("Who would be in it"), kind="section"))
        column.addWidget(self.who)
        column.addWidget(Label(tr("What changed"), kind="section"))
        column.addWidget(self.changes, 1)
        column.addWidget(Label(tr("Delete takes a line back."), kind="hint", wrap=True))
        for label in (self.coming, self.going):
            column.addWidget(label)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists under the map where both do not fit beside each other."""
        super().resizeEvent(event)
        beside = self.width() >= px(NARROW)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._side.setMaximumWidth(px(SIDE) if beside else _UNBOUND)
        self._side.setMinimumWidth(px(SIDE) if beside else 0)

    def _wire(self) -> None:
        view = self.view
        self.zoom.nearer.clicked.connect(lambda: view.zoom(-1))
        self.zoom.farther.clicked.connect(lambda: view.zoom(1))
        self.zoom.all.clicked.connect(view.fit)
        view.pressed.connect(self._on_pressed)
        view.swept.connect(self._on_swept)
        view.too_many.connect(self._on_too_many)
        view.moved.connect(lambda: self.foot_strip.bar.set_scale(view.scale_now))
        view.ground.arrived.connect(self._show_source)
        view.streets.arrived.connect(self._show_source)
        self.tools.chosen.connect(view.set_tool)
        self.by.chosen.connect(self._on_by)
        self.take_in.clicked.connect(lambda: self._on_typed(into=True))
        self.take_out.clicked.connect(lambda: self._on_typed(into=False))
        self.part.returnPressed.connect(lambda: self._on_typed(into=True))
        self.changes.itemActivated.connect(self._on_take_back)
        self._waiting.timeout.connect(self._ask_who)
        self.confirmed.connect(self._save)

    # steps

    def _begin(self) -> None:
        parts, find = sorted(self.picking.parts), self._context.hub.tools.find_places

        def read() -> list[Point]:
            found = places_of(self._read, find, parts)
            facts = self._context.facts()
            here = facts.easting, facts.northing
            if not found and here[0] is not None and here[1] is not None:
                return [(float(here[0]), float(here[1]))]
            return found

        self._context.jobs.read(read, self.view.show_places, self._on_problem)
        self._show()

    def _learn_and_take(
        self, found: dict[str, tuple[str, ...]], coming: Sequence[str], going: Sequence[str]
    ) -> None:
        self.picking.learn(found)
        self.take(coming, going)

    def _show(self) -> None:
        """Draw the area as it is picked, and ask who would be in it."""
        picking = self.picking
        self.view.show_area((picking.was, picking.wards), (picking.parts, picking.wards))
        self.changes.clear()
        made = picking.edit
        for words, parts in ((tr("In: {part}"), made.taken_in), (tr("Out: {part}"), made.taken_out)):
            for part in parts:
                item = QListWidgetItem(words.format(part=part), self.changes)
                item.setData(Qt.ItemDataRole.UserRole, part)
        self.primary.setEnabled(self.is_dirty())
        self._waiting.start()

    def _ask_who(self) -> None:
        previews, actor, draft = self._context.service(AreaPreviews), self._context.actor, self.picking.draft
        self._context.jobs.read(
            lambda: previews.of(actor, draft, self._area_id),
            self._on_who,
            self._on_problem,
            key=f"area-who-{id(self)}",
        )

    def _save(self) -> None:
        areas, actor, draft = self._context.service(Areas), self._context.actor, self.picking.draft
        self.primary.setEnabled(False)
        self._context.jobs.write(
            lambda: areas.save(actor, draft, self._area_id),
            lambda _done: self.accept(),
            self._on_problem,
            settled=lambda: self.primary.setEnabled(True),
        )

    def _say(self, words: str) -> None:
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    # answers

    def _on_who(self, told: AreaPreview) -> None:
        self.who.setText(who_words(told))
        self.coming.setText(_addresses(tr("Comes in"), told.comes_in, told.coming))
        self.going.setText(_addresses(tr("Goes out"), told.goes_out, told.going))
        for label in (self.coming, self.going):
            label.setVisible(bool(label.text()))

    def _on_pressed(self, postcode: str) -> None:
        unit = next((one for one in self.view.units if one.postcode == postcode), None)
        if unit is None:
            return
        part = self.view.part_of(unit)
        if unit.ward_code in self.picking.wards:
            self._say(tr("{part} comes with its ward. Untick the ward in the form to let it go.", part=part))
        elif self.view.is_in(unit):
            self.take(going=[part])
        else:
            self.take(coming=[part])

    def _on_swept(self, units: Sequence[UnitPlace]) -> None:
        parts = sorted({self.view.part_of(one) for one in units})
        if self.view.tool is Tool.TAKE_IN:
            self.take(coming=parts)
        else:
            self.take(going=parts)

    def _on_typed(self, *, into: bool) -> None:
        part = normalise(self.part.text())
        if not outcode(part):
            self._say(tr("Type a postcode, a sector like QX4 2, or a first part like QX4."))
            return
        self.part.clear()
        self.take([part] if into else (), () if into else [part])

    def _on_take_back(self, item: QListWidgetItem) -> None:
        self.picking.take_back(str(item.data(Qt.ItemDataRole.UserRole)))
        self._show()

    def _on_by(self, sectors: object) -> None:
        self.view.by_sector = bool(sectors)

    def _on_too_many(self, too_many: bool) -> None:
        far = tr("Zoom in to pick postcodes on the map.")
        if too_many:
            self._say(far)
        elif self.notice.text() == far:
            self._say("")

    def _on_problem(self, problem: DomainError | KnownStoreError) -> None:
        self._say(str(problem))

    def _show_source(self) -> None:
        streets = self.view.streets
        self.foot_strip.set_source(
            plain=self.view.ground.is_plain, year=streets.year if streets.is_here else 0
        )


def who_words(told: AreaPreview) -> str:
    """How many households would be in an area, and who else claims it."""
    homes = told.stays + told.comes_in
    said = [tr_count("{count} household would be in it.", "{count} households would be in it.", homes)]
    if told.comes_in or told.goes_out:
        said.append(tr("{more} come in, {fewer} go out.", more=told.comes_in, fewer=told.goes_out))
    if told.claimed:
        said.append(tr("{names} claim the same.", names=", ".join(told.claimed)))
    return " ".join(said)


def _addresses(head: str, count: int, found: Sequence[str]) -> str:
    if not count:
        return ""
    more = count - len(found[:FEW])
    lines = [*found[:FEW], *([tr("and {count} more", count=more)] if more > 0 else [])]
    return "\n".join([f"{head}:", *lines])


def _tools() -> list[Choice]:
    return [
        Choice(Tool.MOVE, tr("Moves the map"), "map"),
        Choice(Tool.TAKE_IN, tr("Takes in"), "plus"),
        Choice(Tool.TAKE_OUT, tr("Takes out"), "minus"),
    ]


def _sizes() -> list[Choice]:
    return [Choice(False, tr("Postcodes")), Choice(True, tr("Sectors"))]
