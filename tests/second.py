"""A second person for tests that hand over or list many: they agree to whatever takes two."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from db.models import Approval
from desktop.domain.errors import NeedsSecond
from desktop.services.approvals import Approvals
from desktop.services.base import Actor, Tools

T = TypeVar("T")


def agreed(tools: Tools, actor: Actor, run: Callable[[], T]) -> T:
    """Do something; where it takes two, let a second person agree and do it again."""
    try:
        return run()
    except NeedsSecond as found:
        service = Approvals(tools)
        asked = service.ask(actor, found.act, found.subject, found.words, found.most)
        now = service.now()
        with tools.store.write(actor.user_id) as work:
            held = work.session.get_one(Approval, asked.id)
            held.agreed_at, held.until = now, now + timedelta(hours=1)
        return run()
