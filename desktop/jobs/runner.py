"""Runs store work off the GUI thread and brings the results back in order.

One thread writes, so that writes are serial; a small pool reads. Every result crosses to the GUI thread as a
queued signal of one QObject: `Future.add_done_callback` may run at once on the calling thread and signals of
a QRunnable can vanish, both of which lose or reorder results.
"""

import itertools
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from types import FunctionType
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from db.errors import KnownStoreError
from desktop.domain.errors import DomainError, NeedsSecond
from desktop.jobs.cancel import Cancelled, CancelToken, Progress, Step

T = TypeVar("T")
Problem = DomainError | KnownStoreError
Done = Callable[[Any], object]
OnProblem = Callable[[Problem], object]
READERS = 2
"""Reading threads: enough for a list and a search at once, few enough to leave a core to the screen."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One piece of work and who wants its result."""

    work: Callable[[], object]
    done: Done | None
    problem: OnProblem | None
    settled: Callable[[], object] | None
    writes: bool
    key: str
    number: int
    token: CancelToken


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came of one job."""

    job: _Job
    result: object = None
    raised: BaseException | None = None


class JobRunner(QObject):
    """The one place where work leaves and rejoins the GUI thread.

    Callables given to it must not touch Qt (but for drawing into a `QImage`, which Qt allows on any thread),
    except `done`, `problem`, `progressed` and `settled`, which are called on the GUI thread. A callback that
    belongs to a widget closed in the meantime is left out.

    Signals:
        changed: what a finished write touched (anything with `entities`).
        problem_found: a known problem that no callback took.
        second_needed: a second person must agree first; its ``again`` runs the same job once more.
        crashed: an exception nobody expected.
        busy_changed: whether a write is under way or waiting.
    """

    changed = Signal(object)
    problem_found = Signal(object)
    second_needed = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)
    _replied = Signal(object)
    _stepped = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, *, readers: int = READERS) -> None:
        """Start the threads.

        Args:
            parent: the owner.
            readers: how many reads may run at once.
        """
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "hub-write")
        self._readers = ThreadPoolExecutor(readers, "hub-read")
        self._numbers = itertools.count(1)
        self._latest: dict[str, int] = {}
        self._open: dict[int, _Job] = {}
        self._closed = False
        self._disowned = 0
        self._replied.connect(self._on_replied, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """Jobs handed in whose callbacks have not run yet."""
        return len(self._open)

    @property
    def writing(self) -> bool:
        """Whether a write is under way or waiting."""
        return any(job.writes for job in self._open.values())

    def write(
        self,
        work: Callable[[], object],
        done: Done | None = None,
        problem: OnProblem | None = None,
        *,
        settled: Callable[[], object] | None = None,
    ) -> None:
        """Run a change to the store after those already waiting.

        Args:
            work: the service call; its result, or the result's `changes`, says what it touched.
            done: takes the result, before `changed` is emitted.
            problem: takes a `DomainError` or `KnownStoreError`; without it `problem_found` is emitted.
            settled: called last, whatever happened.
        """
        self._start(self._job(work, done, problem, settled, writes=True))

    def read(
        self,
        work: Callable[[], object],
        done: Done | None = None,
        problem: OnProblem | None = None,
        *,
        key: str = "",
        settled: Callable[[], object] | None = None,
    ) -> None:
        """Run a question to the store.

        Args:
            work: the service call.
            done: takes the result.
            problem: as for `write`.
            key: when not empty, a newer read with the same key makes the answer of this one unwanted.
            settled: as for `write`.
        """
        job = self._job(work, done, problem, settled, key=key)
        if key:
            self._latest[key] = job.number
        self._start(job)

    def long(
        self,
        work: Callable[[CancelToken, Progress], object],
        done: Done | None = None,
        problem: OnProblem | None = None,
        *,
        progressed: Callable[[Step], object] | None = None,
        settled: Callable[[], object] | None = None,
        writes: bool = False,
    ) -> CancelToken:
        """Run a job that can be watched and stopped.

        Args:
            work: takes a token to look at and a progress to call.
            done: takes the result; not called after a cancel that the job heeded.
            problem: as for `write`.
            progressed: takes each step, at most ten a second.
            settled: as for `write`.
            writes: whether it changes the store and so waits its turn among the writes.

        Returns:
            The token that stops it.
        """
        token = CancelToken()
        heard = _weak(progressed)
        progress = Progress(lambda step: self._stepped.emit(token, heard, step))
        self._start(
            self._job(lambda: work(token, progress), done, problem, settled, writes=writes, token=token)
        )
        return token

    def disown(self) -> None:
        """Leave out the callbacks of everything handed in so far: its windows go. Writes are still done."""
        self._disowned = next(self._numbers)
        for job in self._open.values():
            if not job.writes:
                job.token.cancel()

    def drain(self) -> None:
        """Take no more work, finish the writes, drop waiting reads, and deliver what came of them."""
        self._closed = True
        for job in self._open.values():
            if not job.writes:
                job.token.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self)
        self._open.clear()

    def _job(
        self,
        work: Callable[[], object],
        done: Done | None,
        problem: OnProblem | None,
        settled: Callable[[], object] | None,
        *,
        writes: bool = False,
        key: str = "",
        token: CancelToken | None = None,
    ) -> _Job:
        return _Job(work, done, problem, settled, writes, key, next(self._numbers), token or CancelToken())

    def _start(self, job: _Job) -> None:
        """Queue a job on its lane; after `drain` nothing is taken."""
        if self._closed:
            return
        was_writing = self.writing
        self._open[job.number] = job
        lane = self._writer if job.writes else self._readers
        lane.submit(self._run, job)
        if job.writes and not was_writing:
            self.busy_changed.emit(True)

    def _run(self, job: _Job) -> None:
        """Do the work on a lane's thread and post what came of it."""
        if job.key and self._latest.get(job.key) != job.number:
            self._replied.emit(_Reply(job, raised=Cancelled()))
            return
        try:
            self._replied.emit(_Reply(job, result=job.work()))
        except BaseException as raised:
            self._replied.emit(_Reply(job, raised=raised))

    @Slot(object)
    def _on_replied(self, reply: _Reply) -> None:
        """Hand one result over, on the GUI thread."""
        job = reply.job
        self._open.pop(job.number, None)
        try:
            self._deliver(reply)
        finally:
            if job.settled and _alive(job.settled) and job.number > self._disowned:
                job.settled()
            if job.writes and not self.writing:
                self.busy_changed.emit(False)

    def _deliver(self, reply: _Reply) -> None:
        job, raised = reply.job, reply.raised
        if job.number <= self._disowned:
            self._deliver_disowned(reply)
            return
        stale = bool(job.key) and self._latest.get(job.key) != job.number
        known = raised is None or isinstance(raised, DomainError | KnownStoreError)
        if isinstance(raised, Cancelled) or (stale and known):
            return
        if isinstance(raised, DomainError | KnownStoreError):
            self._tell_problem(job, raised)
        elif raised is not None:
            self.crashed.emit(raised)
        else:
            if job.done and _alive(job.done):
                job.done(reply.result)
            touched = _changes_of(reply.result) if job.writes else None
            if touched is not None:
                self.changed.emit(touched)

    def _deliver_disowned(self, reply: _Reply) -> None:
        """Tell those that are left what a write touched, and of what nobody expected."""
        known = (DomainError, KnownStoreError, Cancelled)
        touched = _changes_of(reply.result) if reply.job.writes else None
        if touched is not None:
            self.changed.emit(touched)
        elif reply.raised is not None and not isinstance(reply.raised, known):
            self.crashed.emit(reply.raised)

    def _tell_problem(self, job: _Job, raised: Problem) -> None:
        if job.problem and _alive(job.problem):
            job.problem(raised)
        elif job.problem is None and not isinstance(raised, NeedsSecond):
            self.problem_found.emit(raised)
        if isinstance(raised, NeedsSecond):
            raised.again = partial(self._again, job)
            self.second_needed.emit(raised)

    def _again(self, job: _Job) -> None:
        self._start(replace(job, number=next(self._numbers)))

    @Slot(object, object, object)
    def _on_stepped(
        self, token: CancelToken, heard: Callable[[], Callable[[Step], object] | None], step: Step
    ) -> None:
        progressed = heard()
        if progressed and _alive(progressed) and not token.cancelled:
            progressed(step)


def _changes_of(result: object) -> object | None:
    """What a result says it touched: itself or its `changes`, if either names entities."""
    for candidate in (result, getattr(result, "changes", None)):
        if candidate is not None and getattr(candidate, "entities", None):
            return candidate
    return None


def _alive(callback: Callable[..., object] | None) -> bool:
    """Whether the widget a callback belongs to still exists in C++."""
    owner = _owner(callback)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _owner(callback: Callable[..., object] | None) -> object:
    """Whose callback it is: that of a bound method, or the `self` in which a lambda was written."""
    while isinstance(callback, partial):
        callback = callback.func
    if isinstance(callback, FunctionType):
        cells = dict(zip(callback.__code__.co_freevars, callback.__closure__ or (), strict=True))
        return cells["self"].cell_contents if "self" in cells else None
    return getattr(callback, "__self__", None)


def _weak(callback: Callable[[Step], object] | None) -> Callable[[], Callable[[Step], object] | None]:
    """A reference that lets a widget go while its job still runs; plain functions are held."""
    if isinstance(getattr(callback, "__self__", None), QObject) and callback is not None:
        return weakref.WeakMethod(callback)
    return lambda: callback
