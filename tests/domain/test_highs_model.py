"""Rows over columns, and HiGHS over them."""

import sys

import pytest

from desktop.domain.highs_model import INFINITY, Model, hours_rows, relax, solve_whole


def halves() -> Model:
    """Three columns, each two of which could share one place if they could be halved."""
    model = Model()
    for _ in range(3):
        model.add(-1.0)
    for pair in ([0, 1], [1, 2], [0, 2]):
        model.at_most(pair, 1.0)
    return model


def test_only_the_search_in_whole_numbers_is_whole_and_both_are_silent(
    capfd: pytest.CaptureFixture[str],
) -> None:
    relaxed, whole = relax(halves()), solve_whole(halves(), 5.0, (0.0, 1e-6))
    assert relaxed.values == pytest.approx([0.5, 0.5, 0.5])
    assert (relaxed.objective, relaxed.bound) == pytest.approx((-1.5, -1.5))
    assert (whole.objective, whole.bound) == pytest.approx((-1.0, -1.0))
    assert relaxed.done
    assert whole.done
    assert capfd.readouterr() == ("", "")


def test_interior_points_come_to_the_same_bound() -> None:
    assert relax(halves(), interior=True).bound == pytest.approx(-1.5)


def test_a_loose_column_may_be_split() -> None:
    model = halves()
    model.loose.update(range(3))
    assert solve_whole(model, 5.0, (0.0, 1e-6)).objective == pytest.approx(-1.5)


def knots() -> Model:
    """Sixty columns tied to each other three by three: more than is settled before searching."""
    model = Model()
    for place in range(60):
        model.add(-1.0 - place % 7)
    for place in range(60):
        model.at_most([place, (place * 7 + 1) % 60, (place * 11 + 2) % 60], 1.5)
    return model


def test_it_begins_from_what_is_known() -> None:
    start = {place: float(place == 5) for place in range(60)}
    known = solve_whole(knots(), 5.0, (0.0, 1e-6), start, lambda: True)
    assert [place for place, value in enumerate(known.values) if value > 0.5] == [5]
    assert not known.done
    assert not solve_whole(knots(), 5.0, (0.0, 1e-6), None, lambda: True).values


def test_nothing_found_is_said_so() -> None:
    model = halves()
    model.rows.append(([0, 1, 2], [1.0] * 3, 2.0, INFINITY))
    found = solve_whole(model, 5.0, (0.0, 1e-6))
    assert (found.values, found.objective, found.done) == ([], INFINITY, False)


def test_whoever_stops_it_hears_that_it_is_not_done() -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return True

    stopped = relax(knots(), cancel=stop, interior=True)
    assert asked
    assert not stopped.done


def test_hours_hold_whole_pieces() -> None:
    rows = hours_rows([0, 1], [60.0, 60.0], 90)
    assert rows == [
        ([0, 1], [60.0, 60.0], -INFINITY, 90.0),
        ([0, 1], [1.0, 1.0], -INFINITY, 1.0),
    ]
    assert hours_rows([0, 1], [0.0, 60.0], 60) == [([0, 1], [0.0, 60.0], -INFINITY, 60.0)]


def test_a_missing_solver_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ImportError):
        relax(halves())
    with pytest.raises(ImportError):
        solve_whole(halves(), 1.0, (0.0, 0.0))
