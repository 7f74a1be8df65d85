"""A council's layout added, changed, given to another hub and ended, through the window."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db.models import ImportProfile, Person, Request
from desktop.context import AppContext
from desktop.imports.profiles import Profile, profile_from_json
from desktop.imports.targets import Kind
from desktop.services.hubs import OpenHub
from desktop.services.layouts import Layouts
from desktop.ui.imports.answers_step import SILENT
from desktop.ui.imports.layout_maker import ANSWERS, CODES, COLUMNS, SAMPLE, TRY, LayoutMakerPage
from desktop.ui.imports.layouts_page import COPY, ENDED, SAVE_AS, USE_AGAIN, LayoutsPage
from tests.hostile import FORMULAS, MARKUP

SAMPLE_LIST = (
    "Case No;Client;Tel;Priority;Service Code;Remarks;Result;Result Date\n"
    "AL/0017;Mallory, Jean;020 7946 0147;P1;FP;Two stairs;;\n"
    "AL/0018;Pell, Harold;020 7946 0148;P3;SH;;;\n"
    "AL/0019;Marsh, Ivy;020 7946 0149;P3;FP;;;\n"
)
Settle = Callable[[], None]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A file as the council sends it."""
    path = tmp_path / "Aldermouth referrals.csv"
    path.write_text(SAMPLE_LIST, encoding="utf-8")
    return path


@pytest.fixture
def maker(context: AppContext, qtbot: QtBot, settle: Settle) -> LayoutMakerPage:
    """The steps, as the shell shows them."""
    made = LayoutMakerPage(context)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.enter()
    settle()
    return made


@pytest.fixture
def page(context: AppContext, qtbot: QtBot, settle: Settle) -> LayoutsPage:
    """The list of layouts."""
    made = LayoutsPage(context)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.enter()
    settle()
    return made


def choose(combo: Any, value: str) -> None:
    """Choose as a person does."""
    assert combo.set_value(value), value
    combo.activated.emit(combo.currentIndex())


def column(maker: LayoutMakerPage, header: str, target: str) -> None:
    headers = [one.header for one in maker.columns_step.source.column_map.columns]
    choose(maker.columns_step.combos[headers.index(header)], target)


def make(maker: LayoutMakerPage, sample: Path, settle: Settle, **words: str) -> None:
    """Go through all steps up to the last."""
    maker.sample_step.set_file(str(sample))
    settle()
    maker.next.click()
    column(maker, "Case No", "request_reference")
    column(maker, "Client", "full_name")
    column(maker, "Service Code", "need")
    column(maker, "Priority", "urgency")
    column(maker, "Remarks", "words")
    column(maker, "Result", "")
    column(maker, "Result Date", "")
    maker.next.click()
    assert maker.stepper.at == CODES
    for code, need in (("FP", "food_parcel"), ("SH", "shopping")):
        choose(maker.codes_step.combos["Service Code", code], need)
    choose(maker.codes_step.combos["Priority", "P1"], "today")
    choose(maker.codes_step.combos["Priority", "P3"], "this_week")
    maker.next.click()
    assert maker.stepper.at == ANSWERS
    assert maker.answers_step.form is not None
    values = {
        "title": "Aldermouth Council",
        "written": "day_first",
        "column:outcome": "column Result",
        "column:outcome_on": "column Result Date",
        "column:our_reference": SILENT,
        "outcome:helped": "CLOSED-H",
        "outcome:no_capacity": "REJ-CAP",
        **words,
    }
    maker.answers_step.form.set_values(values)
    maker.next.click()
    settle()


def kept(hub: OpenHub) -> list[Profile]:
    with hub.store.read() as session:
        return [profile_from_json(json.dumps(one.mapping)) for one in session.query(ImportProfile)]


def test_a_layout_is_made_of_a_sample_and_nobody_is_brought_in(
    maker: LayoutMakerPage, hub: OpenHub, sample: Path, settle: Settle
) -> None:
    asked: list[tuple[str, object]] = []
    maker.place_asked.connect(lambda place, item: asked.append((place, item)))
    make(maker, sample, settle)
    assert maker.stepper.at == TRY
    assert maker.try_step.tabs.tab() == "new"
    assert len(maker.try_step.table.records().ids) == 3
    assert kept(hub) == []
    maker.next.click()
    settle()
    (made,) = kept(hub)
    assert (made.name, made.title, made.kind) == ("aldermouth-council", "Aldermouth Council", Kind.REQUESTS)
    assert made.columns["Service Code"].meanings == {"FP": "food_parcel", "SH": "shopping"}
    assert made.returned.columns == {"outcome": "Result", "outcome_on": "Result Date"}
    assert made.returned.silent == ("our_reference",)
    assert made.returned.codes == {"outcome": {"helped": "CLOSED-H", "no_capacity": "REJ-CAP"}}
    assert asked[0][0] == "layouts"
    with hub.store.read() as session:
        assert session.query(Person).count() == session.query(Request).count() == 0
    assert maker.stepper.at == SAMPLE


def test_a_name_is_asked_for_and_kept_apart(
    maker: LayoutMakerPage, hub: OpenHub, sample: Path, settle: Settle
) -> None:
    make(maker, sample, settle, title="  ")
    assert maker.stepper.at == ANSWERS, "without a name there is nothing to try"
    make(maker, sample, settle)
    maker.next.click()
    settle()
    make(maker, sample, settle)
    maker.next.click()
    settle()
    assert "Another layout has this name" in maker.notice.text
    assert len(kept(hub)) == 1


def test_a_code_the_sample_does_not_hold_is_added(
    maker: LayoutMakerPage, hub: OpenHub, sample: Path, settle: Settle
) -> None:
    make(maker, sample, settle)
    maker.go(CODES)
    maker.codes_step.fields["Service Code"].setText(" RX ")
    maker.codes_step.fields["Service Code"].returnPressed.emit()
    assert maker.codes_step.combos["Service Code", "FP"].value() == "food_parcel"
    choose(maker.codes_step.combos["Service Code", "RX"], "prescription")
    maker.next.click()
    maker.next.click()
    settle()
    maker.next.click()
    settle()
    assert kept(hub)[0].columns["Service Code"].meanings["RX"] == "prescription"


def test_in_a_list_of_people_a_yes_asks_for_help(
    maker: LayoutMakerPage, hub: OpenHub, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "shielded.csv"
    rows = "K-1,Jean Mallory,020 7946 0147,J\nK-2,Harold Pell,020 7946 0148,N\nK-3,Ivy Marsh,020 7946 0149,\n"
    path.write_text("ID,Name,Phone,NeedsFood\n" + rows, encoding="utf-8")
    maker.sample_step.kind.set_value(Kind.PEOPLE)
    maker.sample_step.set_file(str(path))
    settle()
    maker.next.click()
    column(maker, "NeedsFood", "notes")
    maker.next.click()
    choose(maker.codes_step.combos["NeedsFood", "J"], "food_parcel")
    maker.next.click()
    maker.next.click()
    settle()
    first = maker.try_step.table.records().ids[0]
    detail = maker.try_step._groups.detail("new", first)  # type: ignore[union-attr]
    assert ("Asks for", "food parcel") in [
        (row.label, row.value) for one in detail.sections for row in one.rows
    ]  # type: ignore[union-attr]
    maker.next.click()
    settle()
    (rule,) = kept(hub)[0].needs
    assert (rule.header, rule.need, rule.written, rule.answers) == (
        "NeedsFood",
        "food_parcel",
        "J",
        frozenset({"j"}),
    )


def test_a_list_that_is_all_of_one_need_says_so_nowhere(
    maker: LayoutMakerPage, hub: OpenHub, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "parcels.csv"
    path.write_text("Name,Phone\nJean Mallory,020 7946 0147\n", encoding="utf-8")
    maker.sample_step.set_file(str(path))
    settle()
    maker.next.click()
    assert maker.columns_step.lacking
    assert maker.columns_step.every.isVisible()
    choose(maker.columns_step.every, "food_parcel")
    assert not maker.columns_step.lacking
    maker.next.click()
    assert maker.codes_step.empty.isVisible()


def saved(page: LayoutsPage, maker: LayoutMakerPage, sample: Path, settle: Settle) -> str:
    """A layout, on the list."""
    make(maker, sample, settle)
    maker.next.click()
    settle()
    page.reload()
    settle()
    (key,) = [one.key for one in maker._context.service(Layouts).all(maker._context.actor)]
    page.show_record(key)
    settle()
    return key


def test_a_layout_goes_to_another_hub_as_a_file(
    page: LayoutsPage, maker: LayoutMakerPage, hub: OpenHub, sample: Path, tmp_path: Path, settle: Settle
) -> None:
    key = saved(page, maker, sample, settle)
    path = tmp_path / "aldermouth.json"
    page.on_action(SAVE_AS)
    page.save_layout(page.spec.held(key).profile, str(path))
    settle()
    text = path.read_text(encoding="utf-8")
    assert not any(word in text for word in ("Mallory", "7946", "AL/0017")), "nobody is in it"
    page.take_file(str(path))
    settle()
    first, second = kept(hub)
    assert second.title == "Aldermouth Council 2", "one of that name is here already"
    assert second.columns == first.columns
    assert second.returned == first.returned


def test_a_layout_is_changed_without_a_sample(
    page: LayoutsPage, maker: LayoutMakerPage, hub: OpenHub, sample: Path, settle: Settle
) -> None:
    key = saved(page, maker, sample, settle)
    maker.show_record(key)
    settle()
    assert (maker.stepper.at, maker.title) == (COLUMNS, "Change a layout")
    column(maker, "Remarks", "notes")
    maker.next.click()
    assert maker.codes_step.combos["Priority", "P1"].value() == "today"
    maker.next.click()
    maker.next.click()
    settle()
    assert "no sample" in maker.notice.text
    maker.next.click()
    settle()
    (changed,) = kept(hub)
    assert changed.columns["Remarks"].target == "notes"
    assert changed.name == "aldermouth-council"
    assert changed.returned.codes["outcome"]["helped"] == "CLOSED-H"


def test_a_layout_is_ended_and_used_again(
    page: LayoutsPage, maker: LayoutMakerPage, context: AppContext, sample: Path, settle: Settle
) -> None:
    key = saved(page, maker, sample, settle)
    page.spec.void(key, "They send another now")
    page.reload()
    settle()
    assert key not in page.table.records().ids
    page.toolbar.set_tab(ENDED)
    page.reload()
    settle()
    assert list(page.table.records().ids) == [key]
    page.show_record(key)
    settle()
    page.on_action(USE_AGAIN)
    settle()
    assert [one.key for one in context.service(Layouts).all(context.actor)] == [key]


def test_a_shipped_layout_is_copied_and_never_changed(
    page: LayoutsPage, hub: OpenHub, settle: Settle
) -> None:
    page.show_record("shipped:nsss")
    settle()
    page.on_action(COPY)
    settle()
    (made,) = kept(hub)
    assert made.name.startswith("national-shielding-service-system")
    assert made.title.endswith(" 2")
    assert made.needs


@pytest.mark.parametrize("text", [*FORMULAS[:4], *MARKUP[:6]])
def test_a_layout_from_anybody_is_only_words(
    page: LayoutsPage, hub: OpenHub, tmp_path: Path, text: str, settle: Settle
) -> None:
    path = tmp_path / "odd.json"
    data = {
        "name": text,
        "title": text,
        "kind": "requests",
        "about": text,
        "columns": {text or "x": {"to": "need", "means": {text: text}}, "Who": "full_name"},
        "fingerprint": ["Who"],
        "returned": {"columns": {"outcome": text}, "codes": {"outcome": {"helped": text}}},
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    page.take_file(str(path))
    settle()
    (made,) = kept(hub)
    page.show_record(page.table.records().ids[0])
    settle()
    assert made.name.replace("-", "").isalnum()


def test_what_is_no_layout_is_told(
    page: LayoutsPage, context: AppContext, hub: OpenHub, tmp_path: Path, settle: Settle
) -> None:
    told: list[str] = []
    context.jobs.problem_found.connect(lambda problem: told.append(problem.user_message))
    path = tmp_path / "odd.json"
    path.write_text("[]")
    page.take_file(str(path))
    settle()
    assert kept(hub) == []
    assert told
    assert "cannot be read" in told[0]
