"""Filling a rota: the proven best of a small hub's week, and of a large one within half a minute."""

from desktop.domain.rota_check import faults
from desktop.domain.rota_fill import propose
from desktop.domain.rota_pairs import pairs_of
from desktop.domain.rota_problem import RotaProblem, RotaProposal
from desktop.domain.rota_rows import model_of
from tests.benchmarks.measure import Figure, Hub, timed
from tests.rota_weeks import week

SMALL, LARGE = (60, 40), (300, 400)
SECONDS, GAP = 30.0, 0.01


def rota(_hub: Hub) -> list[Figure]:
    """Two weeks made by chance, each proposal checked apart from the solver.

    The floor of the time is the relaxation of the same week alone: no answer in whole numbers can be proven
    without it. What the proposal costs is held against the nearest any rota could come.
    """
    return [figure for size in (SMALL, LARGE) for figure in _figures(week(*size), size)]


def _figures(problem: RotaProblem, size: tuple[int, int]) -> list[Figure]:
    """Seconds, gap and cost of one week."""
    found: list[RotaProposal] = []
    took = timed(lambda: found.append(propose(problem, seconds=SECONDS)))
    [proposal] = found
    floor = timed(lambda: _relaxation(problem))
    plain = propose(problem, plain=True)
    name = f"rota: {size[0]} shifts, {size[1]} volunteers"
    wrong = len(faults(problem, proposal)) + len(faults(problem, plain))
    missing = sum(each.missing for each in proposal.unfilled)
    said = "proven best" if proposal.proven else f"gap {proposal.gap:.2%}"
    note = f"{said}, goal {GAP:.0%} in {SECONDS:g} s; {wrong} faults; {missing} unfilled"
    return [
        Figure(name, took, floor, None, "s", note),
        Figure(f"{name}: against plain Python", proposal.objective, plain.objective, 1.0, "cost"),
    ]


def _relaxation(problem: RotaProblem) -> None:
    """Write the week as rows, and solve it with everybody split at will."""
    from desktop.domain.highs_model import relax

    model = model_of(pairs_of(problem))
    relax(model, interior=len(model.costs) > 8_000)
