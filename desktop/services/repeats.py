"""How often help is wanted: read from words, and shown as days before it is kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from db.enums_repeats import HolidayRule
from desktop.domain.kept_days import holiday_of, kept_days
from desktop.domain.spoken_repeats import Spoken, read_spoken
from desktop.services.base import Actor, Service, verb
from desktop.services.gate import nation

SHOWN_DAYS = 6
_LOOK_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class AheadDay:
    """One day help would be given.

    Attributes:
        day: when.
        instead_of: the bank holiday it stands for; None where it is the rule's own day.
        is_holiday: it is a bank holiday itself.
    """

    day: date
    instead_of: date | None = None
    is_holiday: bool = False


class Repeats(Service):
    """Verbs on how often help is wanted."""

    @verb("request.see")
    def read(self, _actor: Actor, text: str) -> Spoken:
        """Read how often from plain words.

        Raises:
            DomainError: what was not understood, by name.
        """
        return read_spoken(text, self.today())

    @verb("request.see")
    def ahead(
        self, _actor: Actor, rule: str, starts_on: date, holidays: HolidayRule = HolidayRule.AS_USUAL
    ) -> list[AheadDay]:
        """The next few days a rule gives help on.

        Args:
            _actor: who asks.
            rule: an RFC 5545 rule over whole days.
            starts_on: the first day that may count.
            holidays: what becomes of it on a bank holiday.

        Raises:
            DomainError: the rule cannot be read.
        """
        with self.store.read() as session:
            place = nation(session)
        first = max(starts_on, self.today())
        found = kept_days(rule, starts_on, first + _LOOK_AHEAD, holidays=holidays, nation=place, since=first)
        return [
            AheadDay(
                kept.on_date, kept.occurrence if kept.is_moved else None, holiday_of(kept.on_date, place)
            )
            for kept in islice(sorted(found, key=lambda one: one.on_date), SHOWN_DAYS)
        ]
