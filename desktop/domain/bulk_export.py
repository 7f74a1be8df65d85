"""When so much leaves at once that one person alone may not let it go (domain rule 14).

The law names no number. These are the hub's own habits, chosen so that the lists of a day, a round and a
handful of referrals go out by one hand, and what would be a disaster on a lost stick does not.
"""

from enum import StrEnum

BULK = 50
"""From this many people on, one file or print takes two."""
WHOLE = 10
"""From this many on where it holds everything the hub knows of them: whole tables."""
DAY = 150
"""Together in one day by one account: what is cut into pieces is not smaller."""


class Apart(StrEnum):
    """Why a way out does not take two, however many people are in it.

    Each way out that names one says so where its share is made; whichever names none takes two by itself.
    """

    THEMSELVES = "themselves"
    """Each gets a paper of their own: letters, badges, notices."""
    TOGETHER = "together"
    """Counted with others in the same print, before any of them."""
    THEY_SENT = "they_sent"
    """The recipient sent these people, or holds them already, and hears only what became of them."""


def takes_two(people: int, today: int = 0, *, whole: bool = False, apart: Apart | None = None) -> bool:
    """Whether a second person must agree before something leaves.

    Args:
        people: how many are in it.
        today: how many went out today already by the same account without a second person.
        whole: whether it holds everything the hub knows of them.
        apart: why it is not counted.
    """
    if apart is not None or not people:
        return False
    return people >= (WHOLE if whole else BULK) or people + today >= DAY
