"""Two people side by side, line by line; what differs is marked with words and a shape, not colour alone."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.services.people import PersonDetail
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph, Rule, scrolling
from desktop.ui.base.dates import show_date
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.words import say


@dataclass(frozen=True, slots=True)
class Both:
    """Two people and why they look alike."""

    left: PersonDetail
    right: PersonDetail
    why: str


class ComparePane(QFrame):
    """The comparison and the four answers.

    Signals:
        same_person: they are one person; the key of the one to keep.
        same_household: they live together.
        not_same: they have nothing to do with each other.
        followed: open a person: their key.
    """

    same_person = Signal(str)
    same_household = Signal()
    not_same = Signal()
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._both: Both | None = None
        self._area: QWidget | None = None
        self.title = Label("", self, kind="section", wrap=True)
        self.why = Label("", self, kind="second", wrap=True)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.keep_left = Button("", self, kind=ButtonKind.PRIMARY, icon="arrow-merge", keys=("Alt", "S"))
        self.keep_right = Button("", self, icon="arrow-merge")
        self.household = Button(tr("Same household"), self, icon="home", keys=("Alt", "H"))
        self.apart = Button(tr("Not the same"), self, icon="arrows-split", keys=("Alt", "D"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build()
        self.keep_left.clicked.connect(lambda: self._keep(left=True))
        self.keep_right.clicked.connect(lambda: self._keep(left=False))
        self.household.clicked.connect(self.same_household)
        self.apart.clicked.connect(self.not_same)
        self.show_pair(None)

    def show_pair(self, both: Both | None) -> None:
        """Show two people, or nothing."""
        self._both = both
        self.notice.hide()
        for part in self._parts:
            part.setVisible(both is not None)
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
            self._area = None
        if both is None:
            return
        left, right = both.left, both.right
        self.title.setText(tr("{one} and {other}: the same person?", one=_name(left), other=_name(right)))
        self.why.setText(both.why)
        self.keep_left.set_words(tr("Same person, keep {reference}", reference=f"P-{left.number}"))
        self.keep_right.set_words(tr("Same person, keep {reference}", reference=f"P-{right.number}"))
        self._area = scrolling(self._grid(left, right), self)
        self._column.insertWidget(2, self._area, 1)

    def show_problem(self, message: str) -> None:
        """Say why an answer could not be taken."""
        self.notice.say(message)
        self.notice.show()

    def set_busy(self, busy: bool) -> None:
        """Take no second answer while the first is being saved."""
        for button in (self.keep_left, self.keep_right, self.household, self.apart):
            button.setEnabled(not busy)

    def _build(self) -> None:
        head = QWidget(self)
        words = QVBoxLayout(head)
        words.setContentsMargins(px(18), px(14), px(14), px(12))
        words.setSpacing(px(4))
        for widget in (self.title, self.why, self.notice):
            words.addWidget(widget)
        line, foot_line = Rule(self), Rule(self)
        foot = QWidget(self)
        row = FlowLayout(foot)
        row.setContentsMargins(px(18), px(11), px(12), px(11))
        for button in (self.keep_left, self.keep_right, self.household, self.apart):
            row.addWidget(button)
        policy = foot.sizePolicy()
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        self._parts = [head, line, foot_line, foot]
        for part in self._parts:
            self._column.addWidget(part)

    def _grid(self, left: PersonDetail, right: PersonDetail) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(px(18), px(12), px(18), px(16))
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, one in enumerate((left, right), start=1):
            link = Button(f"P-{one.number}", kind=ButtonKind.LINK, small=True)
            link.clicked.connect(lambda _=False, key=one.id: self.followed.emit(key))
            grid.addWidget(link, 0, at)
        for row, (words, one_value, other_value) in enumerate(lines(left, right), start=1):
            differs = bool(one_value and other_value) and one_value != other_value
            grid.addWidget(Label(words, kind="second"), row, 0, Qt.AlignmentFlag.AlignTop)
            for at, value in ((1, one_value), (2, other_value)):
                label = Label(value or tr("blank"), tone="" if value else "ink3", wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, row, at, Qt.AlignmentFlag.AlignTop)
            if differs:
                mark = Glyph("arrows-left-right", tone="warn", size=16)
                mark.setAccessibleName(tr("Differs"))
                mark.setToolTip(tr("Differs"))
                grid.addWidget(mark, row, 3, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(grid.rowCount(), 1)
        return content

    def _keep(self, *, left: bool) -> None:
        if self._both is not None:
            self.same_person.emit(self._both.left.id if left else self._both.right.id)


def lines(left: PersonDetail, right: PersonDetail) -> list[tuple[str, str, str]]:
    """What is known of two people, line by line: words, one's value, the other's; blank in both left out."""
    one, other = _values(left), _values(right)
    return [(words, one[words], other[words]) for words in one if one[words] or other[words]]


def _values(person: PersonDetail) -> dict[str, str]:
    draft, home = person.draft, person.draft.household
    address = (home.address_line1, home.address_line2, home.town, home.postcode) if home else ()
    return {
        tr("First name"): draft.first_name,
        tr("Middle name"): draft.middle_name,
        tr("Last name"): draft.last_name,
        tr("Likes to be called"): draft.preferred_name,
        tr("Date of birth"): show_date(draft.date_of_birth),
        tr("Telephone"): "\n".join(phone.raw for phone in draft.phones or ()),
        tr("Address"): ", ".join(part for part in address if part),
        tr("E-mail"): draft.email,
        tr("Reference"): draft.source_reference,
        tr("Good to know"): draft.good_to_know,
        tr("Does well"): draft.strengths,
        tr("Communication needs"): draft.communication_needs,
        tr("Status"): say(draft.status),
        tr("Others at this address"): ", ".join(name for _, name in person.neighbours),
    }


def _name(person: PersonDetail) -> str:
    draft = person.draft
    return f"{draft.first_name} {draft.last_name}".strip() or f"P-{person.number}"
