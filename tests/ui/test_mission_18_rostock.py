"""Mission row 18, Rostock's door stickers and Haringey's "big up my street": standing offers of neighbours.

An offer comes in, its sticker is printed as was agreed, a request in the same street finds it, whoever
offers is asked, does it, and one day the offer ends; all through the window.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.enums import Answer, OfferAnswer, TaskStatus
from db.enums_neighbours import NeighbourKind
from db.models import NeighbourOffer, SharingRecord, Task, Volunteer
from desktop.context import AppContext
from desktop.exports.door_stickers import StickerSize, draw_stickers
from desktop.services.neighbours import NeighbourDraft, Neighbours
from desktop.services.requests import Requests
from desktop.services.today import TodayDesk
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.record_spec import EDIT
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.volunteers.bank_page import BankPage
from desktop.ui.volunteers.neighbour_words import ASK, DONE, END, GO_ON, LABELS, LARGE
from desktop.ui.volunteers.neighbours_page import WHICH, NeighboursPage
from tests.poppler import text_of
from tests.services.test_offers import add
from tests.ui.days import Days, days, gone_on, hub  # noqa: F401
from tests.ui.journey_hands import TODAY, said
from tests.ui.window import Records, main, records  # noqa: F401

Settle = Callable[[], None]
HUB_PHONE = "020 7946 0800"
SECRETS = ("Zephyrine", "Quillfeather", "Flat 9 at the back", "lives alone since June", "07700 900999")


class Desk:
    """Hands on the neighbours' view."""

    def __init__(self, main: MainWindow, settle: Settle) -> None:  # noqa: F811
        self.main, self.settle = main, settle

    def page(self) -> NeighboursPage:
        """The page, by way of the volunteer bank's bar."""
        self.main.shell.go_to("volunteers")
        self.main._open_over("bank", None)
        self.settle()
        bank = self.main.shell.page()
        assert isinstance(bank, BankPage)
        bank.toolbar.set_tab("neighbours")
        bank._on_query_changed()
        self.settle()
        page = self.main.shell.page()
        assert isinstance(page, NeighboursPage)
        return page

    def on(self, key: str, which: str | None = None) -> NeighboursPage:
        """The page with the keyboard on an offer."""
        page = self.page()
        page.toolbar.set_chosen({WHICH: which} if which else {})
        page.reload()
        self.settle()
        assert page.table.select_id(key)
        self.settle()
        return page

    def fill(self, **answers: object) -> None:
        """Answer the form that is open, and save it."""
        form = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
        )
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()

    def sticker(self, page: NeighboursPage, act: str, path: Path) -> str:
        """Look at stickers, save them, and read them as another program does."""
        page.on_action(act)
        self.settle()
        dialog = next(
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, PreviewDialog) and one.isVisible()
        )
        dialog.save(str(path))
        self.settle()
        dialog.close()
        return text_of(path)


def offers(context: AppContext) -> list[NeighbourOffer]:
    """Every offer there is."""
    with context.hub.store.read() as session:
        return list(session.query(NeighbourOffer))


def record(desk: Desk, context: AppContext, person: str) -> str:
    """It comes in by phone: one form. Its key."""
    desk.page().open_form()
    desk.settle()
    desk.fill(
        kind=NeighbourKind.MEAL,
        words="A hot meal on Sundays",
        when_words="From noon",
        street="Ferrygate Close",
        postcode="QX4 2LB",
        door="Number 16",
        person_id=(person, "Sian Probert"),
        note="Her own key is with us",
    )
    (offer,) = offers(context)
    return offer.id


def print_as_agreed(desk: Desk, context: AppContext, key: str, folder: Path) -> None:
    """Its sticker names nobody; once she agreed, it says what she wants it to say."""
    text = desk.sticker(desk.on(key), LABELS, folder / "plain.pdf")
    assert text.count("I can cook for you") == 8
    assert text.count(HUB_PHONE) == 8
    assert not any(word in text for word in ("Sian", "Probert", "Number 16", "key"))
    desk.on(key).on_action(EDIT)
    desk.settle()
    desk.fill(on_paper=Answer.YES, paper_contact="Knock at number 16", agreed_on=TODAY)
    text = desk.sticker(desk.on(key), LARGE, folder / "agreed.pdf")
    assert text.count("Knock at number 16") == 2
    with context.hub.store.read() as session:
        (share,) = session.query(SharingRecord)
    assert (share.people_count, share.file_name) == (1, "agreed.pdf")


def ask_next_door(desk: Desk, key: str, request: str) -> None:
    """A request next door finds her; she is asked, says yes, and does it."""
    page = desk.on(key)
    assert "Open requests nearby\nFood parcel" in said(page.pane)
    page.on_action(ASK)
    desk.settle()
    desk.fill(request_id=request, answer=OfferAnswer.YES)
    page = desk.on(key)
    assert "Asked for\nFood parcel" in said(page.pane)
    page.on_action(DONE)
    desk.settle()
    desk.fill(note="She liked it")


def test_an_offer_goes_from_door_to_door_in_a_week(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    days: Days,  # noqa: F811
    tmp_path: Path,
) -> None:
    desk = Desk(main, settle)
    volunteer = add(context.hub, "Sian")
    with context.hub.store.read() as session:
        person = session.get_one(Volunteer, volunteer).person_id
    # Tuesday it comes in; Wednesday its sticker is on the door; Friday next door is asked for.
    key = record(desk, context, person)
    days.go_to(TODAY + timedelta(days=1))
    print_as_agreed(desk, context, key, tmp_path)
    days.go_to(TODAY + timedelta(days=3))
    requests = context.service(Requests)
    asked = replace(requests.get(context.actor, records.request).draft, due_on=days.today)
    requests.save(context.actor, asked, records.request)
    ask_next_door(desk, key, records.request)
    with context.hub.store.read() as session:
        asked_for = session.query(Task).filter(Task.request_id == records.request)
        (done,) = asked_for.filter(Task.status == TaskStatus.DONE)
        assert done.volunteer_id == volunteer

    # The Tuesday after it ends, and is found among those that are over.
    days.go_to(TODAY + timedelta(days=7))
    desk.on(key).on_action(END)
    settle()
    desk.fill(ended_on=days.today, note="Moved to her sister")
    assert desk.page().table.records().ids == []
    assert "Moved to her sister" in said(desk.on(key, "over").pane)


def test_what_ends_soon_is_asked_about(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    desk, neighbours = Desk(main, settle), context.service(Neighbours)
    draft = NeighbourDraft(NeighbourKind.DOG, street="Hill Road", first_day=TODAY, last_day=TODAY)
    key = neighbours.save(context.actor, draft).made
    (line,) = [
        one
        for one in context.service(TodayDesk).day(context.actor).items
        if one.key.startswith("neighbour_offers")
    ]
    assert (line.place, line.item) == ("neighbours", key)
    desk.on(key).on_action(GO_ON)
    settle()
    desk.fill()
    (offer,) = offers(context)
    assert offer.last_day is not None
    assert offer.last_day > TODAY


def test_blank_stickers_ask_the_house(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    tmp_path: Path,
) -> None:
    page = Desk(main, settle).page()
    page.print_blank()
    settle()
    dialog = next(one for one in page.findChildren(PreviewDialog) if one.isVisible())
    dialog.save(str(tmp_path / "blank.pdf"))
    settle()
    dialog.close()
    text = text_of(tmp_path / "blank.pdf")
    assert text.count("Could a neighbour help me with:") == 8
    assert text.count("My door:") == 8


def test_nothing_else_of_anybody_is_on_a_sticker(context: AppContext, tmp_path: Path) -> None:
    neighbours = context.service(Neighbours)
    volunteer = add(context.hub, SECRETS[0])
    with context.hub.store.write(context.actor.user_id) as work:
        person = work.session.get_one(Volunteer, volunteer).person_id
    draft = NeighbourDraft(
        NeighbourKind.SHOPPING,
        "Milk and bread",
        street="Quillfeather Row",
        postcode="QX4 2LB",
        door=SECRETS[2],
        person_id=person,
        note=SECRETS[3],
        paper_contact=SECRETS[4],
    )
    keys = [
        neighbours.save(context.actor, replace(draft, on_paper=one)).made
        for one in (Answer.NO, Answer.NOT_ASKED)
    ]
    sheet = neighbours.stickers(context.actor, keys)
    for size in StickerSize:
        content = draw_stickers(sheet, size)
        path = tmp_path / f"{size}.pdf"
        path.write_bytes(content)
        text = text_of(path)
        assert "Milk and bread" in text
        assert not any(secret in text for secret in SECRETS)
    assert sheet.named == 0
