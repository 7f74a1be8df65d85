"""Shared by the tests of the base parts: a known theme, and quiet about what offscreen cannot do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.base.theme import Scheme, Theme, install_theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Offscreen windows cannot take size hints and say so when shown; that is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100%, put back afterwards."""
    yield install_theme(qapp, Scheme.LIGHT)
    install_theme(qapp, Scheme.LIGHT)
