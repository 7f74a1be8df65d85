"""What a request to restrict, or an objection, keeps the hub from doing: on thousands of made-up requests."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from db.enums import LawfulBasis, PersonStatus
from db.enums_protection import RightKind, RightState
from desktop.domain.consent_rules import LeftOut, Standing, why_left_out
from desktop.domain.limits import (
    LIMITING,
    NO_RIGHT_TO_OBJECT,
    OVERRULED_BY,
    AskedLimit,
    Limit,
    keeps_in,
    limit_of,
    stands,
)

DAY = date(2026, 11, 3)
ASKED = st.builds(
    AskedLimit, st.sampled_from(RightKind), st.sampled_from(RightState), st.sampled_from([None, DAY])
)
RESTRICTION, OBJECTION = RightKind.RESTRICTION, RightKind.OBJECTION


@given(ASKED)
def test_only_a_restriction_or_an_objection_that_was_neither_refused_nor_lifted_stands(
    one: AskedLimit,
) -> None:
    expected = one.kind in LIMITING and one.state is not RightState.REFUSED and one.lifted is None
    assert stands(one) is expected
    assert (limit_of([one]) is not None) is expected


def test_it_stands_from_the_day_it_came_and_after_the_answer_where_it_was_granted() -> None:
    for kind, limit in ((RESTRICTION, Limit.RESTRICTED), (OBJECTION, Limit.OBJECTED)):
        assert limit_of([AskedLimit(kind, RightState.OPEN)]) is limit
        assert limit_of([AskedLimit(kind, RightState.DONE)]) is limit
        assert limit_of([AskedLimit(kind, RightState.REFUSED)]) is None
        assert limit_of([AskedLimit(kind, RightState.DONE, DAY)]) is None


@given(st.lists(ASKED, max_size=8), st.randoms())
def test_order_does_not_matter_and_more_requests_never_loosen(asked: list[AskedLimit], order: Random) -> None:
    found = limit_of(asked)
    order.shuffle(asked)
    assert limit_of(asked) is found
    more = limit_of([*asked, AskedLimit(RESTRICTION, RightState.OPEN)])
    assert more is Limit.RESTRICTED
    assert limit_of([*asked, AskedLimit(OBJECTION, RightState.OPEN)]) is (found or Limit.OBJECTED)


@given(st.sampled_from(LawfulBasis), st.booleans(), st.sampled_from([None, *Limit]))
def test_a_restriction_gives_way_to_the_lead_alone_and_an_objection_to_law_besides(
    basis: LawfulBasis, overruled: bool, limit: Limit | None
) -> None:
    kept = keeps_in(limit, basis, overruled=overruled)
    by_lead = overruled and basis in OVERRULED_BY
    if limit is Limit.RESTRICTED:
        assert kept is not by_lead
    elif limit is Limit.OBJECTED:
        assert kept is not (by_lead or basis in NO_RIGHT_TO_OBJECT)
    else:
        assert not kept


def test_lists_for_the_hubs_own_use_have_no_basis_and_keep_both_in() -> None:
    assert keeps_in(Limit.RESTRICTED, None)
    assert keeps_in(Limit.OBJECTED, None, overruled=True)


@given(st.sampled_from(LawfulBasis), st.sampled_from(Standing), st.sampled_from(PersonStatus), st.booleans())
def test_whatever_somebody_agreed_to_before_a_limit_is_never_less_strict_than_none(
    basis: LawfulBasis, standing: Standing, status: PersonStatus, overruled: bool
) -> None:
    free = why_left_out(basis, standing, status, overruled=overruled)
    for limit in Limit:
        why = why_left_out(basis, standing, status, limit=limit, overruled=overruled)
        if free is not None:
            assert why is not None
        if status is PersonStatus.DECEASED:
            assert why is LeftOut.DECEASED
        elif keeps_in(limit, basis, overruled=overruled):
            assert why is LeftOut(limit.value)
        else:
            assert why is free
