"""How the postcodes of one sector are packed: the one place that knows, for the builder and the reader.

A postcode unit ends in two letters out of twenty, so a sector such as ``SW1A 1`` has at most 400. Its block
holds which of them exist as a 400-bit map, so that looking one up is a bit test and a count of the bits below
it, and then one column for each fact. Columns of single bytes pack a third smaller than rows do, and 1.74
million postcodes fit in 12 MB instead of the 50 MB that one table row for each would take.

Layout, little-endian: palette length (1 byte), bytes per offset (1), easting and northing of the south-west
corner (4 + 4), bit map (50), palette entries of quality (1), local authority (2) and ward (2), then for n
units: palette index (n), easting offset planes, lowest byte first (n each), northing offset planes (n each).
"""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Letters a postcode may end in: Royal Mail leaves out C, I, K, M, O and V there.
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

_MAP_BYTES = len(UNIT_LETTERS) ** 2 // 8
_HEAD = struct.Struct("<BBII")
_FACTS = struct.Struct("<BHH")
_PLACE_OF_LETTER = {letter: place for place, letter in enumerate(UNIT_LETTERS)}


class Unit(NamedTuple):
    """One postcode inside its sector.

    Attributes:
        number: the two last letters as a number; see `unit_number`.
        easting: metres east on the OSGB grid.
        northing: metres north on the OSGB grid.
        quality: Code-Point's positional quality, 10 (best) to 60.
        la: row of the local authority in the file's area table.
        ward: row of the ward; 0 where the source names none.
    """

    number: int
    easting: int
    northing: int
    quality: int
    la: int
    ward: int


def unit_number(letters: str) -> int | None:
    """Number the last two letters of a postcode.

    Args:
        letters: two capital letters.

    Returns:
        0 to 399 in alphabetical order, or None where Royal Mail uses no such ending.
    """
    first, second = (_PLACE_OF_LETTER.get(letter) for letter in letters)
    return None if first is None or second is None else first * len(UNIT_LETTERS) + second


def unit_letters(number: int) -> str:
    """Give the two letters of a number; the inverse of `unit_number`."""
    first, second = divmod(number, len(UNIT_LETTERS))
    return UNIT_LETTERS[first] + UNIT_LETTERS[second]


def pack_block(units: Sequence[Unit]) -> bytes:
    """Pack the units of one sector.

    Args:
        units: at least one, in ascending order of number, each number once.

    Returns:
        The block, the same bytes for the same units.
    """
    corner = min(unit.easting for unit in units), min(unit.northing for unit in units)
    east = [unit.easting - corner[0] for unit in units]
    north = [unit.northing - corner[1] for unit in units]
    width = max(1, (max(east + north).bit_length() + 7) // 8)
    palette = sorted({(unit.quality, unit.la, unit.ward) for unit in units})
    place = {facts: index for index, facts in enumerate(palette)}
    present = sum(1 << unit.number for unit in units)
    return b"".join(
        (
            _HEAD.pack(len(palette), width, *corner),
            present.to_bytes(_MAP_BYTES, "little"),
            b"".join(_FACTS.pack(*facts) for facts in palette),
            bytes(place[unit.quality, unit.la, unit.ward] for unit in units),
            _planes(east, width),
            _planes(north, width),
        )
    )


def _planes(offsets: Sequence[int], width: int) -> bytes:
    return b"".join(bytes(offset >> 8 * plane & 0xFF for offset in offsets) for plane in range(width))


class Block:
    """The units of one sector, read where they lie."""

    __slots__ = ("_corner", "_data", "_east", "_facts", "_index", "_map", "_width", "count")

    def __init__(self, data: bytes) -> None:
        """Read the head.

        Args:
            data: what `pack_block` made.
        """
        colours, self._width, east, north = _HEAD.unpack_from(data)
        self._corner = east, north
        self._data = data
        self._map = int.from_bytes(data[_HEAD.size : _HEAD.size + _MAP_BYTES], "little")
        self.count = self._map.bit_count()
        self._facts = _HEAD.size + _MAP_BYTES
        self._index = self._facts + colours * _FACTS.size
        self._east = self._index + self.count

    def unit(self, number: int) -> Unit | None:
        """Find one unit.

        Args:
            number: as given by `unit_number`.

        Returns:
            The unit, or None where the sector has no such postcode.
        """
        if not self._map >> number & 1:
            return None
        rank = (self._map & (1 << number) - 1).bit_count()
        facts = _FACTS.unpack_from(self._data, self._facts + _FACTS.size * self._data[self._index + rank])
        north = self._east + self._width * self.count
        return Unit(
            number,
            self._corner[0] + self._offset(self._east + rank),
            self._corner[1] + self._offset(north + rank),
            *facts,
        )

    def units(self) -> Iterator[Unit]:
        """Give every unit in alphabetical order of its letters."""
        numbers = (number for number, bit in enumerate(reversed(f"{self._map:b}")) if bit == "1")
        palette = list(_FACTS.iter_unpack(self._data[self._facts : self._index]))
        index = self._data[self._index : self._east]
        for number, (east, north), colour in zip(numbers, self.points(), index, strict=True):
            yield Unit(number, east, north, *palette[colour])

    def points(self) -> list[tuple[int, int]]:
        """Give every unit's easting and northing in metres, in the order of `units`."""
        return list(zip(self.eastings(), self.northings(), strict=True))

    def eastings(self) -> list[int]:
        """Give every unit's easting in metres, in the order of `units`."""
        return self._column(self._east, self._corner[0])

    def northings(self) -> list[int]:
        """Give every unit's northing in metres, in the order of `units`."""
        return self._column(self._east + self._width * self.count, self._corner[1])

    def wards(self) -> list[int]:
        """Give every unit's row of its ward in the file's area table, in the order of `units`."""
        palette = [facts[2] for facts in _FACTS.iter_unpack(self._data[self._facts : self._index])]
        return [palette[colour] for colour in self._data[self._index : self._east]]

    def _offset(self, first: int) -> int:
        return sum(self._data[first + plane * self.count] << 8 * plane for plane in range(self._width))

    def _column(self, first: int, corner: int) -> list[int]:
        if self._width == 2:  # as for nearly every sector: let `struct` put the two bytes together
            pairs = bytearray(2 * self.count)
            pairs[0::2] = self._data[first : first + self.count]
            pairs[1::2] = self._data[first + self.count : first + 2 * self.count]
            return [corner + offset for offset in struct.unpack(f"<{self.count}H", pairs)]
        values = [corner + low for low in self._data[first : first + self.count]]
        for plane in range(1, self._width):
            start = first + plane * self.count
            high = self._data[start : start + self.count]
            values = [value + (byte << 8 * plane) for value, byte in zip(values, high, strict=True)]
        return values
