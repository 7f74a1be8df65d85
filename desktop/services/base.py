"""What every service shares: the store, the clock, the permission check and what a write touched."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from db.drafts import DraftBox, LazyDraftBox
from db.enums import Role
from db.gazetteer import Place
from db.session import UnitOfWork
from db.store import Store
from desktop.domain.errors import NotAllowed
from desktop.services.actions import refusal, who_may
from desktop.services.glass import Glass, record_look
from desktop.services.phone_mask import typed_without_phones, without_phones

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Service")


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at the keyboard, given to every verb.

    Attributes:
        user_id: their account.
        name: as shown on screen.
        roles: what they may do; several at once.
        glass: restricted records they opened with a reason; None where nobody can.
    """

    user_id: str
    name: str
    roles: frozenset[Role]
    glass: Glass | None = field(default=None, compare=False, repr=False)

    @property
    def has_opened(self) -> bool:
        """Whether restricted records are open to them at this moment, with a reason."""
        return self.glass is not None and self.glass.opened() is not None

    def may(self, action: str) -> bool:
        """Whether one of their roles is enough for an action.

        Args:
            action: a key of `desktop.services.actions.ACTIONS`.
        """
        return bool(self.roles & who_may(action))

    def looks_for(self, typed: str) -> str:
        """What a search of theirs looks for: nobody is found by a number they may not see."""
        return typed if self.may("phone.see") else typed_without_phones(typed)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one write touched, so that pages refresh and it can be undone.

    Attributes:
        txn: the transaction in the change log; empty when nothing was written.
        entities: keys of rows changed, by table.
        made: key of the main record made or changed.
        message: past fact in plain English for the toast, such as "Saved Jean Mallory".
    """

    txn: str = ""
    entities: Mapping[str, frozenset[str]] = field(default_factory=dict)
    made: str = ""
    message: str = ""


def changes(work: UnitOfWork, made: str = "", message: str = "") -> Changes:
    """Sum up a unit of work; call it last, inside the transaction."""
    work.session.flush()
    touched = {entity: frozenset(rows) for entity, rows in work.log.touched.items() if rows}
    return Changes(work.txn if touched else "", touched, made, message)


def system_clock() -> datetime:
    """The laptop's own clock, aware, UTC."""
    return datetime.now(UTC)


def no_places(_postcodes: Sequence[str]) -> Mapping[str, Place | None]:
    """A finder that knows no postcode: used where no gazetteer was given."""
    return {}


@dataclass(frozen=True, slots=True)
class Tools:
    """What services work with.

    Attributes:
        store: the open hub.
        clock: gives the present moment, aware, UTC.
        find_places: postcodes, as typed, to the places they stand for; None for unknown ones.
        drafts: the box of half-typed work; None where the store was opened for reading only.
    """

    store: Store
    clock: Callable[[], datetime] = system_clock
    find_places: Callable[[Sequence[str]], Mapping[str, Place | None]] = no_places
    drafts: LazyDraftBox | None = None

    def draft_box(self) -> DraftBox:
        """The box of half-typed work."""
        if self.drafts is None:
            raise PermissionError("this hub was opened for reading only")
        return self.drafts.open()


class Service:
    """Base of every service."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.store = tools.store

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return self.tools.clock()

    def looks_into(self, actor: Actor, entity: str, row_id: str, what: str) -> bool:
        """Whether somebody may see what is closed to their roles, opened with a reason; the look is recorded.

        Args:
            actor: who looks.
            entity: the record's table.
            row_id: its key.
            what: what of it is closed to them.
        """
        glass = actor.glass
        return glass is not None and record_look(
            self.store, actor.user_id, glass, entity, row_id, what, self.now()
        )

    def today(self) -> date:
        """Today's date where the laptop is."""
        return self.now().astimezone().date()


_OWN_NUMBERS = frozenset({"hub.see", "concern.raise"})
"""What answers with the hub's own numbers, whom to ring, and one's own words: never with anybody else's."""


def verb(
    action: str, *, glass: tuple[str, str] | None = None
) -> Callable[[Callable[Concatenate[S, Actor, P], R]], Callable[Concatenate[S, Actor, P], R]]:
    """Declare a service verb's action; the actor's roles are checked before it runs.

    Whoever may not see phone numbers is answered without them; the hub's own are for everybody.

    Args:
        action: a key of `desktop.services.actions.ACTIONS`.
        glass: where the verb only looks, and may be taken by whoever opened restricted records with a reason:
            the table of the record whose key is its next argument, and what of it is closed to others.

    Returns:
        The decorator. The verb's first argument after ``self`` is the `Actor`.

    Raises:
        KeyError: the action is not in the registry.
    """
    who_may(action)  # an action nobody listed is found when the module is loaded

    def declare(call: Callable[Concatenate[S, Actor, P], R]) -> Callable[Concatenate[S, Actor, P], R]:
        @functools.wraps(call)
        def guarded(self: S, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            if not actor.may(action) and not _opened(self, actor, glass, args):
                raise NotAllowed(refusal(action))
            answer = call(self, actor, *args, **kwargs)
            return answer if action in _OWN_NUMBERS or actor.may("phone.see") else without_phones(answer)

        guarded.action = action  # type: ignore[attr-defined]
        guarded.glass = glass  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[S, Actor, P], R]", guarded)

    return declare


def _opened(service: Service, actor: Actor, glass: tuple[str, str] | None, args: tuple[object, ...]) -> bool:
    """Whether what a verb shows was opened with a reason; the look is recorded before it is shown."""
    if glass is None or not args or not actor.has_opened:
        return False
    entity, what = glass
    return service.looks_into(actor, entity, str(args[0]), what)


def verbs(service: type[Any]) -> dict[str, str]:
    """The verbs of a service class: method name to declared action, empty when none is declared."""
    return {
        name: getattr(member, "action", "")
        for base in service.__mro__
        if issubclass(base, Service) and base is not Service
        for name, member in vars(base).items()
        if callable(member) and not name.startswith("_")
    }
