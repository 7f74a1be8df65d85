"""Ages in whole years and in bands."""

from datetime import date

ADULT = 18
"""From this age on a person is an adult (Family Law Reform Act 1969 s.1; Age of Majority (Scotland) Act 1969
s.1; Age of Majority Act (Northern Ireland) 1969 s.1)."""
OLDEST = 120
"""An older age is taken as a slip in the date of birth; the oldest person ever verified reached 122."""


def age_on(born: date | None, day: date) -> int | None:
    """Count whole years of age.

    Somebody born on 29 February turns a year older on 1 March of a common year (Age of Legal Capacity
    (Scotland) Act 1991 s.6; the same is usual in the other nations).

    Args:
        born: the date of birth, or None.
        day: the day to reckon on.

    Returns:
        Years from 0 to 120; None when the date of birth is not known, lies ahead or cannot be right.
    """
    if born is None:
        return None
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years if 0 <= years <= OLDEST else None


def age_band(age: int | None, top: int = 80) -> str:
    """Name the ten-year band of an age.

    Args:
        age: whole years, or None.
        top: from this age on everybody is one band.

    Returns:
        Such as ``70-79`` or ``80 and over``; empty when not known.
    """
    if age is None:
        return ""
    first = age // 10 * 10
    return f"{top} and over" if age >= top else f"{first}-{min(first + 9, top - 1)}"


def age_words(born: date | None, day: date) -> str:
    """Say how old somebody is, as beside a name: ``aged 74``; ``under 1``; empty when not known.

    Args:
        born: the date of birth, or None.
        day: the day to reckon on.
    """
    age = age_on(born, day)
    return "" if age is None else f"aged {age}" if age else "under 1"


def is_child(born: date | None, day: date) -> bool | None:
    """Say whether somebody is under 18; None when that is not known.

    Args:
        born: the date of birth, or None.
        day: the day to reckon on.
    """
    age = age_on(born, day)
    return None if age is None else age < ADULT
