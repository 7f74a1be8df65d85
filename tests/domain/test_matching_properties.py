"""What must hold of matching whoever the volunteers are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, Transport
from desktop.domain.availability import Absence, Slot, free_for, free_spans
from desktop.domain.clearance import clear
from desktop.domain.clearance_facts import AppliesWhen, CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.match_facts import NOWHERE, Candidate, Need, Place
from desktop.domain.matching import rank

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


def at(metres: float) -> Place:
    return Place(400000 + metres, 300000, "postcode")


places = st.sampled_from([HERE, at(600), at(4000), NOWHERE])
some = st.sampled_from
candidates = st.builds(
    Candidate,
    id=st.uuids(version=4).map(str),
    name=st.just("V"),
    facts=some(
        [
            CHECKED,
            replace(CHECKED, checks=()),
            replace(CHECKED, over_18=False),
            replace(CHECKED, status="left"),
        ]
    ),
    place=places,
    areas=some([frozenset(), frozenset({"a1"}), frozenset({"a2"})]),
    skills=some([frozenset(), frozenset({"forms"})]),
    languages=some([frozenset(), frozenset({"cy"})]),
    transport=some([frozenset(), frozenset({Transport.CAR}), frozenset({Transport.FOOT})]),
    weekly_minutes=some([None, 30, 300]),
    slots=some([(), ALL_WEEK, (Slot(1, 600, 660),), (Slot(2, 0, 1440),)]),
    absences=some([(), (Absence(MONDAY, TUESDAY),)]),
    last_helped=some([None, MONDAY]),
    kept_apart=some([frozenset(), frozenset({"h1"}), frozenset({"p1"})]),
    usual_for=some([frozenset(), frozenset({"h1"})]),
)
groups = st.lists(candidates, max_size=12, unique_by=lambda each: each.id)


@given(groups, st.randoms(use_true_random=False), st.integers(1, 12))
def test_gates_hold_and_the_order_of_the_input_does_not_matter(
    people: list[Candidate], random: Any, limit: int
) -> None:
    need = replace(NEED, areas=frozenset({"a1"}), skills=frozenset({"forms"}), languages=frozenset({"cy"}))
    found = rank(need, people, RULES, TUESDAY, limit=limit)
    by_id = {each.id: each for each in people}
    for fit in rank(need, people, RULES, TUESDAY).fits:
        one = by_id[fit.id]
        assert clear(RULES, one.facts, need.context).passes
        assert not {"h1", "p1"} & one.kept_apart
        assert free_for(
            free_spans(one.slots, one.absences, one.busy, TUESDAY), need.start, need.end, need.minutes
        )
    assert found.fit_count + found.blocked_count + len(found.not_free) == len(people)
    shuffled = list(people)
    random.shuffle(shuffled)
    assert rank(need, shuffled, RULES, TUESDAY, limit=limit) == found
    assert [fit.id for fit in found.fits] == [fit.id for fit in rank(need, people, RULES, TUESDAY).fits][
        :limit
    ]
