"""Steps of the zoom; no step between, so that each tile of the ground is sharp."""

import math

STEPS = tuple(0.5 * 2 ** (step / 2) for step in range(17))
"""Metres to a device-independent px, from a street to a county."""


def nearest(metres_a_px: float) -> int:
    """The closest step that still shows so much.

    Args:
        metres_a_px: metres that must fit into a px.

    Returns:
        The number of the step; the last one where none shows enough.
    """
    if metres_a_px <= STEPS[0]:
        return 0
    return min(math.ceil(round(2 * math.log2(metres_a_px / STEPS[0]), 6)), len(STEPS) - 1)


def within(step: int) -> int:
    """The nearest step there is."""
    return min(max(step, 0), len(STEPS) - 1)
