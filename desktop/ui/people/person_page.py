"""One person on a page of their own, over the list: everything in one place, safe contact first."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from db.enums import PersonStatus
from db.queries.notices import ToldRow
from desktop.context import AppContext
from desktop.domain.errors import NotFound
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.services.consents import ConsentLine, Consents
from desktop.services.notices import Notices
from desktop.services.person_page import PersonPages, WholePerson
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState, Rule, scrolling
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.lone_page import LonePage
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import FormData
from desktop.ui.base.theme import px
from desktop.ui.history import Told
from desktop.ui.people.dialogs import ask_consent, ask_contact, ask_take_back
from desktop.ui.people.page import PeopleSpec
from desktop.ui.people.person_cards import help_cards, reach_cards
from desktop.ui.people.told import told_of
from desktop.ui.telling import tell_about_data
from desktop.ui.words import say

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
ONE_COLUMN_BELOW = 860
"""Width of the page, px at 100%, under which its two columns follow one another."""
Read = tuple[WholePerson, Sequence[ConsentLine], Told, Sequence[ToldRow]]


class PersonPage(LonePage):
    """Everything about one person.

    Signals:
        left: go back to where this was opened from.
        call_for: begin a call for this person.
        gone: the person is no longer there.
        found: the person was read, and is there.
    """

    call_for = Signal(str)

    entities = PeopleSpec.entities | {
        *("notice_given", "task", "do_not_pair", "volunteer", "round", "stop"),
        *("retention_hold", "rights_request"),
    }

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make the page, empty until `show_record`.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Person"), parent)
        self._context, self._spec = context, PeopleSpec(context)
        self._pages, self._consents = context.service(PersonPages), context.service(Consents)
        self.person_id = ""
        self._is_alone = False
        self.buttons: dict[str, Button] = {}
        self._head = QFrame(self)
        self._body: QScrollArea | None = None
        self._columns: QBoxLayout | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._build_head()
        QShortcut(QKeySequence("Alt+P"), self, self.buttons["tell"].click, context=_HERE)

    # page overrides

    def show_record(self, item: Any) -> None:
        """Show a person."""
        self.person_id = str(item)
        self.reload()

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        self.reload()

    def shown(self) -> None:
        """The keyboard begins on the most likely step."""
        first = self.buttons["call"] if may("request.set") else self.buttons["back"]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_alone(self) -> None:
        """Take off what means nothing in a window of its own: the way back, and the way there."""
        self._is_alone = True
        for key in ("back", "own_window"):
            self.buttons[key].hide()

    def record(self) -> Any:
        """The person shown."""
        return self.person_id or None

    def concern_about(self) -> str:
        """The person shown."""
        return f"person:{self.person_id}" if self.person_id else ""

    def panes(self) -> list[QWidget]:
        """Buttons, then everything else."""
        return [self._head, *([self._body] if self._body is not None else [])]

    def reload(self) -> None:
        """Read everything about the person again."""
        person_id, actor, context = self.person_id, self._context.actor, self._context
        if not person_id:
            return

        def read() -> Read | None:
            try:
                whole = self._pages.of(actor, person_id)
            except NotFound:
                return None
            consents = self._consents.of(actor, person_id)
            told = context.service(Notices).told(actor, person_id)
            return whole, consents, told_of(context, person_id, consents), told

        self._context.jobs.read(read, self._on_read, key=f"person-{id(self)}")

    # building

    def _build_head(self) -> None:
        self._head.setProperty("role", "bar")
        row = FlowLayout(self._head)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        plain, quiet = ButtonKind.SECONDARY, ButtonKind.QUIET
        for key, words, icon, kind, action in (
            ("back", tr("Back"), "arrow-left", quiet, ""),
            ("call", tr("New call for this person"), "phone-plus", ButtonKind.PRIMARY, "request.set"),
            ("edit", tr("Edit"), "pencil", plain, "person.set"),
            ("contact", tr("Record contact"), "phone-call", plain, "contact.set"),
            ("ring", tr("Ring again and again"), "phone-outgoing", plain, "call.plan"),
            ("consent", tr("Record consent"), "circle-check", plain, "consent.set"),
            ("tell", tr("Tell about data"), "message", plain, "notice.give"),
            ("take_back", tr("Take sharing back"), "arrow-back-up", plain, "consent.set"),
            ("concern", tr("Raise a concern"), "shield-lock", quiet, "concern.raise"),
            ("access", tr("Copy of their data"), "file-export", quiet, "rights.pack"),
            ("erase", tr("Erase for good"), "trash", quiet, "erase.person"),
            ("own_window", tr("Own window"), "external-link", quiet, ""),
        ):
            button = Button(words, self._head, icon=icon, kind=kind, action=action)
            button.clicked.connect(lambda _=False, key=key: self.act(key))
            self.buttons[key] = button
            row.addWidget(button)
        self._outer.addWidget(self._head)
        self._outer.addWidget(Rule(self))

    def act(self, key: str) -> None:
        """Do what a button says."""
        if key == "back":
            self.left.emit()
        elif key == "own_window":
            self.own_window_asked.emit()
        elif key == "concern":
            self.place_asked.emit("raise_concern", self.concern_about())
        elif key in ("access", "erase"):
            self.place_asked.emit(key, self.person_id)
        elif key == "ring":
            self.place_asked.emit("calls", f"new:{self.person_id}")
        elif key == "call":
            self.call_for.emit(self.person_id)
        elif key == "contact":
            ask_contact(self, self._context, self.person_id)
        elif key == "consent":
            ask_consent(self, self._context, self.person_id)
        elif key == "tell":
            tell_about_data(self, self._context, self.person_id)
        elif key == "take_back":
            ask_take_back(self, self._context, self.person_id)
        else:
            self._context.jobs.read(lambda: self._spec.form(self.person_id), self._open_form)

    def _open_form(self, data: FormData) -> None:
        def save(values: Mapping[str, Any]) -> object:
            return self._spec.save(self.person_id, values)

        dialog = FormDialog(data.title, data.fields, save, self._context.jobs, self)
        dialog.form.set_values(data.values)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # answers

    def _on_read(self, found: Read | None) -> None:
        top = self._body.verticalScrollBar().value() if self._body is not None else 0
        stands = False
        content = QWidget()
        if found is None:
            words = tr("This person is no longer here. History can bring them back.")
            column = QVBoxLayout(content)
            column.addWidget(EmptyState(words, content, icon="user"))
            self.gone.emit()
        else:
            self._fill(content, *found)
            stands = any(line.stands for line in found[1])
            self.found.emit()
        for key in ("call", "edit", "contact", "consent", "tell"):
            self.buttons[key].setEnabled(found is not None)
        self.buttons["take_back"].setVisible(stands)
        body = scrolling(content, self)
        body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body.setAccessibleName(tr("About this person"))
        if self._body is not None:
            self._outer.replaceWidget(self._body, body)
            self._body.hide()
            self._body.deleteLater()
        else:
            self._outer.addWidget(body, 1)
        self._body = body
        body.verticalScrollBar().setValue(top)

    def _fill(
        self,
        content: QWidget,
        whole: WholePerson,
        consents: Sequence[ConsentLine],
        told: Told,
        notices: Sequence[ToldRow],
    ) -> None:
        draft, reference = whole.held.draft, write(Kind.PERSON, whole.held.number)
        name = full_name(draft.first_name, draft.last_name, draft.preferred_name) or reference
        status = "" if draft.status is PersonStatus.ACTIVE else say(draft.status)
        self.set_title(name, ", ".join(part for part in (reference, status) if part))
        outer = QVBoxLayout(content)
        outer.setContentsMargins(px(20), px(16), px(20), px(20))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(16))
        for cards, share in (
            (reach_cards(whole, consents, notices, self._follow), 2),
            (help_cards(whole, told, self._follow), 3),
        ):
            column = QVBoxLayout()
            column.setSpacing(px(12))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, share)
        outer.addLayout(self._columns)
        outer.addStretch(1)
        self._shape()

    def _follow(self, key: str) -> None:
        place, _, item = key.partition(":")
        if place == "person" and not self._is_alone:
            self.show_record(item)
        else:
            self.place_asked.emit(place, item)

    def _shape(self) -> None:
        if self._columns is not None:
            one = self.width() < px(ONE_COLUMN_BELOW)
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._columns.setDirection(down if one else across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for both."""
        super().resizeEvent(event)
        self._shape()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
