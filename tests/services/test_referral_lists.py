"""A list passed on to one recipient: each by their own answer, chosen one by one, recorded one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from db.enums import (
    Answer,
    CloseReason,
    LawfulBasis,
    Layer,
    PersonStatus,
    RequestStatus,
    Role,
    ShareKind,
    TaskStatus,
)
from db.enums_referrals import ReferralStatus, SentHow, StepKind
from db.models import Person, Referral, SharingRecord, Task
from desktop.domain.errors import DomainError, NeedsSecond, NotAllowed
from desktop.domain.referral_fields import Part
from desktop.exports.referral_files import send_file
from desktop.exports.referral_print import render_referrals
from desktop.services.approvals import Approvals
from desktop.services.base import Actor
from desktop.services.consents import Consents
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.needs import PRIVATE_LABEL, Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.referral_gate import Bar, Ground
from desktop.services.referral_lists import Line, ListPlan, ReferralLists
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, ReferralFilter, Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.services.users import Users
from tests.services.conftest import CHEAP

NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
BY_PHONE, BY_HAND = SendingDraft(SentHow.PHONE), SendingDraft(SentHow.BY_HAND, "Wharf House")
TASK = Ground(LawfulBasis.PUBLIC_TASK, "The council asked for everybody in the flooded street.")


@dataclass
class Desk:
    """A hub with a council, and requests made as a test needs them."""

    hub: OpenHub
    council: str

    @property
    def actor(self) -> Actor:
        """Who is at the keyboard."""
        return self.hub.actor

    @property
    def lists(self) -> ReferralLists:
        """The verbs."""
        return ReferralLists(self.hub.tools)

    def asks(
        self, name: str, said: Answer | None = Answer.YES, need: str = "shopping", **more: object
    ) -> str:
        """A request of somebody new, who said this about the council."""
        draft = PersonDraft(
            name,
            last_name="Frith",
            phones=(PhoneDraft("07700 900144"),),
            household=HouseholdDraft("11 Lanthorn Row", town="Quayside", postcode="QX4 3DR"),
        )
        person = People(self.hub.tools).save(self.actor, draft).made
        if said is not None:
            Consents(self.hub.tools).record(
                self.actor, person, said, recipient_id=self.council, purpose="referral"
            )
        request = RequestDraft(person, need, words=f"{name} needs milk.", **more)  # type: ignore[arg-type]
        return Requests(self.hub.tools).save(self.actor, request).made

    def plan(self, keys: list[str], otherwise: Ground | None = None, actor: Actor | None = None) -> ListPlan:
        """Who of them may go to the council."""
        return self.lists.plan(actor or self.actor, keys, self.council, otherwise)

    def shares(self) -> list[SharingRecord]:
        """Every line of the sharing log."""
        with self.hub.store.read() as session:
            return session.query(SharingRecord).order_by(SharingRecord.number).all()

    def status(self, request: str) -> RequestStatus:
        """Where a request stands."""
        return Requests(self.hub.tools).get(self.actor, request).status


@pytest.fixture
def desk(hub: OpenHub) -> Desk:
    council = OrganisationDraft("Aldermouth District Council", Layer.STATUTORY, phone="01632 960402")
    return Desk(hub, Organisations(hub.tools).save(hub.actor, council).made)


@contextmanager
def counted(hub: OpenHub) -> Iterator[list[str]]:
    """The statements sent to the store meanwhile, reading and writing."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    engines = (hub.store.reader, hub.store.writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def bars(plan: ListPlan) -> list[Bar | None]:
    return [one.bar for one in plan.lines]


def named(plan: ListPlan, at: int) -> Line:
    return plan.lines[at]


def test_each_goes_by_their_own_answer_and_the_others_say_why_not(desk: Desk) -> None:
    keys = [
        desk.asks("Colin"),
        desk.asks("Ruth", Answer.NO),
        desk.asks("Iris", None),
        desk.asks("Gone", None),
    ]
    with desk.hub.store.write(desk.actor.user_id) as work:
        request = Requests(desk.hub.tools).get(desk.actor, keys[3])
        work.session.get_one(Person, request.draft.person_id).status = PersonStatus.DECEASED
    plan = desk.plan(keys)
    assert bars(plan) == [None, Bar.SAID_NO, Bar.NOT_ASKED, Bar.DECEASED]
    assert [one.why.split()[0] for one in plan.cannot] == ["Ruth", "Iris", "Gone"]
    assert [one.reference for one in plan.lines] == ["R-1", "R-2", "R-3", "R-4"]
    assert (plan.can[0].agreed_on, plan.can[0].basis) == (NOW.date(), LawfulBasis.CONSENT)
    assert Part.PHONE in plan.parts
    assert Part.HEALTH not in plan.parts
    done = desk.lists.send(desk.actor, plan, [keys[0]], BY_PHONE)
    made = done.made
    assert done.changes.message == "1 passed to Aldermouth District Council"
    held = Referrals(desk.hub.tools).get(desk.actor, made[0])
    assert (held.row.status, held.draft.words) == (ReferralStatus.SENT, "Colin needs milk.")
    assert [one.kind for one in held.steps] == [StepKind.SENT]
    closed = Requests(desk.hub.tools).get(desk.actor, keys[0])
    assert (closed.status, closed.close_reason) == (RequestStatus.PASSED_ON, CloseReason.REFERRED_ON)
    assert closed.close_note == "F-0001"
    assert [desk.status(key) for key in keys[1:]] == [RequestStatus.NEW] * 3


def test_another_ground_is_for_those_not_asked_and_nobody_else(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Ruth", Answer.NO), desk.asks("Iris", None)]
    with pytest.raises(DomainError) as found:
        desk.plan(keys, Ground(LawfulBasis.PUBLIC_TASK))
    assert found.value.field == "basis_reason"
    plan = desk.plan(keys, TASK)
    assert bars(plan) == [None, Bar.SAID_NO, None]
    assert [one.basis for one in plan.can] == [LawfulBasis.CONSENT, LawfulBasis.PUBLIC_TASK]
    made = desk.lists.send(desk.actor, plan, [keys[0], keys[2]], BY_PHONE).made
    agreed, other = (Referrals(desk.hub.tools).get(desk.actor, key).draft for key in made)
    assert (agreed.basis_reason, other.basis_reason) == ("", TASK.reason)
    assert [one.basis for one in desk.shares()[:2]] == [LawfulBasis.CONSENT, LawfulBasis.PUBLIC_TASK]


def test_a_no_is_never_set_aside_for_a_list(desk: Desk) -> None:
    key = desk.asks("Ruth", Answer.NO)
    overrules = Ground(LawfulBasis.VITAL_INTERESTS, "She may lose her life.", overrules=True)
    with pytest.raises(DomainError, match="one person at a time"):
        desk.plan([key], overrules)
    with pytest.raises(NotAllowed):
        desk.plan([key], overrules, Actor("b" * 32, "Somebody", frozenset({Role.COORDINATOR})))


def test_the_log_says_of_each_person_what_went_and_on_what_ground(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Iris", None), desk.asks("Ruth", Answer.NO)]
    desk.lists.send(desk.actor, desk.plan(keys, TASK), keys[:2], BY_PHONE)
    one, two, left = desk.shares()
    assert [one.purpose, two.purpose] == ["Referral F-0001", "Referral F-0002"]
    assert [one.people_count, two.people_count] == [1, 1]
    assert "phone" in one.fields
    assert (one.kind, one.recipient_id) == (ShareKind.HANDOVER, desk.council)
    assert one.law != two.law
    assert (left.people_count, [entry["name"] for entry in left.left_out]) == (0, ["Ruth Frith"])
    assert left.left_out[0]["reason"] == "said_no"


def test_only_those_chosen_go(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Iris"), desk.asks("Ann")]
    plan = desk.plan(keys)
    desk.lists.send(desk.actor, plan, [keys[2], keys[0]], BY_PHONE)
    passed = [RequestStatus.PASSED_ON, RequestStatus.NEW, RequestStatus.PASSED_ON]
    assert [desk.status(key) for key in keys] == passed
    assert [one.left_out for one in desk.shares()] == [[], []]
    with pytest.raises(DomainError, match="Nobody is chosen"):
        desk.lists.send(desk.actor, plan, [], BY_PHONE)


def test_a_private_need_goes_alone_and_is_told_of_nowhere(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Iris", need="domestic_abuse"), desk.asks("Ann", Answer.NO)]
    other = Actor("b" * 32, "Somebody else", frozenset({Role.COORDINATOR}))
    plan = desk.plan(keys, actor=other)
    assert bars(plan) == [None, Bar.PRIVATE, Bar.SAID_NO]
    assert named(plan, 1).need == PRIVATE_LABEL
    assert named(desk.plan(keys), 1).need != PRIVATE_LABEL
    with pytest.raises(DomainError, match="changed meanwhile"):
        desk.lists.send(desk.actor, desk.plan(keys), keys, BY_PHONE)
    desk.lists.send(desk.actor, desk.plan(keys), keys[:1], BY_PHONE)
    told = repr([(one.purpose, one.left_out, one.reason) for one in desk.shares()])
    assert "Ann" in told
    assert "Iris" not in told
    assert "private" not in told


def test_what_is_held_elsewhere_stays(desk: Desk) -> None:
    taken, begun, closed, free = (desk.asks(name) for name in ("Colin", "Iris", "Ann", "Bea"))
    referrals, requests = Referrals(desk.hub.tools), Requests(desk.hub.tools)
    for request in (taken, begun):
        draft = referrals.from_request(desk.actor, request)
        key = referrals.save(
            desk.actor, ReferralDraft(desk.council, draft.person_id, "shopping", request)
        ).made
        if request == taken:
            ReferralSending(desk.hub.tools).send(desk.actor, key, BY_HAND)
    requests.close(desk.actor, closed, CloseReason.NOT_NEEDED, "")
    plan = desk.plan([taken, begun, closed, free])
    assert bars(plan) == [Bar.WITH_ANOTHER, Bar.BEGUN, Bar.CLOSED, None]
    assert named(plan, 0).why == "Aldermouth District Council has this request already (F-0001)."
    assert named(plan, 1).why.startswith("F-0002 is begun")


def test_a_need_the_recipient_does_not_name_is_pointed_out_and_may_still_go(desk: Desk) -> None:
    bodies = Organisations(desk.hub.tools)
    meal = next(one.id for one in Needs(desk.hub.tools).all(desk.actor) if one.code == "hot_meal")
    draft = OrganisationDraft("Kelp Street Kitchen", Layer.ANCHOR, need_ids=frozenset({meal}))
    kitchen = bodies.save(desk.actor, draft).made
    key = desk.asks("Colin", None)
    assert desk.plan([key], TASK).lines[0].is_theirs
    plan = desk.lists.plan(desk.actor, [key], kitchen, TASK)
    assert (plan.lines[0].is_theirs, plan.lines[0].bar) == (False, None)


def test_what_was_shown_is_what_goes(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Iris")]
    plan = desk.plan(keys)
    person = Requests(desk.hub.tools).get(desk.actor, keys[1]).draft.person_id
    Consents(desk.hub.tools).record(
        desk.actor, person, Answer.NO, recipient_id=desk.council, purpose="referral"
    )
    with pytest.raises(DomainError, match="changed meanwhile"):
        desk.lists.send(desk.actor, plan, keys, BY_PHONE)
    assert desk.shares() == []
    assert Referrals(desk.hub.tools).ids(desk.actor, ReferralFilter()) == []


def test_it_is_undone_in_one_step_with_the_tasks_it_called_off(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Iris")]
    plan = desk.plan(keys)
    made = desk.lists.begin(desk.actor, plan, keys, BY_HAND).made
    assert len(made) == 2
    assert [desk.status(key) for key in keys] == [RequestStatus.NEW] * 2, "nothing has left yet"
    done = desk.lists.left(desk.actor, plan, made)
    assert (tasks(desk), [desk.status(key) for key in keys]) == (
        {TaskStatus.CANCELLED},
        [RequestStatus.PASSED_ON] * 2,
    )
    assert desk.lists.left(desk.actor, plan, made).txn == "", "sent once"
    History(desk.hub.tools).undo(desk.actor, done.txn)
    assert (tasks(desk), [desk.status(key) for key in keys]) == (
        {TaskStatus.PLANNED},
        [RequestStatus.NEW] * 2,
    )
    drafts = ReferralFilter(statuses=(ReferralStatus.DRAFT,))
    assert len(Referrals(desk.hub.tools).ids(desk.actor, drafts)) == 2
    with pytest.raises(DomainError, match="Begin these first"):
        desk.lists.send(desk.actor, plan, keys, BY_HAND)


def test_what_was_begun_stays_begun_where_another_took_it_or_a_yes_is_taken_back(desk: Desk) -> None:
    keys = [desk.asks("Colin"), desk.asks("Iris")]
    plan = desk.plan(keys)
    made = desk.lists.begin(desk.actor, plan, keys, BY_HAND).made
    with desk.hub.store.read() as session:
        person = session.get_one(Referral, made[0]).person_id
    Consents(desk.hub.tools).record(
        desk.actor, str(person), Answer.NO, recipient_id=desk.council, purpose="referral"
    )
    with pytest.raises(DomainError):
        desk.lists.left(desk.actor, plan, made)
    assert [desk.status(key) for key in keys] == [RequestStatus.NEW] * 2
    assert desk.shares() == []


def tasks(desk: Desk) -> set[TaskStatus]:
    """Where every task stands."""
    with desk.hub.store.read() as session:
        return {one.status for one in session.query(Task)}


def many(desk: Desk, count: int) -> list[str]:
    return [desk.asks(f"Person {number}") for number in range(count)]


@pytest.mark.parametrize("how", [SentHow.PHONE, SentHow.BY_HAND])
def test_the_same_statements_for_two_and_for_forty(desk: Desk, how: SentHow) -> None:
    ran: list[int] = []
    for count in (2, 40):
        keys = many(desk, count)
        with counted(desk.hub) as sent:
            plan = desk.plan(keys)
            act = desk.lists.begin if how is SentHow.BY_HAND else desk.lists.send
            made = act(desk.actor, plan, keys, SendingDraft(how)).made
            if how is SentHow.BY_HAND:
                desk.lists.left(desk.actor, plan, made)
            ReferralSending(desk.hub.tools).papers(desk.actor, made)
        ran.append(len(sent))
    assert ran[0] == ran[1]


def test_the_forms_and_the_file_take_the_same_statements_for_two_and_for_forty(
    desk: Desk, tmp_path: Path
) -> None:
    ran: list[int] = []
    for count in (2, 40):
        keys = many(desk, count)
        made = desk.lists.begin(desk.actor, desk.plan(keys), keys, SendingDraft(SentHow.FILE)).made
        sending = ReferralSending(desk.hub.tools)
        with counted(desk.hub) as sent:
            send_file(desk.hub.tools, desk.actor, made, tmp_path, "seven quiet herons wade", CHEAP)
            papers = sending.papers(desk.actor, made)
            sending.record_print(desk.actor, papers, "ab" * 32, "forms.pdf")
        ran.append(len(sent))
    assert ran[0] == ran[1]
    assert len(desk.shares()) == 2 * (2 + 40)


def test_a_file_that_cannot_be_written_leaves_them_begun(desk: Desk, tmp_path: Path) -> None:
    keys = many(desk, 2)
    made = desk.lists.begin(desk.actor, desk.plan(keys), keys, SendingDraft(SentHow.FILE)).made
    with pytest.raises(OSError, match="nowhere"):
        send_file(desk.hub.tools, desk.actor, made, tmp_path / "nowhere", "seven quiet herons wade", CHEAP)
    assert desk.shares() == []
    assert [desk.status(key) for key in keys] == [RequestStatus.NEW] * 2


def agreed(desk: Desk, refusal: NeedsSecond) -> None:
    """A second person agrees to what was refused."""
    hub, approvals = desk.hub, Approvals(desk.hub.tools)
    words, folder = "nine early larks sing", desk.hub.folder.path
    Users(hub.tools).add(hub.actor, folder, "Helen", words, frozenset({Role.COORDINATOR}), params=CHEAP)
    asked = approvals.ask(desk.actor, refusal.act, refusal.subject, refusal.words, refusal.most)
    approvals.agree(desk.actor, folder, asked.id, "Helen", words)


def test_three_hundred_at_once_take_a_second_person_once_and_read_as_one_line_each(desk: Desk) -> None:
    keys = many(desk, 300)
    plan = desk.plan(keys)
    with pytest.raises(NeedsSecond) as found:
        desk.lists.send(desk.actor, plan, keys, BY_PHONE)
    assert found.value.most == 300
    assert "Aldermouth District Council" in found.value.words
    assert "Person" not in found.value.words
    assert desk.shares() == []
    assert {desk.status(key) for key in keys[:3]} == {RequestStatus.NEW}
    agreed(desk, found.value)
    made = desk.lists.send(desk.actor, plan, keys, BY_PHONE).made
    shares = desk.shares()
    assert (len(made), len(shares)) == (300, 300)
    assert {one.people_count for one in shares} == {1}
    assert len({one.approval_id for one in shares}) == 1
    assert len({one.purpose for one in shares}) == 300
    assert render_referrals(ReferralSending(desk.hub.tools).papers(desk.actor, made))[1] == 300 + 6


def test_on_paper_the_gate_stands_where_the_paper_leaves(desk: Desk) -> None:
    keys = many(desk, 60)
    made = desk.lists.begin(desk.actor, desk.plan(keys), keys, BY_HAND).made
    assert desk.shares() == []
    sending = ReferralSending(desk.hub.tools)
    papers = sending.papers(desk.actor, made)
    put: list[str] = []
    with pytest.raises(NeedsSecond):
        sending.record_print(desk.actor, papers, "ab" * 32, "forms.pdf", lambda: put.append("gone"))
    assert put == []
    assert {desk.status(key) for key in keys} == {RequestStatus.NEW}
