"""Ten wrong passphrases, then a wait that neither a restart nor a clock gets round."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db import tries
from db.errors import KnownStoreError, WrongPassphrase
from db.folder import HubFolder
from db.tries import FIRST_WAIT, FREE, LONGEST_WAIT, TooManyTries, counted


class Clock:
    """An uptime that only the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def wrong(folder: Path, clock: Callable[[], float]) -> WrongPassphrase:
    """Type a wrong one; what is said to it."""
    with pytest.raises(WrongPassphrase) as caught, counted(folder, clock):
        raise WrongPassphrase
    return caught.value


def right(folder: Path, clock: Callable[[], float]) -> None:
    with counted(folder, clock):
        pass


def test_ten_wrong_ones_and_the_right_one_has_to_wait_too(tmp_path: Path, clock: Clock) -> None:
    said = [wrong(tmp_path, clock) for _ in range(FREE)]
    assert [one.tries_left for one in said] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert "left" not in said[3].remedy
    assert said[5].remedy.endswith("4 tries left before a wait of 5 minutes.")
    assert said[8].remedy.endswith("1 try left before a wait of 5 minutes.")
    assert said[9].remedy.startswith("Wait 5 minutes")
    clock.now += FIRST_WAIT - 61
    with pytest.raises(TooManyTries, match="too often") as caught:
        right(tmp_path, clock)
    assert caught.value.seconds == 61
    assert "Wait 2 minutes" in caught.value.remedy
    clock.now += 60
    with pytest.raises(TooManyTries) as caught:
        right(tmp_path, clock)
    assert "Wait a minute" in caught.value.remedy
    clock.now += 1
    right(tmp_path, clock)
    assert wrong(tmp_path, clock).tries_left == 9


def test_waiting_itself_makes_no_wait_longer_and_each_next_one_is_twice_the_last(
    tmp_path: Path, clock: Clock
) -> None:
    waits = []
    for _ in range(6):
        for _ in range(FREE):
            wrong(tmp_path, clock)
        for _ in range(3):
            with pytest.raises(TooManyTries) as caught:
                right(tmp_path, clock)
        waits.append(caught.value.seconds)
        clock.now += caught.value.seconds
    assert waits == [300, 600, 1_200, 2_400, LONGEST_WAIT, LONGEST_WAIT]


def test_a_restart_of_the_computer_ends_no_wait(tmp_path: Path, clock: Clock) -> None:
    for _ in range(FREE):
        wrong(tmp_path, clock)
    clock.now = 20.0
    with pytest.raises(TooManyTries) as caught:
        right(tmp_path, clock)
    assert caught.value.seconds == FIRST_WAIT - 20
    clock.now = float(FIRST_WAIT)
    right(tmp_path, clock)


def test_no_clock_that_can_be_set_is_asked(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FREE):
        wrong(tmp_path, clock)
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    file = HubFolder(tmp_path).tries
    os.utime(file, (0, 0))
    with pytest.raises(TooManyTries):
        right(tmp_path, clock)


def test_a_try_cut_short_counts_and_one_that_could_not_be_made_does_not(tmp_path: Path, clock: Clock) -> None:
    attempt = counted(tmp_path, clock)
    attempt.__enter__()  # the app ends here
    assert wrong(tmp_path, clock).tries_left == FREE - 2
    with pytest.raises(KnownStoreError), counted(tmp_path, clock):
        raise KnownStoreError("There is not enough free memory.", "Close other programs.")
    assert wrong(tmp_path, clock).tries_left == FREE - 3


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"wrong": "9", "at": 1.0}', b'{"wrong": -1, "at": 1.0}', b'{"wrong": 9, "at": NaN}'],
)
def test_a_count_that_cannot_be_read_is_none(tmp_path: Path, clock: Clock, content: bytes) -> None:
    HubFolder(tmp_path).tries.write_bytes(content)
    assert wrong(tmp_path, clock).tries_left == FREE - 1


def test_a_folder_that_takes_no_file_still_counts(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise KnownStoreError

    monkeypatch.setattr(tries, "write_private", refuse)
    for _ in range(FREE):
        wrong(tmp_path, clock)
    with pytest.raises(TooManyTries):
        right(tmp_path, clock)
    clock.now += FIRST_WAIT
    right(tmp_path, clock)
    assert wrong(tmp_path, clock).tries_left == FREE - 1
