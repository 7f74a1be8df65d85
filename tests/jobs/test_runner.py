"""Work off the GUI thread: order, delivery, problems, stopping and closing."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import DomainError
from desktop.jobs.cancel import CancelToken, Progress, Step
from desktop.jobs.runner import JobRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.drain()


def test_a_thousand_writes_come_back_in_order_on_the_gui_thread(runner: JobRunner, qtbot: QtBot) -> None:
    seen: list[int] = []
    threads: set[int] = set()

    def done(value: int) -> None:
        seen.append(value)
        threads.add(threading.get_ident())

    for number in range(1000):
        runner.write(lambda number=number: number, done)
    qtbot.waitUntil(lambda: len(seen) == 1000)
    assert seen == list(range(1000))
    assert threads == {threading.get_ident()}


def test_writes_share_one_thread_that_is_not_the_gui_thread(runner: JobRunner, qtbot: QtBot) -> None:
    idents: list[int] = []
    for _ in range(20):
        runner.write(threading.get_ident, idents.append)
    qtbot.waitUntil(lambda: len(idents) == 20)
    assert len(set(idents)) == 1
    assert threading.get_ident() not in idents


def test_done_comes_before_changed_and_settled_last(runner: JobRunner, qtbot: QtBot) -> None:
    order: list[str] = []
    changes = SimpleNamespace(entities={"person"})
    runner.changed.connect(lambda seen: order.append(f"changed {seen is changes}"))
    runner.write(
        lambda: SimpleNamespace(changes=changes),
        lambda _: order.append("done"),
        settled=lambda: order.append("settled"),
    )
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["done", "changed True", "settled"]


def test_a_result_that_is_itself_changes_is_passed_on_and_a_read_never(
    runner: JobRunner, qtbot: QtBot
) -> None:
    changes = SimpleNamespace(entities={"task"})
    with qtbot.waitSignal(runner.changed) as caught:
        runner.write(lambda: changes)
    assert caught.args == [changes]
    done: list[object] = []
    with qtbot.assertNotEmitted(runner.changed):
        runner.read(lambda: changes, done.append)
        qtbot.waitUntil(lambda: bool(done))


def test_a_domain_error_goes_to_problem_or_else_to_the_signal(runner: JobRunner, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise DomainError("A letter is missing.", field="postcode")

    taken: list[DomainError] = []
    runner.write(refuse, problem=taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken[0].field == "postcode"
    with qtbot.waitSignal(runner.problem_found) as caught:
        runner.read(refuse)
    assert caught.args[0].user_message == "A letter is missing."


def test_anything_else_is_a_crash_and_the_next_write_still_runs(runner: JobRunner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runner.crashed) as caught:
        runner.write(lambda: 1 / 0)
    assert isinstance(caught.args[0], ZeroDivisionError)
    seen: list[int] = []
    runner.write(lambda: 7, seen.append)
    qtbot.waitUntil(lambda: seen == [7])


def test_only_the_newest_read_of_a_key_is_answered(runner: JobRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[str] = []
    runner.read(lambda: gate.wait(5) and "old", seen.append, key="search")
    runner.read(lambda: "new", seen.append, key="search")
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert seen == ["new"]


class _Page(QWidget):
    """Says how often it was handed something, by each way in which pages ask for their answers."""

    calls = 0

    def take(self, *_result: object) -> None:
        _Page.calls += 1

    def ways(self) -> dict[str, Callable[..., object]]:
        return {
            "method": self.take,
            "lambda": lambda found: self.take(*found),
            "partial": partial(self.take, "said before"),
            "partial of a lambda": partial(lambda _said, found: self.take(found), "said before"),
        }


@pytest.mark.parametrize("way", ["method", "lambda", "partial", "partial of a lambda"])
def test_a_callback_of_a_deleted_widget_is_left_out(runner: JobRunner, qtbot: QtBot, way: str) -> None:
    _Page.calls = 0
    page = _Page()
    taking = page.ways()[way]
    taking(("while it is there",))
    assert _Page.calls == 1
    crashed: list[object] = []
    runner.crashed.connect(crashed.append)
    gate = threading.Event()
    runner.read(lambda: (gate.wait(5),), taking, settled=partial(taking, ()))
    shiboken6.delete(page)
    gate.set()
    qtbot.waitUntil(lambda: runner.pending == 0)
    assert (_Page.calls, crashed) == (1, [])


def test_a_long_job_reports_and_can_be_stopped(runner: JobRunner, qtbot: QtBot) -> None:
    steps: list[Step] = []
    started = threading.Event()
    settled: list[bool] = []
    done: list[object] = []

    def work(token: CancelToken, progress: Progress) -> str:
        progress(1, 10, "reading")
        started.set()
        while True:
            token.raise_if_cancelled()

    token = runner.long(work, done.append, progressed=steps.append, settled=lambda: settled.append(True))
    assert started.wait(5)
    qtbot.waitUntil(lambda: bool(steps))
    token.cancel()
    qtbot.waitUntil(lambda: bool(settled))
    assert steps == [Step(1, 10, "reading")]
    assert done == []


def test_drain_finishes_every_write_and_refuses_more(qtbot: QtBot) -> None:
    runner = JobRunner()
    seen: list[int] = []
    for number in range(50):
        runner.write(lambda number=number: number, seen.append)
    runner.drain()
    runner.write(lambda: 99, seen.append)
    assert seen == list(range(50))
    assert runner.pending == 0


def test_busy_is_told_once_for_a_run_of_writes(runner: JobRunner, qtbot: QtBot) -> None:
    states: list[bool] = []
    runner.busy_changed.connect(states.append)
    gate = threading.Event()
    runner.write(lambda: gate.wait(5))
    runner.write(lambda: None)
    gate.set()
    qtbot.waitUntil(lambda: not runner.writing)
    assert states == [True, False]
