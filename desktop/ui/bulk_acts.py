"""What the lists of requests and volunteers can do to many rows at once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from db.enums import RoundStatus, Urgency, VolunteerStatus
from db.queries.rounds import RoundFilter
from desktop.context import AppContext
from desktop.domain.verdicts import Verdict
from desktop.services.bulk import Bulk, BulkKind, BulkOrder
from desktop.services.rounds import Rounds
from desktop.ui.base.bulk import BulkAction, BulkActs
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.help_words import close_reasons, day_words
from desktop.ui.words import choices

URGENCY, ROUND, CLOSE, PASS_ON = "urgency", "round", "close", "pass_on_list"
THANKED, IN_TOUCH, REST, DORMANT = "thanked", "in_touch", "rest", "dormant"
THANK_LETTER = "thank_letter"
"""Opens a dialog of its own, see the bank's page."""
HOLD, AVAILABLE, ASK_BACK = "hold", "available", "ask_back"
_DAYS_AHEAD = 28


class _Acts(BulkActs):
    """Orders put together from a form, judged and done by the one service."""

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._context = context
        self._bulk = context.service(Bulk)

    def judge(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> Verdict:
        """What will and won't happen (worker)."""
        return self._bulk.judge(self._context.actor, self.order(key, ids, values))

    def act(self, key: str, ids: Sequence[Any], values: Mapping[str, Any], said: Verdict) -> object:
        """Do it (worker, a write)."""
        return self._bulk.act(self._context.actor, self.order(key, ids, values), said)

    def order(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> BulkOrder:
        """What is asked of the service."""
        raise NotImplementedError


class RequestActs(_Acts):
    """How soon, add to a round, close; and pass on, which the page of referrals asks about itself."""

    def __init__(self, context: AppContext) -> None:
        """Name the acts."""
        super().__init__(context)
        self.actions = (
            BulkAction(URGENCY, tr("How soon"), "calendar-due", tr("Change"), _can_change, "request.set"),
            BulkAction(ROUND, tr("Add to a round"), "route", tr("Add"), _can_add, "round.set"),
            BulkAction(CLOSE, tr("Close"), "circle-check", tr("Close"), _can_close, "request.close"),
            BulkAction(PASS_ON, tr("Pass on"), "send", tr("Pass on"), _can_close, "referral.send"),
        )

    def fields(self, key: str) -> Sequence[FormField]:
        """What is asked before an act (worker)."""
        if key == URGENCY:
            return [
                FormField(
                    "value", tr("How soon?"), FieldKind.SEGMENT, choices=choices(Urgency), required=True
                )
            ]
        if key == ROUND:
            return [FormField("value", tr("Round"), FieldKind.CHOICE, choices=self._rounds(), required=True)]
        reasons = [(None, ""), *((reason, words) for reason, words in close_reasons().items())]
        return [
            FormField("value", tr("What came of it"), FieldKind.CHOICE, choices=reasons, required=True),
            FormField("note", tr("Note"), FieldKind.MULTILINE, lines=2, max_length=500),
        ]

    def order(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> BulkOrder:
        """What is asked of the service."""
        kinds = {URGENCY: BulkKind.URGENCY, ROUND: BulkKind.ROUND, CLOSE: BulkKind.CLOSE}
        return BulkOrder(kinds[key], ids, values["value"], values.get("note") or "")

    def _rounds(self) -> list[tuple[object, str]]:
        rounds, actor = self._context.service(Rounds), self._context.actor
        today = rounds.today()
        wanted = RoundFilter(
            status=RoundStatus.PLANNED, first_day=today, last_day=today + timedelta(days=_DAYS_AHEAD)
        )
        rows = rounds.rows(actor, rounds.ids(actor, wanted, "date"))
        words = [(row.id, f"{day_words(row.on_date, today)}, {row.name} (S-{row.number})") for row in rows]
        return [(None, tr("Choose a round")), *((key, said[:1].upper() + said[1:]) for key, said in words)]


class VolunteerActs(_Acts):
    """Ask back, hold, and make available again."""

    def __init__(self, context: AppContext) -> None:
        """Name the acts."""
        super().__init__(context)
        self.actions = (
            BulkAction(ASK_BACK, tr("Asked back"), "phone", tr("Record"), _can_be_asked, "volunteer.set"),
            BulkAction(HOLD, tr("Put on hold"), "player-pause", tr("Hold"), _can_hold, "volunteer.set"),
            BulkAction(
                AVAILABLE,
                tr("Make available"),
                "player-play",
                tr("Make available"),
                _can_be_available,
                "volunteer.set",
            ),
        )

    def fields(self, key: str) -> Sequence[FormField]:
        """Nothing is asked before."""
        return ()

    def order(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> BulkOrder:
        """What is asked of the service."""
        if key == ASK_BACK:
            return BulkOrder(BulkKind.ASK_BACK, ids, None)
        status = VolunteerStatus.ON_HOLD if key == HOLD else VolunteerStatus.ACTIVE
        return BulkOrder(BulkKind.VOLUNTEER, ids, status)


class BankActs(_Acts):
    """Thanked, in touch, let rest, make dormant; each is undone as one."""

    def __init__(self, context: AppContext) -> None:
        """Name the acts."""
        super().__init__(context)
        may = "volunteer.set"
        self.actions = (
            BulkAction(THANKED, tr("Thanked"), "heart", tr("Record"), _can_be_thanked, may),
            BulkAction(THANK_LETTER, tr("Letters"), "mail", "", _can_be_thanked, "bank.print"),
            BulkAction(IN_TOUCH, tr("Was in touch"), "phone", tr("Record"), _can_be_thanked, may),
            BulkAction(REST, tr("Let rest"), "player-pause", tr("Let rest"), _can_rest, may),
            BulkAction(DORMANT, tr("Make dormant"), "moon", tr("Make dormant"), _can_rest, may),
        )

    def fields(self, key: str) -> Sequence[FormField]:
        """How they were thanked or reached."""
        if key in (REST, DORMANT):
            return ()
        return [FormField("note", tr("How?"), hint=tr("Such as: card, letter, phone"), max_length=200)]

    def order(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> BulkOrder:
        """What is asked of the service."""
        if key in (REST, DORMANT):
            status = VolunteerStatus.RESTING if key == REST else VolunteerStatus.DORMANT
            return BulkOrder(BulkKind.VOLUNTEER, ids, status)
        kind = BulkKind.THANKED if key == THANKED else BulkKind.IN_TOUCH
        return BulkOrder(kind, ids, None, values.get("note") or "")


def _can_change(count: int, total: int) -> str:
    return tr("{count} of {total} can be changed.", count=f"{count:,}", total=f"{total:,}")


def _can_add(count: int, total: int) -> str:
    return tr("{count} of {total} can be added.", count=f"{count:,}", total=f"{total:,}")


def _can_close(count: int, total: int) -> str:
    return tr("{count} of {total} can be closed.", count=f"{count:,}", total=f"{total:,}")


def _can_be_asked(count: int, total: int) -> str:
    return tr("{count} of {total} can be asked back.", count=f"{count:,}", total=f"{total:,}")


def _can_hold(count: int, total: int) -> str:
    return tr("{count} of {total} can be put on hold.", count=f"{count:,}", total=f"{total:,}")


def _can_be_available(count: int, total: int) -> str:
    return tr("{count} of {total} can be made available.", count=f"{count:,}", total=f"{total:,}")


def _can_be_thanked(count: int, total: int) -> str:
    return tr("{count} of {total} can be recorded.", count=f"{count:,}", total=f"{total:,}")


def _can_rest(count: int, total: int) -> str:
    return tr("{count} of {total} can be moved.", count=f"{count:,}", total=f"{total:,}")


__all__ = [
    "ASK_BACK",
    "AVAILABLE",
    "CLOSE",
    "HOLD",
    "ROUND",
    "URGENCY",
    "BankActs",
    "RequestActs",
    "VolunteerActs",
]
