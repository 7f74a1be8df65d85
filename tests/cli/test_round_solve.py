"""Problems that others solve too: read by their own conventions, solved, and written as their sets do."""

import json
import math
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.cli import run
from desktop.domain.errors import DomainError
from desktop.imports.route_files import read_route_file


def cvrp(count: int = 12, *, depot: int = 1, extra: str = "") -> str:
    """A problem in VRPLIB's layout, made by chance."""
    chance = Random(count)
    nodes = [(chance.randrange(100), chance.randrange(100)) for _ in range(count + 1)]
    lines = ["NAME : made", "TYPE : CVRP", f"DIMENSION : {count + 1}", "EDGE_WEIGHT_TYPE : EUC_2D"]
    lines += ["CAPACITY : 40", *extra.splitlines(), "NODE_COORD_SECTION"]
    lines += [f"{at} {x} {y}" for at, (x, y) in enumerate(nodes, 1)]
    lines += ["DEMAND_SECTION", *(f"{at} {0 if at == depot else 10}" for at in range(1, count + 2))]
    return "\n".join([*lines, "DEPOT_SECTION", str(depot), "-1", "EOF", ""])


def vrptw(count: int = 8) -> str:
    """A problem in Solomon's layout, made by chance."""
    chance = Random(count)
    head = ["M101", "", "VEHICLE", "NUMBER     CAPACITY", "  5         60", "", "CUSTOMER"]
    head += ["CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME", ""]
    rows = ["0 35 35 0 0 500 0"]
    for at in range(1, count + 1):
        ready = chance.randrange(200)
        rows.append(f"{at} {chance.randrange(70)} {chance.randrange(70)} 10 {ready} {ready + 120} 10")
    return "\n".join([*head, *rows, ""])


def nodes_of(text: str, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Coordinates by number, read apart from the program."""
    found = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) in (3, 7) and words[0].isdigit() and first <= int(words[0]) <= last:
            found.setdefault(int(words[0]), (int(words[1]), int(words[2])))
    return found


def solved(capsys: Any, path: Path, *more: str) -> dict[str, Any]:
    """What the command prints."""
    assert run(["round", "solve", str(path), "--json", "--seconds", "0.3", *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("more", [(), ("--plain",)])
def test_a_cvrp_is_costed_by_whole_numbers(tmp_path: Path, capsys: Any, more: tuple[str, ...]) -> None:
    path = tmp_path / "made.vrp"
    path.write_text(cvrp())
    found = solved(capsys, path, *more)
    assert sorted(one for route in found["routes"] for one in route) == list(range(1, 13))
    assert all(len(route) <= 4 for route in found["routes"])
    at = {number - 1: place for number, place in nodes_of(cvrp(), 1, 13).items()}
    cost = 0
    for route in found["routes"]:
        way = [0, *route, 0]
        cost += sum(math.floor(math.dist(at[a], at[b]) + 0.5) for a, b in pairwise(way))
    assert found["cost"] == cost


@pytest.mark.parametrize("more", [(), ("--plain",)])
def test_a_vrptw_is_costed_by_one_decimal_cut_off(tmp_path: Path, capsys: Any, more: tuple[str, ...]) -> None:
    path = tmp_path / "made.txt"
    path.write_text(vrptw())
    found = solved(capsys, path, *more)
    assert sorted(one for route in found["routes"] for one in route) == list(range(1, 9))
    at = nodes_of(vrptw(), 0, 8)
    tenths = 0
    for route in found["routes"]:
        way = [0, *route, 0]
        tenths += sum(math.floor(10 * math.dist(at[a], at[b])) for a, b in pairwise(way))
    assert found["cost"] == tenths / 10


def test_the_depot_may_stand_anywhere_and_vehicles_and_lengths_may_be_limited(tmp_path: Path) -> None:
    path = tmp_path / "made.vrp"
    path.write_text(cvrp(depot=3, extra="VEHICLES : 4\nDISTANCE : 900\nSERVICE_TIME : 5"))
    held = read_route_file(path)
    assert (len(held.problem.vehicles), held.problem.vehicles[0].longest) == (4, 900)
    assert held.problem.stops[0].service == 5
    assert held.customers == (0, 1, *range(3, 13))
    assert (held.name, held.scale) == ("made", 1)


def test_words_are_printed_for_people(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "made.vrp"
    path.write_text(cvrp(4))
    assert run(["round", "solve", str(path), "--seconds", "0.2"]) == 0
    assert "Route #1: " in (said := capsys.readouterr().out)
    assert "Cost " in said


def test_two_cores_give_the_better_of_two(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.cli import round_solve

    path = tmp_path / "made.vrp"
    path.write_text(cvrp())
    asked: list[list[int]] = []

    def plans(file: Path, seconds: float, seeds: list[int], plain: bool) -> list[Any]:
        asked.append(seeds)
        return [round_solve._plan(file, 0.1, seed, plain) for seed in seeds]

    monkeypatch.setattr(round_solve, "_plans", plans)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert run(["round", "solve", str(path), "--seconds", "9", "--seed", "4"]) == 0
    assert asked == [[4, 5]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        cvrp().replace("CAPACITY", "CAP"),
        vrptw().replace("35 35", "x y"),
        vrptw() + "9 1 2\n",
        "VEHICLE CUST\n" * 3,
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, capsys: Any, text: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text)
    assert run(["round", "solve", str(path)]) == 2
    assert "other.txt is not a problem" in capsys.readouterr().err


def test_a_file_that_is_not_there_or_too_large_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DomainError, match="cannot be opened"):
        read_route_file(tmp_path / "none.vrp")
    path = tmp_path / "made.vrp"
    path.write_text(cvrp())
    monkeypatch.setattr("desktop.imports.route_files._MOST_STOPS", 3)
    with pytest.raises(DomainError, match="more customers"):
        read_route_file(path)
    monkeypatch.setattr("desktop.imports.route_files._MOST_BYTES", 3)
    with pytest.raises(DomainError, match="larger"):
        read_route_file(path)


def test_customers_that_fit_nowhere_are_a_finding(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "made.vrp"
    path.write_text(cvrp(3, extra="VEHICLES : 1").replace("CAPACITY : 40", "CAPACITY : 15"))
    assert run(["round", "solve", str(path), "--seconds", "0.2"]) == 1
    assert "fit on no route" in capsys.readouterr().err
