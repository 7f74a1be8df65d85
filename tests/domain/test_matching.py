"""Who fits a task, in what order, and who is stopped."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.enums import Answer, Transport
from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.clearance_facts import (
    AppliesWhen,
    CheckRecord,
    Condition,
    ConditionKind,
    Rule,
    TaskContext,
    VolunteerFacts,
    Why,
)
from desktop.domain.match_facts import (
    NOWHERE,
    BlockWhy,
    Candidate,
    MatchList,
    Need,
    NoteCode,
    Place,
    Usual,
    UsualStands,
)
from desktop.domain.matching import BANDS, UNKNOWN_BAND, Matcher, Ranked, band_of, metres_between, rank

TUESDAY = date(2026, 11, 17)
MONDAY = TUESDAY - timedelta(days=1)
HERE = Place(400000, 300000, "postcode")
RULES = (
    Rule("wales", "shopping", "identity"),
    Rule("wales", "shopping", "driving_papers", applies_when=AppliesWhen.DRIVING),
)
ID_SEEN = CheckRecord("identity", "verified")
PAPERS = CheckRecord("driving_papers", "verified", licence_to=date(2040, 1, 1), insurance_to=date(2027, 1, 1))
CHECKED = VolunteerFacts("active", (ID_SEEN, PAPERS), over_18=True)
NEED = Need(
    "r1",
    TaskContext("wales", "shopping", TUESDAY, because_of=Answer.NO),
    household_id="h1",
    person_id="p1",
    place=HERE,
    start=600,
    end=720,
    minutes=60,
)
ALL_WEEK = tuple(Slot(day, 540, 780) for day in range(7))
ANN = Candidate("a", "Ann", CHECKED, place=HERE, slots=ALL_WEEK, transport=frozenset({Transport.FOOT}))


def someone(key: str, **more: Any) -> Candidate:
    return replace(ANN, id=key, name=key.upper(), **more)


def matches(*candidates: Candidate, need: Need = NEED, **more: Any) -> MatchList:
    return rank(need, candidates, RULES, TUESDAY, **more)


def order(*candidates: Candidate, need: Need = NEED) -> list[str]:
    """Ids in order, whichever way round they come in."""
    found = [fit.id for fit in matches(*candidates, need=need).fits]
    assert found == [fit.id for fit in matches(*reversed(candidates), need=need).fits]
    return found


def at(metres: float) -> Place:
    return Place(400000 + metres, 300000, "postcode")


def test_distance() -> None:
    assert metres_between(Place(0, 0), Place(3, 4)) == 5
    assert metres_between(Place(7, 4), Place(4, 0)) == 5
    for part in (Place(None, 0), Place(0, None), NOWHERE):
        assert metres_between(part, HERE) is None
        assert metres_between(HERE, part) is None


def test_bands() -> None:
    assert BANDS == (1000, 2000, 3000, 5000, 8000, 12000, 20000)
    assert band_of(0) == 0
    for place, edge in enumerate(BANDS):
        assert (band_of(edge), band_of(edge + 1)) == (place, place + 1)
    assert band_of(None) == UNKNOWN_BAND == band_of(1e9) + 1


def test_each_part_of_the_order_in_turn() -> None:
    need = replace(
        NEED, areas=frozenset({"a1"}), skills=frozenset({"forms", "diy"}), languages=frozenset({"cy"})
    )
    best: dict[str, Any] = {
        "usual_for": frozenset({"h1"}),
        "place": at(900),
        "knows": frozenset({"h1"}),
        "areas": frozenset({"a1"}),
        "skills": frozenset({"forms", "diy"}),
        "languages": frozenset({"cy"}),
        "transport": frozenset({Transport.CAR}),
        "slots": ALL_WEEK,
        "weekly_minutes": 600,
        "last_helped": MONDAY - timedelta(days=30),
    }
    worse: dict[str, Any] = {
        "usual_for": frozenset(),
        "place": at(1100),
        "knows": frozenset(),
        "areas": frozenset(),
        "skills": frozenset({"forms"}),
        "languages": frozenset({"en"}),
        "transport": frozenset({Transport.BIKE}),
        "slots": (Slot(1, 600, 700),),
        "weekly_minutes": 100,
        "last_helped": MONDAY,
    }
    parts = list(best)
    for place, part in enumerate(parts):
        # Worse in this part alone loses to somebody worse in every later part.
        behind = someone("a", **{**best, part: worse[part]})
        ahead = someone("b", **{**best, **{later: worse[later] for later in parts[place + 1 :]}})
        assert order(behind, ahead, need=need) == ["b", "a"], part


def test_ties_go_by_id_and_fifty_metres_decide_nothing() -> None:
    assert order(someone("a", place=at(50)), someone("b")) == ["a", "b"]
    assert order(someone("b"), someone("c"), someone("a")) == ["a", "b", "c"]


def test_area_not_asked_lies_between() -> None:
    need = replace(NEED, areas=frozenset({"a1"}))
    people = (
        someone("a", areas=frozenset({"a9"})),
        someone("b"),
        someone("c", areas=frozenset({"a1", "a9"})),
    )
    assert order(*people, need=need) == ["c", "b", "a"]
    assert order(*people) == ["a", "b", "c"]


def test_hours_not_asked_come_last() -> None:
    part = someone("a", slots=(Slot(1, 540, 710),))
    assert order(someone("b", slots=()), part, someone("c")) == ["c", "a", "b"]


def test_load_ranks_in_order() -> None:
    """An hour more: a quarter, half, three quarters and all of the promise, nothing promised, too much."""
    people = [
        someone("f", weekly_minutes=241),
        someone("e", weekly_minutes=240),
        someone("d", weekly_minutes=120),
        someone("c", weekly_minutes=None),
        someone("b", weekly_minutes=60),
        someone("a", weekly_minutes=59),
    ]
    assert order(*people) == ["f", "e", "c", "d", "b", "a"]


def test_load_counts_what_is_given_this_week() -> None:
    given_now = someone("a", weekly_minutes=240, week_loads=((MONDAY, 120),))
    given_then = someone("b", weekly_minutes=240, week_loads=((MONDAY - timedelta(days=7), 120),))
    assert order(given_now, given_then) == ["b", "a"]


def test_the_parts_of_the_key() -> None:
    need = replace(NEED, areas=frozenset({"a1"}), skills=frozenset({"forms"}), languages=frozenset({"cy"}))
    plain = someone("a", slots=(), transport=frozenset(), areas=frozenset({"a9"}), place=NOWHERE)
    best = someone(
        "b",
        usual_for=frozenset({"h1"}),
        knows=frozenset({"h1"}),
        areas=need.areas,
        skills=need.skills,
        languages=need.languages,
        transport=frozenset({Transport.VAN}),
        weekly_minutes=300,
        last_helped=MONDAY,
    )
    full = someone("c", weekly_minutes=59, slots=(Slot(1, 600, 700),))
    nothing = someone("d", weekly_minutes=0)
    keys = {
        ranked.candidate.id: ranked.key
        for ranked in Matcher([plain, best, full, nothing], RULES, TUESDAY).top(need, 9)
    }
    never = date.max.toordinal()
    assert keys["a"] == (1, UNKNOWN_BAND, 1, 2, 1, 1, 4, 2, 2, never)
    assert keys["b"] == (0, 0, 0, 0, 0, 0, 0, 0, 0, MONDAY.toordinal())
    assert keys["c"] == (1, 0, 1, 1, 1, 1, 3, 1, 4, never)
    assert keys["d"] == (1, 0, 1, 1, 1, 1, 3, 0, 4, never)
    idle = Matcher([nothing], RULES, TUESDAY).top(replace(need, minutes=0), 9)
    assert idle[0].key[-2] == 0


def test_the_last_place_wanted_is_filled() -> None:
    people = [someone(f"v{number}", place=at(900 + 1000 * number)) for number in range(4)]
    assert [fit.id for fit in matches(*people, limit=3).fits] == ["v0", "v1", "v2"]


def test_lists_have_limits_of_their_own() -> None:
    people = [someone(f"v{number:02d}") for number in range(60)]
    stopped = [someone(f"x{number:02d}", facts=replace(CHECKED, checks=())) for number in range(30)]
    found = matches(*people, *stopped)
    assert (len(found.fits), len(found.blocked)) == (50, 20)


@pytest.mark.parametrize(
    ("last", "since", "first"),
    [
        (TUESDAY - timedelta(days=11), None, True),
        (None, TUESDAY - timedelta(days=11), True),
        (TUESDAY - timedelta(days=20), TUESDAY - timedelta(days=9), False),
        (TUESDAY - timedelta(days=9), TUESDAY - timedelta(days=20), False),
        (None, None, False),
    ],
)
def test_who_has_waited_longest(last: date | None, since: date | None, first: bool) -> None:
    tried = someone("z", last_helped=last, waiting_since=since)
    other = someone("y", last_helped=TUESDAY - timedelta(days=10))
    assert order(tried, other) == (["z", "y"] if first else ["y", "z"])


def test_not_free() -> None:
    away = someone("b", absences=(Absence(TUESDAY, TUESDAY),))
    busy = someone("c", busy=(Busy(TUESDAY, 0, 1440),))
    short = someone("d", slots=(Slot(1, 540, 659),))
    found = matches(ANN, short, busy, away)
    assert [fit.id for fit in found.fits] == ["a"]
    assert found.not_free == ("b", "c", "d")
    assert found.blocked_count == 0


def test_kept_apart_from_person_or_household() -> None:
    found = matches(
        someone("b", kept_apart=frozenset({"h1"})),
        someone("c", kept_apart=frozenset({"p1"})),
        someone("d", kept_apart=frozenset({"h2"})),
    )
    assert [fit.id for fit in found.fits] == ["d"]
    assert [(each.id, each.why, each.lacks) for each in found.blocked] == [
        ("b", BlockWhy.KEPT_APART, ()),
        ("c", BlockWhy.KEPT_APART, ()),
    ]


def test_uncleared_are_named_with_what_they_lack() -> None:
    found = matches(someone("b", facts=replace(CHECKED, checks=())))
    assert (found.fits, found.fit_count, found.blocked_count) == ((), 0, 1)
    assert [lack.check for lack in found.blocked[0].lacks] == ["identity"]


@pytest.mark.parametrize(
    ("ways", "papers", "note"),
    [
        ({Transport.CAR, Transport.VAN, Transport.FOOT}, True, NoteCode.CAR),
        ({Transport.VAN, Transport.BIKE}, True, NoteCode.VAN),
        ({Transport.CAR, Transport.BIKE, Transport.FOOT}, False, NoteCode.BIKE),
        ({Transport.CAR, Transport.FOOT}, False, NoteCode.FOOT),
        ({Transport.BIKE}, True, NoteCode.BIKE),
        (set(), True, NoteCode.DISTANCE),
        ({Transport.CAR}, False, None),
    ],
)
def test_way_of_going(ways: set[Transport], papers: bool, note: NoteCode | None) -> None:
    facts = CHECKED if papers else replace(CHECKED, checks=(ID_SEEN,))
    found = matches(someone("b", transport=frozenset(ways), facts=facts))
    if note is None:
        assert [lack.check for lack in found.blocked[0].lacks] == ["driving_papers"]
        assert found.blocked[0].lacks[0].why is Why.NOT_DONE
    else:
        assert note in [each.code for each in found.fits[0].notes]


def test_ways_are_ranked() -> None:
    ways = {"d": Transport.VAN, "c": Transport.CAR, "b": Transport.BIKE, "a": Transport.FOOT}
    people = [someone(key, transport=frozenset({way})) for key, way in ways.items()]
    assert order(someone("0", transport=frozenset()), *people) == ["d", "c", "b", "a", "0"]


def test_a_lift_needs_a_car_or_van() -> None:
    need = replace(NEED, needs_transport=frozenset({Transport.CAR, Transport.VAN}))
    found = matches(
        ANN,
        someone("b", transport=frozenset({Transport.CAR, Transport.FOOT})),
        someone("c", transport=frozenset({Transport.VAN}), facts=replace(CHECKED, checks=(ID_SEEN,))),
        someone("d", transport=frozenset()),
        need=need,
    )
    assert [fit.id for fit in found.fits] == ["b"]
    assert {each.id: each.why for each in found.blocked} == {
        "a": BlockWhy.NO_TRANSPORT,
        "c": BlockWhy.CLEARANCE,
        "d": BlockWhy.NO_TRANSPORT,
    }


def test_checks_must_hold_on_the_later_of_today_and_the_day() -> None:
    lapsing = someone("b", facts=replace(CHECKED, checks=(replace(ID_SEEN, review_on=TUESDAY),)))
    assert matches(lapsing).fit_count == 1
    assert rank(NEED, [lapsing], RULES, TUESDAY + timedelta(days=1)).fit_count == 0
    next_week = replace(NEED, context=replace(NEED.context, on_date=TUESDAY + timedelta(days=7)))
    assert matches(lapsing, need=next_week).fit_count == 0


def test_conditions_are_carried() -> None:
    exempt = CheckRecord("identity", "exempt", exempt_until=TUESDAY, exempt_reason="known")
    found = matches(someone("b", facts=replace(CHECKED, checks=(exempt,))))
    assert found.fits[0].conditions == (Condition("identity", ConditionKind.EXEMPTION, TUESDAY),)
    papers = CheckRecord("driving_papers", "exempt", exempt_until=TUESDAY, exempt_reason="seen")
    facts = replace(CHECKED, checks=(ID_SEEN, papers))
    driver = someone("c", facts=facts, transport=frozenset({Transport.CAR}))
    assert matches(driver).fits[0].conditions[0].check == "driving_papers"
    assert matches(replace(driver, transport=frozenset({Transport.FOOT}))).fits[0].conditions == ()


def test_hours_left_and_metres() -> None:
    fit = matches(someone("b", weekly_minutes=360, week_loads=((MONDAY, 210),), place=at(1234.4))).fits[0]
    assert (fit.name, fit.minutes_left, fit.weekly_minutes, fit.metres) == ("B", 150, 360, 1234)
    fit = matches(someone("b", place=NOWHERE)).fits[0]
    assert (fit.minutes_left, fit.weekly_minutes, fit.metres) == (None, None, None)


@pytest.mark.parametrize(
    ("more", "stands"),
    [
        ({}, UsualStands.FIT),
        ({"facts": replace(CHECKED, checks=())}, UsualStands.BLOCKED),
        ({"absences": (Absence(TUESDAY, TUESDAY),)}, UsualStands.NOT_FREE),
    ],
)
def test_a_broken_pairing_is_shown(more: dict[str, Any], stands: UsualStands) -> None:
    found = matches(ANN, someone("s", usual_for=frozenset({"h1"}), **more))
    assert found.usual == Usual("s", "S", stands)
    others = [fit for fit in found.fits if fit.id == "a"]
    assert NoteCode.BREAKS_USUAL in [note.code for note in others[0].notes]


def test_of_two_usual_volunteers_the_one_who_can_come() -> None:
    usual = frozenset({"h1"})
    blocked = someone("a", usual_for=usual, facts=replace(CHECKED, checks=()))
    assert matches(blocked, someone("c", usual_for=usual), someone("b", usual_for=usual)).usual == Usual(
        "b", "B", UsualStands.FIT
    )
    assert matches(ANN).usual is None


def test_limits_cut_the_lists_and_not_the_counts() -> None:
    people = [someone(f"v{number:02d}", last_helped=TUESDAY - timedelta(days=number)) for number in range(30)]
    stopped = [someone(f"x{number}", facts=replace(CHECKED, checks=())) for number in range(5)]
    found = matches(*people, *stopped, limit=3, blocked_limit=2)
    assert [fit.id for fit in found.fits] == ["v29", "v28", "v27"]
    assert (found.fit_count, len(found.blocked), found.blocked_count) == (30, 2, 5)
    assert matches(*people, limit=0).fits == ()
    assert [fit.id for fit in matches(*people, limit=30).fits][-1] == "v00"


def test_blocked_are_the_nearest_active_with_least_lacking() -> None:
    nothing = replace(CHECKED, checks=())
    people = [
        someone("a", facts=replace(nothing, status="resting")),
        someone("b", facts=replace(nothing, on_hold=True)),
        someone("c", facts=nothing, place=at(5000)),
        someone("d", facts=replace(nothing, over_18=None)),
        someone("e", facts=nothing, place=at(600)),
    ]
    assert [each.id for each in matches(*people).blocked] == ["e", "c", "a", "b", "d"]
    assert [each.id for each in matches(*people, blocked_limit=3).blocked] == ["e", "c", "d"]
    assert [each.id for each in matches(*people, blocked_limit=2).blocked] == ["e", "d"]


def test_one_matcher_serves_many_tasks() -> None:
    people = [ANN, someone("b", kept_apart=frozenset({"h2"}), slots=(Slot(1, 0, 1440),))]
    matcher = Matcher(people, RULES, TUESDAY)
    late = replace(NEED, start=1000, end=1100)
    other = replace(NEED, household_id="h2")
    for need, ids in ((NEED, ["a", "b"]), (late, ["b"]), (other, ["a"]), (NEED, ["a", "b"])):
        assert [ranked.candidate.id for ranked in matcher.top(need, 9)] == sorted(ids, key=lambda each: each)
        assert sorted(fit.id for fit in matcher.match(need, 9, 9).fits) == ids
    assert matcher.standing(NEED) == (2, 2)
    assert matcher.standing(late) == (1, 1)
    assert matcher.standing(other) == (2, 1)


def test_spread_takes_others_evenly_after_the_best() -> None:
    people = [someone(f"v{number:02d}") for number in range(20)]
    matcher = Matcher(people, RULES, TUESDAY)

    def ids(**more: Any) -> list[str]:
        return [ranked.candidate.id for ranked in matcher.top(NEED, 2, **more)]

    assert ids() == ["v00", "v01"]
    assert ids(spread=6) == ["v00", "v01", "v02", "v05", "v08", "v11", "v14", "v17"]
    assert ids(spread=6, turn=4) == ["v00", "v01", "v03", "v06", "v09", "v12", "v15", "v18"]
    assert len(ids(spread=100)) == 20
    assert len(ids(spread=1)) == 3
    everybody: list[Ranked] = matcher.top(NEED, 20, spread=5)
    assert len(everybody) == 20
