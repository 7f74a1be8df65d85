"""The handover maker driven as a person would, to a package that verifies."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.enums import Answer, LawfulBasis, Layer
from desktop.context import AppContext
from desktop.exports.handover_fields import Preset
from desktop.exports.package_reader import read_package
from desktop.exports.verify import verify_package
from desktop.services.consents import Consents
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.sharing_log import SharingLog
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.handovers.maker import CHECK, SAVE, WHAT, WHO, MakerPage
from desktop.ui.handovers.page import HandoversPage
from desktop.ui.handovers.preview_pane import PointingRow
from desktop.ui.preview.dialog import PreviewDialog

Settle = Callable[[], None]


@pytest.fixture
def council(context: AppContext) -> str:
    """A council, and three people: one said yes to it, one no, one was not asked."""
    made = context.service(Organisations).save(
        context.actor, OrganisationDraft("Riverbank Council", Layer.STATUTORY, contact_name="Dr J. Amari")
    )
    for name, answer in (("Yes<b>", Answer.YES), ("No", Answer.NO), ("Unasked", None)):
        person = PersonDraft(
            first_name=name,
            phones=(PhoneDraft(f"020 7946 01{len(name)}0"),),
            household=HouseholdDraft(address_line1=f"{len(name)} Kelp Street", postcode="QX4 2LB"),
        )
        call = CallDraft(RequestDraft("", "food_parcel"), person)
        request = context.service(Intake).save(context.actor, call).made
        person_id = context.service(Requests).get(context.actor, request).draft.person_id
        if answer is not None:
            context.service(Consents).record(
                context.actor, person_id, answer, recipient_id=made.made, purpose="share"
            )
    return made.made


@pytest.fixture
def maker(context: AppContext, council: str, qtbot: QtBot, settle: Settle) -> MakerPage:
    page = MakerPage(context)
    qtbot.addWidget(page)
    page.resize(1154, 690)
    page.show()
    page.enter()
    settle()
    page.why.set_values({"purpose": "To plan the winter van", "basis": LawfulBasis.CONSENT})
    page.next_button.click()
    page.who.set_values({"recipient": council})
    page.next_button.click()
    return page


def test_only_those_who_said_yes_go_and_the_package_verifies(
    maker: MakerPage, context: AppContext, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    assert maker.stepper.at == WHAT
    maker.details.use(Preset.DELIVERY)
    qtbot.waitUntil(lambda: "1 row," in maker.summary.text())
    maker.next_button.click()
    assert maker.stepper.at == CHECK
    maker.next_button.click()
    assert maker.stepper.at == SAVE
    maker.password.set_values({"password": "heron-lamp-47"})
    maker.save_to(str(tmp_path))
    settle()
    assert maker.made is not None
    assert maker.made.people == 1
    path = maker.made.info.path
    assert verify_package(path, "heron-lamp-47") == []
    log = HandoversPage(context)
    qtbot.addWidget(log)
    log.show()
    log.enter()
    settle()
    assert log.table.records().rowCount() == 1


def test_nothing_chosen_goes_nowhere_and_says_so(maker: MakerPage) -> None:
    maker.next_button.click()
    assert maker.stepper.at == WHAT


def test_a_purpose_is_needed_before_going_on(context: AppContext, qtbot: QtBot) -> None:
    page = MakerPage(context)
    qtbot.addWidget(page)
    page.next_button.click()
    assert page.stepper.at != WHO
    assert "purpose" in page.why.problems()


def test_every_widget_is_named_and_markup_stays_text(maker: MakerPage, settle: Settle, qtbot: QtBot) -> None:
    maker.details.use(Preset.DELIVERY)
    qtbot.waitUntil(lambda: bool(maker.summary.text()))
    settle()
    assert unnamed_widgets(maker) == []
    assert rich_texts(maker) == []


@pytest.mark.parametrize("password", ["", "heron-lamp-47"])
def test_the_papers_are_looked_at_before_they_are_printed(
    password: str, maker: MakerPage, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    maker.details.use(Preset.DELIVERY)
    qtbot.waitUntil(lambda: "1 row," in maker.summary.text())
    maker.next_button.click()
    maker.next_button.click()
    maker.password.set_values({"password": password})
    maker.save_to(str(tmp_path))
    settle()
    buttons = {one.text(): one for one in maker.notice.findChildren(Button)}
    assert list(buttons) == (["Print the cover"] if password else ["Print the cover", "Print the summary"])
    assert maker.made is not None
    for button in buttons.values():
        button.click()
        settle()
        (preview,) = maker.window().findChildren(PreviewDialog)
        assert maker.made.reference in preview.document.title
        assert preview.sheet.is_drawn
        preview.reject()
        settle()


def test_a_package_taken_away_is_said(
    maker: MakerPage, context: AppContext, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    maker.details.use(Preset.DELIVERY)
    qtbot.waitUntil(lambda: "1 row," in maker.summary.text())
    maker.next_button.click()
    maker.next_button.click()
    maker.save_to(str(tmp_path))
    settle()
    assert maker.made is not None
    maker.made.info.path.rename(tmp_path / "elsewhere")
    with qtbot.waitSignal(context.jobs.problem_found) as told:
        maker.notice.findChildren(Button)[0].click()
    assert told.args[0].user_message == "The package is not where it was saved. Put the stick back in."


def _to_save(maker: MakerPage, settle: Settle, qtbot: QtBot, folder: Path) -> None:
    """From the third step to a package on the disk."""
    maker._go_to(CHECK)
    maker.next_button.click()
    folder.mkdir()
    maker.save_to(str(folder))
    settle()
    assert maker.made is not None


def test_a_second_handover_can_hold_only_what_changed(
    maker: MakerPage, context: AppContext, council: str, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    maker.details.use(Preset.FULL_CANONICAL)
    _to_save(maker, settle, qtbot, tmp_path / "first")
    second = MakerPage(context)
    qtbot.addWidget(second)
    second.resize(1154, 690)
    second.show()
    second.enter()
    settle()
    second.why.set_values({"purpose": "To plan on", "basis": LawfulBasis.CONSENT})
    second.next_button.click()
    second.who.set_values({"recipient": council})
    second.since.ask(council)
    settle()
    assert not second.since.isHidden()
    assert "H-" in second.since.text()
    second.since.setChecked(True)
    assert second.details.whole_tables
    assert not second.details.volunteers.isHidden()
    second._later.stop()
    second._read_preview()
    settle()
    words = [label.text() for label in second.preview_pane.findChildren(QLabel)]
    assert "0 added, 0 changed, 0 withdrawn" in words


def test_rows_that_cannot_be_matched_are_warned_of(
    maker: MakerPage, context: AppContext, settle: Settle, qtbot: QtBot
) -> None:
    maker.details.use(Preset.PLAN)
    maker.details.ticks["name"].setChecked(True)
    maker._later.stop()
    maker._read_preview()
    settle()
    words = " ".join(label.text() for label in maker.preview_pane.findChildren(QLabel))
    assert "may not be matched to a person" in words


def test_the_directory_goes_with_it_when_ticked(
    maker: MakerPage, context: AppContext, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    maker.details.use(Preset.DELIVERY)
    assert not maker.details.directory.isChecked()
    maker.details.directory.setChecked(True)
    maker._later.stop()
    maker._read_preview()
    settle()
    words = [label.text() for label in maker.preview_pane.findChildren(QLabel)]
    assert "The directory of organisations and services goes with it." in words
    _to_save(maker, settle, qtbot, tmp_path / "out")
    assert maker.made is not None
    path = maker.made.info.path
    assert verify_package(path) == []
    files = read_package(path).files
    assert any(b"Riverbank Council" in files[name] for name in files if "directory/organi" in name)
    assert not [name for name, content in files.items() if "directory/" in name and b"Amari" in content]
    share = context.service(SharingLog).get(context.actor, maker.made.record_id).share
    assert share.fields[-1] == "directory"


def test_columns_of_whole_tables_can_stay_here_and_do_so_again_the_next_time(
    maker: MakerPage, context: AppContext, council: str, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    assert maker.details.columns.isHidden()
    maker.details.use(Preset.FULL_CANONICAL)
    assert not maker.details.columns.isHidden()
    assert "people.person_id" not in maker.details.columns.ticks
    maker.details.columns.ticks["people.date_of_birth"].setChecked(False)
    _to_save(maker, settle, qtbot, tmp_path / "out")
    assert maker.made is not None
    assert verify_package(maker.made.info.path) == []
    files = read_package(maker.made.info.path).files
    assert b"date_of_birth" not in files["people.csv"]
    second = MakerPage(context)
    qtbot.addWidget(second)
    second.since.ask(council)
    settle()
    second.since.setChecked(True)
    second.details.take(second.since.fields)
    assert second.details.dropped() == ("people.date_of_birth",)
    second.details.use(Preset.FULL_CANONICAL)
    assert second.details.dropped() == ()


def test_whole_tables_can_hold_a_councils_own_columns(
    maker: MakerPage, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    settle()
    assert maker.layout_box.isHidden()
    maker.details.use(Preset.FULL_CANONICAL)
    assert not maker.layout_box.isHidden()
    assert "wholesaler-deliveries" not in maker.layout_box.box.values()
    maker.layout_box.box.set_value("nsss")
    maker.layout_box.ask()
    settle()
    assert maker.layout_box.box.value() == "nsss", "reading the layouts again keeps what was chosen"
    _to_save(maker, settle, qtbot, tmp_path / "out")
    assert maker.made is not None
    path = maker.made.info.path
    assert verify_package(path) == []
    content = read_package(path).files["people_nsss.csv"].decode()
    assert content.startswith("ID,first_name,")
    assert content.count("\r\n") == 2
    maker.details.use(Preset.PLAN)
    assert maker.layout_box.chosen() is None


def test_the_rows_that_could_point_to_somebody_are_marked_and_warned_of(
    maker: MakerPage, settle: Settle, qtbot: QtBot
) -> None:
    maker.details.use(Preset.PLAN)
    maker._later.stop()
    maker._read_preview()
    settle()
    pane = maker.preview_pane
    assert len(pane.findChildren(PointingRow)) == 1
    words = " ".join(label.text() for label in pane.findChildren(QLabel))
    assert "1 row could point to one person" in words
    leave = next(one for one in pane.findChildren(Button) if one.text() == "Leave the rows out")
    with qtbot.waitSignal(pane.leave_out_asked) as asked:
        leave.click()
    assert len(asked.args[0]) == 1


def test_whole_tables_take_the_place_of_single_details(maker: MakerPage) -> None:
    maker.details.use(Preset.FULL_CANONICAL)
    assert not maker.details.ticks["name"].isVisible()
    maker.details.focus_first()
    assert maker.details.volunteers.hasFocus()
    maker.details.use(Preset.PLAN)
    assert maker.details.ticks["name"].isVisible()
    assert not maker.details.columns.isVisible()
