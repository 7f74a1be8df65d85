"""Layouts of lists the hub keeps: which there are, kept, ended, brought back.

What a layout says is plain JSON here; `desktop.imports.profiles` reads and checks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.models import ImportProfile
from db.queries import bring_in as query
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, restore, set_fields, void


@dataclass(frozen=True, slots=True)
class KeptLayout:
    """A layout, or the columns of a list that were remembered.

    Attributes:
        key: of the record.
        fingerprint: what it is kept under.
        mapping: what it says, as plain JSON.
        ended_at: since when it is not used; None while it is.
    """

    key: str
    kind: str
    name: str
    fingerprint: str
    mapping: Mapping[str, Any]
    ended_at: datetime | None = None
    why: str = ""


class Layouts(Service):
    """Verbs on layouts."""

    @verb("import.preview")
    def all(self, _actor: Actor, *, ended: bool = False) -> list[KeptLayout]:
        """The layouts in use by name, or those that were ended."""
        with self.store.read() as session:
            found = query.ended_profiles(session) if ended else query.profiles(session)
            return [
                KeptLayout(
                    one.id,
                    one.kind,
                    one.name,
                    one.fingerprint,
                    one.mapping,
                    one.voided_at,
                    one.void_reason or "",
                )
                for one in found
            ]

    @verb("import.apply")
    def save(self, actor: Actor, mapping: Mapping[str, Any], fingerprint: str, key: str = "") -> Changes:
        """Keep a layout, or change one.

        Args:
            actor: who keeps it.
            mapping: the layout as plain JSON, with its ``name``, ``title`` and ``kind``.
            fingerprint: what it is kept under.
            key: the record to change; empty for a new one.

        Raises:
            DomainError: another layout is called so.
        """
        kind, title = str(mapping["kind"]), str(mapping["title"])
        with self.store.write(actor.user_id) as work:
            if any(one.name == title and one.id != key for one in query.profiles(work.session)):
                raise DomainError("Another layout has this name. Choose a different one.", field="title")
            values = {"kind": kind, "name": title, "fingerprint": fingerprint, "mapping": dict(mapping)}
            if key:
                held = get(work.session, ImportProfile, key, "layout")
                set_fields(held, values)
            else:
                held = ImportProfile(**values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"{title} saved")

    @verb("import.apply")
    def end(self, actor: Actor, key: str, reason: str) -> Changes:
        """Use a layout no more; lists that came by it still go back by it."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, ImportProfile, key, "layout")
            void(held, reason, self.now())
            return changes(work, key, f"{held.name} ended")

    @verb("import.apply")
    def bring_back(self, actor: Actor, key: str) -> Changes:
        """Use an ended layout again."""
        with self.store.write(actor.user_id) as work:
            held = work.session.get_one(ImportProfile, key)
            restore(held)
            return changes(work, key, f"{held.name} is used again")
