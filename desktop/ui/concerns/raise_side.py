"""Beside the form: who will read it, what happens next, whom to ring, and what to leave undone."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.concern_raising import Recipients
from desktop.ui.base.card import Glyph
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label, Sentence, Strong
from desktop.ui.base.notice import Notice
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight
from desktop.ui.concerns.parts import emergency, numbers, refill, section
from desktop.ui.concerns.words import first_name

Phones = tuple[tuple[str, str], ...]


class RaiseFacts(QFrame):
    """What is told; filled anew when somebody else will read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_whom(self, found: Recipients, phones: Phones) -> None:
        """Say who will be able to open it.

        Args:
            found: who.
            phones: whom to ring, with the numbers.
        """
        refill(self._column, [_readers(found), _next(found), _ring(phones), _try_not_to()])

    def minimumSizeHint(self) -> QSize:
        """Its height follows from its width."""
        return QSize(px(200), px(60))


def joined(names: tuple[str, ...]) -> str:
    """Names in a sentence."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def send_words(names: tuple[str, ...]) -> str:
    """What the button that sends it says: to whom."""
    if not names:
        return tr("Send")
    if len(names) > 1:
        return tr("Send to {name} and others", name=first_name(names[0]))
    return tr("Send to {name}", name=names[0])


def _readers(found: Recipients) -> QWidget:
    lines: list[QWidget] = []
    if found.names:
        title = (
            tr("Only the safeguarding lead will see this")
            if len(found.names) == 1
            else tr("Only the safeguarding leads will see this")
        )
        text = tr(
            "{names}. After you send it you can add to it, but nobody else at the hub can read it.",
            names=joined(found.names),
        )
        lines.append(Label(text, kind="second", wrap=True))
    elif found.card:
        title = tr("Only the safeguarding card opens this")
        lines.append(
            Label(tr("It is kept outside the hub by somebody the hub trusts."), kind="second", wrap=True)
        )
    else:
        title = tr("Nobody could open this yet")
        lines.append(
            Notice(
                tr("It cannot be sent."),
                tr("Ring the council or the police below. Your words stay here as a draft."),
                tone=Tone.DANGER,
            )
        )
    if found.kept_from:
        kept = tr("{names} cannot open it: it is about them.", names=joined(found.kept_from))
        lines.append(Notice(tr("Kept apart."), kept, tone=Tone.RESTR))
    if found.without:
        words = tr("{names} can open it once they have opened the hub.", names=joined(found.without))
        lines.append(Label(words, kind="second", wrap=True))
    made = section(title, *lines)
    column = made.layout()
    assert isinstance(column, QVBoxLayout)
    heading = column.itemAt(0)
    assert heading is not None
    heading_label = heading.widget()
    assert isinstance(heading_label, Label)
    heading_label.setProperty("kind", "section")
    column.insertWidget(0, Glyph("shield-lock", tone="restr", size=24))
    return made


def _next(found: Recipients) -> QWidget:
    lead = first_name(found.names[0]) if found.names else tr("The lead")
    steps = (
        Sentence(
            tr("{lead} is shown it at the next unlock.", lead=lead),
            Strong(tr("Ring {lead} as well", lead=lead) if found.names else tr("Ring them as well")),
            tr("if it can't wait."),
        ),
        Sentence(tr("The lead reads it and decides what to do, the same day.")),
        Sentence(tr("You are told it has been dealt with. You may not be told how.")),
    )
    lines = []
    for number, words in enumerate(steps, 1):
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(_Number(number), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        lines.append(line)
    return section(tr("What happens next"), *lines)


def _ring(phones: Phones) -> QWidget:
    return section(tr("Ring now if it can't wait"), numbers((*phones, *emergency())))


def _try_not_to() -> QWidget:
    words = tr(
        "Promise to keep it secret, ask lots of questions, or talk to the person you are worried about it"
        " being."
    )
    return section(tr("Try not to"), Label(words, kind="second", wrap=True))


class _Number(QWidget):
    """A number in a ring."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(20), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), edge="ctl", radius=10)
        painter.setFont(theme().font(Size.KEY, Weight.SEMI))
        painter.setPen(theme().colour("ink2"))
        painter.drawText(QRect(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))
