"""How the postcodes of a sector are packed."""

from hypothesis import given
from hypothesis import strategies as st

from db.gazetteer_blocks import Block, Unit, pack_block, unit_letters, unit_number

UNITS = st.builds(
    Unit,
    st.integers(0, 399),
    st.integers(0, 700_000),
    st.integers(0, 1_300_000),
    st.sampled_from([10, 20, 30, 50, 60]),
    st.integers(0, 65535),
    st.integers(0, 65535),
)


@given(st.lists(UNITS, min_size=1, max_size=60, unique_by=lambda unit: unit.number))
def test_a_block_gives_back_what_was_packed(units: list[Unit]) -> None:
    units.sort()
    block = Block(pack_block(units))
    assert list(block.units()) == units
    assert block.points() == [(unit.easting, unit.northing) for unit in units]
    held = {unit.number: unit for unit in units}
    assert [block.unit(number) for number in range(400)] == [held.get(number) for number in range(400)]


def test_the_two_last_letters_are_numbered_in_alphabetical_order() -> None:
    letters = [unit_letters(number) for number in range(400)]
    assert letters == sorted(set(letters))
    assert [unit_number(pair) for pair in letters] == list(range(400))
    assert unit_number("CA") is None
    assert unit_number("AV") is None
