"""Concerns: what is written down, in what order, and where a concern can go from where it stands.

Everything here lives inside the seal. The first account is never changed; whatever comes later is a dated
entry of its own (domain rule 12), so the state of a concern is a sum over its entries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from db.enums_concerns import (
    AboutKind,
    AbuseType,
    Agreed,
    Capacity,
    ConcernState,
    Danger,
    EntryKind,
    Heard,
    NextStep,
)
from desktop.domain.errors import DomainError

NO_ONE_YET = "No one yet"


@dataclass(frozen=True, slots=True)
class About:
    """Whom or what a concern is about.

    Attributes:
        kind: a person helped, a volunteer, an organisation, or somebody the hub has no record of.
        id: key of the record; empty for somebody without one.
        name: as known when it was written.
        detail: address or what else tells them apart.
    """

    kind: AboutKind = AboutKind.SOMEONE
    id: str = ""
    name: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Alleged:
    """The person alleged to cause harm.

    Attributes:
        name: who, as far as known.
        relationship: to the person at risk.
        in_contact: whether they still meet, in words.
        is_volunteer: whether they help or work for the hub.
        id: key of their record as a volunteer or person; empty without one.
    """

    name: str = ""
    relationship: str = ""
    in_contact: str = ""
    is_volunteer: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """The first account: what its author saw and heard, in exact words. Never changed once sent.

    Attributes:
        danger: the first question.
        about: whom or what it is about.
        words: what was seen and heard; the only thing that must be there besides `about`.
        happened: when, as local date and time in words or ISO 8601; empty where not known.
        where: the place.
        wants: what the person wants to happen, in their words.
        heard: how the author knows.
        heard_from: who told them, where somebody else did.
        told: whom the author told already; `NO_ONE_YET` unless they say otherwise.
        agreed: whether the person knows and agrees that it is passed on.
        injuries: seen or spoken of.
        alleged: the person alleged to cause harm.
        others: others at risk, in words.
        children: whether children are at risk or live there, and who.
        is_child: whether the person it is about is under 18; None where not known.
        kept_from: accounts at this hub whom it is about or who must not read it.
    """

    danger: Danger = Danger.NOT_ASKED
    about: About = field(default_factory=About)
    words: str = ""
    happened: str = ""
    where: str = ""
    wants: str = ""
    heard: Heard = Heard.NOT_SAID
    heard_from: str = ""
    told: str = NO_ONE_YET
    agreed: Agreed = Agreed.NOT_ASKED
    injuries: str = ""
    alleged: Alleged = field(default_factory=Alleged)
    others: str = ""
    children: str = ""
    is_child: bool | None = None
    kept_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What the lead finds out besides; each time it is written it replaces what was known before.

    Attributes:
        danger: as last asked.
        wants: what the person wants, as last asked.
        capacity: in the lead's view.
        capacity_why: what it rests on.
        advocate: who speaks for the person, where somebody must.
        types: kinds of abuse or neglect.
        alleged: the person alleged to cause harm, as now known.
        others: others at risk.
        children: children at risk or living there.
        whereabouts: where the person is now.
        care_needs: whether they need care and support, in words.
        cannot_protect: why they cannot protect themselves because of those needs.
        earlier: concerns before this one.
    """

    danger: Danger = Danger.NOT_ASKED
    wants: str = ""
    capacity: Capacity = Capacity.NOT_SAID
    capacity_why: str = ""
    advocate: str = ""
    types: tuple[AbuseType, ...] = ()
    alleged: Alleged = field(default_factory=Alleged)
    others: str = ""
    children: str = ""
    whereabouts: str = ""
    care_needs: str = ""
    cannot_protect: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the lead decides.

    Attributes:
        step: what will be done.
        agreed: whether the person agreed to it.
        why: the reason; always.
        review_on: the day to look again; needed for watching.
    """

    step: NextStep
    agreed: Agreed = Agreed.NOT_ASKED
    why: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A concern passed to the social-care authority, the police or a regulator.

    Attributes:
        to: the body.
        how: by phone, form or e-mail, in words.
        spoke_to: who took it.
        reference: the reference they gave; empty until they do.
        form: code of the printed form, where there was one.
    """

    to: str
    how: str = ""
    spoke_to: str = ""
    reference: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A volunteer taken out of help because of a concern, or given back.

    Attributes:
        volunteer_id: who.
        was: their state before, as a code; empty where the concern changed nothing.
        now: their state after, as a code; empty once the concern holds them back no longer.
        id: the line that says so to leads who cannot open the concern.
    """

    volunteer_id: str
    was: str = ""
    now: str = ""
    id: str = ""


Part = Account | Details | Decision | Referral | Hold


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of a concern.

    Attributes:
        id: its key.
        at: when it was written, UTC.
        by: name of the account that wrote it.
        by_id: that account.
        kind: what it records.
        words: what is said; empty where the parts say it all.
        part: the account, details, decision, referral or hold it holds; None for plain words.
        about_id: the entry it corrects or answers.
        nth: how many entries the concern had before it, which says what came first where a clock was set.
    """

    id: str
    at: datetime
    by: str
    by_id: str
    kind: EntryKind
    words: str = ""
    part: Part | None = None
    about_id: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class ConcernFile:
    """A whole concern as its reader sees it.

    Attributes:
        id: its key.
        reference: as people say it, such as ``C-4821``.
        entries: everything dated, oldest first; the first is the account.
        readers: names of the accounts that can open it.
        card: whether the safeguarding card opens it.
    """

    id: str
    reference: str
    entries: tuple[Entry, ...]
    readers: tuple[str, ...] = ()
    card: bool = False

    @property
    def account(self) -> Account:
        """The first account."""
        part = self.entries[0].part
        assert isinstance(part, Account)
        return part

    @property
    def state(self) -> ConcernState:
        """Where it stands."""
        return state_of(self.entries)

    @property
    def decision(self) -> Decision | None:
        """The last decision; None before the first."""
        return next((one.part for one in reversed(self.entries) if isinstance(one.part, Decision)), None)

    @property
    def details(self) -> Details:
        """What is known besides, as last written; before that, what the account says."""
        found = next((one.part for one in reversed(self.entries) if isinstance(one.part, Details)), None)
        return found or details_from(self.account)

    def of(self, *kinds: EntryKind) -> tuple[Entry, ...]:
        """The entries of some kinds, oldest first."""
        return tuple(one for one in self.entries if one.kind in kinds)


_AFTER_DECISION = {
    NextStep.TALK_FIRST: ConcernState.UNDER_REVIEW,
    NextStep.REFER: ConcernState.UNDER_REVIEW,
    NextStep.WATCH: ConcernState.MONITORING,
    NextStep.NOTHING_MORE: ConcernState.NO_FURTHER_ACTION,
}
CLOSES = frozenset({ConcernState.REFERRED, ConcernState.MONITORING, ConcernState.NO_FURTHER_ACTION})
"""States a concern can be closed from: somebody has decided."""
_AFTER_CLOSE = frozenset({EntryKind.ADDITION, EntryKind.CORRECTION, EntryKind.ACKNOWLEDGED, EntryKind.SHARED})
_CHANGES = frozenset({EntryKind.STEP, EntryKind.DETAILS, EntryKind.VIEWED})


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the order they were written, the first account before all, whatever the clock said."""
    return tuple(
        sorted(entries, key=lambda one: (one.kind is not EntryKind.ACCOUNT, one.nth, one.at, one.id))
    )


def details_from(account: Account) -> Details:
    """What the first account already says of what a lead has to find out."""
    return Details(
        danger=account.danger,
        wants=account.wants,
        alleged=account.alleged,
        others=account.others,
        children=account.children,
    )


def state_of(entries: Sequence[Entry]) -> ConcernState:
    """Where a concern stands, from its entries, oldest first.

    A decision to refer is no referral: the concern counts as referred once somebody was told.
    """
    state = ConcernState.RAISED
    for one in entries:
        if one.kind is EntryKind.CLOSED:
            state = ConcernState.CLOSED
        elif one.kind is EntryKind.REOPENED or (one.kind in _CHANGES and state is ConcernState.RAISED):
            state = ConcernState.UNDER_REVIEW
        elif one.kind is EntryKind.REFERRAL:
            state = ConcernState.REFERRED
        elif isinstance(one.part, Decision):
            state = _AFTER_DECISION[one.part.step]
    return state


def check_account(account: Account) -> None:
    """Refuse to send an account that says nothing.

    Raises:
        DomainError: nobody is named, or nothing was seen or heard.
    """
    if not account.about.id and not account.about.name.strip():
        raise DomainError("Say who you are worried about.", field="about")
    if not account.words.strip():
        raise DomainError("Write what you saw or heard.", field="words")


def check_decision(decision: Decision) -> None:
    """Refuse a decision without a reason, or watching without a day to look again.

    Raises:
        DomainError: what is missing.
    """
    if not decision.why.strip():
        raise DomainError("Write why. It is read when somebody asks how this was decided.", field="why")
    if decision.step is NextStep.WATCH and decision.review_on is None:
        raise DomainError("Choose the day to look again.", field="review_on")


def check_open(state: ConcernState, kind: EntryKind) -> None:
    """Refuse to go on with a concern that is closed; what came of it, and mistakes, are still written down.

    Raises:
        DomainError: it has to be opened again first.
    """
    if state is ConcernState.CLOSED and kind not in _AFTER_CLOSE:
        raise DomainError("This concern is closed. Open it again first.")


def check_close(state: ConcernState, reason: str) -> None:
    """Refuse to close before anything was decided, or without a reason.

    Raises:
        DomainError: what is missing.
    """
    if state is ConcernState.CLOSED:
        raise DomainError("This concern is closed already.")
    if state not in CLOSES:
        raise DomainError("Record a decision first. A decision to tell somebody ends with the referral.")
    if not reason.strip():
        raise DomainError("Write why it is closed.", field="reason")
