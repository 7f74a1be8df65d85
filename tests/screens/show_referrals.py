"""Referrals on show, and what opens over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.enums_referrals import ReferralStatus, SentHow, StepKind
from db.queries.referrals import ReferralFilter
from desktop.domain.referral_parcels import Hub, Parcel
from desktop.services.referrals import Referrals
from desktop.services.requests import RequestFilter, Requests

if TYPE_CHECKING:
    from desktop.ui.referrals.page import ReferralsPage
    from tests.screens.tour import Tour


def form(tour: Tour) -> QWidget:
    """A new referral, from scratch."""
    page = tour.page("referrals")
    page.open_form()  # type: ignore[attr-defined]
    tour.settle()
    return tour.dialog()


def send(tour: Tour) -> QWidget:
    """How a referral goes."""
    page = _at(tour, ReferralStatus.DRAFT)
    page.on_action("send")
    tour.settle()
    return tour.dialog()


def reply(tour: Tour) -> QWidget:
    """What came of one."""
    page = _at(tour, ReferralStatus.SENT)
    page.ask_reply(page.table.current_id(), StepKind.COMPLETED)
    tour.settle()
    return tour.dialog()


def slip(tour: Tour) -> QWidget:
    """The number on a slip that came back."""
    page = _at(tour, ReferralStatus.SENT)
    page.ask_slip("F-0001")
    tour.settle()
    return tour.dialog()


def pass_on(tour: Tour) -> QWidget:
    """Many requests for one recipient: who can go and who not."""
    from desktop.ui.referrals.page import ReferralsPage
    from desktop.ui.referrals.pass_on import PassOnDialog

    actor, page = tour.context.actor, tour.page("referrals")
    assert isinstance(page, ReferralsPage)
    ids = Requests(tour.hub.tools).ids(actor, RequestFilter())[:40]
    page.show_record("list:" + ",".join(ids))
    tour.settle()
    dialog = tour.dialog()
    assert isinstance(dialog, PassOnDialog)
    to = Referrals(tour.hub.tools).recipients(actor)[0][0]
    task = {"otherwise": "public_task", "basis_reason": "The flood list of 17 November"}
    dialog.form.set_values({"organisation_id": to, "how": SentHow.BY_HAND, **task})
    dialog.look()
    tour.settle()
    return dialog


def give_back(tour: Tour) -> QWidget:
    """A list as it would go back to who sent it."""
    from desktop.ui.referrals.incoming_page import IncomingPage

    tour.page("referrals")
    page = tour.over("referrals_in")
    assert isinstance(page, IncomingPage)
    page.ask_list()
    tour.settle()
    return tour.dialog()


def look(tour: Tour) -> QWidget:
    """Another hub's file, before it is taken in: new people, one perhaps known, and another's name on it."""
    from desktop.ui.referrals.incoming_look import Line, LookDialog, Looked

    tour.page("referrals")
    page = tour.over("referrals_in")
    lines = (
        Line("F-0041", "Ivy Marsh", "Shopping", "New here"),
        Line("F-0042", "Nora Quill", "Food parcel", "Perhaps Norah Quill, 3 Kelp Street"),
        Line("F-0043", "Harold Pell", "Befriending call", "Open here already, joined to it"),
        Line("F-0044", "Amina Yusuf", "Prescription collection", "Taken in before"),
    )
    sender = Hub("a" * 32, "Kelp Street Kitchen", "020 7946 0800")
    parcel = Parcel(sender, "b" * 32, "Harbour Mutual Aid", tour.hub.tools.clock(), ())
    looked = Looked(Path("referrals.zip"), parcel, "c" * 32, lines, 3, 1, "Harbour Mutual Aid")
    dialog = LookDialog(looked, page)
    dialog.open()
    tour.settle()
    return tour.dialog()


def _at(tour: Tour, status: ReferralStatus) -> ReferralsPage:
    """The page with the keyboard on the first referral that stands there."""
    from desktop.ui.referrals.page import ReferralsPage

    page = tour.page("referrals")
    assert isinstance(page, ReferralsPage)
    found = Referrals(tour.hub.tools).ids(tour.context.actor, ReferralFilter(statuses=(status,)))
    page.show_record(found[0])
    tour.settle()
    return page
