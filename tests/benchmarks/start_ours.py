"""From nothing to the lock screen of a hub, and then from its passphrase to the first page."""

import time

begun = time.perf_counter()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.app import App  # noqa: E402
from desktop.runtime import paths  # noqa: E402
from desktop.runtime.preferences import Preferences  # noqa: E402
from desktop.ui.base.theme import install_theme  # noqa: E402

HEAVY = ("reportlab", "alembic", "numpy", "pyvrp", "highspy", "openpyxl", "python_calamine")

folder = Path(sys.argv[1])
app = QApplication([])
install_theme(app)
windows = App(Preferences(paths.preferences_file()))
windows.begin(folder)
assert windows.window is not None
windows.window.grab()
locked = time.perf_counter() - begun
heavy = [name for name in HEAVY if name in sys.modules]

from desktop.services.demo import DEMO_PASSPHRASE  # noqa: E402
from desktop.services.hubs import open_hub  # noqa: E402

windows._on_opened(open_hub(folder, DEMO_PASSPHRASE, read_only=True))
while windows.jobs.pending:
    app.processEvents()
windows.window.grab()
print(locked, time.perf_counter() - begun - locked, *heavy)
windows.close_hub()
