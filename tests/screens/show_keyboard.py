"""People at the keyboard: taking over, records opened with a reason, a fresh key, the safeguarding card."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.drafts import Draft
from db.models import Opening, User, ViewEntry
from db.queries.volunteers import VolunteerFilter
from desktop.services.base import Changes
from desktop.services.cards import MadeCard
from desktop.services.openings import Openings
from desktop.services.volunteers import Volunteers
from desktop.ui.settings.fresh_key import fresh_key_dialog
from desktop.ui.settings.safeguarding_card import CardDialog
from desktop.ui.start.fresh_card import KeyWindow
from desktop.ui.start.unlock import Locked, UnlockWindow
from desktop.ui.unfinished import UnfinishedDialog
from tests.screens.show_start import FOLDER, HUB, WORDS, nothing

if TYPE_CHECKING:
    from tests.screens.tour import Tour

REASON = "Kofi has not come back from Mill Green and does not answer his phone"


def switch(tour: Tour) -> QWidget:
    """Somebody else takes the keyboard."""
    accounts = ("Helen Strickland", "Priya Nair", "Yusuf Amari")
    locked = Locked(accounts, "Helen Strickland", switching=True)
    return tour.alone(UnlockWindow(FOLDER, tour.jobs, nothing, name=HUB, locked=locked))


def glass_ask(tour: Tour) -> QWidget:
    """The reason for opening restricted records."""
    tour.page("volunteers")
    tour.main.glass.ask()
    return tour.dialog()


def glass(tour: Tour) -> QWidget:
    """Restricted records are open."""
    tour.page("volunteers")
    held = tour.hub.actor.glass
    assert held is not None
    held.begin("a" * 32, REASON, tour.hub.tools.clock())
    tour.main.glass.look()
    return tour.main.shell


def openings(tour: Tour) -> QWidget:
    """What the lead looks into."""
    if not Openings(tour.hub.tools).ids(tour.hub.actor):
        _open_some(tour)
    tour.page("settings")
    tour.over("openings")
    return tour.main.shell


def _open_some(tour: Tour) -> None:
    now, actor = tour.hub.tools.clock(), tour.hub.actor
    volunteers = Volunteers(tour.hub.tools).ids(actor, VolunteerFilter())[:3]
    with tour.hub.store.write(actor.user_id) as work:
        who = User(name="Yusuf Amari")
        work.add(who)
        work.session.flush()
        for days, seen in ((0, None), (9, now)):
            at = now - timedelta(days=days, minutes=50)
            row = Opening(by_id=who.id, reason=REASON, opened_at=at, until=at + timedelta(minutes=30))
            if seen is not None:
                row.seen_at, row.seen_by_id, row.seen_note = seen, actor.user_id, "Spoke with Yusuf."
            work.add(row)
            work.session.flush()
            for minute, key in enumerate(volunteers):
                look = ViewEntry(at=at + timedelta(minutes=minute), by_id=who.id, entity="volunteer")
                look.row_id, look.what, look.reason, look.opening_id = key, "checks", REASON, row.id
                work.add(look)


def fresh_key(tour: Tour) -> QWidget:
    """The offer after somebody has left."""
    tour.page("settings")
    fresh_key_dialog(tour.context, tour.main.shell, lambda _: None, left="Yusuf Amari").open()
    return tour.dialog()


def fresh_key_wait(tour: Tour) -> QWidget:
    """The hub is closed and moved to its fresh key."""
    return tour.alone(KeyWindow())


def safeguarding_card(tour: Tour) -> QWidget:
    """The words of a safeguarding card just made."""
    tour.page("settings")
    words = " ".join(WORDS.split()[:14])
    CardDialog(tour.context, MadeCard(words, "71c2 08ab 5d1e 9f40", Changes()), tour.main.shell).open()
    return tour.dialog()


def unfinished(tour: Tour) -> QWidget:
    """What somebody had half-typed when another took the keyboard."""
    tour.page("today")
    lines = [["Name", "Agnieszka Nowak"], ["Note", "Can lend a van on Saturdays, not after four"]]
    kept = Draft("d" * 32, "unfinished", tour.hub.tools.clock(), {"title": "Add a volunteer", "lines": lines})
    UnfinishedDialog([kept], tour.main.shell).open()
    return tour.dialog()
