"""Reading vector tiles: what the specification says, and bytes of any sort."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.vector_tile import MOST_LETTERS, REACH, Kind, TileProblem, read_tile
from tests.made_maps import AREA, LINE, POINT, held, layer, numbered, varint, zigzag

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
GOOD = layer("roads", [(LINE, [[(2, 2), (2, 10), (10, 10)]], {"type": "Local", "name": "Kelp Street"})])


def one_shape(numbers: list[int], kind: int = LINE) -> bytes:
    """A layer of one feature with these numbers for its shape."""
    feature = numbered(3, kind) + held(4, b"".join(varint(number) for number in numbers))
    return held(3, numbered(15, 2) + held(1, b"roads") + held(2, feature) + numbered(5, 4096))


def test_the_line_of_the_specification_is_read() -> None:
    # section 4.3.5.3: (2,2) (2,10) (10,10)
    found = read_tile(one_shape([9, 4, 4, 18, 0, 16, 16, 0]), {"roads"})[0]
    assert found.corners.tolist() == [[2, 2], [2, 10], [10, 10]]
    assert (found.extent, found.features[0].kind, found.features[0].parts) == (4096, Kind.LINE, ((0, 3),))


def test_the_areas_of_the_specification_are_read() -> None:
    # section 4.3.5.6: two areas of three rings
    numbers = [9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15]
    numbers += [9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15]
    found = read_tile(one_shape(numbers, AREA), {"roads"})[0]
    rings = [found.corners[start:stop].tolist() for start, stop in found.features[0].parts]
    assert rings == [
        [[0, 0], [10, 0], [10, 10], [0, 10]],
        [[11, 11], [20, 11], [20, 20], [11, 20]],
        [[13, 13], [13, 17], [17, 17], [17, 13]],
    ]


def test_points_of_one_feature_are_each_a_part() -> None:
    # section 4.3.5.2: (5,7) (3,2)
    found = read_tile(one_shape([17, 10, 14, 3, 9], POINT), {"roads"})[0]
    assert (found.corners.tolist(), found.features[0].parts) == ([[5, 7], [3, 2]], ((0, 1), (1, 2)))


def test_each_feature_counts_from_the_corner_of_the_tile_and_keeps_its_own_words() -> None:
    data = layer(
        "roads",
        [
            (LINE, [[(5, 5), (9, -4)], [(1, 1), (2, 2)]], {"name": "A", "level": -2, "open": True}),
            (POINT, [[(700, 9)]], {}),
            (AREA, [SQUARE], {"name": "B", "width": 1.5}),
        ],
    )
    found = read_tile(data, {"roads"})[0]
    assert [one.tags for one in found.features] == [
        {"name": "A", "level": -2, "open": True},
        {},
        {"name": "B", "width": 1.5},
    ]
    parts = [[found.corners[a:b].tolist() for a, b in one.parts] for one in found.features]
    assert parts[0] == [[[5, 5], [9, -4]], [[1, 1], [2, 2]]]
    assert parts[1] == [[[700, 9]]]
    assert parts[2] == [[list(corner) for corner in SQUARE]]


def test_every_sort_of_number_is_read() -> None:
    values = [
        varint(2 << 3 | 5) + struct.pack("<f", 0.5),
        numbered(4, (1 << 64) - 7),
        numbered(5, 7),
        numbered(6, zigzag(-9)),
        numbered(7, 0),
    ]
    names = [f"k{at}" for at in range(len(values))]
    tags = b"".join(varint(at) * 2 for at in range(len(values)))
    feature = held(2, tags) + numbered(3, POINT) + held(4, bytes([9, 2, 2]))
    body = b"".join(held(3, name.encode()) for name in names) + b"".join(held(4, one) for one in values)
    data = held(3, held(1, b"names") + held(2, feature) + body)
    assert list(read_tile(data, {"names"})[0].features[0].tags.values()) == [0.5, -7, 7, -9, False]


def test_layers_that_are_not_wanted_are_stepped_over_even_where_they_are_broken() -> None:
    broken = held(3, held(1, b"contours") + held(2, held(4, b"\xff")))
    assert [one.name for one in read_tile(broken + GOOD, {"roads"})] == ["roads"]
    with pytest.raises(TileProblem):
        read_tile(broken + GOOD, {"contours"})


@pytest.mark.parametrize("extent", [0, (1 << 20) + 1])
def test_a_tile_of_no_size_is_refused(extent: int) -> None:
    with pytest.raises(TileProblem, match="no size"):
        read_tile(held(3, held(1, b"roads") + numbered(5, extent)), {"roads"})


def test_a_number_that_goes_on_and_on_is_refused() -> None:
    with pytest.raises(TileProblem, match="too long"):
        read_tile(b"\x80" * 11, {"roads"})


def test_a_value_with_a_field_nobody_knows_is_read_all_the_same() -> None:
    value = numbered(9, 4) + numbered(5, 7)
    feature = held(2, bytes([0, 0])) + numbered(3, POINT) + held(4, bytes([9, 2, 2]))
    data = held(3, held(1, b"names") + held(2, feature) + held(3, b"lanes") + held(4, value))
    assert read_tile(data, {"names"})[0].features[0].tags == {"lanes": 7}


def test_words_are_one_line_of_what_can_be_seen() -> None:
    name = "Kelp\x00\nStreet\u202e<b>" + "x" * 500
    found = read_tile(layer("roads", [(LINE, [[(0, 0), (1, 1)]], {"name": name})]), {"roads"})[0]
    shown = found.features[0].tags["name"]
    assert isinstance(shown, str)
    assert shown.startswith("Kelp Street<b>x")
    assert len(shown) == MOST_LETTERS


def test_corners_far_off_are_held_near() -> None:
    far = zigzag(2**31 - 1)
    found = read_tile(one_shape([9, far, 0, 18, far, 0, 0, far]), {"roads"})[0]
    assert found.corners.max() == 2 * REACH * 4096
    assert found.corners.min() >= -REACH * 4096


@pytest.mark.parametrize(
    "numbers",
    [
        [9, 4],
        [9, 4, 4, (1 << 29 - 1) << 3 | 2, 0, 16],
        [9, 4, 4, 2 << 3 | 5],
        [1 << 33],
    ],
    ids=["half a corner", "more corners than there are", "no such command", "a number of 34 bits"],
)
def test_shapes_against_the_rules_are_refused(numbers: list[int]) -> None:
    with pytest.raises(TileProblem):
        read_tile(one_shape(numbers), {"roads"})


def test_shapes_of_nothing_are_left_out() -> None:
    assert read_tile(one_shape([]), {"roads"})[0].features == ()
    assert read_tile(one_shape([9, 4, 4]), {"roads"})[0].features == ()
    assert read_tile(b"", {"roads"}) == []


def test_more_layers_things_and_words_than_a_tile_may_hold_are_refused() -> None:
    with pytest.raises(TileProblem):
        read_tile(held(3, b"") * 65, set())
    with pytest.raises(TileProblem):
        read_tile(held(3, held(1, b"roads") + held(2, b"") * 60_001), {"roads"})
    feature = held(2, bytes([0, 0]) * 65) + numbered(3, POINT) + held(4, bytes([9, 2, 2]))
    with pytest.raises(TileProblem):
        read_tile(held(3, held(1, b"roads") + held(2, feature) + held(3, b"k") + held(4, b"")), {"roads"})


def test_layers_whose_words_nobody_needs_come_without_them() -> None:
    data = layer("roads", [(LINE, [[(0, 0), (1, 1)]], {"name": "Kelp Street"})])
    assert read_tile(data, {"roads"}, {"roads"})[0].features[0].tags == {}


def test_a_shape_that_ends_inside_a_number_does_not_take_from_the_next() -> None:
    cut = numbered(3, LINE) + held(4, bytes([9, 4, 0x84]))
    whole = numbered(3, LINE) + held(4, bytes([9, 4, 4, 10, 2, 2]))
    with pytest.raises(TileProblem):
        read_tile(held(3, held(1, b"roads") + held(2, cut) + held(2, whole)), {"roads"})


def reads_or_refuses(data: bytes) -> None:
    try:
        layers = read_tile(data, {"roads", "names", ""})
    except TileProblem:
        return
    for found in layers:
        for feature in found.features:
            for start, stop in feature.parts:
                assert 0 <= start < stop <= len(found.corners)
        assert (abs(found.corners) <= 2 * REACH * found.extent).all()


@given(st.binary(max_size=400))
def test_bytes_of_any_sort_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(data)
    reads_or_refuses(held(3, held(1, b"roads") + data))
    reads_or_refuses(held(3, held(1, b"roads") + held(2, numbered(3, LINE) + held(4, data))))


@given(st.data())
def test_a_tile_with_some_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(bytes(changed))
    reads_or_refuses(GOOD[: data.draw(st.integers(0, len(GOOD)))])


places = st.tuples(st.integers(-80, 4176), st.integers(-80, 4176))


@given(st.lists(st.lists(places, min_size=2, max_size=6), min_size=1, max_size=5))
def test_what_is_written_is_read_back(lines: list[list[tuple[int, int]]]) -> None:
    found = read_tile(layer("roads", [(LINE, [line], {}) for line in lines]), {"roads"})[0]
    back = [found.corners[start:stop].tolist() for one in found.features for start, stop in one.parts]
    assert back == [[list(place) for place in line] for line in lines]
