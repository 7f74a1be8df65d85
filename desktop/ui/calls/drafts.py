"""Keeps half-made calls, one for each person: two seconds after typing stops, and when the page goes."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject

from db.drafts import Draft
from desktop.context import AppContext
from desktop.services.calls import Calls
from desktop.ui.base.keeper import Keeper


class CallDrafts(Keeper):
    """The drafts of one account."""

    def __init__(self, context: AppContext, body: Callable[[], dict[str, Any]], parent: QObject) -> None:
        """Keep nothing yet.

        Args:
            context: the open hub.
            body: gives the call as it stands, its plan among it; empty where there is nothing to keep.
            parent: the owner.
        """
        super().__init__(parent)
        self._context, self._body = context, body
        self._calls = context.service(Calls)
        self._held: dict[str, dict[str, Any]] = {}
        self._keys: dict[str, str] = {}

    def take(self, found: Iterable[Draft]) -> None:
        """Know the drafts there are; the newest of each plan counts."""
        for one in found:
            plan = str(one.body.get("plan", ""))
            if plan and plan not in self._keys:
                self._keys[plan], self._held[plan] = one.id, one.body

    def of(self, plan_id: str) -> dict[str, Any]:
        """What was typed for a call; empty for nothing."""
        return self._held.get(plan_id, {})

    def plans(self) -> list[str]:
        """Plans with a half-made call, the newest first."""
        return list(self._held)

    def key(self, plan_id: str) -> str:
        """The key of a call's draft; empty where there is none."""
        return self._keys.get(plan_id, "")

    def forget(self, plan_id: str) -> None:
        """The call was saved."""
        self._held.pop(plan_id, None)
        self._keys.pop(plan_id, None)

    def remember(self) -> None:
        """Hold what stands in the form, so that it comes back with its call."""
        body = self._body()
        if body:
            self._held[str(body["plan"])] = body

    def keep_last(self) -> None:
        """The page may go: keep what was typed among the writes that are finished before closing."""
        self._timer.stop()
        self.remember()
        body = self._body()
        if body:
            actor, key = self._context.actor, self._key_for(body)
            self._context.jobs.write(lambda: self._calls.keep(actor, body, key))

    def _hand_over(self) -> bool:
        body = self._body()
        if not body:
            return False
        self.remember()
        actor, key = self._context.actor, self._key_for(body)
        self._context.jobs.read(lambda: self._calls.keep(actor, body, key), settled=self._on_settled)
        return True

    def _key_for(self, body: dict[str, Any]) -> str:
        return self._keys.setdefault(str(body["plan"]), uuid4().hex)
