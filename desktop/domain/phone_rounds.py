"""A list of people shared out among callers and days, so that nobody is rung twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody of a list.

    Attributes:
        person_id: their key.
        number: the one number to ring them on, in E.164; empty for none.
        household_id: where they live; empty where nobody knows.
        left_out: why they are not to be rung; empty where they may be.
        usual: whoever rings them already, by name; empty for nobody.
    """

    person_id: str
    number: str = ""
    household_id: str = ""
    left_out: str = ""
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """What becomes of one person of a list.

    Attributes:
        caller: who rings; empty for whoever is left out.
        on_date: when.
        with_person: the person they are asked with, on one call; empty for none.
        left_out: why they are not rung; empty where they are.
    """

    person_id: str
    caller: str = ""
    on_date: date | None = None
    with_person: str = ""
    left_out: str = ""


NO_NUMBER = "No phone number"


def calling_days(starts_on: date, count: int, *, weekends: bool = False) -> list[date]:
    """The days of a round: so many from the first on, weekends passed over unless they count.

    Args:
        starts_on: the first day that may count.
        count: how many days, at least 1.
        weekends: Saturdays and Sundays count.
    """
    found: list[date] = []
    day = starts_on
    while len(found) < count:
        if weekends or day.weekday() not in WEEKEND:
            found.append(day)
        day += timedelta(days=1)
    return found


def divided(people: Sequence[Reachable], callers: Sequence[str], days: Sequence[date]) -> list[Portion]:
    """Share a list out: each number goes to one caller on one day, and each caller has as many as the others.

    People of one household who are reached by one number are asked on one call. Somebody with a usual caller
    among the callers is theirs. The order of the list is kept within each caller's share.

    Args:
        people: the list, nobody twice.
        callers: names, at least one, each once.
        days: at least one, in order.

    Returns:
        One share for each person, in their order.
    """
    leads = _leads(people)
    fair = _fair([one for one in people if leads.get(one.person_id) == one.person_id], callers)
    on = _days(fair, callers, days)
    made = []
    for one in people:
        lead = leads.get(one.person_id)
        if lead is None:
            made.append(Portion(one.person_id, left_out=one.left_out or NO_NUMBER))
        else:
            other = lead if lead != one.person_id else ""
            made.append(Portion(one.person_id, fair[lead], on[lead], other))
    return made


def _leads(people: Sequence[Reachable]) -> dict[str, str]:
    """Whom each person is asked with: the first of their household on the same number, or themselves."""
    first: dict[tuple[str, str], str] = {}
    found = {}
    for one in people:
        if one.left_out or not one.number:
            continue
        home = one.household_id or one.person_id
        found[one.person_id] = first.setdefault((one.number, home), one.person_id)
    return found


def _fair(leads: Sequence[Reachable], callers: Sequence[str]) -> dict[str, str]:
    """A caller for each call: usual ones first, then whoever has fewest; one number is one caller's."""
    count = dict.fromkeys(callers, 0)
    of: dict[str, str] = {}
    by_number: dict[str, str] = {}
    later = []
    for one in leads:
        usual = by_number.get(one.number, one.usual)
        if usual in count:
            of[one.person_id] = by_number[one.number] = usual
            count[usual] += 1
        else:
            later.append(one)
    for one in later:
        caller = by_number.get(one.number) or min(callers, key=lambda name: count[name])
        of[one.person_id] = by_number[one.number] = caller
        count[caller] += 1
    return of


def _days(fair: Mapping[str, str], callers: Sequence[str], days: Sequence[date]) -> dict[str, date]:
    """Each caller's calls over the days, as evenly as they go, in the order of the list."""
    found = {}
    for caller in callers:
        mine = [key for key, name in fair.items() if name == caller]
        found.update({key: days[at * len(days) // len(mine)] for at, key in enumerate(mine)})
    return found
