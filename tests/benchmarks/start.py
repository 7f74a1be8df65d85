"""From the start of the process to the first usable window."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Figure, Hub, percentile

ROOT = Path(__file__).resolve().parents[2]
FLOOR = """
import time; begun = time.perf_counter()
import sqlcipher3.dbapi2, sqlalchemy, sqlalchemy.orm, phonenumbers, platformdirs, cryptography, argon2
import db.models
from sqlalchemy.orm import configure_mappers
configure_mappers()
from PySide6.QtWidgets import QApplication, QTableView, QMainWindow
from PySide6 import QtSvg
app = QApplication([])
window = QMainWindow(); window.setCentralWidget(QTableView()); window.resize(1024, 688); window.show()
window.grab()
print(time.perf_counter() - begun)
"""
OURS = """
import time; begun = time.perf_counter()
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import App
from desktop.runtime import paths
from desktop.runtime.preferences import Preferences
from desktop.ui.base.theme import install_theme
app = QApplication([])
install_theme(app)
windows = App(Preferences(paths.preferences_file()))
windows.begin(Path(sys.argv[1]))
windows.window.grab()
took = time.perf_counter() - begun
heavy = [name for name in ("reportlab", "alembic", "numpy", "pyvrp", "highspy") if name in sys.modules]
print(took, *heavy)
windows.close_hub()
"""


def run(hub: Hub) -> list[Figure]:
    """Seconds to the first window, each in a process of its own, in turn."""
    ours, floor, heavy = [], [], set()
    for _ in range(6):
        floor.append(float(_run(FLOOR)[0]))
        took, *names = _run(OURS, str(hub.folder.path))
        ours.append(float(took))
        heavy |= set(names)
    note = f"imported by then: {', '.join(sorted(heavy)) or 'nothing heavy'}"
    return [Figure("start to first window", percentile(ours, 0.5), percentile(floor, 0.5), 1.5, "s", note)]


def _run(code: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()
