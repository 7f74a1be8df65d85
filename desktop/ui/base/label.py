"""Words on the screen: always plain text, so that a name with markup in it is shown as typed."""

import html
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.base.theme import theme


class Label(QLabel):
    """A plain-text label.

    `kind` picks the look: ``body``, ``strong``, ``second``, ``hint``, ``page``, ``title``, ``section``,
    ``figure``, ``caption``, ``field``, ``quote`` or ``wrong``; `tone` a colour of
    `desktop.ui.base.tokens.Tone`, empty for the one of the kind.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        kind: str = "body",
        tone: str = "",
        wrap: bool = False,
    ) -> None:
        """Show a text.

        Args:
            text: as it is to be read; markup is shown, never obeyed.
            parent: the owner.
            kind: the look, see the class.
            tone: colour token.
            wrap: go on to further lines when there is no room.
        """
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        self.setIndent(0)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour.

        Args:
            tone: a token of `desktop.ui.base.tokens.Tone`, empty for the one of the kind.
        """
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ElidedLabel(Label):
    """One line that ends in an ellipsis when there is no room; the whole text is in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, kind: str = "body") -> None:
        """Show as much of a text as fits; arguments as for `Label`."""
        self._whole = text
        super().__init__(text, parent, kind=kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._elide()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        set_tip(self, self._whole if shown != self._whole else "")


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold inside a `Sentence`."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that do something inside a `Sentence`; `key` says what, in its `activated` signal."""

    text: str
    key: str


class Sentence(QLabel):
    """A wrapped text with bold words and links; every part is escaped before it is set.

    Signals:
        activated: the key of the link that was followed.
    """

    activated = Signal(str)

    def __init__(self, *parts: str | Strong | Link, parent: QWidget | None = None, tone: str = "ink") -> None:
        """Show parts one after another.

        Args:
            parts: plain words, `Strong` words and `Link`s; a space is put between them.
            parent: the owner.
            tone: colour token of words and links.
        """
        super().__init__(parent)
        self._parts = parts
        self._tone = tone
        self.setProperty("kind", "second")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.activated)
        if not any(isinstance(part, Link) for part in parts):
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show()

    def set_parts(self, *parts: str | Strong | Link) -> None:
        """Show other parts; see the constructor."""
        self._parts = parts
        self._show()

    def plain(self) -> str:
        """The words without their looks."""
        return " ".join(part if isinstance(part, str) else part.text for part in self._parts)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def _show(self) -> None:
        ink = theme().hex(self._tone)
        made = " ".join(self._markup(part, ink) for part in self._parts)
        self.setText(f'<span style="color:{ink}">{made}</span>')
        self.setAccessibleName(self.plain())

    def _markup(self, part: str | Strong | Link, ink: str) -> str:
        if isinstance(part, Strong):
            return f'<span style="font-weight:600">{html.escape(part.text)}</span>'
        if isinstance(part, Link):
            look = f"color:{ink};font-weight:600;text-decoration:underline"
            return f'<a href="{html.escape(part.key)}" style="{look}">{html.escape(part.text)}</a>'
        return html.escape(part)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip in plain words; what looks like markup is shown, not obeyed.

    Args:
        widget: what is explained.
        text: plain words.
    """
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if "<" in text else text)


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
