"""The benchmarks run and give figures; how fast is measured by `tests/bench.py`, never asserted."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path

import pytest

from tests.benchmarks import files, lists, partners, rota, routes, rules, week
from tests.benchmarks.measure import Figure, Hub, in_process, open_store
from tests.benchmarks.partners_store import Size

PEOPLE = 60
SUITES = {
    "search": (lists.search, 1),
    "sort": (lists.sort, len(lists.RAW_SORT)),
    "duplicates": (rules.duplicates, 1),
    "typing": (rules.typing, 1),
    "rank": (rules.ranking, 1),
    "batch": (rules.batch, 2),
    "import": (files.dry_run, 2),
    "export": (files.export, 1),
    "directory": (partners.directory, 1),
    "coverage": (partners.coverage, 2),
    "recurrence": (week.recurrence, 1),
    "rounds": (routes.rounds, 3),
    "rota": (rota.rota, 4),
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("bench")
    made = open_store(folder / "hub", PEOPLE)
    yield made
    made.close()


@pytest.mark.parametrize("name", SUITES)
def test_a_suite_gives_finite_figures(name: str, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROWS", 200)
    monkeypatch.setattr(files, "TURNS", 1)
    monkeypatch.setattr(partners, "DIRECTORY", Size(6, 4, 0, 40))
    monkeypatch.setattr(partners, "COVERAGE", Size(6, 4, 60, 20))
    monkeypatch.setattr(week, "SERIES", 40)
    for name_, value in (("STOPS", 30), ("MANY", 40), ("SHORT", 0.2), ("LONG", 0.3), ("LARGE", 0.3)):
        monkeypatch.setattr(routes, name_, value)
    for name_, value in (("SMALL", (6, 8)), ("LARGE", (9, 12)), ("SECONDS", 0.5)):
        monkeypatch.setattr(rota, name_, value)
    suite, count = SUITES[name]
    figures = suite(hub)
    assert len(figures) == count
    for one in figures:
        assert one.name
        assert isfinite(one.ours)
        assert one.ours > 0
        assert one.floor is None or one.floor > 0
        assert one.as_dict()["ratio"] == one.ratio


def test_the_ratio_is_ours_over_the_floor() -> None:
    assert Figure("a list", 3.0, 2.0, 2.0).ratio == 1.5
    assert Figure("seconds only", 3.0).ratio is None


def test_a_program_that_stops_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="dry_run_floor stopped"):
        in_process("dry_run_floor", str(tmp_path / "nowhere.xlsx"))
