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
    """

    user_id: str
    name: str
    roles: frozenset[Role]

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

    def today(self) -> date:
        """Today's date where the laptop is."""
        return self.now().astimezone().date()


_OWN_NUMBERS = frozenset({"hub.see", "concern.raise"})
"""What answers with the hub's own numbers, whom to ring, and one's own words: never with anybody else's."""


def verb(
    action: str,
) -> Callable[[Callable[Concatenate[S, Actor, P], R]], Callable[Concatenate[S, Actor, P], R]]:
    """Declare a service verb's action; the actor's roles are checked before it runs.

    Whoever may not see phone numbers is answered without them; the hub's own are for everybody.

    Args:
        action: a key of `desktop.services.actions.ACTIONS`.

    Returns:
        The decorator. The verb's first argument after ``self`` is the `Actor`.

    Raises:
        KeyError: the action is not in the registry.
    """
    who_may(action)  # an action nobody listed is found when the module is loaded

    def declare(call: Callable[Concatenate[S, Actor, P], R]) -> Callable[Concatenate[S, Actor, P], R]:
        @functools.wraps(call)
        def guarded(self: S, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            if not actor.may(action):
                raise NotAllowed(refusal(action))
            answer = call(self, actor, *args, **kwargs)
            return answer if action in _OWN_NUMBERS or actor.may("phone.see") else without_phones(answer)

        guarded.action = action  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[S, Actor, P], R]", guarded)

    return declare


def verbs(service: type[Any]) -> dict[str, str]:
    """The verbs of a service class: method name to declared action, empty when none is declared."""
    return {
        name: getattr(member, "action", "")
        for base in service.__mro__
        if issubclass(base, Service) and base is not Service
        for name, member in vars(base).items()
        if callable(member) and not name.startswith("_")
    }
