"""Coming in on the screen: the short form, the answers, a file of another hub's."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from db.enums_referrals import ReferralStatus, SentHow
from db.models import Person, Referral, Request
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referral_reply_files import Taken
from desktop.services.referrals_in import ReferralsIn, TakenIn
from desktop.services.today import TodayDesk
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.referrals.incoming_look import LookDialog
from desktop.ui.referrals.incoming_page import ACCEPT, ACKNOWLEDGE, ANSWER, DECLINE, IncomingPage
from tests.two_hubs import PASSWORD, Laptop, laptops
from tests.ui.journey_hands import said
from tests.ui.window import Hands, hands, main, records  # noqa: F401


@pytest.fixture
def page(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    hands: Hands,  # noqa: F811
    settle: Callable[[], None],
) -> IncomingPage:
    """The page, with one on paper from a school."""
    jean = PersonDraft(first_name="Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    taken = TakenIn("food_parcel", organisation_name="Hillside School", new_person=jean, how=SentHow.POST)
    context.service(ReferralsIn).take(context.actor, taken)
    hands.open("coming in")
    settle()
    shown = main.shell.page()
    assert isinstance(shown, IncomingPage)
    return shown


def dialog_of(page: IncomingPage) -> FormDialog:
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def only(hub: OpenHub) -> Referral:
    with hub.store.read() as session:
        held = session.query(Referral).one()
        session.expunge(held)
    return held


def test_the_list_says_who_waits(page: IncomingPage) -> None:
    words = said(page)
    assert "Hillside School" in words
    assert page.table.records().rowCount() > 0


def test_we_have_it_and_deal_with_it(page: IncomingPage, hub: OpenHub, settle: Callable[[], None]) -> None:
    page.show_record(only(hub).id)
    settle()
    page.on_action(ACKNOWLEDGE)
    settle()
    assert only(hub).status is ReferralStatus.ACKNOWLEDGED
    page.on_action(ACCEPT)
    settle()
    assert only(hub).status is ReferralStatus.ACCEPTED


def test_a_no_asks_why_and_whom_instead(page: IncomingPage, hub: OpenHub, settle: Callable[[], None]) -> None:
    page.show_record(only(hub).id)
    settle()
    page.on_action(DECLINE)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"reason": "no_capacity", "note": "Full until May."})
    dialog.primary.click()
    settle()
    held = only(hub)
    assert (held.status, held.outcome_note) == (ReferralStatus.DECLINED, "Full until May.")


def test_the_short_form_takes_almost_nothing(
    page: IncomingPage, hub: OpenHub, settle: Callable[[], None]
) -> None:
    page.toolbar.add_asked.emit()
    settle()
    dialog = dialog_of(page)
    values = {"organisation_name": "Mill Lane Surgery", "new_name": "Harold Pell", "need_code": "shopping"}
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()
    with hub.store.read() as session:
        assert session.query(Referral).count() == 2
        assert {one.person_id for one in session.query(Request)} >= {
            one.person_id for one in session.query(Referral)
        }


def pass_on(other: Laptop, first: str, phone: str) -> str:
    """Somebody of another hub's, passed on to this one."""
    return other.pass_on(other.person(first, "Marsh", phone), other.body("Saltmarsh Hub"))


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[tuple[Laptop, Path]]:
    """Another hub, and a file it made for this one."""
    folder = tmp_path / "others"
    folder.mkdir()
    with laptops(folder, "Kelp Street Kitchen") as (other,):
        yield other, other.file_of([pass_on(other, "Ivy", "020 7946 0155")])


def look(page: IncomingPage, path: Path, sender: str, settle: Callable[[], None]) -> LookDialog:
    """The dialog that shows what a file would do."""
    page.ask_password(str(path))
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"password": PASSWORD, "sender": sender})
    dialog.primary.click()
    settle()
    (found,) = [one for one in page.findChildren(LookDialog) if one.isVisible()]
    return found


def test_a_file_of_another_hub_is_looked_at_first(
    page: IncomingPage,
    context: AppContext,
    hub: OpenHub,
    settle: Callable[[], None],
    sent: tuple[Laptop, Path],
) -> None:
    sender, before = only(hub).organisation_id, context.service(ReferralsIn).ids(context.actor)
    dialog = look(page, sent[1], sender, settle)
    assert dialog.said.text() == "1 referral to take in."
    assert [(one.who, one.stands) for one in dialog.looked.lines] == [("Ivy Marsh", "New here")]
    assert context.service(ReferralsIn).ids(context.actor) == before, "looking saves nothing"
    dialog.primary.click()
    settle()
    assert len(context.service(ReferralsIn).ids(context.actor)) == len(before) + 1
    again = look(page, sent[1], sender, settle)
    assert "taken in before" in again.said.text()
    assert not again.primary.isEnabled()


def test_whom_the_hub_may_know_is_asked(
    page: IncomingPage,
    context: AppContext,
    hub: OpenHub,
    settle: Callable[[], None],
    sent: tuple[Laptop, Path],
) -> None:
    held, other = only(hub), sent[0]
    path = other.file_of([pass_on(other, "Amy", "020 7946 0147")])
    dialog = look(page, path, held.organisation_id, settle)
    assert dialog.looked.doubtful == 1
    assert dialog.looked.lines[0].stands.startswith("Perhaps Jean Mallory")
    assert not dialog.primary.isEnabled(), "nothing would be taken in"
    assert dialog.doubtful.isVisible()
    dialog.doubtful.buttons[1].click()
    assert dialog.primary.isEnabled()
    dialog.primary.click()
    settle()
    with hub.store.read() as session:
        taken = session.query(Referral).filter(Referral.id != held.id).one()
        jean = session.get_one(Person, taken.person_id)
        assert (jean.first_name, jean.number) == ("Jean", 1), "joined to whom it named"


def test_a_file_made_out_to_another_hub_says_so(
    page: IncomingPage, hub: OpenHub, settle: Callable[[], None], sent: tuple[Laptop, Path]
) -> None:
    other = sent[0]
    astray = other.file_of([other.pass_on(other.person("Amy"), other.body("Harbour Mutual Aid"), "shopping")])
    dialog = look(page, astray, only(hub).organisation_id, settle)
    assert dialog.notice.isVisible()
    assert "made out to Harbour Mutual Aid" in dialog.notice.text


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda raw: raw[: len(raw) // 2], "cut short or changed"),
        (lambda raw: raw.replace(b'"version": 1', b'"version": 2'), "newer Hubkeeper"),
    ],
)
def test_a_file_that_is_damaged_or_newer_says_so(
    page: IncomingPage,
    hub: OpenHub,
    settle: Callable[[], None],
    sent: tuple[Laptop, Path],
    spoil: Callable[[bytes], bytes],
    words: str,
) -> None:
    path = sent[1].with_name("spoiled.zip")
    with zipfile.ZipFile(sent[1]) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    if "newer" in words:
        with zipfile.ZipFile(path, "w") as made:
            for name, raw in parts.items():
                made.writestr(name, spoil(raw))
    else:
        path.write_bytes(spoil(sent[1].read_bytes()))
    page.ask_password(str(path))
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"password": PASSWORD, "sender": only(hub).organisation_id})
    dialog.primary.click()
    settle()
    assert words in said(dialog)


def test_an_answer_goes_back_as_a_file(
    page: IncomingPage,
    context: AppContext,
    hub: OpenHub,
    settle: Callable[[], None],
    sent: tuple[Laptop, Path],
    tmp_path: Path,
) -> None:
    other, path = sent
    look(page, path, only(hub).organisation_id, settle).primary.click()
    settle()
    with hub.store.read() as session:
        key = session.query(Referral.id).filter(Referral.their_reference == "F-0001").one()[0]
    page.show_record(key)
    settle()
    page.on_action(ANSWER)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"password": PASSWORD})
    dialog.primary.click()
    settle()
    (where,) = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    where.fileSelected.emit(str(tmp_path))
    where.close()
    settle()
    (answer,) = tmp_path.glob("answers-*.zip")
    assert other.take_answers(answer).count(Taken.APPLIED) == 1
    with other.hub.store.read() as session:
        assert session.query(Referral).one().status is ReferralStatus.ACKNOWLEDGED


def test_today_leads_to_those_nobody_acknowledged(page: IncomingPage, context: AppContext) -> None:
    items = context.service(TodayDesk).day(context.actor).items
    (item,) = [one for one in items if one.key == "referrals_in:waiting"]
    assert item.place == "referrals_in"
    assert page.is_alone is False


def test_the_list_of_those_going_out_leads_to_those_coming_in(
    page: IncomingPage,
    main: MainWindow,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    going: Any = main.shell.go_to("referrals")
    settle()
    button = next(one for one in going.toolbar.findChildren(Button) if one.text() == "Coming in")
    button.click()
    settle()
    assert isinstance(main.shell.page(), IncomingPage)
    assert main.shell.page() is not page
