"""The morning: a round planned, two calls, somebody matched, ten requests triaged."""

from PySide6.QtWidgets import QApplication

from db.enums import RequestStatus, RoundStatus, Urgency
from db.queries.rounds import RoundFilter
from desktop.services.consents import Consents
from desktop.services.intake import Intake
from desktop.services.people import People
from desktop.services.requests import RequestDetail
from desktop.services.round_details import RoundDetail
from desktop.services.rounds import Rounds
from desktop.ui.base.dialog import FormDialog
from desktop.ui.intake.page import IntakePage
from desktop.ui.match.page import MatchPage
from desktop.ui.requests.page import RequestsPage
from desktop.ui.rounds.page import RoundsPage
from tests.ui.day.desk import Desk
from tests.ui.day.town import NEW, PARTNER, TODAY, WAITING

WAYS = {"Food parcel": "a", "Dog walking": "r"}
"""Letter of the way each need is sent; a volunteer is asked for the others."""


def the_round(desk: Desk) -> RoundDetail:
    """The one round of the day, as the store holds it."""
    rounds = desk.service(Rounds)
    (key,) = rounds.ids(desk.actor, RoundFilter())
    return rounds.get(desk.actor, key)


def plan_the_round(desk: Desk) -> None:
    """Ctrl+K, plan a day; Enter opens the round; Kofi is to drive it."""
    keys = desk.keys
    desk.find("plan a day")
    desk.dialog(FormDialog)
    keys.press("Ctrl+Enter", "Enter")
    view = desk.page(RoundsPage).view
    assert keys.is_in(view.stops.list)
    keys.press("Shift+F6")
    keys.go_to(view.bar.edit)
    keys.press("Space")
    keys.go_to(desk.dialog(FormDialog).form.editor("driver_id").widget)
    keys.type("Kofi")
    keys.press("Ctrl+Enter")
    planned = the_round(desk)
    assert planned.row.on_date == TODAY
    assert (planned.row.driver, planned.row.status) == ("Kofi Mensah", RoundStatus.PLANNED)
    assert [stop.address.split(",")[0] for stop in planned.stops] == [home[1] for home in WAITING][::-1]


def call_of_somebody_new(desk: Desk) -> None:
    """F2, a name nobody has, the few fields; F2 saves it and begins the next."""
    keys = desk.keys
    keys.press("F2")
    form = desk.page(IntakePage).form
    keys.type("Bronwen Hale")
    keys.press("Enter")
    for words in ("07700 900131", "QX4 1LF", "8 Kelp Street"):
        keys.type(words)
        keys.press("Tab")
    keys.press("1")
    keys.go_to(form.words)
    keys.type("Nothing in the fridge.")
    keys.press("Tab", "Space", "F2")
    saved = desk.request()
    person = desk.service(People).get(desk.actor, saved.draft.person_id).draft
    assert (person.first_name, person.last_name) == ("Bronwen", "Hale")
    assert person.household is not None
    assert (person.household.address_line1, person.household.postcode) == ("8 Kelp Street", "QX4 1LF")
    assert (saved.need, saved.status) == ("Food parcel", RequestStatus.NEW)
    assert saved.draft.words == "Nothing in the fridge."
    assert len(desk.service(Consents).of(desk.actor, saved.draft.person_id)) == 1
    assert form.place() == "who"


def call_with_a_lock_in_the_middle(desk: Desk) -> None:
    """Somebody known by the end of her number; Ctrl+L in mid-sentence; Ctrl+Enter, and Kofi says yes."""
    keys = desk.keys
    page = desk.page(IntakePage)
    keys.type("0147")
    keys.press("Enter", "2")
    assert page.form.who.person_id == desk.town.jean
    keys.type("Lanthorn Pharmacy")
    keys.go_to(page.form.words)
    keys.type("Tablets ready from ")
    keys.press("Ctrl+L")
    assert desk.app.locker is not None
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [desk.app.locker.window]
    (kept,) = desk.service(Intake).waiting(desk.actor)
    assert kept.body["words"] == "Tablets ready from "
    desk.unlock()
    assert (desk.page(IntakePage), page.form.place()) == (page, "words")
    keys.type("this afternoon.")
    keys.press("Tab", "Space", "Ctrl+Enter")
    saved = desk.request()
    assert (saved.need, saved.draft.person_id) == ("Prescription", desk.town.jean)
    assert saved.draft.words == "Tablets ready from this afternoon."
    assert saved.draft.answers == {"pharmacy": "Lanthorn Pharmacy"}
    assert desk.service(Intake).waiting(desk.actor) == []
    _match(desk, saved)


def _match(desk: Desk, saved: RequestDetail) -> None:
    """The list of who can has the keyboard: Y is a yes."""
    assert desk.keys.is_in(desk.page(MatchPage).middle.fits)
    desk.keys.press("y")
    held = desk.request(saved.id)
    assert (held.status, held.tasks[0].volunteer_id) == (RequestStatus.ASSIGNED, desk.town.kofi)
    desk.keys.press("Esc")
    assert desk.on_show == "rounds"


def triage_of_ten(desk: Desk) -> None:
    """From Today to the requests: how soon is confirmed, J and K move, a letter sends each its way."""
    keys = desk.keys
    waiting = desk.requests("to_triage")
    assert len(waiting) == len(NEW) + 1 == 10
    keys.press("Ctrl+1", "Enter")
    page = desk.page(RequestsPage)
    assert (page.toolbar.tab(), page.table.hasFocus()) == ("to_triage", True)
    first = page.table.current_id()
    keys.press("j")
    assert page.table.current_id() != first
    keys.press("k")
    assert page.table.current_id() == first
    _say_how_soon(desk, page)
    done: dict[str, str] = {}
    for _ in waiting:
        item = page.table.current_id()
        way = done[item] = WAYS.get(desk.request(item).need, "v")
        keys.press(way)
        if way == "r":
            desk.dialog(FormDialog)
            keys.type(PARTNER[:4])
            keys.press("Ctrl+Enter")
    assert desk.requests("to_triage") == []
    _check_ways(desk, done)


def _say_how_soon(desk: Desk, page: RequestsPage) -> None:
    """F6 goes to the box: Space confirms our guess, an arrow says something else, Ctrl+Z takes it back."""
    keys, urgency, item = desk.keys, page.pane.box.urgency, page.table.current_id()
    keys.press("F6")
    assert keys.is_in(urgency)
    assert urgency.accessibleDescription() == "Our guess, until you confirm it."
    keys.press("Space")
    assert urgency.accessibleDescription() == ""
    keys.press("Right")
    assert desk.request(item).draft.urgency is Urgency.NO_RUSH
    keys.press("Ctrl+Z")
    assert desk.request(item).draft.urgency is Urgency.THIS_WEEK
    keys.press("Shift+F6")
    assert page.table.hasFocus()


def _check_ways(desk: Desk, done: dict[str, str]) -> None:
    status = {"a": RequestStatus.ASSIGNED, "v": RequestStatus.TRIAGED, "r": RequestStatus.WAITING}
    assert sorted(done.values()) == ["a"] * 4 + ["r"] * 2 + ["v"] * 4
    for item, way in done.items():
        held = desk.request(item)
        assert (held.status, held.draft.waiting_on) == (status[way], PARTNER if way == "r" else "")
    assert len(the_round(desk).stops) == len(WAITING) + 4
