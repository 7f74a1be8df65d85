"""Reads vector tiles: Mapbox Vector Tile Specification 2.1 over the wire format of Protocol Buffers.

Our own reader, because what is needed is small (three messages, read-only) and what is read comes from
outside: the library for it brings protobuf and shapely along, has no limits, and makes an object of every
corner. Here every length is checked before it is used, counts have limits, and corners stay in one array.
Specification: github.com/mapbox/vector-tile-spec, 2.1 (CC BY 3.0); wire format: protobuf.dev, "Encoding".
"""

import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.domain.text import clean
from desktop.domain.turns import give_way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_LAYERS, MOST_FEATURES, MOST_WORDS, MOST_CORNERS = 64, 60_000, 100_000, 1_000_000
"""What a tile may hold; the densest tiles of a city stay far below."""
MOST_TAGS = 64
MOST_LETTERS = 80
REACH = 4
"""Tiles away from the tile's edge at which corners are held: nothing drawn is that far off."""
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MOVE_TO, _LINE_TO, _CLOSE = 1, 2, 7
_LONGEST_VARINT = 10
_WHOLE = (1 << 64) - 1
Word = str | int | float | bool


class TileProblem(ValueError):
    """The bytes are no vector tile, or hold more than a tile may."""


class Kind(IntEnum):
    """What a feature is made of."""

    UNKNOWN = 0
    POINT = 1
    LINE = 2
    AREA = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map.

    Attributes:
        kind: what it is made of.
        tags: what the file says of it; texts are one line without signs that cannot be seen.
        parts: where in the layer's corners each of its points, lines or rings begins and ends.
    """

    kind: Kind
    tags: Mapping[str, Word]
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Things of one sort.

    Attributes:
        name: such as ``roads``.
        extent: units of the tile from side to side.
        features: the things.
        corners: x to the east and y to the south from the tile's north-west corner, in units.
    """

    name: str
    extent: int
    features: tuple[Feature, ...]
    corners: "NDArray[np.int64]"


_Bare = tuple[int, int, int, int, int]
"""A feature before its corners are known: its kind, and where its tags and its shape begin and end."""


def read_tile(data: bytes, wanted: Collection[str], wordless: Collection[str] = ()) -> list[Layer]:
    """Read the layers that are wanted.

    Args:
        data: a tile, unpacked.
        wanted: names of layers; the others are stepped over.
        wordless: layers of which only shapes are wanted.

    Returns:
        The layers, in the order of the file; none for a tile of none.

    Raises:
        TileProblem: the bytes are no vector tile, or hold more than a tile may.
    """
    spans = [(a, b) for number, wire, a, b in _fields(data, 0, len(data)) if (number, wire) == (3, _BYTES)]
    if len(spans) > MOST_LAYERS:
        raise TileProblem("more layers than a tile may hold")
    found = []
    for start, stop in spans:
        layer = _layer(data, start, stop, wanted, wordless)
        if layer is not None:
            found.append(layer)
    return found


def _layer(
    data: bytes, start: int, stop: int, wanted: Collection[str], wordless: Collection[str]
) -> Layer | None:
    name, extent = "", 4096
    held: dict[int, list[tuple[int, int]]] = {2: [], 3: [], 4: []}
    for number, wire, a, b in _fields(data, start, stop):
        if wire == _BYTES and number in held:
            held[number].append((a, b))
        elif (number, wire) == (1, _BYTES):
            name = _text(data, a, b)
        elif (number, wire) == (5, _VARINT):
            extent = a
    if name not in wanted:
        return None
    if not 1 <= extent <= 1 << 20:
        raise TileProblem("a tile of no size")
    if len(held[2]) > MOST_FEATURES or max(len(held[3]), len(held[4])) > MOST_WORDS:
        raise TileProblem("more in a layer than a tile may hold")
    bare = [_feature(data, *span) for span in held[2]]
    corners, parts = _shapes(data, bare, REACH * extent)
    if name in wordless:
        said: list[dict[str, Word]] = [{}] * len(bare)
    else:
        keys = [_text(data, *span) for span in held[3]]
        words = [_word(data, *span) for span in held[4]]
        said = [_tags(data, (one[1], one[2]), keys, words) for one in bare]
    whole = tuple(
        Feature(_kind(one[0]), tags, own) for one, tags, own in zip(bare, said, parts, strict=True) if own
    )
    return Layer(name, extent, whole, corners)


def _feature(data: bytes, start: int, stop: int) -> _Bare:
    give_way()
    kind = tags = tags_end = shape = shape_end = 0
    for number, wire, a, b in _fields(data, start, stop):
        if number == 4 and wire == _BYTES:
            shape, shape_end = a, b
        elif number == 2 and wire == _BYTES:
            tags, tags_end = a, b
        elif number == 3 and wire == _VARINT:
            kind = a
    return kind, tags, tags_end, shape, shape_end


def _kind(number: int) -> Kind:
    return Kind(number) if number <= Kind.AREA else Kind.UNKNOWN


def _tags(data: bytes, span: tuple[int, int], keys: list[str], words: list[Word]) -> dict[str, Word]:
    numbers = []
    at, stop = span
    while at < stop:
        number, at = _varint(data, at, stop)
        numbers.append(number)
        if len(numbers) > 2 * MOST_TAGS:
            raise TileProblem("more said of a thing than a tile may say")
    if len(numbers) % 2:
        raise TileProblem("a key without its value")
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    try:
        return {keys[key]: words[value] for key, value in pairs}
    except IndexError as problem:
        raise TileProblem("a key or value that is not there") from problem


def _word(data: bytes, start: int, stop: int) -> Word:
    """One value; the last one counts where a message has several."""
    found: Word = ""
    for number, wire, a, b in _fields(data, start, stop):
        if (number, wire) == (1, _BYTES):
            found = _text(data, a, b)
        elif (number, wire) == (2, _FIXED32):
            found = struct.unpack_from("<f", data, a)[0]
        elif (number, wire) == (3, _FIXED64):
            found = struct.unpack_from("<d", data, a)[0]
        elif wire == _VARINT and number in (4, 5, 6, 7):
            found = _whole_number(number, a)
    return found


def _whole_number(number: int, value: int) -> int | bool:
    if number == 4:  # int64: two's complement
        return value - (1 << 64) if value >= 1 << 63 else value
    if number == 6:  # sint64: zigzag
        return (value >> 1) ^ -(value & 1)
    return bool(value) if number == 7 else value


def _text(data: bytes, start: int, stop: int) -> str:
    """A text as it may be shown: one line, no signs that cannot be seen, not endless."""
    return clean(data[start : min(stop, start + 4 * MOST_LETTERS)].decode("utf-8", "replace"))[:MOST_LETTERS]


# the wire


def _fields(data: bytes, at: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    """Step through the fields of a message; each lies wholly inside it.

    Yields:
        Its number, its sort on the wire, and its value and 0, or where its bytes begin and end.
    """
    while at < stop:
        head, at = _varint(data, at, stop)
        wire = head & 7
        if wire == _VARINT:
            value, at = _varint(data, at, stop)
            yield head >> 3, wire, value, 0
            continue
        if wire == _BYTES:
            length, at = _varint(data, at, stop)
        elif wire in (_FIXED32, _FIXED64):
            length = 4 if wire == _FIXED32 else 8
        else:
            raise TileProblem("a field of no known sort")
        if length > stop - at:
            raise TileProblem("a field that goes on beyond its message")
        yield head >> 3, wire, at, at + length
        at += length


def _varint(data: bytes, at: int, stop: int) -> tuple[int, int]:
    if at < stop and data[at] < 0x80:  # as nearly all are
        return data[at], at + 1
    value = 0
    for place in range(_LONGEST_VARINT):
        if at >= stop:
            raise TileProblem("a number that has no end")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value & _WHOLE, at
    raise TileProblem("a number that is too long")


# shapes: all of a layer at once, so that only commands are stepped through and corners are not


def _shapes(
    data: bytes, bare: list[_Bare], reach: int
) -> tuple["NDArray[np.int64]", list[tuple[tuple[int, int], ...]]]:
    """Read the shapes of a layer; see section 4.3 of the specification.

    Args:
        data: the tile.
        bare: its features.
        reach: the farthest a corner may be from the tile.

    Returns:
        Every corner, and for each feature where its parts begin and end among them.
    """
    import numpy as np

    stretches = [data[one[3] : one[4]] for one in bare]
    raw = np.frombuffer(b"".join(stretches), dtype=np.uint8)
    ends = np.cumsum([len(one) for one in stretches], dtype=np.int64)
    last = np.flatnonzero(raw < 0x80)
    used = ends[ends > 0]
    if used.size and (raw[used - 1] >= 0x80).any():
        raise TileProblem("a shape that has no end")
    numbers = _packed(raw, last)
    edges = [0, *np.searchsorted(last, ends, side="left").tolist()]
    commands, firsts, parts = _steps(numbers.tolist(), edges, bare)
    steps = np.delete(numbers, commands)
    moves = ((steps >> 1) ^ -(steps & 1)).reshape(-1, 2)
    corners = np.cumsum(moves, axis=0)
    counts = np.diff([*firsts, len(corners)])
    here = [at for at, count in enumerate(counts) if count]
    first = np.array(firsts, dtype=np.int64)[here]
    # each feature counts from the tile's corner, so what was summed before it goes off again
    before = np.where(first[:, None] > 0, corners[first - 1], 0) if len(corners) else corners
    corners = corners - np.repeat(before, counts[here], axis=0)
    return np.clip(corners, -reach, 2 * reach), parts


def _packed(raw: "NDArray[np.uint8]", last: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Numbers of at most 32 bits, given where each ends."""
    import numpy as np

    first = np.concatenate(([0], last[:-1] + 1)) if last.size else last
    length = last - first + 1
    if last.size > 2 * MOST_CORNERS or (length > 5).any():
        raise TileProblem("more corners than a tile may hold, or a number that is too long")
    numbers = np.zeros(last.size, dtype=np.int64)
    for place in range(int(length.max(initial=0))):
        has = length > place
        numbers[has] |= (raw[first[has] + place] & 0x7F).astype(np.int64) << (7 * place)
    if (numbers >> 32).any():
        raise TileProblem("a number that is too long")
    return numbers


def _steps(
    numbers: list[int], edges: list[int], bare: list[_Bare]
) -> tuple[list[int], list[int], list[tuple[tuple[int, int], ...]]]:
    """Step through commands: where they are, at which corner features begin, and their parts."""
    commands: list[int] = []
    firsts: list[int] = []
    parts: list[tuple[tuple[int, int], ...]] = []
    corner = 0
    for (kind, *_rest), at, end in zip(bare, edges, edges[1:], strict=False):
        give_way()
        firsts.append(corner)
        starts: list[int] = []
        while at < end:
            command, count = numbers[at] & 7, numbers[at] >> 3
            commands.append(at)
            at += 1
            if command == _CLOSE:
                continue
            if command not in (_MOVE_TO, _LINE_TO) or count > (end - at) // 2:
                raise TileProblem("a shape that is not drawn by the rules")
            if command == _MOVE_TO:
                starts += range(corner, corner + count) if kind == Kind.POINT else [corner]
            corner += count
            at += 2 * count
        least = 1 if kind == Kind.POINT else 2
        ends = [*starts[1:], corner]
        parts.append(tuple(pair for pair in zip(starts, ends, strict=False) if pair[1] - pair[0] >= least))
    return commands, firsts, parts
