"""Filling a week in its dialog, and the rota for the wall."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.enums import ShareKind, VolunteerStatus
from db.models import SharingRecord
from desktop.context import AppContext
from desktop.services.rota_papers import RotaPapers
from desktop.services.volunteers import Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rota.fill_dialog import FillDialog
from desktop.ui.rota.own_shifts import draw_own, save_calendars
from desktop.ui.rota.page import RotaPage
from desktop.ui.rota.printing import draw_week
from tests.services.rota_hands import MONDAY, RotaHands

Settle = Callable[[], None]


def test_each_line_of_a_proposal_can_be_unticked(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    hands.job()
    hands.person("Kofi Mensah")
    page.refresh(None)
    settle()
    page.fill()
    settle()
    (dialog,) = [one for one in page.findChildren(FillDialog) if one.isVisible()]
    assert len(dialog.ticks) == 4
    assert hands.week().gaps == 10
    dialog.ticks[0].setChecked(False)
    assert dialog.primary.text() == "Put 3 on rota"
    dialog.primary.click()
    settle()
    assert hands.week().gaps == 7


def test_the_wall_has_first_names_and_gaps_and_nobody_who_needs_cover(
    context: AppContext, hands: RotaHands
) -> None:
    job, kofi, dev = hands.job(), hands.person("Kofi Mensah"), hands.person("Dev Raman")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 3, dev))
    Volunteers(hands.hub.tools).move(hands.who, dev, VolunteerStatus.ON_HOLD)
    hands.jobs.cancel(hands.who, job, MONDAY + timedelta(days=4), "Hall is closed")
    drawn = draw_week(context, MONDAY)
    text = " ".join(" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(drawn.content)).pages)
    assert "Kofi M" in text
    assert "Northfold round" in text
    assert "1 helper" in text
    for hidden in ("Mensah", "Dev", "Raman", "020 7946 0123", "Hall is closed"):
        assert hidden not in text


def own_dialog(page: RotaPage, settle: Settle) -> FormDialog:
    """The question whose shifts to take home."""
    page.refresh(None)
    settle()
    page.own_shifts()
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    return dialog


def with_two(hands: RotaHands) -> tuple[str, str]:
    """A job with two people on it; their keys."""
    job, kofi, dev = hands.job(), hands.person("Kofi Mensah"), hands.person("Dev Raman")
    hands.rota.put_on(hands.who, hands.spot(job, 2, kofi))
    hands.rota.put_on(hands.who, hands.spot(job, 3, dev))
    return kofi, dev


def test_own_shifts_are_pages_of_their_own_looked_at_first(
    page: RotaPage, context: AppContext, hands: RotaHands, settle: Settle
) -> None:
    kofi, _dev = with_two(hands)
    dialog = own_dialog(page, settle)
    dialog.form.set_values({"who": [kofi], "how": "large", "weeks": 1})
    dialog.primary.click()
    settle()
    preview = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog))
    preview.close()
    data = context.service(RotaPapers).days(context.actor, MONDAY, MONDAY + timedelta(days=6))
    drawn = draw_own(context, data, [kofi], large=False)
    text = " ".join(" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(drawn.content)).pages)
    assert "Kofi M" in text
    assert "Dev" not in text
    assert "Mensah" not in text


def test_calendars_are_written_to_a_folder_with_their_record(
    page: RotaPage, context: AppContext, hands: RotaHands, settle: Settle, tmp_path: Path
) -> None:
    keys = with_two(hands)
    data = context.service(RotaPapers).days(context.actor, MONDAY, MONDAY + timedelta(days=6))
    save_calendars(page, context, data, keys, tmp_path)
    settle()
    files = sorted(tmp_path.glob("*.ics"))
    assert [one.name for one in files] == ["01 Kofi M.ics", "02 Dev R.ics"]
    assert all(b"BEGIN:VEVENT" in one.read_bytes() for one in files)
    assert not any(word in one.read_bytes() for one in files for word in (b"Kofi", b"Dev", b"Raman"))
    with context.hub.store.read() as session:
        record = session.scalars(select(SharingRecord)).one()
    assert (record.kind, record.people_count) == (ShareKind.PRINT, 2)


def test_what_cannot_be_taken_home_is_said(page: RotaPage, hands: RotaHands, settle: Settle) -> None:
    said: list[str] = []
    page.said.connect(lambda words, _undo: said.append(words))
    hands.job()
    page.refresh(None)
    settle()
    page.own_shifts()
    settle()
    assert said == ["Nobody is on the rota in the weeks ahead."]
    with_two(hands)
    dialog = own_dialog(page, settle)
    dialog.form.set_values({"weeks": 9})
    dialog.primary.click()
    settle()
    assert dialog.form.problems() == {"weeks": "From 1 to 8 weeks."}
    dialog.reject()
