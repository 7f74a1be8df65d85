"""What somebody left half-typed when another took the keyboard: kept as a draft, for its author alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.drafts import Draft
from desktop.services.base import Actor, Service, verb

KIND = "unfinished"


@dataclass(frozen=True, slots=True)
class Typed:
    """One half-typed form.

    Attributes:
        title: of the window it stood in.
        lines: questions and what was typed.
    """

    title: str
    lines: tuple[tuple[str, str], ...]


class UnfinishedWork(Service):
    """Verbs on what was left half-typed."""

    @verb("draft.keep")
    def keep(self, actor: Actor, typed: Sequence[Typed]) -> None:
        """Keep it for the account."""
        box = self.tools.draft_box()
        for one in typed:
            box.keep(KIND, actor.user_id, {"title": one.title, "lines": [list(line) for line in one.lines]})

    @verb("draft.keep")
    def waiting(self, actor: Actor) -> list[Draft]:
        """What the account left, newest first."""
        return self.tools.draft_box().waiting(KIND, actor.user_id)

    @verb("draft.keep")
    def drop(self, actor: Actor) -> None:
        """Forget what the account left: it has been dealt with."""
        box = self.tools.draft_box()
        for one in box.waiting(KIND, actor.user_id):
            box.drop(one.id)
