"""The strip of pages at the side, and the page on show."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.exports.pdf_pages import PageSize, Picture
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size

THUMB = 96
"""Width of a page in the strip, px at 100%."""
MOST_KEPT = 60
"""Pages of the strip kept drawn; a list of a hundred thousand rows has thousands."""
Index = QModelIndex | QPersistentModelIndex


def image_of(picture: Picture, ratio: float = 1) -> QImage:
    """Give Qt a picture of its own.

    Args:
        picture: from `desktop.exports.pdf_pages`.
        ratio: device pixels for each px of the screen.
    """
    image = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    ).copy()
    image.setDevicePixelRatio(ratio)
    return image


class StripModel(QAbstractListModel):
    """Pages by number; asks for the picture of each that is shown and has none."""

    def __init__(self, sizes: Sequence[PageSize], wanted: Callable[[int], None], parent: QWidget) -> None:
        """Make it without pictures.

        Args:
            sizes: of every page.
            wanted: called with a page's number when its picture is missed; `put` brings it.
            parent: the owner.
        """
        super().__init__(parent)
        self.sizes = sizes
        self._wanted = wanted
        self._asked: set[int] = set()
        self._drawn: OrderedDict[int, QImage] = OrderedDict()

    def put(self, number: int, image: QImage) -> None:
        """Take a picture; the one looked at longest ago goes when there are too many."""
        self._asked.discard(number)
        self._drawn[number] = image
        while len(self._drawn) > MOST_KEPT:
            self._drawn.popitem(last=False)
        at = self.index(number)
        self.dataChanged.emit(at, at)

    def image(self, number: int) -> QImage | None:
        """The picture of a page, or None while it is being drawn."""
        found = self._drawn.get(number)
        if found is not None:
            self._drawn.move_to_end(number)
        elif number not in self._asked:
            self._asked.add(number)
            self._wanted(number)
        return found

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for a screen reader; the delegate draws the page."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr("Page {number} of {count}", number=index.row() + 1, count=len(self.sizes))
        return None


class _StripDelegate(QStyledItemDelegate):
    """Draws a page with its number under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, StripModel)
        size = model.sizes[index.row()]
        return QSize(px(THUMB + 28), round(px(THUMB) * size.height / size.width) + px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, now = index.model(), theme()
        assert isinstance(model, StripModel)
        rect, state = option.rect, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, now.colour("tint"))
            painter.fillRect(QRect(rect.left(), rect.top(), px(4), rect.height()), now.colour("accent"))
        size = model.sizes[index.row()]
        tall = round(px(THUMB) * size.height / size.width)
        paper = QRect(rect.center().x() - px(THUMB) // 2, rect.top() + px(8), px(THUMB), tall)
        painter.fillRect(paper, Qt.GlobalColor.white)
        image = model.image(index.row())
        if image is not None:
            painter.drawImage(paper, image)
        painter.setPen(now.colour("ctl"))
        painter.drawRect(paper.adjusted(0, 0, -1, -1))
        painter.setPen(now.colour("ink"))
        painter.setFont(now.font(Size.SECOND))
        under = QRect(rect.left(), paper.bottom() + px(2), rect.width(), px(22))
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        if state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            draw_halo(painter, rect.adjusted(px(6), px(4), -px(6), -px(4)))


class PageStrip(QListView):
    """The pages one under the other; arrow keys go through them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty."""
        super().__init__(parent)
        self.setAccessibleName(tr("Pages"))
        self.setItemDelegate(_StripDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFixedWidth(px(THUMB + 28) + px(14))


class PageSheet(QWidget):
    """One page on the ground of the window, as large as the zoom says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, blank."""
        super().__init__(parent)
        self._image: QImage | None = None
        self._size = QSize(0, 0)

    @property
    def is_drawn(self) -> bool:
        """Whether the page itself is there, and not only its paper."""
        return self._image is not None

    def show_paper(self, size: QSize, name: str, *, keep: bool) -> None:
        """Show the paper of a page until its picture comes.

        Args:
            size: on the screen.
            name: read aloud.
            keep: the last picture is of the same page and may be stretched meanwhile.
        """
        self._size = size
        if not keep:
            self._image = None
        self.setAccessibleName(name)
        self.setMinimumSize(size.width() + 2 * px(16), size.height() + 2 * px(16))
        self.update()

    def put(self, image: QImage) -> None:
        """Show the page."""
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper, page and edge."""
        painter = QPainter(self)
        left = max((self.width() - self._size.width()) // 2, px(16))
        paper = QRect(left, px(16), self._size.width(), self._size.height())
        painter.fillRect(paper, Qt.GlobalColor.white)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, self._image)
        painter.setPen(theme().colour("line2"))
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
