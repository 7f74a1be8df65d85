"""Filling a week in its dialog, and the rota for the wall."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from db.enums import VolunteerStatus
from desktop.context import AppContext
from desktop.services.volunteers import Volunteers
from desktop.ui.rota.fill_dialog import FillDialog
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
