"""A coordinator's whole day in the running app, by keyboard alone; each step is looked up in the store."""

from pathlib import Path

from tests.ui.day import afternoon, morning
from tests.ui.day.desk import Desk, desk

__all__ = ["desk"]


def test_a_whole_day_by_keyboard_alone(desk: Desk, tmp_path: Path) -> None:
    morning.plan_the_round(desk)
    morning.call_of_somebody_new(desk)
    morning.call_with_a_lock_in_the_middle(desk)
    morning.triage_of_ten(desk)
    afternoon.call_cut_short(desk)
    afternoon.print_the_sheet(desk, tmp_path)
    afternoon.send_out_and_key_back(desk)
    afternoon.merge_and_undo(desk)
