"""The least a start could take: the same libraries, the same tables mapped, and an empty table on show."""

import time

begun = time.perf_counter()

import argon2  # noqa: E402, F401
import cryptography  # noqa: E402, F401
import phonenumbers  # noqa: E402, F401
import platformdirs  # noqa: E402, F401
import sqlalchemy.orm  # noqa: E402
import sqlcipher3.dbapi2  # noqa: E402, F401
from PySide6 import QtSvg  # noqa: E402, F401
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView  # noqa: E402

import db.models  # noqa: E402, F401

sqlalchemy.orm.configure_mappers()
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1024, 688)
window.show()
window.grab()
print(time.perf_counter() - begun)
