"""Call sheets on paper: shared out, never rung twice, keyed in by the calling screen's own rules."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from db.enums import Answer, ContactOutcome
from db.enums_calls import CallKind, LineState, SheetLineState
from db.enums_protection import RightKind
from db.models import ContactAttempt, Person, Request, SharingRecord
from desktop.domain.errors import DomainError, NeedsSecond, NotFound
from desktop.domain.recurrence import weekly
from desktop.services.call_plans import CallPlans, PlanDraft
from desktop.services.call_records import CallDone
from desktop.services.call_sheet_papers import CallSheetPapers
from desktop.services.call_sheets import CallSheets, KeyedCall, SheetsWanted
from desktop.services.calls import Calls
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.phone_rounds import PhoneRounds, RoundDraft
from desktop.services.rights import Rights
from tests.services.conftest import NOW

TODAY = date(2026, 11, 17)
"""A Tuesday."""
REACHED, MISSED = KeyedCall(ContactOutcome.REACHED, "All well"), KeyedCall(ContactOutcome.NO_ANSWER)


@dataclass
class Hands:
    """A hub's call sheets, on a clock that can move on."""

    hub: OpenHub

    def __post_init__(self) -> None:
        """Take the hub."""
        self.now = NOW
        tools = self.hub.tools
        self.tools = type(tools)(tools.store, lambda: self.now, tools.find_places, tools.drafts)
        self.sheets, self.papers = CallSheets(self.tools), CallSheetPapers(self.tools)
        self.calls, self.rounds = Calls(self.tools), PhoneRounds(self.tools)
        self.who = self.hub.actor
        self.count = 0

    def person(self, **more: object) -> str:
        """Write somebody down, each with a number of their own."""
        self.count += 1
        known: dict[str, object] = {"phones": (PhoneDraft(f"01632 9603{self.count:02}"),)} | more
        draft = PersonDraft(f"Iris{self.count}", last_name="Calloway", **known)  # type: ignore[arg-type]
        return People(self.tools).save(self.who, draft).made

    def plan(self, person_id: str = "", **more: object) -> str:
        """Ring somebody every Tuesday, the first of them earliest."""
        known: dict[str, object] = {"kind": CallKind.WELFARE, "name": "Home from hospital"} | more
        draft = PlanDraft(
            person_id or self.person(),
            rule=weekly([1]),
            at_time=time(9, self.count),
            gently="Bereaved in October",
            talk_about="Her operation",
            **known,  # type: ignore[arg-type]
        )
        return CallPlans(self.tools).save(self.who, draft).made

    def make(self, *callers: str, day: date = TODAY, round_id: str = "") -> list[str]:
        """Make sheets; keys of those that are out, the first made first."""
        self.sheets.make(self.who, SheetsWanted(callers, day, round_id))
        return [one.id for one in reversed(self.sheets.sheets(self.who))]

    def on(self, sheet: str) -> list[str]:
        """Plans or lines of phone rounds on a sheet, in order."""
        return [one.plan_id or one.line_id or "" for one in self.sheets.lines(self.who, sheet)]

    def line(self, sheet: str, at: int = 0) -> str:
        """Key of one line of a sheet."""
        return self.sheets.lines(self.who, sheet)[at].id

    def due(self) -> list[str]:
        """Whom to ring."""
        return [one.id for one in self.calls.worklist(self.who).due]


@pytest.fixture
def hands(hub: OpenHub) -> Hands:
    """Hands on the sheets of a new hub."""
    return Hands(hub)


def test_the_worklist_is_shared_out_in_its_order_and_leaves_the_screen(hands: Hands) -> None:
    plans = [hands.plan() for _ in range(5)]
    first, second = hands.make("Dilys", "Omar")
    assert (hands.on(first), hands.on(second)) == (plans[::2], plans[1::2])
    work = hands.calls.worklist(hands.who)
    assert work.due == ()
    assert hands.calls.to_make(hands.who) == 0
    assert [(one.number, one.caller, one.lines, one.out) for one in work.sheets] == [
        (2, "Omar", 2, 2),
        (1, "Dilys", 3, 3),
    ]


def test_nobody_is_on_two_sheets_and_nobody_else_rings_them(hands: Hands) -> None:
    plan = hands.plan()
    hands.make("Dilys")
    late = hands.plan()
    with pytest.raises(DomainError, match="Dilys has this call on paper: sheet 1"):
        hands.calls.record(hands.who, plan, CallDone(ContactOutcome.REACHED))
    with pytest.raises(DomainError, match="on paper"):
        hands.calls.step_taken(hands.who, plan, "Seen", heard=True)
    _first, second = hands.make("Omar")
    assert hands.on(second) == [late]
    with pytest.raises(DomainError, match="No call is due that day"):
        hands.make("Priya")


def test_a_usual_caller_has_their_own_people(hands: Hands) -> None:
    hands.plan()
    own = hands.plan(caller_id=hands.who.user_id)
    name = hands.who.name
    assert hands.sheets.callers(hands.who) == (name,)
    _other, mine = hands.make("Omar", name)
    assert hands.on(mine) == [own]


def test_who_has_a_safe_way_no_number_or_a_door_that_stayed_shut_stays_with_the_hub(hands: Hands) -> None:
    safe = [
        hands.plan(hands.person(safe_number="07700 900111")),
        hands.plan(hands.person(safe_when="Before three")),
        hands.plan(hands.person(safe_message=Answer.NO)),
        hands.plan(hands.person(phones=())),
        hands.plan(tries=1),
    ]
    hands.calls.record(hands.who, safe[-1], CallDone(ContactOutcome.NO_ANSWER))
    with pytest.raises(DomainError, match="all that are due stay with the hub"):
        hands.make("Dilys")
    plan = hands.plan()
    done = hands.sheets.make(hands.who, SheetsWanted(("Dilys",), TODAY))
    assert done.message == "1 call on 1 sheet. 5 stay with the hub to ring"
    (sheet,) = hands.sheets.sheets(hands.who)
    assert hands.on(sheet.id) == [plan]
    assert sorted(hands.due()) == sorted(safe)


def test_what_is_printed_is_the_least_and_its_printing_is_recorded(hands: Hands) -> None:
    hands.plan(hands.person(language_code="cy", communication_needs="Deaf in one ear"))
    (sheet,) = hands.make("Dilys")
    papers = hands.papers.papers(hands.who, [sheet])
    (call,) = papers[0].calls
    assert (call.place, call.name, call.words) == (1, "Iris1 C.", "Welfare call, Welsh first")
    assert call.phone == "01632 960301"
    said = repr(papers)
    assert not any(word in said for word in ("hospital", "Bereaved", "operation", "Deaf", "Calloway"))
    put: list[bool] = []
    hands.papers.leave(hands.who, papers, b"%PDF", "sheets.pdf", lambda: put.append(True))
    with hands.tools.store.read() as session:
        held = session.scalars(select(SharingRecord)).one()
    assert (held.people_count, held.recipient_name, put) == (1, "Dilys", [True])
    assert held.purpose == "Call sheets for 17 November 2026"


def test_a_sheet_that_changed_meanwhile_does_not_leave(hands: Hands) -> None:
    person = hands.person()
    hands.plan(person)
    (sheet,) = hands.make("Dilys")
    papers = hands.papers.papers(hands.who, [sheet])
    with hands.tools.store.write(hands.who.user_id) as work:
        work.session.get_one(Person, person).safe_when = "Before three"
    with pytest.raises(DomainError, match="nothing is left to print"):
        hands.papers.leave(hands.who, papers, b"%PDF", "sheets.pdf", lambda: None)
    with pytest.raises(NotFound):
        hands.papers.papers(hands.who, ["0" * 32])


def test_fifty_people_on_paper_take_two(hands: Hands) -> None:
    people = [hands.person() for _ in range(50)]
    round_id = hands.rounds.make(hands.who, RoundDraft("Flood list", tuple(people), ("Dilys", "Omar"))).made
    assert hands.sheets.callers(hands.who, round_id) == ("Dilys", "Omar")
    sheets = hands.make("Dilys", "Omar", round_id=round_id)
    papers = hands.papers.papers(hands.who, sheets)
    assert sum(len(one.calls) for one in papers) == 50
    with pytest.raises(NeedsSecond):
        hands.papers.leave(hands.who, papers, b"%PDF", "sheets.pdf", lambda: None)


def test_a_keyed_line_is_a_call_as_on_the_screen(hands: Hands) -> None:
    plan, other = hands.plan(), hands.plan()
    (sheet,) = hands.make("Dilys")
    done = hands.sheets.key(hands.who, hands.line(sheet), REACHED)
    assert done.message == "Saved the call to Iris1 Calloway. Next call Tue 24 Nov"
    detail = hands.calls.detail(hands.who, plan)
    assert detail.last is not None
    assert detail.last.note == "All well\nRung by Dilys, call sheet 1."
    hands.sheets.key(hands.who, hands.line(sheet, 1), MISSED)
    assert hands.due() == [other]
    assert hands.calls.detail(hands.who, other).row.misses == 1
    assert hands.sheets.sheets(hands.who) == []
    with pytest.raises(DomainError, match="keyed in already"):
        hands.sheets.key(hands.who, hands.line(sheet), REACHED)


def test_a_sheet_keyed_in_the_day_after_counts_from_its_own_day(hands: Hands) -> None:
    plan = hands.plan()
    (sheet,) = hands.make("Dilys")
    hands.now += timedelta(days=8)
    hands.sheets.key(hands.who, hands.line(sheet), REACHED)
    detail = hands.calls.detail(hands.who, plan)
    assert detail.last is not None
    assert detail.last.at.astimezone().date() == TODAY
    assert detail.row.next_on == TODAY + timedelta(days=7)
    assert hands.due() == [plan]


def test_who_wants_a_call_back_is_rung_that_day(hands: Hands) -> None:
    plan = hands.plan()
    (sheet,) = hands.make("Dilys")
    with pytest.raises(DomainError, match="Say when they want to be rung back"):
        hands.sheets.key(hands.who, hands.line(sheet), KeyedCall(ContactOutcome.CALL_BACK))
    back = KeyedCall(ContactOutcome.CALL_BACK, next_on=TODAY + timedelta(days=1))
    hands.sheets.key(hands.who, hands.line(sheet), back)
    assert hands.calls.detail(hands.who, plan).row.next_on == TODAY + timedelta(days=1)


def test_a_need_written_on_paper_becomes_a_request(hands: Hands) -> None:
    person = hands.person()
    hands.plan(person)
    (sheet,) = hands.make("Dilys")
    with pytest.raises(DomainError, match="Write down what they need"):
        hands.sheets.key(
            hands.who, hands.line(sheet), KeyedCall(ContactOutcome.REACHED, need_code="shopping")
        )
    keyed = KeyedCall(ContactOutcome.REACHED, "Milk and bread", need_code="shopping")
    hands.sheets.key(hands.who, hands.line(sheet), keyed)
    with hands.tools.store.read() as session:
        request = session.scalars(select(Request)).one()
        attempt = session.scalars(select(ContactAttempt)).one()
    assert (request.person_id, attempt.request_id) == (person, request.id)
    assert request.words.startswith("Milk and bread")


def test_what_was_not_reached_is_given_back_and_undo_never_makes_two_of_it(hands: Hands) -> None:
    plans = [hands.plan() for _ in range(3)]
    (sheet,) = hands.make("Dilys")
    hands.sheets.key(hands.who, hands.line(sheet), REACHED)
    back = hands.sheets.give_back(hands.who, sheet, [hands.line(sheet, 2)])
    assert (back.message, hands.due()) == ("1 call of sheet 1 given back", [plans[2]])
    rest = hands.sheets.give_back(hands.who, sheet)
    assert hands.due() == plans[1:]
    with pytest.raises(DomainError, match="out any more"):
        hands.sheets.give_back(hands.who, sheet)
    with pytest.raises(DomainError, match="given back"):
        hands.sheets.key(hands.who, hands.line(sheet, 1), REACHED)
    history = History(hands.tools)
    history.undo(hands.who, rest.txn)
    assert hands.due() == [plans[2]]
    hands.make("Omar")
    with pytest.raises(DomainError, match="on sheet 2 meanwhile"):
        history.undo(hands.who, back.txn)


def test_undoing_a_keyed_line_puts_it_back_on_its_sheet(hands: Hands) -> None:
    plan = hands.plan()
    (sheet,) = hands.make("Dilys")
    done = hands.sheets.key(hands.who, hands.line(sheet), REACHED)
    History(hands.tools).undo(hands.who, done.txn)
    (line,) = hands.sheets.lines(hands.who, sheet)
    assert line.state is SheetLineState.OUT
    detail = hands.calls.detail(hands.who, plan)
    assert (detail.row.next_on, detail.last) == (TODAY, None)


def test_a_phone_round_is_printed_and_keyed_the_same_way(hands: Hands) -> None:
    people = tuple(hands.person() for _ in range(4))
    draft = RoundDraft("Flood list", people, ("Dilys", "Omar"), asks="Is your home dry?")
    round_id = hands.rounds.make(hands.who, draft).made
    (sheet,) = hands.make("Dilys", round_id=round_id)
    (paper,) = hands.papers.papers(hands.who, [sheet])
    assert (paper.title, paper.asks, len(paper.calls)) == ("Flood list", "Is your home dry?", 2)
    first, second = hands.on(sheet)
    with pytest.raises(DomainError, match="on paper"):
        hands.rounds.record(hands.who, first, LineState.MADE)
    assert hands.sheets.on_paper(hands.who) == {first: 1, second: 1}
    with pytest.raises(DomainError, match="not on paper"):
        hands.rounds.give(hands.who, round_id, "Dilys", "Omar")
    hands.sheets.key(hands.who, hands.line(sheet), REACHED)
    with pytest.raises(DomainError, match="nobody is rung back"):
        hands.sheets.key(hands.who, hands.line(sheet, 1), KeyedCall(ContactOutcome.CALL_BACK))
    hands.sheets.key(hands.who, hands.line(sheet, 1), KeyedCall(ContactOutcome.WRONG_NUMBER))
    found = {one.id: one.state for one in hands.rounds.lines(hands.who, round_id, caller="Dilys")}
    assert found == {first: LineState.MADE, second: LineState.WRONG_NUMBER}


def test_sheets_need_a_name_and_a_day_to_come(hands: Hands) -> None:
    hands.plan()
    for callers, day, field in (((" ",), TODAY, "callers"), (("Dilys",), TODAY - timedelta(days=1), "day")):
        with pytest.raises(DomainError) as caught:
            hands.sheets.make(hands.who, SheetsWanted(callers, day))
        assert caught.value.field == field


def test_whoever_had_the_use_of_their_data_restricted_is_on_no_sheet(hands: Hands) -> None:
    person = hands.person()
    held = hands.plan(person)
    other = hands.plan()
    values = {"person_id": person, "kind": RightKind.RESTRICTION, "received_on": TODAY}
    values |= {"how": "By phone", "who_they_are": "Known by voice"}
    (sheet,) = hands.make("Dilys")
    assert hands.on(sheet) == [held, other]
    Rights(hands.tools).save(hands.who, "", values)
    (paper,) = hands.papers.papers(hands.who, [sheet])
    assert [one.name for one in paper.calls] == ["Iris2 C."]
    hands.sheets.give_back(hands.who, sheet)
    (again,) = hands.make("Dilys")
    assert hands.on(again) == [other]
