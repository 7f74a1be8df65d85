"""When Python looks for objects that only hold each other: in pauses, never under somebody's hands.

A full look walks every object there is and holds every thread meanwhile; on a hub of 100,000 it took 150 to
400 ms, in the middle of a save. What is young is still looked through as it comes, in a few milliseconds, and
nearly everything goes at once by its count of holders, without any of this.
"""

import gc

YOUNG, MIDDLE = 5_000, 10
SELDOM = 1_000
"""Full looks by themselves come only after so many of the middle ones: a net for a day without a pause."""


def go_easy() -> None:
    """Leave what is loaded by now out of it for good, and full looks to `tidy`."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, SELDOM)


def tidy() -> None:
    """Look through everything now; for a moment in which nobody types."""
    gc.collect()
