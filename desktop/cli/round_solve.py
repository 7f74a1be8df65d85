"""``hubkeeper round solve``: the planner of rounds on problems others solve too, against the best known."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.common import Exit, JsonOption, Options, emit, stop
from desktop.domain.errors import DomainError
from desktop.domain.route_problem import RoutePlan

_WORTH_TWO = 5.0
"""Seconds from which a second core is worth its start."""


def solve(
    file: Annotated[
        Path, typer.Argument(help="A problem in VRPLIB's or Solomon's layout.", show_default=False)
    ],
    seconds: Annotated[float, typer.Option(help="The longest the search may take.", min=0.1)] = 10.0,
    seed: Annotated[int, typer.Option(help="Another one looks elsewhere.", min=0)] = 1,
    cores: Annotated[int, typer.Option(help="Searches at once, each with a seed of its own.", min=1)] = 2,
    plain: Annotated[bool, typer.Option("--plain", help="Plan in plain Python, without the solver.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Plan the routes of a file; prints their cost and, for each, its customers in order."""
    from desktop.imports.route_files import read_route_file

    try:
        held = read_route_file(file)
    except DomainError as problem:
        stop(Exit.MISUSE, problem.user_message, as_json=as_json)
    seeds = range(seed, seed + (min(cores, os.cpu_count() or 1) if seconds >= _WORTH_TWO else 1))
    plans = _plans(file, seconds, list(seeds), plain)
    plan = min(plans, key=lambda one: (len(one.left_out), held.cost(one)))
    if plan.left_out:
        stop(Exit.FINDINGS, f"{len(plan.left_out)} customers fit on no route.", as_json=as_json)
    routes, cost = held.routes(plan), held.cost(plan)
    lines = [f"Route #{number}: {' '.join(map(str, route))}" for number, route in enumerate(routes, 1)]
    emit(Options(as_json, "", None), {"cost": cost, "routes": routes}, [*lines, f"Cost {cost}"])


def _plans(file: Path, seconds: float, seeds: list[int], plain: bool) -> list[RoutePlan]:
    """One plan for each seed, each found on a core of its own."""
    if len(seeds) == 1 or getattr(sys, "frozen", False):
        return [_plan(file, seconds, seeds[0], plain)]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(len(seeds), get_context("spawn")) as pool:
        waiting = [pool.submit(_plan, file, seconds, seed, plain) for seed in seeds]
        return [one.result() for one in waiting]


def _plan(file: Path, seconds: float, seed: int, plain: bool) -> RoutePlan:
    """A plan by one search; reads the file again, as it may run in a process of its own."""
    from desktop.domain.route_search import search
    from desktop.imports.route_files import read_route_file

    return search(read_route_file(file).problem, seconds, seed=seed, plain=plain)
