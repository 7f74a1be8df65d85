"""The map file of this computer: chosen, looked at before it is taken, and taken off again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import KnownStoreError
from db.map_file import MapFacts
from desktop.domain.zoomstack import map_source
from desktop.jobs.runner import JobRunner, Problem
from desktop.runtime.map_file import forget_tiles, map_tiles
from desktop.runtime.preferences import Preferences
from desktop.services.map_tiles import check_map_file
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

_MEGABYTE = 1_000_000


class MapFileForm(QWidget):
    """Which file lies beneath the map of a round, where to get one, and what is wrong with one."""

    def __init__(self, jobs: JobRunner, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Make it with what holds now.

        Args:
            jobs: runs the look into a file.
            preferences: this computer's settings.
            parent: the owner.
        """
        super().__init__(parent)
        self._jobs, self._preferences = jobs, preferences
        self.about = Label(
            tr(
                "With a map file, a round shows streets, parks and water beneath its stops, on screen and on "
                "the printed sheet. Without one it shows dots where postcodes are."
            ),
            self,
            kind="body",
            wrap=True,
        )
        self.where = Label(
            tr(
                "OS Open Zoomstack is free under the Open Government Licence. On a computer with internet, "
                "go to osdatahub.os.uk, then Downloads, OS OpenData, OS Open Zoomstack, Vector Tiles. It is "
                "one file of about 3 GB ending in .mbtiles: bring it on a stick and copy it to this computer."
            ),
            self,
            kind="second",
            wrap=True,
        )
        self.now = Label("", self, kind="strong", wrap=True)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.choose = Button(tr("Choose map file"), self, icon="map")
        self.take_off = Button(tr("Use no map file"), self, kind=ButtonKind.QUIET, icon="x")
        self._build()
        self.choose.clicked.connect(self._on_choose)
        self.take_off.clicked.connect(self._on_take_off)

    def show_now(self) -> None:
        """Show which file is used, and whether it is there."""
        tiles = map_tiles(self._preferences)
        self.take_off.setVisible(tiles is not None)
        if tiles is None:
            self.now.setText(tr("No map file is used."))
            return
        path = tiles.path
        self.now.setText(tr("Map file: {name}", name=path.name))
        self._jobs.read(lambda: check_map_file(path), self._on_facts, self._tell, key=f"map-{id(self)}")

    def set_file(self, chosen: str) -> None:
        """Look into a file and take it if it can be used."""
        path, before = Path(chosen), self.now.text()
        self.choose.setEnabled(False)
        self.now.setText(tr("Looking at {name}.", name=path.name))
        self._jobs.read(
            lambda: check_map_file(path),
            lambda facts: self._on_checked(path, facts),
            lambda problem: self._on_refused(before, problem),
            key=f"map-{id(self)}",
            settled=lambda: self.choose.setEnabled(True),
        )

    def _build(self) -> None:
        self.notice.hide()
        row = FlowLayout()
        row.addWidget(self.choose)
        row.addWidget(self.take_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for widget in (self.about, self.where, self.now, self.notice):
            column.addWidget(widget)
        column.addLayout(row)

    def _on_choose(self) -> None:
        dialog = FileDialog(self, tr("Choose map file"))
        dialog.setNameFilters([tr("Map files") + " (*.mbtiles)", tr("All files") + " (*)"])
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_file)
        dialog.open()

    def _on_checked(self, path: Path, facts: MapFacts) -> None:
        forget_tiles()
        try:
            self._preferences.map_file = str(path.absolute())
        except OSError:
            self._say(
                tr("The choice could not be kept."), tr("Free some space on this computer, then try again.")
            )
            return
        self.take_off.setVisible(True)
        self._on_facts(facts)

    def _on_facts(self, facts: MapFacts) -> None:
        tiles = map_tiles(self._preferences)
        self.notice.hide()
        if tiles is not None:
            self.now.setText(
                tr(
                    "Map file: {name}, {size} MB. {source}.",
                    name=tiles.path.name,
                    size=max(round(facts.size / _MEGABYTE), 1),
                    source=map_source(facts.year),
                )
            )

    def _on_refused(self, before: str, problem: Problem) -> None:
        """Say why, and go on with the file there was."""
        self.now.setText(before)
        self._tell(problem)

    def _tell(self, problem: Problem) -> None:
        remedy = problem.remedy if isinstance(problem, KnownStoreError) else ""
        self._say(str(problem), remedy)

    def _say(self, what: str, remedy: str) -> None:
        self.notice.say(what, remedy)
        self.notice.show()

    def _on_take_off(self) -> None:
        forget_tiles()
        try:
            self._preferences.map_file = ""
        except OSError:
            self._say(
                tr("The choice could not be kept."), tr("Free some space on this computer, then try again.")
            )
            return
        self.notice.hide()
        self.show_now()
        self.choose.setFocus()
