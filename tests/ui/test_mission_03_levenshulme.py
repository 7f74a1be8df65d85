"""Mission row 3, Levenshulme: a whole list phoned by several callers, then weekly calls and recurring meals.

A list comes in as it was sent; three callers ring through it in three days and nobody is rung twice; whoever
wants it is rung every week from then on and gets meals on three days; the week is played on the screens.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from db.enums import PhoneKind
from db.enums_calls import CallKind, LineState
from db.queries.tasks import TaskFilter
from desktop.context import AppContext
from desktop.domain.recurrence import weekly
from desktop.services.bring_in import BringIn
from desktop.services.bring_in_drafts import Batch, NewPerson, PhoneIn
from desktop.services.call_plans import CallPlans, PlanDraft, StepDraft
from desktop.services.calls import Calls
from desktop.services.phone_rounds import PhoneRounds
from desktop.services.requests import RequestDraft, Requests
from desktop.services.tasks import Tasks
from desktop.ui.base.dialog import FormDialog
from desktop.ui.calls.page import CallsPage
from desktop.ui.calls.rounds_page import PhoneRoundsPage, PhoneRoundsSpec
from desktop.ui.main_window import MainWindow
from tests.ui.window import main, records  # noqa: F401

HOW_MANY, DAYS = 24, 3
TEAM = ("Priya", "Helen", "Leanne")
TODAY = date(2026, 11, 17)
MEAL_DAYS = (0, 2, 4)
Settle = Callable[[], None]


def bring_in(context: AppContext) -> None:
    """The list of whoever may need help, two of them a couple on one number."""

    def one(at: int) -> NewPerson:
        shared = at - 1 if at == 2 else at
        number = PhoneIn(f"+4416329600{shared:02}", f"01632 9600{shared:02}", PhoneKind.LANDLINE)
        home = {"address_line1": f"{shared} Marram Way", "postcode": "QX4 2LB", "town": "Northfold"}
        phones = (number,) if at != HOW_MANY else ()
        return NewPerson(at, {"first_name": f"Neighbour{at}", "last_name": f"L{at:02}"}, home, phones)

    people = tuple(one(at) for at in range(1, HOW_MANY + 1))
    context.service(BringIn).apply(context.actor, Batch("people", "whole list.csv", new_people=people))


def make_round(page: PhoneRoundsPage, settle: Settle) -> None:
    """Make the round on the screen, of the list brought in."""
    page.open_form()
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    source = next(key for key, words in dialog.form.fields[1].choices if words.startswith("whole list.csv"))
    known = {"name": "Whole list", "source": source, "callers": "\n".join(TEAM), "days": DAYS}
    dialog.form.set_values(known)
    dialog.primary.click()
    settle()
    settle()


def test_the_whole_list_is_rung_in_three_days_and_nobody_twice(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    bring_in(context)
    main._open_over("phone_rounds", None)
    settle()
    page = main.shell.page()
    assert isinstance(page, PhoneRoundsPage)
    make_round(page, settle)
    spec = page.spec
    assert isinstance(spec, PhoneRoundsSpec)
    rounds, actor = spec.rounds, context.actor
    (row,) = rounds.rounds(actor)
    assert (row.people, row.calls, row.left_out) == (HOW_MANY, HOW_MANY - 2, 1)
    rung: Counter[str] = Counter()
    by: Counter[str] = Counter()
    clock = rounds.tools.clock
    for ahead in range(DAYS):
        rounds.tools = replace(rounds.tools, clock=lambda ahead=ahead: clock() + timedelta(days=ahead))
        page.refresh(None)
        settle()
        while due := spec.listing(page.query()).ids:
            (line,) = rounds.rows(actor, due[:1])
            assert line.on_date <= TODAY + timedelta(days=ahead)
            rung[line.phone] += 1
            by[line.caller] += 1
            page.table.select_id(line.id)
            page.on_action(LineState.MADE.value)
            settle()
            settle()
    assert len(rung) == HOW_MANY - 2
    assert set(rung.values()) == {1}
    assert max(by.values()) - min(by.values()) <= 1
    (row,) = rounds.rounds(actor)
    assert (row.made, row.to_do) == (HOW_MANY - 2, 0)


def test_a_week_of_calls_and_meals_for_whoever_wants_them(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    bring_in(context)
    rounds, actor = context.service(PhoneRounds), context.actor
    source = next(key for key, words in rounds.sources(actor) if words.startswith("whole list.csv"))
    people = rounds.people_of(actor, source)[:14]
    plans = context.service(CallPlans)
    step = StepDraft("Ring the daughter", phone="07700 900733")
    for at, person in enumerate(people):
        draft = PlanDraft(person, CallKind.WELFARE, weekly([at % 7]), "Weekly call", tries=1, steps=(step,))
        plans.save(actor, draft)
    for person in people[:10]:
        meal = RequestDraft(
            person, "hot_meal", recurrence=weekly(MEAL_DAYS), starts_on=TODAY, items="2 meals"
        )
        context.service(Requests).save(actor, meal)
    made: Counter[str] = Counter()
    page = main.shell.go_to("calls")
    assert isinstance(page, CallsPage)
    clock = page.calls.tools.clock
    for ahead in range(7):
        page.calls.tools = replace(
            page.calls.tools, clock=lambda ahead=ahead: clock() + timedelta(days=ahead)
        )
        page.refresh(None)
        settle()
        settle()
        for _ in range(len(page.list.due())):
            made[page.plan_id] += 1
            page.form.notes.setPlainText("All well")
            page.save()
            settle()
            settle()
        assert not page.list.due()
    assert len(made) == 14
    assert set(made.values()) == {1}
    week = TaskFilter(first_day=TODAY, last_day=TODAY + timedelta(days=6), need_code="hot_meal")
    assert len(context.service(Tasks).ids(actor, week)) == 10 * len(MEAL_DAYS)
    assert not context.service(Calls).quiet(actor)
