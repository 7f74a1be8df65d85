"""Views of lists kept under a name, for everybody of the hub: what is listed, in which order and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select

from db.ids import new_id
from db.models import Hub
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb

KEY = "list_views"
"""Where the hub's settings hold them; they may name areas, so they stay inside the store."""
LONGEST = 40
MOST = 30
"""Views of one list; more would be a list of their own."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view of one list.

    Attributes:
        id: its key; empty for one not kept yet.
        listed: which list, such as "requests".
        name: what people call it.
        tab: key of the tab.
        filters: what the drop-downs narrow to, keys of areas and needs among it.
        sort: key of the column that sorts.
        descending: last first.
        hidden: keys of the columns that do not show.
    """

    listed: str
    name: str
    tab: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    hidden: Sequence[str] = ()
    id: str = ""


class SavedViews(Service):
    """Verbs on saved views."""

    @verb("hub.see")
    def of(self, _actor: Actor, listed: str) -> list[SavedView]:
        """The views of one list, by name."""
        with self.store.read() as session:
            held = session.scalars(select(Hub.settings)).one()
        views = [_read(key, value) for key, value in held.get(KEY, {}).items()]
        return sorted((one for one in views if one.listed == listed), key=lambda one: one.name.casefold())

    @verb("view.keep")
    def save(self, actor: Actor, view: SavedView) -> Changes:
        """Keep a view, or change one that is kept.

        Raises:
            DomainError: it has no name, another of the list has it, or there are too many.
            NotFound: it was deleted meanwhile.
        """
        name = clean(view.name)[:LONGEST]
        if not name:
            raise DomainError("Give the view a name.", field="name")
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            held = dict(hub.settings.get(KEY, {}))
            if view.id and view.id not in held:
                raise NotFound("This view was deleted meanwhile. Keep it again under a name.")
            beside = [one for key, one in held.items() if one["listed"] == view.listed and key != view.id]
            if any(one["name"].casefold() == name.casefold() for one in beside):
                raise DomainError("There is a view of this name already. Choose another.", field="name")
            if len(beside) >= MOST:
                raise DomainError(f"A list keeps {MOST} views. Delete one first.")
            key = view.id or new_id()
            plain = asdict(view) | {"name": name, "filters": dict(view.filters), "hidden": list(view.hidden)}
            del plain["id"]
            hub.settings = {**hub.settings, KEY: {**held, key: plain}}
            return changes(work, key, f"Kept the view {name}")

    @verb("view.keep")
    def delete(self, actor: Actor, view_id: str) -> Changes:
        """Delete a view; the list it shows stays as it is."""
        with self.store.write(actor.user_id) as work:
            hub = work.session.scalars(select(Hub)).one()
            held = dict(hub.settings.get(KEY, {}))
            gone = held.pop(view_id, None)
            if gone is None:
                raise NotFound("This view is deleted already.")
            hub.settings = {**hub.settings, KEY: held}
            return changes(work, hub.id, f"Deleted the view {gone['name']}")


def _read(key: str, value: Mapping[str, Any]) -> SavedView:
    known = {name: value[name] for name in SavedView.__slots__ if name in value and name != "id"}
    return SavedView(**known, id=key)
