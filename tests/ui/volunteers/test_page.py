"""Volunteers listed, looked at and changed, by keyboard and over a real hub."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.enums import (
    Answer,
    CheckLevel,
    CheckStatus,
    CheckType,
    OfferAnswer,
    Transport,
    Urgency,
    VolunteerStatus,
)
from desktop.context import AppContext
from desktop.domain.clearance_evidence import SCHEMES
from desktop.services.checks import CheckDraft, Checks
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.offers import Offers
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog, ReasonDialog, SheetDialog
from desktop.ui.base.form_fields import ChoiceEditor
from desktop.ui.base.label import Sentence
from desktop.ui.base.record_page import EDIT
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import review_tone
from desktop.ui.volunteers.form import draft_of, volunteer_values
from desktop.ui.volunteers.page import VolunteersPage
from desktop.ui.volunteers.pane import APART, AWAY, CHECKS, HISTORY, MORE, MOVE, RECORD, more_actions
from desktop.ui.volunteers.times import BANDS, days_of, joined, slots_of, time_lines

Wait = Callable[[], None]
Shoot = Callable[[QWidget, str], None]


def words(page: QWidget) -> str:
    """Everything on show."""
    found = [part.text() for part in page.findChildren(QLabel) if part.isVisibleTo(page)]
    return "\n".join(found + [part.plain() for part in page.findChildren(Sentence) if part.isVisibleTo(page)])


def form_of(page: VolunteersPage) -> FormDialog:
    """The form that is open."""
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def choose(page: VolunteersPage, key: str) -> None:
    """Pick something from the menu of the button More."""
    page.pane.buttons[MORE].click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    wanted = [words for offered, words in more_actions() if offered == key]
    next(one for one in menu.actions() if [one.text()] == wanted).trigger()
    menu.close()


def test_the_list_and_pane_say_what_is_missing_and_due(page: VolunteersPage) -> None:
    said = words(page.pane)
    assert "Agnieszka Nowak" in said
    assert "Check again by 20 Nov 2026" in said
    assert "number ends 4471" in said
    assert "001234564471" not in said
    assert "Mon, Wed 08:00 to 12:00" in said
    assert "Fri 13:00 to 16:00" in said
    records = page.table.records()
    cells = [records.cell_at(0, at).text for at in range(len(records.columns))]
    assert cells == [
        "Agnieszka Nowak",
        "Active",
        "Northfold",
        "6 h",
        "Car",
        "3 seen",
        "20 Nov 2026",
        "None yet",
    ]
    assert [button.text() for button in page.toolbar.tabs] == [
        "Active",
        "Applied",
        "Resting",
        "All",
        "Volunteer bank",
    ]


def test_markup_in_a_name_is_shown_as_typed(page: VolunteersPage, cast: object, settle: Wait) -> None:
    page.show_record(cast.dev)  # type: ignore[attr-defined]
    settle()
    assert page.toolbar.tab() == "all"
    assert "Dev <b>Raman</b>" in words(page.pane)
    assert not rich_texts(page)
    assert not unnamed_widgets(page)


def test_a_form_saves_times_and_leaves_the_rest(
    page: VolunteersPage, cast: object, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page.pane.buttons[EDIT].click()
    settle()
    form = form_of(page)
    assert not unnamed_widgets(form)
    form.form.editor("evenings").set_value([1])
    form.form.editor("hours").set_value(4)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    held = Volunteers(hub.tools).get(hub.actor, cast.agnieszka).draft  # type: ignore[attr-defined]
    assert held.weekly_minutes == 240
    assert SlotDraft(1, time(17), time(21)) in held.slots
    assert SlotDraft(4, time(13), time(16)) in held.slots
    assert held.person is not None
    assert held.person.phones
    assert [one.raw for one in held.person.phones] == ["07700 900 552"]


def test_a_volunteer_needs_only_a_name_and_a_contact(
    page: VolunteersPage, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page.open_form()
    settle()
    form = form_of(page)
    form.form.editor("first_name").set_value("Omar")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert Volunteers(hub.tools).counts(hub.actor)[VolunteerStatus.APPLIED] == 1
    form.form.editor("phone").set_value("07700 900554")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    counts = Volunteers(hub.tools).counts(hub.actor)
    assert counts[VolunteerStatus.APPLIED] == 2


def test_a_check_offers_only_levels_of_its_scheme(
    page: VolunteersPage, cast: object, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page.pane.buttons[RECORD].click()
    settle()
    form = form_of(page)
    assert not unnamed_widgets(form)
    kind, level = form.form.editor("type"), form.form.editor("level")
    assert isinstance(level, ChoiceEditor)
    assert not level.combo.isEnabled()
    kind.set_value(CheckType.DISCLOSURE_SCOTLAND)
    offered = set(level.combo.values())
    assert CheckLevel.PVG_BOTH in offered
    assert CheckLevel.ENHANCED_ADULTS_BARRED not in offered
    kind.set_value(CheckType.DBS)
    level.set_value(CheckLevel.BASIC)
    form.form.editor("reference").set_value("12")
    form.primary.click()
    settle()
    assert "12 digits" in form.form.problems()["reference"]
    form.form.editor("reference").set_value("000000000012")
    form.primary.click()
    settle()
    held = Checks(hub.tools).of(hub.actor, cast.agnieszka)  # type: ignore[attr-defined]
    assert CheckLevel.BASIC in {one.level for one in held}


def test_a_check_is_changed_and_taken_out(
    page: VolunteersPage, cast: object, hub: OpenHub, settle: Wait
) -> None:
    page.pane.buttons[CHECKS].click()
    settle()
    dialog = next(one for one in page.findChildren(SheetDialog) if one.isVisible())
    assert not unnamed_widgets(dialog)
    change = next(one for one in dialog.findChildren(QWidget) if one.accessibleName() == "Change: DBS")
    change.click()  # type: ignore[attr-defined]
    settle()
    form = form_of(page)
    assert form.form.values()["reference"] == "001234564471"
    assert form.form.values()["level"] == CheckLevel.ENHANCED_ADULTS_BARRED
    form.form.editor("review_on").set_value(date(2029, 11, 20))
    form.primary.click()
    settle()
    checks = {one.type: one for one in Checks(hub.tools).of(hub.actor, cast.agnieszka)}  # type: ignore[attr-defined]
    assert checks[CheckType.DBS].review_on == date(2029, 11, 20)
    page.pane.buttons[CHECKS].click()
    settle()
    dialog = next(one for one in page.findChildren(SheetDialog) if one.isVisible())
    out = next(one for one in dialog.findChildren(QWidget) if one.accessibleName() == "Take out: Identity")
    out.click()  # type: ignore[attr-defined]
    reason = next(one for one in page.findChildren(ReasonDialog) if one.isVisible())
    reason.form.editor("reason").set_value("Wrong person")
    reason.primary.click()
    settle()
    left = {one.type for one in Checks(hub.tools).of(hub.actor, cast.agnieszka)}  # type: ignore[attr-defined]
    assert left == {CheckType.DBS, CheckType.REFERENCES}


def test_moving_away_and_apart(page: VolunteersPage, cast: object, hub: OpenHub, settle: Wait) -> None:
    choose(page, AWAY)
    form_of(page).primary.click()
    settle()
    choose(page, APART)
    form = form_of(page)
    people = Volunteers(hub.tools).get(hub.actor, cast.dev)  # type: ignore[attr-defined]
    form.form.editor("person").set_value((people.draft.person_id, "Dev"))
    form.form.editor("reason").set_value("They fell out")
    form.primary.click()
    settle()
    choose(page, HISTORY)
    settle()
    next(one for one in page.findChildren(SheetDialog) if one.isVisible()).primary.click()
    page.pane.buttons[MOVE].click()
    settle()
    form = form_of(page)
    form.form.editor("status").set_value(VolunteerStatus.RESTING)
    form.primary.click()
    settle()
    held = Volunteers(hub.tools).get(hub.actor, cast.agnieszka)  # type: ignore[attr-defined]
    assert held.status is VolunteerStatus.RESTING
    assert [one[1:3] for one in held.absences] == [(date(2026, 11, 17),) * 2]
    assert [one[2] for one in held.kept_apart] == ["They fell out"]


def test_given_tasks_that_need_cover_are_said_at_the_top(
    page: VolunteersPage, cast: object, hub: OpenHub, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    assert not page.cover.isVisible()
    checks, key = Checks(hub.tools), cast.agnieszka  # type: ignore[attr-defined]
    for kind in CheckType:
        level = CheckLevel.NONE
        if kind in (*SCHEMES, CheckType.DRIVING_PAPERS):
            continue
        draft = CheckDraft(
            kind, CheckStatus.VERIFIED, level, "", None, "Helen", date(2026, 5, 1), date(2028, 1, 1)
        )
        checks.save(hub.actor, key, draft)
    asked = RequestDraft("", "food_parcel", urgency=Urgency.TODAY, because_of=Answer.NO)
    request = Intake(hub.tools).save(hub.actor, CallDraft(asked, PersonDraft(first_name="Ann"))).made
    task = Matching(hub.tools).task_for(hub.actor, request)
    Offers(hub.tools).answer(hub.actor, task, key, OfferAnswer.YES)
    lost = [one for one in checks.of(hub.actor, key) if one.type is CheckType.IDENTITY]
    for one in lost:
        context.jobs.write(lambda one=one: checks.void(hub.actor, one.id, "Wrong person"))
        settle()
    assert page.cover.isVisible()
    assert "1 given task needs cover." in page.cover.text
    with qtbot.waitSignal(page.place_asked) as asked:
        page.cover.activated.emit("cover")
    assert asked.args == ["match", f"task:{task}"]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_a_review_turns_amber_then_red(today: date, ahead: int) -> None:
    tone = review_tone(today + timedelta(days=ahead), today)
    assert tone is (Tone.DANGER if ahead < 0 else Tone.WARN if ahead <= 60 else None)


SLOTS = st.frozensets(
    st.one_of(
        st.builds(
            lambda day, band: SlotDraft(day, *BANDS[band]), st.integers(0, 6), st.sampled_from(list(BANDS))
        ),
        st.builds(
            lambda day, start, length: SlotDraft(day, time(start), time(start + length)),
            st.integers(0, 6),
            st.integers(0, 18),
            st.integers(1, 5),
        ),
    ),
    max_size=12,
)


@given(SLOTS)
def test_times_survive_the_form_untouched(slots: frozenset[SlotDraft]) -> None:
    assert slots_of({band: days_of(slots, band) for band in BANDS}, slots) == slots
    ends = [(day, end) for day, _, end in joined(slots)]
    starts = [(day, start) for day, start, _ in joined(slots)]
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert bool(time_lines(slots)) == bool(slots)


@given(st.sampled_from(Transport), st.one_of(st.none(), st.integers(0, 3000)), SLOTS, st.sampled_from(Answer))
def test_a_form_left_alone_changes_nothing(
    transport: Transport, minutes: int | None, slots: frozenset[SlotDraft], agreed: Answer
) -> None:
    draft = VolunteerDraft(
        transport=transport,
        weekly_minutes=minutes,
        slots=slots,
        parental_agreement=agreed,
        languages=frozenset({"cy", "pl"}),
    )
    again = draft_of(volunteer_values(draft), draft)
    assert replace(again, person=None) == draft


def test_pictures(
    page: VolunteersPage,
    context: AppContext,
    qtbot: QtBot,
    settle: Wait,
    shoot: Shoot,
    qapp: QApplication,
) -> None:
    shoot(page, "volunteers-light")
    install_theme(qapp, Scheme.DARK)
    shoot(page, "volunteers-dark")
    install_theme(qapp, Scheme.LIGHT, scale=150)
    large = VolunteersPage(context)
    qtbot.addWidget(large)
    large.resize(1300, 688)
    large.show()
    large.enter()
    settle()
    shoot(large, "volunteers-150")
    large.close_page()
    install_theme(qapp, Scheme.LIGHT)
    page.open_form()
    settle()
    form = form_of(page)
    shoot(form, "volunteers-form")
    form.reject()
    assert page.pane.buttons
