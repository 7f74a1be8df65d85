"""Keeping what is half typed: two seconds after typing stops, one keep at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

WAIT_MS = 2_000
"""How long after the last key it is kept (interface design, section 3)."""


class Keeper(QObject):
    """Looks after one draft. At most one keep is on its way, so that an older one never lands on a newer.

    What is kept, and where, is `_hand_over`'s; it says by `_on_settled` that its keep has come back.
    """

    def __init__(self, parent: QObject) -> None:
        """Keep nothing yet.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self._under_way = self._again = False
        self._then: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def pending(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._timer.isActive() or self._under_way

    def touch(self) -> None:
        """Something was typed: keep it once typing stops."""
        self._timer.start()

    def keep_now(self) -> None:
        """Keep it as it stands."""
        self._timer.stop()
        if self._under_way:
            self._again = True
            return
        self._under_way = True
        if not self._hand_over():
            self._under_way = False
            self._go_on()

    def flush(self, then: Callable[[], object]) -> None:
        """Keep what is typed, then go on; used before it gives way to something else.

        Args:
            then: called once nothing is on its way any more.
        """
        self._then.append(then)
        self.keep_now()

    def when_still(self, then: Callable[[], object]) -> None:
        """Keep nothing more, and go on once nothing is on its way; used before saving or sending.

        Args:
            then: called once nothing is on its way any more.
        """
        self._timer.stop()
        self._again = False
        self._then.append(then)
        if not self._under_way:
            self._go_on()

    def _hand_over(self) -> bool:
        """Begin to keep it; whether there was anything to keep."""
        raise NotImplementedError

    def _on_settled(self) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self.keep_now()
        else:
            self._go_on()

    def _go_on(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()
