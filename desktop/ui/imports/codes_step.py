"""What a council's codes mean: each code of a column beside what it is taken for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.imports.layouts import CODED, NEEDS, Meant, asks, meant_of, with_meanings
from desktop.imports.mapping import Column, ColumnMap, code_key
from desktop.imports.person_parts import read_preference, read_status
from desktop.imports.values import code_for, need_finder
from desktop.ui.base.button import Button
from desktop.ui.base.card import EmptyState, scrolling
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.field import Field
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.theme import px
from desktop.ui.imports.words import field_words, meaning_choices

Needs = Sequence[tuple[object, str]]
FEW = 8
"""A column that is only noted, or left out, is looked at as codes where it says no more different things."""


class CodesStep(QWidget):
    """A block for each column that holds codes: the code, and what it means to the hub."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the step, without codes.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self._map: ColumnMap | None = None
        self._needs: Needs = ()
        self._codes: dict[str, list[str]] = {}
        self.combos: dict[tuple[str, str], ComboBox] = {}
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(12))
        column.setSpacing(px(10))
        column.addWidget(Label(tr("What do their codes mean?"), kind="section"))
        words = tr(
            "A code that means nothing else is read as it stands. In a list of people it can ask for help."
        )
        column.addWidget(Label(words, kind="second", wrap=True))
        self._column = column
        self.empty = EmptyState(tr("No column holds codes. Go on."), self, icon="list-check")
        column.addWidget(self.empty, 1)
        self._area: QWidget | None = None

    @property
    def column_map(self) -> ColumnMap:
        """The map with what the codes mean."""
        assert self._map is not None
        return self._map

    def show_map(self, column_map: ColumnMap, codes: Mapping[str, Sequence[str]], needs: Needs) -> None:
        """Show the codes of a map's columns.

        Args:
            column_map: what each column becomes.
            codes: what columns of few different things say.
            needs: the hub's need types, code and label.
        """
        self._map, self._needs = column_map, needs
        self._codes = {
            one.header: _codes_of(column_map, one, codes.get(one.header, ()))
            for one in column_map.columns
            if _may_hold(column_map, one, codes.get(one.header, ()))
        }
        self._fill()

    def take_all(self) -> ColumnMap:
        """The map with what every list says by now."""
        assert self._map is not None
        for header, codes in self._codes.items():
            said = meant_of(self._map, header)
            for code in codes:
                value = str(self.combos[header, code].value() or "")
                said[code] = self._meant(header, said.get(code, Meant()), value)
            self._map = with_meanings(self._map, header, said)
        return self._map

    def add_code(self, header: str, code: str) -> None:
        """Take on a code that the sample happens not to hold."""
        self.take_all()
        if code and code_key(code) not in map(code_key, self._codes[header]):
            self._codes[header].append(code)
            self._fill()

    def _meant(self, header: str, before: Meant, value: str) -> Meant:
        target = self._target(header)
        if target in NEEDS or target in CODED:
            return replace(before, ours=value)
        return replace(before, need=value)

    def _target(self, header: str) -> str:
        assert self._map is not None
        return next(one.target for one in self._map.columns if one.header == header)

    def _fill(self) -> None:
        assert self._map is not None
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
            self._area = None
        self.combos, self.fields = {}, {}
        self.empty.setVisible(not self._codes)
        if not self._codes:
            return
        content = QWidget()
        blocks = QVBoxLayout(content)
        blocks.setContentsMargins(0, 0, px(12), 0)
        blocks.setSpacing(px(18))
        for header, codes in self._codes.items():
            blocks.addLayout(self._block(header, codes))
        blocks.addStretch(1)
        self._area = scrolling(content, self)
        self._column.addWidget(self._area, 1)

    def _block(self, header: str, codes: Sequence[str]) -> QGridLayout:
        assert self._map is not None
        target, said = self._target(header), meant_of(self._map, header)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.setColumnMinimumWidth(0, px(170))
        grid.setColumnMinimumWidth(1, px(300))
        grid.setColumnStretch(2, 1)
        grid.addWidget(Label(header, kind="strong", wrap=True), 0, 0)
        grid.addWidget(Label(field_words(target) if target else tr("Left out"), kind="second"), 0, 1)
        for row, code in enumerate(codes, start=1):
            one = said.get(code, Meant())
            value = one.ours if target in NEEDS or target in CODED else one.need
            combo = ComboBox(
                self._choices(target, code, value),
                name=tr("{code} in {column} means", code=code, column=header),
                small=True,
            )
            combo.set_value(value)
            self.combos[header, code] = combo
            grid.addWidget(ElidedLabel(code), row, 0)
            grid.addWidget(combo, row, 1)
        grid.addLayout(self._adder(header), len(codes) + 1, 0, 1, 3)
        return grid

    def _adder(self, header: str) -> QHBoxLayout:
        name = tr("Another code in {column}", column=header)
        field = Field("", hint=tr("Another code"), name=name)
        field.setMaxLength(40)
        field.setFixedWidth(px(170))
        add = Button(tr("Add"), icon="plus", small=True)
        add.setAccessibleName(name)

        def take() -> None:
            self.add_code(header, " ".join(field.text().split()))

        add.clicked.connect(take)
        field.returnPressed.connect(take)
        self.fields[header] = field
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(field)
        row.addWidget(add)
        row.addStretch(1)
        return row

    def _choices(self, target: str, code: str, value: str) -> list[tuple[object, str]]:
        """What a code can mean; first, what it is read as when nothing is said."""
        if target in NEEDS or target in CODED:
            offered = self._needs if target in NEEDS else meaning_choices(target)
            words = {str(one): said for one, said in offered}
            found = reads_as(target, code, self._needs)
            if found:
                plain = tr("As it stands: {meaning}", meaning=words.get(found, found))
            else:
                plain = tr("Not known: it is kept in a note")
        else:
            offered = [(one, tr("Asks for {need}", need=label)) for one, label in self._needs]
            plain = tr("Asks for nothing")
        strange = [(value, value)] if value and value not in {str(one) for one, _ in offered} else []
        return [("", plain), *offered, *strange]


def reads_as(target: str, code: str, needs: Needs) -> str:
    """What a code is read as when nobody says what it means; empty where it is not known.

    Args:
        target: the field.
        code: as the council writes it.
        needs: the hub's need types, code and label.
    """
    if target in NEEDS:
        words = {label: str(one) for one, label in needs} | {str(one): str(one) for one, _ in needs}
        return need_finder(words)(code)
    if target == "status":
        return read_status(code) or ""
    if target == "contact_preference":
        return read_preference(code) or ""
    return code_for("answer" if target == "caller_knows" else target, code)


def _may_hold(column_map: ColumnMap, column: Column, codes: Sequence[str]) -> bool:
    if column.target in NEEDS or column.target in CODED or meant_of(column_map, column.header):
        return True
    return asks(column_map.kind, column.target) and 1 < len(codes) <= FEW


def _codes_of(column_map: ColumnMap, column: Column, codes: Sequence[str]) -> list[str]:
    """The codes that mean something already, spelt as they were said, then those of the sample."""
    known = list(meant_of(column_map, column.header))
    have = set(map(code_key, known))
    return [*known, *(code for code in codes if code_key(code) not in have)]
