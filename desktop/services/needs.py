"""Need types: the hub's vocabulary, and who may see the private ones."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import RiskTier, Role, TaskKind, Urgency
from db.models import ClearanceRule, NeedType
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, tidied, void

PRIVATE_LABEL = "Private need"
PRIVATE_ICON = "eye-off"


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of help; see `db.models.NeedType` for what each field means."""

    id: str
    code: str
    label: str
    icon: str
    kind: TaskKind
    risk: RiskTier
    is_private: bool
    key: int | None
    default_urgency: Urgency
    minutes: int
    item_one: str
    item_many: str
    keep: str
    at_door: bool
    needs_transport: tuple[str, ...]
    questions: tuple[dict[str, Any], ...]
    handover_code: str
    is_active: bool
    position: int


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A kind of help as typed; its code is made from the label and never changes."""

    label: str
    icon: str = "dots"
    kind: TaskKind = TaskKind.VISIT
    risk: RiskTier = RiskTier.MEDIUM
    is_private: bool = False
    key: int | None = None
    default_urgency: Urgency = Urgency.THIS_WEEK
    minutes: int = 30
    item_one: str = ""
    item_many: str = ""
    is_active: bool = True


class Needs(Service):
    """Verbs on need types."""

    @verb("need.see")
    def all(self, _actor: Actor, *, with_inactive: bool = False) -> list[Need]:
        """Every need type in the hub's order."""
        with self.store.read() as session:
            return [one for one in needs(session) if one.is_active or with_inactive]

    @verb("need.see")
    def asking_why(self, _actor: Actor) -> frozenset[str]:
        """Codes of the needs whose rules depend on age, illness or disability, so that a call must ask."""
        query = select(ClearanceRule.need_code).where(
            ClearanceRule.applies_when.startswith(AppliesWhen.BECAUSE_OF), ClearanceRule.voided_at.is_(None)
        )
        with self.store.read() as session:
            return frozenset(session.scalars(query))

    @verb("need.set")
    def save(self, actor: Actor, draft: NeedDraft, need_id: str = "") -> Changes:
        """Add a need type, or change one.

        Raises:
            DomainError: it has no label, or its number key is taken.
        """
        with self.store.write(actor.user_id) as work:
            values = tidied(draft, NeedDraft.__slots__)
            if not values["label"]:
                raise DomainError("Give this kind of help a name.", field="label")
            held = needs(work.session)
            taken = next((n for n in held if n.key == draft.key and n.id != need_id and draft.key), None)
            if taken:
                raise DomainError(f"{taken.label} has that key. Choose another.", field="key")
            if need_id:
                need = get(work.session, NeedType, need_id, "need type")
                set_fields(need, values)
            else:
                code = _code(values["label"], {one.code for one in held})
                need = NeedType(**values, code=code, position=len(held) + 1)
                work.add(need)
            work.session.flush()
            return changes(work, need.id, f"Saved {need.label}")

    @verb("need.set")
    def void(self, actor: Actor, need_id: str, reason: str) -> Changes:
        """Take a need type out of use; requests already taken keep it."""
        with self.store.write(actor.user_id) as work:
            need = get(work.session, NeedType, need_id, "need type")
            void(need, reason, self.now())
            return changes(work, need_id, f"Voided {need.label}")


def sees_private(actor: Actor, taken_by_id: str | None = None) -> bool:
    """Whether a need marked private may be named to somebody: the worker who took it, and the lead."""
    return Role.LEAD in actor.roles or actor.user_id == taken_by_id


def needs(session: Session) -> list[Need]:
    """Every need type in the hub's order, voided ones left out."""
    query = select(NeedType).where(NeedType.voided_at.is_(None)).order_by(NeedType.position, NeedType.label)
    return [_need(one) for one in session.scalars(query)]


def _need(one: NeedType) -> Need:
    values = {name: getattr(one, name) for name in Need.__slots__}
    values["needs_transport"] = tuple(one.needs_transport)
    values["questions"] = tuple(one.questions)
    return Need(**values)


def _code(label: str, taken: set[str]) -> str:
    stem = (
        "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in label.lower()).split()) or "need"
    )
    return next(
        code for code in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if code not in taken
    )
