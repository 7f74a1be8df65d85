"""By when somebody is told what is done with their data (UK GDPR Articles 13 and 14)."""

from datetime import date

from desktop.domain.dates import months_before


def tell_by(
    got_on: date, *, elsewhere: bool, spoken_on: date | None = None, shared_on: date | None = None
) -> date:
    """The last day to tell somebody.

    Whoever gives data themselves is told then (Article 13(1)). Where it came from somebody else: within one
    month of getting it, at the first contact with them, or when it is first passed on, whichever is soonest
    (Article 14(3)).

    Args:
        got_on: the day the hub first wrote them down.
        elsewhere: whether somebody else gave the data: a list, another body, who called for them.
        spoken_on: the first day they themselves were reached; None for never.
        shared_on: the first day it was passed on to another body; None for never.

    Returns:
        The day; never before the data came.
    """
    if not elsewhere:
        return got_on
    known = (day for day in (spoken_on, shared_on) if day is not None)
    return max(got_on, min([months_before(got_on, -1), *known]))
