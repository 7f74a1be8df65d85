"""Import and export of the directory: two buttons of Organisations, and the dialogs they open."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.exports.make_directory import DirectoryPlan, MadeDirectory, make_directory
from desktop.imports.hsds_files import read_directory_files
from desktop.services.directory_imports import DirectoryDryRun, DirectoryImports
from desktop.services.hsds_schema import Profile
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.theme import px
from desktop.ui.organisations.exchange_import import DirectoryImportDialog


class DirectoryActs:
    """What Organisations offers beside its list: services from a file, and services to a file.

    Attributes:
        import_button: stands under the list.
        export_button: likewise.
    """

    def __init__(self, page: RecordPage, context: AppContext) -> None:
        """Put the buttons on a page.

        Args:
            page: the list of organisations.
            context: the open hub.
        """
        self._page, self._context = page, context
        self.import_button = self._button(tr("Import services…"), "package-import", "import.apply")
        self.export_button = self._button(tr("Export services…"), "package-export", "export.list")
        self.import_button.clicked.connect(self.ask_file)
        self.export_button.clicked.connect(self.ask_export)
        page.add_to_strip(self.import_button)
        page.add_to_strip(self.export_button)
        if may("import.apply"):
            first = self._button(tr("Import services…"), "package-import", "import.apply")
            first.clicked.connect(self.ask_file)
            page.empty.add_button(first)

    def ask_file(self) -> None:
        """Ask which file to bring in."""
        dialog = FileDialog(self._window(), tr("Import services"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Directory (*.zip datapackage.json *.csv)")])
        dialog.fileSelected.connect(self.look_at)
        dialog.open()

    def look_at(self, chosen: str) -> None:
        """Hold a file against what the hub has, and show it."""
        context, path = self._context, Path(chosen)
        service = context.service(DirectoryImports)

        def read() -> DirectoryDryRun:
            found = read_directory_files(path)
            return service.dry_run(context.actor, found.tables, found.notes)

        context.jobs.read(read, self._show)

    def ask_export(self) -> None:
        """Ask what is to be in a file."""
        dialog = FormDialog(
            tr("Export services"),
            _fields(),
            _checked,
            self._context.jobs,
            self._window(),
            verb=tr("Choose a folder"),
            sentence=tr("Every organisation and service, as tables any Open Referral tool reads."),
        )
        dialog.resize(dialog.width(), px(420))
        dialog.form.set_values({"profile": Profile.HSDS, "with_contacts": False, "purpose": ""})
        dialog.saved.connect(self._ask_folder)
        dialog.open()

    def save_to(self, plan: DirectoryPlan, folder: str) -> None:
        """Write a directory to a folder."""
        context = self._context
        tools = context.hub.tools
        context.jobs.write(
            lambda: make_directory(tools, context.actor, plan, Path(folder), tools.clock()), self._on_made
        )

    def _button(self, words: str, icon: str, action: str) -> Button:
        return Button(words, icon=icon, small=True, action=action)

    def _window(self) -> QWidget:
        return self._page.window()

    def _show(self, dry_run: DirectoryDryRun) -> None:
        dialog = DirectoryImportDialog(dry_run, self._context, self._window())
        dialog.brought_in.connect(lambda changed: self._page.said.emit(changed.message, True))
        dialog.open()

    def _ask_folder(self, values: dict[str, Any]) -> None:
        plan = DirectoryPlan(
            Profile(values["profile"]), bool(values["with_contacts"]), str(values["purpose"] or "")
        )
        dialog = FileDialog(self._window(), tr("Export services"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self.save_to(plan, folder))
        dialog.open()

    def _on_made(self, made: MadeDirectory) -> None:
        said = [tr("Saved {file}", file=made.path.name)]
        if made.made.kept_private:
            said.append(
                tr_count(
                    "{count} address kept private", "{count} addresses kept private", made.made.kept_private
                )
            )
        if made.said_no:
            said.append(
                tr_count(
                    "{count} service left out: it said no",
                    "{count} services left out: they said no",
                    made.said_no,
                )
            )
        self._page.said.emit(", ".join(said), False)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    if values["with_contacts"] and not str(values["purpose"] or "").strip():
        raise DomainError("Say why people are named in it. The reason is kept.", field="purpose")
    return values


def _fields() -> list[FormField]:
    return [
        FormField(
            "profile",
            tr("Whose tables?"),
            FieldKind.CHOICE,
            choices=[(Profile.HSDS, tr("Open Referral (HSDS 3.0)")), (Profile.UK, tr("Open Referral UK"))],
            hint=tr(
                "Aligned with the schema. The UK tables have no room for capacity, languages or contacts."
            ),
            required=True,
        ),
        FormField("with_contacts", tr("Name the people to ring"), FieldKind.CHECK),
        FormField(
            "purpose",
            tr("Why are they named?"),
            hint=tr("Only where people are named. It is kept in the sharing log."),
            max_length=300,
        ),
    ]
