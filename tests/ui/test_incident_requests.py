"""What was asked because of one incident, and nothing else, goes into a file."""

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from db.enums_incidents import IncidentKind
from desktop.services.hubs import OpenHub
from desktop.services.incidents import IncidentDraft, Incidents
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.incidents.pane import REQUESTS
from desktop.ui.main_window import MainWindow
from tests.ui.window import main, records  # noqa: F401


def ask(hub: OpenHub, name: str, need: str) -> str:
    """A request of somebody new; its key."""
    person = People(hub.tools).save(hub.actor, PersonDraft(name, last_name="Line")).made
    return Requests(hub.tools).save(hub.actor, RequestDraft(person, need)).made


def test_only_its_own_requests_are_in_the_file(
    main: MainWindow,  # noqa: F811
    hub: OpenHub,
    settle: Callable[[], None],
    tmp_path: Path,
) -> None:
    ask(hub, "Before", "food_parcel")
    draft = IncidentDraft("Calder flood", IncidentKind.FLOOD, need_codes=frozenset({"food_parcel"}))
    made = Incidents(hub.tools).open(hub.actor, draft).made
    ask(hub, "During", "food_parcel")
    ask(hub, "Other", "dog_walking")
    main._open_over("incidents", made)
    settle()
    page = main.shell.page()
    page.show_record(made)  # type: ignore[union-attr]
    settle()
    page.pane.buttons[REQUESTS].click()  # type: ignore[union-attr]
    settle()
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()
    ]
    path = tmp_path / "flood.csv"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    settle()
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    words = "\n".join(",".join(row) for row in rows)
    assert "During" in words
    assert "Before" not in words
    assert "Other" not in words
