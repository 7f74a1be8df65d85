"""One window per person and computer: a second start raises the first and ends.

A lock file says who is first; a local socket, which only the same user may open, carries the wish to be
raised. Whatever a killed app leaves behind blocks nobody: a lock of a process that is gone is stale at once,
and the first removes an old socket before it listens. The hub's own lock guards the file in any case.
"""

import getpass
import hashlib
import json
import os
import sys
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ASK, ANSWER = b"raise ", b"here\n"
WAIT_MS = 3_000
"""How long a second start waits for an answer; a first that is only just starting has time to listen."""
_LONGEST_SOCKET_PATH = 100
"""Unix sockets have room for 104 bytes on macOS, 108 on Linux."""


class Standing(Enum):
    """What a start found."""

    FIRST = "first"
    RAISED = "raised"
    ALONE = "alone"


class SingleInstance(QObject):
    """The right to be the one app of this user; given up when closed or when the process ends.

    Signals:
        raise_asked: another start wants the window to come forward: the folder of the hub it was to open,
            as text, or empty.
    """

    raise_asked = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Claim nothing yet.

        Args:
            folder: this user's data folder; it must exist. Copies with folders of their own are apart.
            parent: the owner.
        """
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "app.lock"))
        self._lock.setStaleLockTime(0)  # never stale while its process lives, at once when it does not
        self._name = _server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)

    def claim(self, wait_ms: int = WAIT_MS, wanted: Path | None = None) -> Standing:
        """Become the first, or raise the one there is.

        Args:
            wait_ms: how long the first may take to answer.
            wanted: the folder of the hub to open; told to the first.

        Returns:
            FIRST: go on. RAISED: the other one came forward, so end. ALONE: another holds the lock and does
            not answer; go on all the same, because a start that shows nothing helps nobody.
        """
        if self._lock.tryLock(0):
            self._listen()
            return Standing.FIRST
        deadline = QDeadlineTimer(wait_ms)
        while True:
            if self._ask(max(deadline.remainingTime(), 1), wanted):
                return Standing.RAISED
            if self._lock.tryLock(min(max(deadline.remainingTime(), 0), 100)):
                self._listen()
                return Standing.FIRST
            if deadline.hasExpired():
                return Standing.ALONE

    def close(self) -> None:
        """Give the right up; harmless when it is not held."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def _ask(self, wait_ms: int, wanted: Path | None) -> bool:
        _let_come_forward()
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(wait_ms):
            return False
        folder = str(wanted.resolve()) if wanted is not None else ""
        socket.write(ASK + json.dumps(folder).encode() + b"\n")
        answered = socket.waitForBytesWritten(wait_ms) and socket.waitForReadyRead(wait_ms)
        return answered and bytes(socket.readAll().data()).startswith(ANSWER)

    def _on_connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_words(socket))
            if socket.bytesAvailable():
                self._on_words(socket)

    def _on_words(self, socket: QLocalSocket) -> None:
        words = bytes(socket.readLine().data()) if socket.canReadLine() else b""
        folder = _folder_in(words.removeprefix(ASK)) if words.startswith(ASK) else None
        if folder is not None:
            socket.write(ANSWER)
            socket.flush()
            self.raise_asked.emit(folder)
        socket.disconnectFromServer()


def _folder_in(words: bytes) -> str | None:
    """The folder another start named, empty for none; None where the words are not ours."""
    try:
        folder = json.loads(words)
    except ValueError:
        return None
    return folder if isinstance(folder, str) else None


def _server_name(folder: Path) -> str:
    """Where the first listens: beside the lock where the path is short enough, else under a digest of it."""
    path = folder / "app.socket"
    if sys.platform != "win32" and len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return str(path)
    whose = f"{getpass.getuser()}\n{os.path.normcase(folder.resolve())}"
    return f"hubkeeper-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"


def _let_come_forward() -> None:
    """Windows lets only the app in front hand its place on; elsewhere the window manager decides."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
