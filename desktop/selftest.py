"""``hubkeeper --self-test``: proves that the installed program is whole, with nothing but what was installed.

A hub is made, written to, backed up, restored and checked; a postcode is found; a route solved; a sheet and a
spreadsheet written and read back; a window painted. Nothing of the user's is touched.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

PASSPHRASE = "plain words for proving"


def self_test() -> int:
    """Run every proof and say how each went.

    Returns:
        0 when all went well, else 1.
    """
    from desktop.runtime import paths

    bad = 0
    with tempfile.TemporaryDirectory(prefix="hubkeeper-self-test-") as bench:
        os.environ[paths.VARIABLE] = bench
        for name, proof in PROOFS.items():
            try:
                said = proof(Path(bench))
            except Exception as problem:
                bad += 1
                said = f"NOT WELL: {type(problem).__name__}: {problem}"
            sys.stdout.write(f"{name}: {said}\n")
    sys.stdout.write("Self-test: " + ("all is well.\n" if not bad else f"{bad} not well.\n"))
    return 1 if bad else 0


def _gazetteer(_bench: Path) -> str:
    from desktop.runtime.gazetteer import gazetteer

    found = gazetteer().find("SW1A 1AA")
    assert found is not None
    return f"{gazetteer().counts['postcodes']:,} postcodes; SW1A 1AA is in {found.la_name}"


def _hub(bench: Path) -> str:
    from db.enums import Nation
    from db.keys import KdfParams
    from desktop.services.backups import Backups, restore_hub
    from desktop.services.hub_info import HubInfo
    from desktop.services.hubs import NewHub, make_hub, open_hub
    from desktop.services.people import People, PersonDraft, PhoneDraft

    folder = bench / "hub"
    params = KdfParams(1024, 1, 1)
    make_hub(
        folder, NewHub("Proof", Nation.WALES, is_demo=True), PASSPHRASE, params=params, allowed=_anywhere
    )
    hub = open_hub(folder, PASSPHRASE)
    try:
        draft = PersonDraft(first_name="Siân", phones=(PhoneDraft("020 7946 0123"),))
        made = People(hub.tools).save(hub.actor, draft).made
        assert [row.id for row in People(hub.tools).find(hub.actor, "0123")] == [made]
        (backup,) = Backups(hub.tools).make(hub.actor, folder)
        again = restore_hub(backup.path, bench / "again", passphrase=PASSPHRASE, allowed=_anywhere)
        found = HubInfo(hub.tools).check(hub.actor, folder)
        assert not found.findings
        assert again.name == "Proof"
    finally:
        hub.close()
    return f"made, written, backed up, restored and checked; {found.changes} changes in the log"


def _solvers(_bench: Path) -> str:
    from db.enums import Precision
    from desktop.domain.match_facts import Place
    from desktop.domain.rounds import RoundStop, suggest_order

    places = [Place(metres, 0, Precision.POSTCODE) for metres in (900, 300, 600)]
    stops = [RoundStop(str(number), place) for number, place in enumerate(places)]
    order = suggest_order(Place(0, 0, Precision.POSTCODE), stops, iterations=50)
    assert list(order) == [1, 2, 0]
    return "a round was put in order"


def _documents(bench: Path) -> str:
    import io

    from pypdf import PdfReader

    from desktop.exports.lists import write_list
    from desktop.exports.recovery_card import RecoveryCard, write_recovery_card
    from desktop.exports.tables import Column, Table
    from desktop.imports.readers import open_table

    stream = io.BytesIO()
    write_recovery_card(stream, RecoveryCard("Proof", ["word"] * 14, date(2026, 1, 5), demo=True))
    assert len(PdfReader(io.BytesIO(stream.getvalue())).pages) == 1
    for ending in (".csv", ".xlsx", ".ods"):
        path = bench / f"list{ending}"
        write_list(path, Table("list", (Column("name"),)), [("Siân",)])
        assert [tuple(row.cells) for row in open_table(path).rows()] == [("Siân",)]
    return "PDF, CSV, XLSX and ODS written and read back"


def _window(_bench: Path) -> str:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.ui.base.theme import install_theme
    from desktop.ui.start.welcome import WelcomeWindow

    app = QApplication.instance() or QApplication(["hubkeeper"])
    assert isinstance(app, QApplication)
    install_theme(app)
    window = WelcomeWindow()
    window.show()
    picture = window.grab()
    window.close()
    assert picture.width() > 400
    return f"painted {picture.width()} x {picture.height()} on {app.platformName()}"


def _anywhere(_folder: Path) -> None:
    """The proof's own folder may lie on any disk."""


PROOFS: dict[str, Callable[[Path], str]] = {
    "gazetteer": _gazetteer,
    "hub": _hub,
    "solvers": _solvers,
    "documents": _documents,
    "window": _window,
}
