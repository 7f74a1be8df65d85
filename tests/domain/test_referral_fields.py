"""What goes with somebody passed on: what is usual, less or more of it, and what never goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Layer
from desktop.domain.referral_fields import USUAL, Part, apart, beyond, chosen, going, may_go, never

LAYERS = st.sampled_from(Layer)
CAN_STAY = (Part.NAME, Part.PHONE, Part.ADDRESS, Part.LANGUAGE, Part.WANTS, Part.DOING, Part.SAFETY)
MORE = (Part.NAME, Part.PHONE, Part.DATE_OF_BIRTH, Part.DOING)
PARTS = st.sets(st.sampled_from(CAN_STAY))


@given(layer=LAYERS, without=PARTS, more=st.sets(st.sampled_from(MORE)), health=st.booleans())
def test_what_is_left_out_stays_and_what_never_goes_does_not(
    layer: Layer, without: set[Part], more: set[Part], health: bool
) -> None:
    parts = going(layer, chosen(layer, without, more), health_agreed=health)
    assert {Part.WORDS, Part.URGENCY} <= parts <= may_go(layer)
    assert not parts & (without - more - {Part.NAME})
    assert len(parts & {Part.NAME, Part.SHORT_NAME}) == 1
    assert Part.PHONE not in parts or Part.CALL_TIMES in parts


@given(layer=LAYERS, without=PARTS, data=st.data())
def test_what_was_chosen_is_shown_as_chosen_again(
    layer: Layer, without: set[Part], data: st.DataObject
) -> None:
    usual = USUAL[layer]
    away = without & usual
    beside = data.draw(st.sets(st.sampled_from(sorted((may_go(layer) & set(MORE)) - usual) or [Part.WORDS])))
    beside -= {Part.WORDS}
    parts = going(layer, chosen(layer, away, beside), health_agreed=True)
    assert apart(layer, sorted(parts)) == (tuple(sorted(away)), tuple(sorted(beside)))


def test_nothing_chosen_is_what_is_usual() -> None:
    for layer in Layer:
        assert chosen(layer, (), ()) == ()
        assert apart(layer, ()) == apart(layer, USUAL[layer]) == ((), ())


@pytest.mark.parametrize(
    ("layer", "parts", "expected"),
    [
        (Layer.STREET, {Part.NAME, Part.PHONE}, {Part.NAME}),
        (Layer.STATUTORY, {Part.DATE_OF_BIRTH, Part.HEALTH, Part.SHORT_NAME}, {Part.DATE_OF_BIRTH}),
        (Layer.ANCHOR, USUAL[Layer.ANCHOR], set()),
    ],
)
def test_more_than_usual_is_named(layer: Layer, parts: set[Part], expected: set[Part]) -> None:
    assert beyond(layer, parts) == expected


def test_a_neighbour_never_gets_the_date_of_birth() -> None:
    assert never(Layer.STREET, [Part.DATE_OF_BIRTH, Part.NAME]) == {Part.DATE_OF_BIRTH}
    assert never(Layer.STATUTORY, Part) == set()
