"""A screen nobody sees, with what a screen reader needs on it, and the app as a process of its own.

One X server, one window manager (it gives windows the keyboard), one bus for accessibility and its registry.
All are children of the test with nothing shared, so any number of stages stand side by side. The bus is named
to the app by AT_SPI_BUS_ADDRESS, which Qt and the registry ask before anything else; a desktop's own session,
if there is one, is never touched.
"""

import os
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installers.bootstrap import find_program

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
"""Seconds a process may take to start or to end."""
SCREEN = "1366x768x24"
BUS = """<busconfig>
  <type>accessibility</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
KEYS = """<openbox_config xmlns="http://openbox.org/3.4/rc">
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
</openbox_config>
"""
"""The window manager's only key: what closes a window everywhere."""
OWN = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "SESSION_MANAGER", "QT_ACCESSIBILITY", "QT_STYLE_OVERRIDE")
"""Variables of the desktop the tests may run on; none of them reaches the stage."""


class Stage:
    """The processes, ended in the opposite order by `close`, each by its own id.

    Attributes:
        bus: address of the accessibility bus.
    """

    def __init__(self, folder: Path) -> None:
        """Start all but the app.

        Args:
            folder: for sockets, logs and the user's folders; its path should be short.
        """
        self.folder, self.bus = folder, ""
        self._running: list[subprocess.Popen[bytes]] = []
        self._values = {name: value for name, value in os.environ.items() if name not in OWN}
        self._values |= {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise

    def start_app(self, hub: Path, data: Path) -> subprocess.Popen[bytes]:
        """Start the app as a person does, its lock screen on a hub.

        Args:
            hub: the hub's folder.
            data: for this user's data; what is printed to a file lands there too.
        """
        values = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_XCB_NO_MITSHM": "1"}
        values |= {"HUBKEEPER_DATA": str(data), "HOME": str(data), "CUPS_SERVER": str(data / "no-printer")}
        values |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        return self._start("app", [sys.executable, "-m", "desktop", "--hub", str(hub)], values, cwd=data)

    def log(self, name: str) -> str:
        """What a process wrote on its error channel."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """End one process: asked first, then told."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(PATIENCE)
        if process in self._running:
            self._running.remove(process)

    def close(self) -> None:
        """End everything that was started here."""
        for process in reversed(self._running[:]):
            self.end(process)

    def _set_up(self) -> None:
        number = self._told(
            "xvfb", ["Xvfb", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset", "-displayfd"]
        )
        self._values["DISPLAY"] = f":{number}"
        config = self.folder / "bus.conf"
        config.write_text(BUS.format(folder=self.folder), encoding="utf-8")
        bus = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"]
        self.bus = self._told("bus", bus, joined="=")
        # The session bus is the same: what asks for portals or printers on it is told at once there are none.
        self._values |= {"AT_SPI_BUS_ADDRESS": self.bus, "DBUS_SESSION_BUS_ADDRESS": self.bus}
        self._start("registry", [find_program("at-spi2-registryd") or ""])
        keys = self.folder / "keys.xml"
        keys.write_text(KEYS, encoding="utf-8")
        self._start("windows", ["openbox", "--sm-disable", "--config-file", str(keys)])

    def _told(self, name: str, command: Sequence[str], joined: str = "") -> str:
        """Start a process that writes a line to a channel, the last of its words; give the line."""
        reading, writing = os.pipe()
        words = [*command[:-1], command[-1] + joined + str(writing)] if joined else [*command, str(writing)]
        try:
            self._start(name, words, passed=(writing,))
        finally:
            os.close(writing)
        with open(reading, encoding="utf-8") as channel:
            said = bool(select.select([channel], [], [], PATIENCE)[0])
            line = channel.readline().strip() if said else ""
        if not line:
            raise RuntimeError(f"{name} did not start: {self.log(name)}")
        return line

    def _start(
        self,
        name: str,
        command: Sequence[str],
        values: dict[str, str] | None = None,
        *,
        passed: tuple[int, ...] = (),
        cwd: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=cwd or self.folder,
                env=self._values | (values or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=passed,
            )
        self._running.append(process)
        return process
