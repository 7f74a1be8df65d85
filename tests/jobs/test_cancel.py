"""Stopping a job and saying how far it has got."""

import pytest

from desktop.jobs.cancel import Cancelled, CancelToken, Progress, Step


def test_a_token_raises_only_after_it_was_cancelled() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_progress_lets_ten_a_second_through_and_always_the_last() -> None:
    seconds = [0.0]
    seen: list[Step] = []
    progress = Progress(seen.append, clock=lambda: seconds[0])
    for done in range(1, 1001):
        seconds[0] = done / 1000
        progress(done, 1000, "rows")
    assert seen[0] == Step(1, 1000, "rows")
    assert seen[-1] == Step(1000, 1000, "rows")
    assert len(seen) <= 12


def test_progress_without_a_total_is_limited_too() -> None:
    seen: list[Step] = []
    progress = Progress(seen.append, clock=lambda: 5.0)
    for done in range(50):
        progress(done)
    assert seen == [Step(0, 0, "")]
