"""The rota as a minimisation: every rule between placings as rows, every wish as a cost.

Whatever could be settled for one person and one seat is settled in `desktop.domain.rota_pairs`; rows are left
for what depends on the rest. Rows of clashes are the maximal cliques of the day's intervals, found by a sweep
over their starts (Golumbic, Algorithmic Graph Theory and Perfect Graphs, 1980, section 8.1): with them the
relaxation is as tight as clashes can make it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from desktop.domain.availability import DAY_MINUTES
from desktop.domain.highs_model import INFINITY, Model, hours_rows
from desktop.domain.match_facts import monday
from desktop.domain.rota_costs import MISSING, NOT_USUAL, SECOND_A_DAY, SPARE, SPREAD
from desktop.domain.rota_pairs import Pairs

_ByDay = dict[tuple[int, date], list[int]]


def model_of(pairs: Pairs) -> Model:
    """Write the problem as rows: first one column for each of the pairs, in their order, then others.

    Args:
        pairs: who could sit where.

    Returns:
        The model. Its objective is `desktop.domain.rota_costs.cost` less `constant`.
    """
    model = Model()
    by_day: _ByDay = defaultdict(list)
    by_week: _ByDay = defaultdict(list)
    by_seat: dict[tuple[int, int], list[int]] = {key: [] for key in pairs.need}
    for place, column in enumerate(pairs.columns):
        day = pairs.shifts[column.shift].on_date
        model.add(_cost(pairs, place))
        by_day[column.person, day].append(place)
        by_week[column.person, monday(day)].append(place)
        by_seat[column.shift, column.seat].append(place)
    _seat_rows(pairs, model, by_seat)
    for key, columns in by_day.items():
        _day_rows(pairs, model, key, columns)
        for days in range(1, _reach(pairs, columns) + 1):
            _rest_rows(pairs, model, columns, by_day.get((key[0], key[1] + timedelta(days)), []))
    for key, columns in by_week.items():
        _week_rows(pairs, model, key, columns)
    _buddy_rows(pairs, model)
    return model


def constant(pairs: Pairs) -> int:
    """What a rota costs beyond the model's objective: every usual placing counted as left out."""
    return NOT_USUAL * sum(column.usual for column in pairs.columns)


def _cost(pairs: Pairs, place: int) -> float:
    """What one placing costs by itself, beside what is fixed."""
    column = pairs.columns[place]
    day = pairs.shifts[column.shift].on_date
    fixed = pairs.in_week[column.person, monday(day)]
    total = pairs.costs[column.person] + SPREAD[min(fixed, len(SPREAD) - 1)]
    total += SECOND_A_DAY * bool(pairs.on_day[column.person, day])
    return float(total - NOT_USUAL * column.usual)


def _seat_rows(pairs: Pairs, model: Model, by_seat: dict[tuple[int, int], list[int]]) -> None:
    """Places needed, places there are, and nobody asked beyond the need who is not usually there."""
    for key, columns in by_seat.items():
        need, room = pairs.need[key], pairs.room[key]
        wanted = room if pairs.problem.to_maximum else need
        row = list(columns)
        if need:
            row.append(model.add(MISSING, need, loose=True))
        if wanted > need:
            row.append(model.add(SPARE, wanted - need, loose=True))
        if wanted:
            model.rows.append((row, [1.0] * len(row), float(wanted), INFINITY))
        if len(columns) > room:
            model.at_most(columns, room)
        strangers = [each for each in columns if not pairs.columns[each].usual]
        if not pairs.problem.to_maximum and need < min(room, len(strangers)):
            model.at_most(strangers, need)


def _cliques(pairs: Pairs, columns: Sequence[int]) -> list[list[int]]:
    """Columns of one person and day that overlap each other, in sets not inside one another."""
    shifts = {each: pairs.shifts[pairs.columns[each].shift] for each in columns}
    found: list[list[int]] = []
    for begins in sorted({shift.begins for shift in shifts.values()}):
        clique = [each for each in columns if shifts[each].begins <= begins < shifts[each].ends]
        found = [each for each in found if not set(each) <= set(clique)]
        inside = any(set(clique) <= set(each) for each in found)
        found = found if inside else [*found, clique]
    return found


def _day_rows(pairs: Pairs, model: Model, key: tuple[int, date], columns: list[int]) -> None:
    """One place at a time, and rather one shift a day than two."""
    cliques = _cliques(pairs, columns)
    for clique in cliques:
        if len(clique) > 1:
            model.at_most(clique, 1.0)
    if len(cliques) > 1 and not pairs.on_day[key]:
        second = model.add(SECOND_A_DAY, INFINITY, loose=True)
        model.rows.append(([*columns, second], [1.0] * len(columns) + [-1.0], -INFINITY, 1.0))


def _reach(pairs: Pairs, columns: list[int]) -> int:
    """How many days on somebody's rest after these columns of one day may reach."""
    last = max(pairs.shifts[pairs.columns[each].shift].end for each in columns)
    return (last + pairs.people[pairs.columns[columns[0]].person].rest_minutes - 1) // DAY_MINUTES


def _rest_rows(pairs: Pairs, model: Model, today: list[int], tomorrow: list[int]) -> None:
    """Rest between the shifts of one day and those of a later one."""
    done: set[tuple[int, ...]] = set()
    for clique in _cliques(pairs, tomorrow):
        for each in clique:
            column = pairs.columns[each]
            late = [
                other
                for other in today
                if not pairs.together(column.person, pairs.columns[other].shift, column.shift)
            ]
            early = [
                other
                for other in clique
                if all(
                    not pairs.together(column.person, pairs.columns[one].shift, pairs.columns[other].shift)
                    for one in late
                )
            ]
            rows = {tuple(sorted({*row, *early})) for row in _cliques(pairs, late)} - done
            done |= rows
            for whole in sorted(rows):
                model.at_most(list(whole), 1.0)


def _week_rows(pairs: Pairs, model: Model, key: tuple[int, date], columns: list[int]) -> None:
    """Hours offered, and shifts spread over people: each further one in a week costs more."""
    minutes = [float(pairs.shifts[pairs.columns[each].shift].minutes) for each in columns]
    if sum(minutes) > pairs.left[key]:
        model.rows += hours_rows(columns, minutes, pairs.left[key])
    first = min(pairs.in_week[key], len(SPREAD) - 1)
    steps = [cost - SPREAD[first] for cost in SPREAD[first + 1 :]]
    if len(columns) > 1 and steps:
        more = [model.add(cost, 1.0, loose=True) for cost in steps[:-1]]
        more.append(model.add(steps[-1], INFINITY, loose=True))
        model.rows.append(([*columns, *more], [1.0] * len(columns) + [-1.0] * len(more), -INFINITY, 1.0))


def _buddy_rows(pairs: Pairs, model: Model) -> None:
    """A newcomer only where somebody experienced comes: one column says so for each shift."""
    new: dict[int, list[int]] = defaultdict(list)
    known: dict[int, list[int]] = defaultdict(list)
    for place, column in enumerate(pairs.columns):
        if column.shift not in pairs.guarded:
            side = new if pairs.people[column.person].newcomer else known
            side[column.shift].append(place)
    for shift, columns in new.items():
        guard = model.add(0.0, 1.0, loose=True)
        others = known[shift]
        model.rows.append(([guard, *others], [1.0] + [-1.0] * len(others), -INFINITY, 0.0))
        model.rows += [([each, guard], [1.0, -1.0], -INFINITY, 0.0) for each in columns]
