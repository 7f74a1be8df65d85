"""What was opened lately on this laptop: in the encrypted box of drafts, so that it is told nowhere else."""

import threading
from collections.abc import Mapping
from enum import StrEnum

from db.drafts import Draft, DraftBox
from desktop.services.base import Tools

KEPT = 50
_DRAFT = "opened"


class FoundKind(StrEnum):
    """What can be found."""

    PERSON = "person"
    REQUEST = "request"
    VOLUNTEER = "volunteer"
    ORGANISATION = "organisation"
    SERVICE = "service"
    ROUND = "round"
    INFO = "info"


Opened = tuple[FoundKind, str]


class LatelyOpened:
    """The last records each account opened, newest first; forgotten with the hub's folder.

    Neither a preference of the computer nor the change log holds it: both would tell others who was looked
    at. Where the hub was opened for reading only, it lasts as long as the window.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._lock = threading.Lock()
        self._held: dict[str, list[Opened]] = {}
        self._draft_ids: dict[str, str] = {}

    def of(self, user_id: str) -> list[Opened]:
        """What an account opened, newest first."""
        with self._lock:
            return list(self._read(user_id))

    def put_first(self, user_id: str, opened: Opened) -> None:
        """Remember that an account opened a record."""
        with self._lock:
            others = [one for one in self._read(user_id) if one != opened]
            held = self._held[user_id] = [opened, *others][:KEPT]
            if self._tools.drafts is not None:
                body = {"records": [[str(kind), key] for kind, key in held]}
                draft_id = self._draft_ids.get(user_id, "")
                self._draft_ids[user_id] = self._tools.draft_box().keep(_DRAFT, user_id, body, draft_id)

    def positions(self, user_id: str) -> Mapping[Opened, int]:
        """Where each stands, 0 for the newest."""
        return {opened: at for at, opened in enumerate(self.of(user_id))}

    def _read(self, user_id: str) -> list[Opened]:
        if user_id not in self._held:
            kept = self._kept(user_id)
            self._draft_ids[user_id] = kept.id if kept else ""
            self._held[user_id] = [
                (FoundKind(kind), key) for kind, key in (kept.body["records"] if kept else ())
            ]
        return self._held[user_id]

    def _kept(self, user_id: str) -> Draft | None:
        if self._tools.drafts is None:
            return None
        box: DraftBox = self._tools.draft_box()
        return next(iter(box.waiting(_DRAFT, user_id)), None)
