"""Checklists of casework: those shipped, the hub's own, and shipped ones in the hub's own words."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HubChecklist
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import set_fields, void
from resources import read_text

USUAL_DAYS, MOST_DAYS = 7, 366
"""Days of a step that names none, and the most a step may have."""
MOST_STEPS, MOST_WORDS = 40, 200
_DAYS = re.compile(r"(\d+)\b[\s.:)]*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListedStep:
    """One step of a checklist: its words, and in how many days it should be done."""

    code: str
    words: str
    days: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist as it is offered.

    Attributes:
        needs: codes of the needs it is offered first for.
        is_own: whether the hub wrote it, or put its own words in place of those shipped.
        is_shipped: whether one with this code is shipped, and comes back when the hub's is taken off.
        is_used: whether it is offered.
    """

    code: str
    label: str
    needs: tuple[str, ...]
    steps: tuple[ListedStep, ...]
    is_own: bool = False
    is_shipped: bool = True
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class ChecklistDraft:
    """A checklist as typed.

    Attributes:
        lines: a step on each line; a number before it is the days it may take.
    """

    label: str
    lines: str
    needs: frozenset[str] = frozenset()
    is_used: bool = True


@cache
def shipped() -> tuple[Checklist, ...]:
    """The checklists shipped, in their order."""
    entries: list[dict[str, Any]] = json.loads(read_text("checklists.json"))
    return tuple(
        Checklist(
            one["code"],
            one["label"],
            tuple(one["needs"]),
            tuple(ListedStep(step["code"], step["words"], step["days"]) for step in one["steps"]),
        )
        for one in entries
    )


def listed(session: Session) -> list[Checklist]:
    """Every checklist of the hub: those shipped, in the hub's words where it has its own, then its own."""
    query = select(HubChecklist).where(HubChecklist.voided_at.is_(None))
    own = {one.code: one for one in session.scalars(query.order_by(HubChecklist.label, HubChecklist.id))}
    first = [_as_offered(own.pop(one.code), one) if one.code in own else one for one in shipped()]
    return first + [_as_offered(one, None) for one in own.values()]


def read_lines(text: str) -> tuple[ListedStep, ...]:
    """Read the steps of a checklist as they are typed.

    Args:
        text: a step on each line, such as ``3 Ask for the voucher``; a line without a number has seven days.

    Raises:
        DomainError: there is no step, there are too many, or one is too long or has too many days.
    """
    lines = clean_lines(text).splitlines()
    found = tuple(_read_line(at, line.strip()) for at, line in enumerate(lines, 1) if line.strip())
    if not found:
        raise DomainError("Write a step on each line.", field="lines")
    if len(found) > MOST_STEPS:
        raise DomainError(f"These are {len(found)} steps. Keep to {MOST_STEPS}.", field="lines")
    return found


def lines_of(steps: tuple[ListedStep, ...]) -> str:
    """Steps as they are typed."""
    return "\n".join(f"{one.days} {one.words}" for one in steps)


class Checklists(Service):
    """Verbs on checklists."""

    @verb("case.see")
    def all(self, _actor: Actor) -> list[Checklist]:
        """Every checklist, those not offered too."""
        with self.store.read() as session:
            return listed(session)

    @verb("case.list")
    def save(self, actor: Actor, draft: ChecklistDraft, code: str = "") -> Changes:
        """Write a checklist, or put the hub's words in place of those of one.

        Requests it is on keep its steps as they were.

        Raises:
            DomainError: it has no name, another has the same one, or its steps cannot be read.
            NotFound: there is none with this code.
        """
        label, steps = clean(draft.label), read_lines(draft.lines)
        if not label:
            raise DomainError("Give the checklist a name.", field="label")
        with self.store.write(actor.user_id) as work:
            there = listed(work.session)
            if code and all(one.code != code for one in there):
                raise NotFound("This checklist is not there any more.")
            if any(one.label.casefold() == label.casefold() and one.code != code for one in there):
                raise DomainError("There is a checklist of this name already.", field="label")
            values: dict[str, object] = {
                "label": label,
                "lines": lines_of(steps),
                "needs": "".join(f"{one}," for one in sorted(draft.needs)),
                "is_used": draft.is_used,
            }
            row = _row(work, code)
            if row is None:
                row = HubChecklist(code=code or "new", **values)
                work.add(row)
                work.session.flush()
                row.code = code or row.id
            else:
                set_fields(row, values)
            return changes(work, row.code, f"Saved the checklist {label}")

    @verb("case.list")
    def void(self, actor: Actor, code: str, reason: str) -> Changes:
        """Take the hub's checklist off; where one is shipped with its code, that is back.

        Raises:
            DomainError: it is a shipped one, which is kept but need not be offered.
        """
        with self.store.write(actor.user_id) as work:
            row = _row(work, code)
            if row is None:
                raise DomainError("This one came with the app. Edit it and say that it is not offered.")
            void(row, reason, self.now())
            return changes(work, code, f"{row.label} taken off")


def _row(work: UnitOfWork, code: str) -> HubChecklist | None:
    query = select(HubChecklist).where(HubChecklist.code == code, HubChecklist.voided_at.is_(None))
    return work.session.scalars(query).first() if code else None


def _as_offered(row: HubChecklist, base: Checklist | None) -> Checklist:
    """The hub's words; a step whose words are as shipped keeps its code."""
    codes = {one.words: one.code for one in base.steps} if base is not None else {}
    needs = tuple(one for one in row.needs.split(",") if one)
    steps = tuple(
        ListedStep(codes.get(one.words, one.code), one.words, one.days) for one in read_lines(row.lines)
    )
    return Checklist(row.code, row.label, needs, steps, True, base is not None, row.is_used)


def _read_line(at: int, line: str) -> ListedStep:
    told = _DAYS.fullmatch(line)
    days, words = (int(told[1]), told[2]) if told else (USUAL_DAYS, line)
    words = clean(words)
    if not words:
        raise DomainError(f"Line {at} says no step.", field="lines")
    if len(words) > MOST_WORDS:
        raise DomainError(f"Line {at} is too long. Keep a step to {MOST_WORDS} letters.", field="lines")
    if days > MOST_DAYS:
        raise DomainError(f"Line {at} has more than {MOST_DAYS} days.", field="lines")
    return ListedStep(str(at), words, days)
