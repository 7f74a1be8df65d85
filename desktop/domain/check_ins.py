"""Whom to ring first: groups never rung yet are spread over a week, so that none waits longer."""

DAYS = 7
"""Every group is rung once a week, on a line that is open all seven days (mission row 10)."""
FEWEST = 10
"""A small register is rung whole on the first day (hub policy)."""


def first_calls(every: int, begun_today: int) -> int:
    """How many groups that were never rung are to be rung today.

    Args:
        every: how many groups there are.
        begun_today: how many were rung for the first time today.

    Returns:
        A seventh of all, rounded up and never under `FEWEST`, less those begun.
    """
    share = max(FEWEST, -(-every // DAYS))
    return max(share - begun_today, 0)
