"""The copy of somebody's own data: what may be about others is looked through before anything leaves."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from db.enums import ShareKind
from desktop.context import AppContext
from desktop.domain.errors import NotFound
from desktop.exports.access_pack import draw_pack, zip_pack
from desktop.exports.files import write_bytes
from desktop.services.access import AccessPacks, Pack, PackLine
from desktop.services.sharing_log import Share, SharingLog
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, EmptyState
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.protection.one_person import OnePersonPage


class AccessPage(OnePersonPage):
    """One person's own data, about to be given to them."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self.save_button = Button(tr("Save the pack"), icon="device-floppy", kind=ButtonKind.PRIMARY)
        self.print_button = Button(tr("Look at it, or print"), icon="printer")
        buttons, about = [self.save_button, self.print_button], tr("What goes in the pack")
        super().__init__(context, tr("Copy of their own data"), about, buttons)
        self._packs, self._log = context.service(AccessPacks), context.service(SharingLog)
        self.pack: Pack | None = None
        self.boxes: dict[str, CheckBox] = {}
        self.save_button.clicked.connect(self.ask_file)
        self.print_button.clicked.connect(self.look)
        self._show(None)

    def show_record(self, item: Any) -> None:
        """Show whose."""
        self.person_id = str(item or "")
        packs, actor, person_id = self._packs, self._context.actor, self.person_id
        if not person_id:
            return

        def read() -> Pack | None:
            try:
                return packs.gather(actor, person_id)
            except NotFound:
                return None

        self._context.jobs.read(read, self._show, key=f"access-pack-{id(self)}")

    def as_it_goes(self) -> Pack:
        """The pack without what is ticked to be left out."""
        assert self.pack is not None
        return self.pack.without(key for key, box in self.boxes.items() if box.isChecked())

    def ask_file(self) -> None:
        """Ask where the pack goes."""
        if self.pack is None:
            return
        dialog = FileDialog(self, tr("Save the pack"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Pack (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"own-data-{self.pack.reference}.zip")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Save the pack and leave the record of it."""
        pack, actor, log = self.as_it_goes(), self._context.actor, self._log

        def write() -> object:
            content = zip_pack(pack)
            return log.record(actor, _share(pack, file.name), lambda: write_bytes(file, content))

        self._context.jobs.write(
            write, lambda _done: self.said.emit(tr("Saved to {file}, and recorded", file=file.name), False)
        )

    def look(self) -> None:
        """Show the pack's pages; printing leaves the record."""
        if self.pack is None:
            return
        pack, actor, log = self.as_it_goes(), self._context.actor, self._log

        def show(content: bytes) -> None:
            document = Document(
                tr("Copy of their own data"),
                content,
                f"own-data-{pack.reference}.pdf",
                lambda name, put: log.record(actor, _share(pack, name, ShareKind.PRINT), put),
            )
            preview_pdf(self.window(), self._context.jobs, document)

        self._context.jobs.read(lambda: draw_pack(pack), show)

    def _show(self, found: Pack | None) -> None:
        self.pack, self.boxes = found, {}
        content = QWidget()
        if found is None:
            words = tr("Choose somebody under People, then “Copy of their data”.")
            self.put_cards(content, [], EmptyState(words, content, icon="user"))
            return
        self.set_title(tr("Data of {name}", name=found.name or found.reference), found.reference)
        cards: list[QWidget] = [self._flagged(found, content), self._rest(found, content)]
        if found.safe or found.names_private:
            cards.insert(0, _with_care(found, content))
        self.put_cards(content, cards)

    def _flagged(self, found: Pack, parent: QWidget) -> Card:
        card = Card(parent, pad=18)
        card.setMaximumWidth(px(760))
        card.column.addWidget(Label(tr("Look through these first"), kind="section"))
        flagged = [one for one in found.lines if one.flagged]
        words = (
            tr("They name somebody else, or may. What is ticked is left out.")
            if flagged
            else tr("Nothing seems to be about somebody else.")
        )
        card.column.addWidget(Label(words, kind="second", wrap=True))
        for one in flagged:
            box = CheckBox(tr("Leave out"), card)
            box.setChecked(True)
            box.setAccessibleName(tr("Leave out {section}, {label}", section=one.section, label=one.label))
            self.boxes[one.key] = box
            card.column.addWidget(Label(_line(one), kind="body", wrap=True))
            card.column.addWidget(box)
        return card

    def _rest(self, found: Pack, parent: QWidget) -> Card:
        card = Card(parent, pad=18)
        card.setMaximumWidth(px(760))
        card.column.addWidget(Label(tr("In the pack"), kind="section"))
        rest = [one for one in found.lines if not one.flagged]
        card.column.addWidget(
            Label(tr_count("{count} field of theirs", "{count} fields of theirs", len(rest)), kind="body")
        )
        for title, _words in found.told:
            card.column.addWidget(Label(title, kind="body", wrap=True))
        return card


def _with_care(found: Pack, parent: QWidget) -> Notice:
    """How it reaches them and nobody else, said before it goes."""
    notice = Notice(parent=parent, tone=Tone.WARN)
    notice.setMaximumWidth(px(760))
    private = tr("It names a private need. Give it to them alone, where nobody else opens it.")
    said = [private] if found.names_private else []
    notice.say(tr("Before it goes:"), " ".join(filter(None, (*said, found.safe))))
    return notice


def _line(one: PackLine) -> str:
    return f"{one.section}, {one.label.lower()}: {one.value}"


def _share(pack: Pack, name: str, kind: ShareKind = ShareKind.EXPORT) -> Share:
    fields = tuple(sorted({one.section for one in pack.lines}))
    who = tr("The person themself, or who acts for them")
    return Share(kind, tr("Copy of their own data"), fields, 1, file_name=name, recipient_name=who)
