"""The copy of somebody's own data from their page: looked through, saved, and recorded as shared."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import LinkKind
from db.models import SharingRecord
from desktop.context import AppContext
from desktop.services.people import LinkDraft, People, PersonDraft
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.protection.access_page import AccessPage

Wait = Callable[[], None]


def test_a_pack_is_looked_through_and_saved(
    context: AppContext, settle: Wait, qtbot: QtBot, tmp_path: Path
) -> None:
    link = LinkDraft(LinkKind.KEYHOLDER, "Rita Hale", "neighbour", "020 7946 0148")
    draft = PersonDraft(first_name="Jean", last_name="Mallory", links=(link,))
    jean = context.service(People).save(context.actor, draft).made
    page = AccessPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_record(jean)
    settle()
    assert unnamed_widgets(page) == []
    assert len(page.boxes) == 3
    number = next(box for key, box in page.boxes.items() if key.endswith("relationship"))
    number.setChecked(False)
    page.save(tmp_path / "own.zip")
    settle()
    with zipfile.ZipFile(io.BytesIO((tmp_path / "own.zip").read_bytes())) as archive:
        said = archive.read("your-data.json").decode()
    assert "Rita Hale" not in said
    assert "neighbour" in said
    with context.hub.store.read() as session:
        (record,) = session.scalars(select(SharingRecord))
        assert (record.people_count, record.file_name) == (1, "own.zip")
