"""One sitting of the check gate: rules and facts read once, for any number of tasks, and never kept."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from db.queries import matching as query
from db.queries.gate_tasks import GateTask, given_among
from desktop.domain.clearance import Gate, judge, prepare
from desktop.domain.clearance_facts import DRIVEN, Clearance, Rule, TaskContext
from desktop.domain.clearance_words import refusal
from desktop.domain.errors import NotFound
from desktop.services import gate


class Sitting:
    """The gate for some volunteers, inside one transaction.

    Args:
        session: an open session; inside a write, so that nothing can change between gate and act.
        volunteer_ids: whom it may be asked about.
        system_day: the laptop's own date; the newest date in the change log counts when it is later.
        rules: judge by these, which an edit would make; by those of the hub where not given.
    """

    def __init__(
        self,
        session: Session,
        volunteer_ids: Sequence[str],
        system_day: date,
        rules: Sequence[Rule] | None = None,
    ) -> None:
        self.today = gate.today(session, system_day).day
        self._nation = gate.nation(session)
        self._rules = gate.rules(session) if rules is None else rules
        self._facts = gate.facts_of(session, volunteer_ids)
        self.names: dict[str, str] = {}
        self._drivers: set[str] = set()
        self._gates: dict[TaskContext, Gate] = {}
        for one in query.active(session, among=volunteer_ids):
            self.names[one.id] = f"{one.first_name} {one.last_name}".strip() or f"V-{one.number}"
            if one.transport in DRIVEN:
                self._drivers.add(one.id)

    def judge(self, task: GateTask, volunteer_id: str, *, beside: str = "") -> Clearance:
        """Judge a volunteer for a task: the checks must hold today and on the day of the task.

        Args:
            task: the task.
            volunteer_id: the volunteer.
            beside: another volunteer who goes too; where that one is cleared alone, rules that allow pairing
                are met by it.

        Raises:
            NotFound: there is no such volunteer.
        """
        if volunteer_id not in self._facts:
            raise NotFound("This volunteer is no longer here.")
        alone = self._judge(task, volunteer_id, paired=False)
        if alone.passes or not beside or not self._judge(task, beside, paired=False).passes:
            return alone
        return self._judge(task, volunteer_id, paired=True)

    def has_car(self, volunteer_id: str) -> bool:
        """Whether a volunteer who is active has a car or van on record."""
        return volunteer_id in self._drivers

    def objection(self, task: GateTask, *, told: bool = True) -> tuple[str, str] | None:
        """Whoever has a task and may no longer do it, with the sentence that says why; None when all may.

        Args:
            task: given to them.
            told: the sentence is for somebody who may see checks.
        """
        for one in task.crew:
            beside = next((other for other in task.crew if other != one), "")
            clearance = self.judge(task, one, beside=beside)
            if not clearance.passes:
                return one, refusal(self.names[one], clearance, told=told)
        return None

    def _judge(self, task: GateTask, volunteer_id: str, *, paired: bool) -> Clearance:
        # Whoever has a car may still walk; driving is certain only where the task cannot be done without.
        driving = volunteer_id in self._drivers and bool(task.needs_transport)
        for day in gate.days_to_hold(self.today, task.on_date):
            context = gate.context(self._nation, task, day, driving=driving, paired=paired)
            if context not in self._gates:
                self._gates[context] = prepare(self._rules, context)
            clearance = judge(self._gates[context], self._facts[volunteer_id])
            if not clearance.passes:
                break
        return clearance


def cleared_for_tasks(session: Session, task_ids: Sequence[str], system_day: date) -> frozenset[str]:
    """Tasks that have a volunteer and whose every volunteer may still do them, worked out here and now.

    What is not among them needs cover: it stays off prints and does not go out (domain rule 3).

    Args:
        session: an open session.
        task_ids: the tasks.
        system_day: the laptop's own date.
    """
    tasks = given_among(session, task_ids)
    sitting = Sitting(session, crew_of(tasks), system_day)
    return frozenset(task.id for task in tasks if sitting.objection(task) is None)


def crew_of(tasks: Sequence[GateTask]) -> list[str]:
    """Keys of everybody who has one of some tasks, first or second."""
    return sorted({one for task in tasks for one in task.crew})
