"""Mission row 3, Levenshulme: from the whole list to a week of meals and calls, played on the screens.

The list comes in as it was sent and three callers ring through it in three days. Whoever asked gets two meals
a day on three days of the week, brought with a printed sheet or fetched from the hub, and a call every week;
a door that stays shut and a meal nobody comes for are rung about the same day. On Sunday nothing is open.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import CheckType, TaskOutcome, TaskStatus
from db.enums_calls import CallKind, LineState
from db.queries.requests import RequestFilter
from db.queries.tasks import TaskFilter
from desktop.context import AppContext
from desktop.domain.recurrence import weekly
from desktop.domain.spoken_repeats import read_spoken
from desktop.imports.targets import Kind
from desktop.services.call_plans import CallPlans, PlanDraft
from desktop.services.calls import Calls
from desktop.services.phone_rounds import PhoneRounds
from desktop.services.requests import Requests
from desktop.services.rounds import Rounds
from desktop.services.tasks import Tasks
from desktop.services.today import TodayDesk
from desktop.ui.base.dialog import FormDialog
from desktop.ui.calls.rounds_page import NEEDS
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rounds.printing import PrintDialog
from tests.ui.days import Days, days, gone_on, hub  # noqa: F401
from tests.ui.rounds.conftest import BASIC, add_volunteer
from tests.ui.window import main, records  # noqa: F401

LISTED, WANT, FETCH = 24, 9, 3
"""On the list; who of them want meals; who of these fetch them."""
TEAM = ("Priya", "Helen", "Leanne")
WEDNESDAY, MONDAY = date(2026, 11, 18), date(2026, 11, 23)
MEALS = "two meals a day, Mon Wed Fri, until the end of March"
_HEAD = "First name,Surname,Address,Postcode,Phone number\n"
_STREETS = (("Pinmaker Lane", "QX4 1AA"), ("Ferrygate Close", "QX4 2LB"), ("Skerry Road", "QX4 4SA"))
Settle = Callable[[], None]


class Team:
    """What those at the hub do on the screens."""

    def __init__(self, window: MainWindow, context: AppContext, settle: Settle, going: Days) -> None:
        """Take the window."""
        self.main, self.context, self.settle, self.days = window, context, settle, going
        self.actor = context.actor

    def go(self, place: str, item: Any = None) -> Any:
        """A page, read afresh."""
        page: Any = self.main.shell.go_to(place, item)
        page.refresh(None)
        self.settle()
        return page

    def form(self) -> FormDialog:
        """The form that is open."""
        (found,) = shown(FormDialog)
        assert isinstance(found, FormDialog)
        return found

    def fill(self, **answers: Any) -> None:
        """Answer the form that is open, and save it."""
        form = self.form()
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()
        assert not shown(FormDialog)

    def dialog(self, kind: type) -> Any:
        """The dialog of a kind that is open."""
        (found,) = shown(kind)
        return found

    def take_list(self, path: Path) -> None:
        """Bring the list in."""
        wizard = self.go("imports")
        wizard.file_step.kind.set_value(Kind.PEOPLE)
        wizard.file_step.set_file(str(path))
        self.settle()
        for _ in range(3):
            wizard.next.click()
            self.settle()

    def ring_the_list(self) -> Counter[str]:
        """Ring everybody whose turn it is; those who want meals say so. How often each number was rung."""
        self.main._open_over("phone_rounds", None)
        self.settle()
        page: Any = self.main.shell.page()
        page.refresh(None)
        self.settle()
        rounds, rung = page.spec.rounds, Counter[str]()
        while due := page.spec.listing(page.query()).ids:
            (line,) = rounds.rows(self.actor, due[:1])
            rung[line.phone] += 1
            page.table.select_id(line.id)
            if int(line.last_name[1:]) <= WANT:
                page.on_action(NEEDS)
                self.settle()
                self.fill(need="hot_meal", note="Two hot meals would be grand", agreed=True)
            else:
                page.on_action(LineState.MADE.value)
                self.settle()
            self.settle()
        self.main.shell.close_over()
        return rung

    def make_round(self, **answers: Any) -> None:
        """Share the list out among the callers."""
        self.main._open_over("phone_rounds", None)
        self.settle()
        page: Any = self.main.shell.page()
        page.open_form()
        self.settle()
        self.fill(source=self.context.service(PhoneRounds).sources(self.actor)[0][0], **answers)

    def write_down(self, asked: list[str]) -> None:
        """Make a series of each request, in words as they are said, with a call every week."""
        requests = self.context.service(Requests)
        for at, request in enumerate(asked):
            self.go("requests").open_form(request)
            self.settle()
            spoken = read_spoken(MEALS, self.days.today)
            self.fill(due_on=MONDAY, repeat="other", spoken=spoken, collects=at < FETCH)
            person = requests.get(self.actor, request).draft.person_id
            draft = PlanDraft(person, CallKind.WELFARE, weekly([at % 6]), "Weekly call", tries=1)
            self.context.service(CallPlans).save(self.actor, draft)

    def deliver(self, paper: Path, driver: str, unanswered: int | None) -> str:
        """Plan the day's round, print it, send it out and key what came of it; the words of the paper."""
        page = self.go("rounds")
        page.list.plan.click()
        self.settle()
        self.fill()
        made = page.list.table.current_id()
        page.list.open_form(made)
        self.settle()
        self.fill(driver_id=driver)
        page.open_round(made)
        self.settle()
        page.print_page()
        self.settle()
        self.dialog(PrintDialog).primary.click()
        self.settle()
        preview = self.dialog(PreviewDialog)
        preview.save(str(paper))
        self.settle()
        preview.reject()
        self.settle()
        page.view.bar.send.click()
        self.settle()
        page.view.show_tab("back")
        stops = len(self.context.service(Rounds).get(self.actor, made).stops)
        for number in range(1, stops + 1):
            page.view.back.stop.setText(f"{number}")
            outcome = TaskOutcome.NO_ANSWER if number == unanswered else TaskOutcome.DELIVERED
            page.view.back.keys.buttons[outcome].click()
            self.settle()
        page.close_round()
        self.settle()
        return "\n".join(one.extract_text() for one in PdfReader(paper).pages)

    def hand_out(self, *, one_stays_away: bool) -> int:
        """Hand out what is fetched today; how many came."""
        page, came = self.go("tasks"), 0
        page.show_record("fetch")
        self.settle()
        while page.table.records().ids:
            page.table.select_id(page.table.records().ids[0])
            self.settle()
            if one_stays_away:
                one_stays_away = False
                page.pane.buttons["outcome"].click()
                self.settle()
                self.fill(outcome=TaskOutcome.NO_ANSWER, note="")
            else:
                page.pane.buttons["fetched"].click()
                came += 1
            page.reload()
            self.settle()
        return came

    def ring(self) -> Counter[CallKind]:
        """Make every call that is due, and write down what was said; how many of each kind."""
        page, made = self.go("calls"), Counter[CallKind]()
        calls = self.context.service(Calls)
        while page.list.due():
            made[calls.detail(self.actor, page.plan_id).row.kind] += 1
            page.form.notes.setPlainText("All well")
            page.save()
            self.settle()
            self.settle()
        return made


def shown(kind: type) -> list[Any]:
    """The windows of a kind that are open."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def whole_list() -> str:
    """The list as it was sent."""
    rows = (
        f"Neighbour{at},L{at:02},{at} {street},{postcode},01632 9600{at:02}\n"
        for at, (street, postcode) in ((at, _STREETS[at % len(_STREETS)]) for at in range(1, LISTED + 1))
    )
    return _HEAD + "".join(rows)


def test_a_whole_list_then_a_week_of_meals_and_calls(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    days: Days,  # noqa: F811
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    days.go_to(WEDNESDAY)
    team = Team(main, context, settle, days)
    actor, requests = context.actor, context.service(Requests)
    driver = add_volunteer(context.hub, "Kofi Mensah", (*BASIC, CheckType.FOOD_HYGIENE))

    # Wednesday to Friday: the list is rung by three, and nobody is rung twice.
    path = tmp_path / "whole list.csv"
    path.write_text(whole_list(), encoding="utf-8")
    team.take_list(path)
    team.make_round(name="Whole list", callers="\n".join(TEAM), days=3)
    rung: Counter[str] = Counter()
    for ahead in range(3):
        days.go_to(WEDNESDAY + timedelta(days=ahead))
        today = team.ring_the_list()
        assert 0 < len(today) < LISTED
        rung += today
    assert (len(rung), set(rung.values())) == (LISTED, {1})

    # Sunday: what they asked for becomes a series, in the hub's own words.
    days.go_to(MONDAY - timedelta(days=1))
    asked = [one for one in requests.ids(actor, RequestFilter()) if wants_meals(context, one)]
    assert len(asked) == WANT
    team.write_down(asked)

    # The week: a printed round and a table at the hub on three days, and calls on every day but Sunday.
    came = calls = 0
    for ahead in range(7):
        days.go_to(MONDAY + timedelta(days=ahead))
        day = days.today
        if day.weekday() in (0, 2, 4):
            paper = team.deliver(tmp_path / f"{day}.pdf", driver, 2 if day.weekday() == 2 else None)
            assert paper.count("2 meals") >= WANT - FETCH
            assert not [at for at in range(1, LISTED + 1) if f"L{at:02}" in paper]
            came += team.hand_out(one_stays_away=day.weekday() == 4)
        made = team.ring()
        assert made[CallKind.DOOR] == (day.weekday() in (2, 4))
        calls += made[CallKind.WELFARE]

    assert (came, calls) == (3 * FETCH - 1, WANT)
    assert nothing_waits(context, days.today)


def nothing_waits(context: AppContext, sunday: date) -> bool:
    """On Sunday every meal and every call has its end, nothing is left open, and next week stands."""
    actor, tasks = context.actor, context.service(Tasks)
    meals = TaskFilter(first_day=MONDAY, last_day=sunday, need_code="hot_meal")
    done = tasks.rows(actor, tasks.ids(actor, meals))
    outcomes = Counter(one.outcome for one in done)
    assert outcomes == {TaskOutcome.DELIVERED: 3 * WANT - 2, TaskOutcome.NO_ANSWER: 2}
    assert {one.status for one in done} == {TaskStatus.DONE}
    assert not context.service(Calls).quiet(actor)
    ahead_of = {"fetch", "calls", "results", "print", "open", "cover"}
    items = context.service(TodayDesk).day(actor).items
    assert not [one.key for one in items if one.key.split(":")[0] in ahead_of]
    coming = TaskFilter(
        first_day=MONDAY + timedelta(days=7), last_day=MONDAY + timedelta(days=13), need_code="hot_meal"
    )
    assert len(tasks.ids(actor, coming)) == 3 * WANT
    return True


def wants_meals(context: AppContext, request: str) -> bool:
    """Whether a request is one for meals."""
    return context.service(Requests).get(context.actor, request).draft.need_code == "hot_meal"
