"""Street groups: rung every week, and what they raise followed to the end by one named person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from db import search
from db.enums import Layer
from db.enums_groups import CheckInOutcome, IssueState
from db.models import GroupCheckIn, GroupIssue, GroupIssueStep, Organisation
from db.queries import groups as query
from db.queries import requests
from db.queries.concerns import accounts
from db.queries.groups import CheckInRow, GroupFilter, GroupRow, IssueRow, StepRow
from db.queries.requests import RequestRow
from db.queries.routing import looked_after_by
from db.session import UnitOfWork
from desktop.domain.check_ins import DAYS
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.group_calls import GroupCounts, counted_groups, midnight, shared_out
from desktop.services.group_lines import NewGroup, added_words, all_there, read_groups
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.records import get, set_fields, void
from desktop.services.requests import masked

WEEK = timedelta(days=DAYS)
"""Every group is rung once a week (mission row 10)."""
CHASE = timedelta(days=2)
"""When an issue is chased, unless another day is chosen: as for referrals."""
_MOST = 6
_SAID = {
    CheckInOutcome.ALL_WELL: "all well",
    CheckInOutcome.NEEDS_SOMETHING: "needs something",
    CheckInOutcome.NO_ANSWER: "no answer, on the list again tomorrow",
    CheckInOutcome.CALL_BACK: "ring back",
}


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """What a group raises.

    Attributes:
        words: what it is.
        owner_id: the account of whoever follows it; None where they have none.
        owner_name: their name where they have no account.
        chase_on: the day to chase it; in two days when None.
    """

    words: str
    owner_id: str | None = None
    owner_name: str = ""
    chase_on: date | None = None


@dataclass(frozen=True, slots=True)
class IssueMove:
    """How an issue goes on.

    Attributes:
        words: what was done; said back to the group when it is closed.
        state: where it stands now.
        chase_on: the day to chase it next; as it was when None.
        told: whether the group was told what came of it.
    """

    words: str
    state: IssueState = IssueState.OPEN
    chase_on: date | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class GroupDetail:
    """One group: how it was, what it raised, and the work it looks after.

    Attributes:
        work: the first of the open requests that are the group's; none for whoever may not see requests.
        work_count: how many there are.
    """

    row: GroupRow
    check_ins: tuple[CheckInRow, ...]
    issues: tuple[IssueRow, ...]
    steps: tuple[StepRow, ...]
    work: tuple[RequestRow, ...] = ()
    work_count: int = 0


class Groups(Service):
    """Verbs on street groups."""

    @verb("group.see")
    def ids(
        self, _actor: Actor, wanted: GroupFilter, sort: str = "due", descending: bool = False
    ) -> list[str]:
        """Keys of the groups wanted, sorted; of those never rung, only today's share is due."""
        with self.store.read() as session:
            return query.ids(session, shared_out(session, wanted, self.today()), sort, descending)

    @verb("group.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[GroupRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("group.see")
    def find(self, actor: Actor, typed: str, limit: int = 200) -> tuple[str, ...]:
        """Keys of organisations found by name, contact, reference or number."""
        with self.store.read() as session:
            return tuple(search.keys(session.connection(), actor.looks_for(typed), "organisation", limit))

    @verb("group.see")
    def counts(self, _actor: Actor) -> GroupCounts:
        """How many there are, are due today, and have something open."""
        with self.store.read() as session:
            return counted_groups(session, self.today())

    @verb("group.see")
    def get(self, actor: Actor, organisation_id: str) -> GroupDetail:
        """One group with its last calls, all it raised, and its work.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, Organisation, organisation_id, "group")
            (row,) = query.rows(session, [organisation_id])
            work = looked_after_by(session, organisation_id) if actor.may("request.see") else []
            return GroupDetail(
                row,
                tuple(query.check_ins(session, organisation_id, _MOST)),
                tuple(query.issues(session, organisation_id=organisation_id)),
                tuple(query.steps(session, organisation_id)),
                tuple(masked(one, actor) for one in requests.rows(session, work[:_MOST])),
                len(work),
            )

    @verb("group.see")
    def issue(self, _actor: Actor, issue_id: str) -> IssueRow:
        """One thing a group raised.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, GroupIssue, issue_id, "issue")
            (row,) = query.issues(session, issue_id=issue_id)
            return row

    @verb("group.print")
    def pack_for(self, _actor: Actor, organisation_id: str) -> str:
        """The name of the group a pack is printed for.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            return get(session, Organisation, organisation_id, "group").name

    @verb("group.see")
    def owners(self, _actor: Actor) -> list[tuple[str, str]]:
        """Key and name of every account that can follow an issue."""
        with self.store.read() as session:
            return accounts(session)

    @verb("organisation.set")
    def add(self, actor: Actor, new: NewGroup) -> Changes:
        """Write a group down with a name and a contact (domain rule 1).

        Raises:
            DomainError: it has no name, or nobody to ring.
        """
        draft = OrganisationDraft(new.name, Layer.STREET, contact_name=new.contact_name, phone=new.phone)
        return Organisations(self.tools).save(actor, draft)

    @verb("organisation.set")
    def add_list(self, actor: Actor, text: str) -> Changes:
        """Write down groups as typed, pasted or read from a file, one on each line: all of them or none.

        Groups on the list already, by their name, are left as they are.

        Raises:
            DomainError: a line has no name or nobody to ring, or every group is on the list already.
        """
        wanted = read_groups(text)
        with self.store.write(actor.user_id) as work:
            held = select(func.lower(Organisation.name))
            street = held.where(Organisation.layer == Layer.STREET, Organisation.voided_at.is_(None))
            there = {name.casefold() for name in work.session.scalars(street)}
            fresh = [one for one in wanted if one.name.casefold() not in there]
            if not fresh:
                raise DomainError(all_there(wanted), field="lines")
            first = work.next_number("organisation", len(fresh))
            for place, one in enumerate(fresh):
                held_now = Organisation(
                    number=first + place,
                    name=one.name,
                    layer=Layer.STREET,
                    contact_name=one.contact_name,
                    phone=one.phone,
                )
                work.add(held_now)
            work.session.flush()
            return changes(work, held_now.id, added_words(fresh, len(wanted) - len(fresh)))

    @verb("group.ring")
    def check_in(
        self,
        actor: Actor,
        organisation_id: str,
        outcome: CheckInOutcome,
        note: str = "",
        next_on: date | None = None,
        issue: IssueDraft | None = None,
    ) -> Changes:
        """Record a call to a group, and what it needs: both or neither.

        Args:
            actor: who rang.
            organisation_id: the group.
            outcome: what came of it.
            note: what was said.
            next_on: when to ring again; in a week, or tomorrow where nobody answered, when None.
            issue: what they need, with who follows it.

        Raises:
            DomainError: it is no street group, they answered somebody today, the day is past, they want a
                call and no day is said, or they need something and nobody is named who follows it.
        """
        _refuse_odd(outcome, next_on, issue, self.today())
        wait = timedelta(days=1) if outcome is CheckInOutcome.NO_ANSWER else WEEK
        with self.store.write(actor.user_id) as work:
            group = _group(work, organisation_id)
            _refuse_twice(work, group, self.today())
            held = GroupCheckIn(
                organisation_id=group.id,
                by_id=actor.user_id,
                at=self.now(),
                outcome=outcome,
                note=clean_lines(note),
                next_on=next_on or self.today() + wait,
            )
            work.add(held)
            work.session.flush()
            if issue is not None:
                self._raise(work, group, issue, held.id)
            return changes(work, group.id, f"{group.name}: {_SAID[outcome]}")

    @verb("group.ring")
    def raise_issue(self, actor: Actor, organisation_id: str, issue: IssueDraft) -> Changes:
        """Write down what a group raises, with the one person who follows it.

        Raises:
            DomainError: nothing is said, nobody is named, or the day to chase it is past.
        """
        with self.store.write(actor.user_id) as work:
            group = _group(work, organisation_id)
            held = self._raise(work, group, issue, None)
            work.session.flush()
            return changes(work, group.id, f"Issue {held.number} raised for {group.name}")

    @verb("group.ring")
    def move_issue(
        self, actor: Actor, issue_id: str, move: IssueMove, owner: tuple[str | None, str] | None = None
    ) -> Changes:
        """Say what was done about an issue; close it, wait on somebody, hand it on, or open it again.

        Args:
            actor: who did it.
            issue_id: the issue.
            move: what was done and where it stands now.
            owner: whose it is from now on, as account and name; whose it was when None.

        Raises:
            DomainError: nothing is said, it is closed before the group was told, or the day is past.
        """
        said, today = clean_lines(move.words), self.today()
        if not said:
            raise DomainError("Say what was done.", field="words")
        if move.chase_on is not None and move.chase_on < today:
            raise DomainError("This day is past. Choose a day to come.", field="chase_on")
        closed = move.state is IssueState.CLOSED
        if closed and not move.told:
            raise DomainError("Tell the group first, so that they know how it ended.", field="told")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, GroupIssue, issue_id, "issue")
            work.add(GroupIssueStep(issue_id=held.id, by_id=actor.user_id, at=self.now(), words=said))
            values: dict[str, object] = {
                "state": move.state,
                "closed_on": today if closed else None,
                "outcome": said if closed else "",
                "told_on": (held.told_on or today) if move.told else None,
                **(_owner(*owner) if owner is not None else {}),
            }
            if not closed:
                values["chase_on"] = move.chase_on or max(held.chase_on, today + CHASE)
            set_fields(held, values)
            return changes(work, held.organisation_id, f"Issue {held.number}: {_MOVED[move.state]}")

    @verb("group.ring")
    def void_issue(self, actor: Actor, issue_id: str, reason: str) -> Changes:
        """Take an issue off the list that was raised by mistake."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, GroupIssue, issue_id, "issue")
            void(held, reason, self.now())
            return changes(work, held.organisation_id, f"Issue {held.number} taken off")

    def _raise(
        self, work: UnitOfWork, group: Organisation, issue: IssueDraft, check_in_id: str | None
    ) -> GroupIssue:
        words = clean_lines(issue.words)
        if not words:
            raise DomainError("Say what they need.", field="words")
        if issue.chase_on is not None and issue.chase_on < self.today():
            raise DomainError("This day is past. Choose a day to come.", field="chase_on")
        held = GroupIssue(
            number=work.next_number("group_issue"),
            organisation_id=group.id,
            check_in_id=check_in_id,
            words=words,
            raised_on=self.today(),
            chase_on=issue.chase_on or self.today() + CHASE,
            **_owner(issue.owner_id, issue.owner_name),
        )
        work.add(held)
        return held


_MOVED = {
    IssueState.OPEN: "still open",
    IssueState.WAITING: "waiting on somebody",
    IssueState.CLOSED: "closed, and the group knows",
}


def _refuse_twice(work: UnitOfWork, group: Organisation, today: date) -> None:
    """Two callers with the same list do not ring the same group: whoever answered today has been heard."""
    last = query.answered_since(work.session, group.id, midnight(today))
    if last is not None:
        when = f"{last.at.astimezone():%H:%M}"
        raise DomainError(
            f"{last.by} rang {group.name} today at {when}: {_SAID[last.outcome]}. "
            "Raise an issue if there is more."
        )


def _group(work: UnitOfWork, organisation_id: str) -> Organisation:
    group = get(work.session, Organisation, organisation_id, "group")
    if group.layer is not Layer.STREET:
        raise DomainError("Only street groups are on this list. Change the layer first.")
    return group


def _owner(owner_id: str | None, owner_name: str) -> dict[str, str | None]:
    """Whoever follows an issue; an account says it better than a name typed beside it."""
    name = "" if owner_id else clean(owner_name)
    if not owner_id and not name:
        raise DomainError("Name one person who follows this to the end.", field="owner_id")
    return {"owner_id": owner_id or None, "owner_name": name}


def _refuse_odd(outcome: CheckInOutcome, next_on: date | None, issue: IssueDraft | None, today: date) -> None:
    if next_on is not None and next_on < today:
        raise DomainError("This day is past. Choose a day to come.", field="next_on")
    if outcome is CheckInOutcome.CALL_BACK and next_on is None:
        raise DomainError("Say when they want to be rung back.", field="next_on")
    if outcome is CheckInOutcome.NEEDS_SOMETHING and issue is None:
        raise DomainError("Say what they need, and who follows it.", field="words")
