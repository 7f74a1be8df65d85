"""The choice of a council's own columns beside whole tables."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.exports.council_layout import CouncilLayout
from desktop.imports.profiles import BUILT_IN, Profile, Written, built_in
from desktop.imports.run import saved_profiles
from desktop.imports.targets import Kind
from desktop.services.bring_in import BringIn
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px

CANONICAL = "hubkeeper-people"
"""How ``people.csv`` is read; what is read out of its columns is what goes into a council's."""
SAVED = "import.preview"
"""The action that lets somebody see the column profiles the hub keeps."""


def layout_of(profile: Profile) -> CouncilLayout:
    """What a column profile says of a file that goes to a council."""
    answers = ((rule.header, rule.need, rule.written) for rule in profile.needs)
    canonical = built_in(CANONICAL)
    return CouncilLayout(
        profile.name,
        profile.title,
        tuple((header, column.target) for header, column in profile.columns.items()),
        tuple(answer for answer in answers if answer[2]),
        profile.written is Written.DAY_FIRST,
        profile.returned.most_rows,
        profile.identifiable,
        {column.target: header for header, column in canonical.columns.items()},
        {header: column.codes() for header, column in profile.columns.items() if column.meanings},
    )


def layouts(saved: Iterable[Profile]) -> list[CouncilLayout]:
    """Every layout people can be handed over in: the hub's own profiles first, then those shipped."""
    known = [*saved, *map(built_in, BUILT_IN)]
    return [layout_of(one) for one in known if one.kind is Kind.PEOPLE and one.written is not Written.NEVER]


class LayoutBox(QWidget):
    """Chooses a layout; shown with whole tables alone."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it, with none chosen and hidden."""
        super().__init__(parent)
        self._context = context
        self._layouts: dict[str, CouncilLayout] = {}
        self.box = ComboBox([("", tr("No other columns"))], name=tr("Also in a council’s own columns"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(tr("Also in a council’s own columns"), kind="strong"))
        column.addWidget(self.box)
        self.hide()

    def ask(self) -> None:
        """Read the layouts there are, off the GUI thread."""
        service, actor = self._context.service(BringIn), self._context.actor

        def read() -> list[CouncilLayout]:
            kept = service.profiles(actor, Kind.PEOPLE.value) if actor.may(SAVED) else []
            return layouts(saved_profiles(kept))

        self._context.jobs.read(read, self._on_found, key=f"handover-layouts-{id(self)}")

    def chosen(self) -> CouncilLayout | None:
        """The layout chosen, where whole tables go."""
        return None if self.isHidden() else self._layouts.get(str(self.box.value() or ""))

    def _on_found(self, found: list[CouncilLayout]) -> None:
        chosen = self.box.value()
        self._layouts = {one.name: one for one in found}
        self.box.set_choices([("", tr("No other columns")), *((one.name, one.title) for one in found)])
        self.box.set_value(chosen)
