"""What each task needs on screen: read by all, changed by the lead alone after seeing whom it touches."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.enums import CheckLevel, OfferAnswer, Role
from db.models import ClearanceRule
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.offers import Offers
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.rule_lists import RuleLine, TaskRules
from desktop.services.rule_plans import RuleEdit
from desktop.services.rules import Rules
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog, SheetDialog
from desktop.ui.base.id_table import SPOKEN
from desktop.ui.base.label import Sentence
from desktop.ui.base.permits import forget_permits, use_permits
from desktop.ui.volunteers.rules_dialogs import EditDialog, RuleDialog
from desktop.ui.volunteers.rules_page import RulesPage
from desktop.ui.volunteers.rules_pane import CHANGE, HISTORY, HistoryDialog, rules_detail
from desktop.ui.volunteers.rules_preview import PreviewDialog

Wait = Callable[[], None]
TODAY, NEXT = date(2026, 11, 17), date(2027, 11, 1)
WHY = "Agreed by the trustees"


@pytest.fixture
def page(cast: object, context: AppContext, show_page: Callable[[RulesPage], RulesPage]) -> RulesPage:
    """The page on show, on shopping."""
    shown = show_page(RulesPage(context))
    return shown


@pytest.fixture
def on_shopping(page: RulesPage, settle: Wait) -> RulesPage:
    """The page with the keyboard on shopping."""
    page.show_record("shopping")
    settle()
    return page


def words(page: QWidget) -> str:
    """Everything on show."""
    found = [part.text() for part in page.findChildren(QLabel) if part.isVisibleTo(page)]
    return "\n".join(found + [part.plain() for part in page.findChildren(Sentence) if part.isVisibleTo(page)])


def opened(page: QWidget, kind: type[QDialog]) -> QDialog:
    """The dialog of a kind that is open."""
    return next(one for one in page.findChildren(kind) if one.isVisible())


def press(dialog: QDialog, name: str) -> None:
    """Press a button by the name a screen reader says."""
    (button,) = [one for one in dialog.findChildren(Button) if one.accessibleName() == name]
    button.click()


def line(hub: OpenHub, need: str, check: str) -> RuleLine:
    """A rule as it stands."""
    (row,) = [one for one in Rules(hub.tools).table(hub.actor) if one.code == need]
    return next(one for one in row.rules if one.draft.check == check)


def type_rule(form: RuleDialog) -> None:
    """Type a rule on first aid."""
    form.form.editor("check").set_value("first_aid")
    form.form.editor("source").set_value("Hub policy 7")
    form.form.editor("review_on").set_value(NEXT)
    form.form.editor("reason").set_value(WHY)


def test_the_table_says_who_asks_for_what(on_shopping: RulesPage) -> None:
    page = on_shopping
    records = page.table.records()
    titles = [column.title for column in records.columns]
    assert titles[:4] == ["Task", "ID", "References", "DBS"]
    row = records.row_of("shopping")
    assert [records.cell_at(row, at).text for at in range(4)] == [
        "Shopping",
        "Always",
        "Or paired",
        "Enhanced",
    ]
    spoken = records.index(row, 3).data(SPOKEN)
    assert "asked for by law: Because of age, illness or disability" in spoken
    assert records.index(row, titles.index("Food")).data(SPOKEN) == "not asked for"
    assert records.cell_at(row, titles.index("Look again")).text == "1 Apr 2027"
    said = words(page.pane)
    for part in (
        "5 check rules",
        "Enhanced DBS with adults’ barred list",
        "The law: no exemption",
        "paragraph 7(1)(d)",
    ):
        assert part in said
    assert not unnamed_widgets(page)


def test_the_other_views_of_checks_are_a_press_away(on_shopping: RulesPage, qtbot: QtBot) -> None:
    toolbar = on_shopping.toolbar
    assert toolbar.tab() == "rules"
    with qtbot.waitSignal(on_shopping.place_asked) as went:
        next(one for one in toolbar.tabs if one.tab.key == "act").click()
    assert went.args == ["checks", "tab:act"]
    assert toolbar.tab() == "rules"


def test_the_lead_sees_whom_a_rule_touches_and_only_then_saves(
    on_shopping: RulesPage, cast: object, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = on_shopping
    page.toolbar.add_asked.emit()
    settle()
    form = opened(page, RuleDialog)
    assert isinstance(form, RuleDialog)
    assert not unnamed_widgets(form)
    type_rule(form)
    assert form.form.values()["need_codes"] == ["shopping"]
    form.form.editor("need_codes").set_value(["digital_help"])
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    preview = opened(form, PreviewDialog)
    assert not unnamed_widgets(preview)
    assert "1 would lose clearance, nobody would gain it.\nWould lose clearance\nDigital help" in words(
        preview
    )
    with pytest.raises(StopIteration):
        line(hub, "digital_help", "first_aid")
    preview.leave()  # type: ignore[attr-defined]
    settle()
    assert form.isVisible()
    form.form.editor("need_codes").set_value(["digital_help", "gardening"])
    form.primary.click()
    settle()
    opened(form, PreviewDialog).primary.click()  # type: ignore[attr-defined]
    settle()
    assert not [one for one in page.findChildren(RuleDialog) if one.isVisible()]
    assert line(hub, "gardening", "first_aid").draft.source == "Hub policy 7"
    row = page.table.records().row_of("gardening")
    titles = [column.title for column in page.table.records().columns]
    assert page.table.records().cell_at(row, titles.index("First aid")).text == "Always"


def test_who_would_lose_and_what_would_need_cover_are_named(
    on_shopping: RulesPage, cast: object, hub: OpenHub, settle: Wait
) -> None:
    page, agnieszka = on_shopping, cast.agnieszka  # type: ignore[attr-defined]
    rules, offers = Rules(hub.tools), Offers(hub.tools)
    rules.save(hub.actor, RuleEdit(WHY, (line(hub, "gardening", "induction").id,)))
    call = CallDraft(RequestDraft("", "gardening", due_on=TODAY), PersonDraft("Jean", last_name="Mallory"))
    request = Intake(hub.tools).save(hub.actor, call).made
    task = Requests(hub.tools).get(hub.actor, request).tasks[0].id
    offers.answer(hub.actor, task, agnieszka, OfferAnswer.YES)
    page.show_record("gardening")
    settle()
    page.toolbar.add_asked.emit()
    settle()
    form = opened(page, RuleDialog)
    assert isinstance(form, RuleDialog)
    type_rule(form)
    form.primary.click()
    settle()
    said = words(opened(form, PreviewDialog))
    assert "1 would lose clearance, nobody would gain it. 1 planned task would need cover." in said
    assert "Agnieszka Nowak" in said
    assert "Gardening for Jean Mallory, Tue 17 Nov, R-1: Agnieszka Nowak" in said


def test_what_the_law_asks_for_is_not_taken_out_nor_bent(
    on_shopping: RulesPage, hub: OpenHub, settle: Wait
) -> None:
    page = on_shopping
    page.pane.buttons[CHANGE].click()
    settle()
    sheet = opened(page, SheetDialog)
    assert not unnamed_widgets(sheet)
    names = {one.accessibleName() for one in sheet.findChildren(Button)}
    law = "Enhanced DBS with adults’ barred list"
    assert {f"Change: {law}", f"Looked at: {law}", "Take out: References"} <= names
    assert f"Take out: {law}" not in names
    press(sheet, f"Change: {law}")
    settle()
    form = opened(page, RuleDialog)
    assert isinstance(form, RuleDialog)
    asked = set(form.form.values())
    assert not {"check", "basis", "pairing_allowed"} & asked
    assert "The law asks for this check" in words(form)
    form.form.editor("level").set_value(CheckLevel.BASIC)
    form.form.editor("reason").set_value(WHY)
    form.primary.click()
    settle()
    assert "never for less" in form.form.problems()[""]
    form.form.editor("level").set_value(CheckLevel.ENHANCED_BOTH_BARRED)
    form.primary.click()
    settle()
    assert set(form.form.problems()) == {"eligibility_reason"}
    form.form.editor("eligibility_reason").set_value("Families: Schedule 4, paragraph 1(1)(a)")
    form.primary.click()
    settle()
    opened(form, PreviewDialog).primary.click()  # type: ignore[attr-defined]
    settle()
    held = line(hub, "shopping", "dbs")
    assert (held.version, held.draft.level) == (2, CheckLevel.ENHANCED_BOTH_BARRED)


def test_rules_that_say_the_same_are_taken_out_and_looked_at_together(
    on_shopping: RulesPage, hub: OpenHub, settle: Wait
) -> None:
    page = on_shopping
    page.pane.buttons[CHANGE].click()
    settle()
    press(opened(page, SheetDialog), "Take out: Induction")
    settle()
    form = opened(page, EditDialog)
    assert isinstance(form, EditDialog)
    form.form.editor("alike").set_value(True)
    form.form.editor("reason").set_value(WHY)
    form.primary.click()
    settle()
    preview = opened(form, PreviewDialog)
    assert "33 rules change." in words(preview)
    preview.primary.click()  # type: ignore[attr-defined]
    settle()
    assert {one.draft.check for row in Rules(hub.tools).table(hub.actor) for one in row.rules} >= {"identity"}
    assert not [
        one
        for row in Rules(hub.tools).table(hub.actor)
        for one in row.rules
        if one.draft.check == "induction"
    ]
    page.pane.buttons[CHANGE].click()
    settle()
    press(opened(page, SheetDialog), "Looked at: ID")
    settle()
    looked = opened(page, FormDialog)
    assert isinstance(looked, FormDialog)
    looked.form.editor("review_on").set_value(NEXT)
    looked.form.editor("alike").set_value(True)
    looked.form.editor("reason").set_value("Read the policy again")
    looked.primary.click()
    settle()
    table = Rules(hub.tools).table(hub.actor)
    assert {one.draft.review_on for row in table for one in row.rules if one.draft.check == "identity"} == {
        NEXT
    }


def test_a_change_that_came_meanwhile_is_said_where_it_would_be_saved(
    on_shopping: RulesPage, hub: OpenHub, settle: Wait
) -> None:
    page = on_shopping
    page.pane.buttons[CHANGE].click()
    settle()
    press(opened(page, SheetDialog), "Take out: Induction")
    settle()
    form = opened(page, EditDialog)
    assert isinstance(form, EditDialog)
    form.form.editor("reason").set_value(WHY)
    form.primary.click()
    settle()
    preview = opened(form, PreviewDialog)
    Rules(hub.tools).save(hub.actor, RuleEdit(WHY, (line(hub, "shopping", "induction").id,)))
    preview.primary.click()  # type: ignore[attr-defined]
    settle()
    assert preview.isVisible()
    assert "changed meanwhile" in words(preview)


def test_every_version_is_read_in_the_history(on_shopping: RulesPage, hub: OpenHub, settle: Wait) -> None:
    page, held = on_shopping, line(hub, "shopping", "references")
    changed = replace(held.draft, pairing_allowed=False, review_on=NEXT)
    Rules(hub.tools).save(hub.actor, RuleEdit(WHY, (held.id,), draft=changed))
    page.pane.buttons[HISTORY].click()
    settle()
    said = words(opened(page, HistoryDialog))
    assert "References, version 2" in said
    assert "by Priya Nair: Agreed by the trustees. In use now." in said
    assert (
        "What this hub began with. Out of use since 17 Nov 2026, by Priya Nair: Agreed by the trustees."
        in said
    )


@pytest.fixture
def as_manager(context: AppContext) -> Iterator[AppContext]:
    """Somebody who looks after checks is at the keyboard."""
    context.hub.actor = replace(context.hub.actor, roles=frozenset({Role.VOLUNTEER_MANAGER}))
    use_permits(context.may, lambda _place: True)
    yield context
    forget_permits()


def test_others_than_the_lead_read_and_change_nothing(
    as_manager: AppContext, show_page: Callable[[RulesPage], RulesPage], qtbot: QtBot, settle: Wait
) -> None:
    page = show_page(RulesPage(as_manager))
    page.show_record("shopping")
    settle()
    assert set(page.pane.buttons) == {HISTORY}
    assert page.toolbar.add is None
    page.open_form()
    page.open_form("shopping")
    settle()
    assert not [one for one in page.findChildren(SheetDialog) if one.isVisible()]
    assert "The law: no exemption" in words(page.pane)


def test_an_overdue_rule_and_a_task_without_one_stand_out(
    page: RulesPage, hub: OpenHub, settle: Wait
) -> None:
    held = line(hub, "shopping", "references")
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(ClearanceRule, held.id).review_on = date(2026, 11, 1)
    page.reload(select="shopping")
    settle()
    records = page.table.records()
    cell = records.cell_at(records.row_of("shopping"), len(records.columns) - 1)
    assert (cell.text, cell.spoken) == ("Overdue", "Overdue, 1 Nov 2026")
    assert "1 task has a rule to be looked at again" in page.subtitle
    assert "1 Nov 2026, overdue" in words(page.pane)
    bare = TaskRules("bin_day", "Bin day", "dots", ())
    assert "nobody is cleared" in str(rules_detail(bare, TODAY))
