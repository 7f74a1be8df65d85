"""The week: days of recurring help."""

from datetime import date, datetime, time, timedelta
from random import Random

from dateutil.rrule import rrulestr

from db.enums import Nation
from db.enums_repeats import HolidayRule
from desktop.domain.kept_days import kept_days
from desktop.domain.recurrence import daily, monthly, weekly
from tests.benchmarks.measure import Figure, Hub, timed

SERIES = 5_000
YEAR = timedelta(days=365)
BEGUN = date(2026, 1, 5)


def recurrence(_hub: Hub) -> list[Figure]:
    """A year of days for five thousand series, with bank holidays and pauses, against the bare library."""
    chance = Random(6)
    series = [(_rule(chance), BEGUN + timedelta(days=chance.randrange(300))) for _ in range(SERIES)]
    holidays, nations = list(HolidayRule), list(Nation)
    found: list[int] = []

    def ours() -> None:
        for at, (rule, start) in enumerate(series):
            pause = (start + timedelta(days=at % 90), start + timedelta(days=at % 90 + 14))
            days = kept_days(
                rule,
                start,
                start + YEAR,
                pauses=[pause],
                holidays=holidays[at % len(holidays)],
                nation=nations[at % len(nations)],
            )
            found.append(len(days))

    def floor() -> None:
        for rule, start in series:
            begun = datetime.combine(start, time())
            list(rrulestr(rule, dtstart=begun).between(begun, begun + YEAR, inc=True))

    name = f"{SERIES:,} series x 1 year"
    figure = Figure(name, timed(ours), timed(floor), None, "s", f"goal 3; {sum(found):,} days")
    return [figure]


def _rule(chance: Random) -> str:
    days = chance.sample(range(7), chance.randint(1, 5))
    made = (weekly(days), weekly(days, every=2), daily(), monthly(chance.randint(1, 28)))
    return chance.choices(made, (6, 2, 1, 1))[0]
