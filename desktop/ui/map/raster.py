"""The dots of the ground as pictures, made on a reading thread: no Qt here, only bytes.

One picture is made for all the tiles that are wanted, so that a dot on an edge is whole, and then cut.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.map_plan import Box
from desktop.services.map_ground import Dots, MapGround
from desktop.ui.map.colours import LEVELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TILE = 256
"""Side of a tile in device-independent px."""
Tile = tuple[int, int]
"""Column and row; columns count east and rows south from the grid's origin."""
_SIZES = ((1.1, 7.5), (2.2, 6.5), (4.5, 5.5), (9.5, 4.2), (19.0, 3.2), (math.inf, 2.4))
"""Up to so many metres to a px, dots are so many px across: a street near, a texture far out."""
_BUILT = 60.0
"""Metres around a postcode that count as built up; a postcode is some fifteen doors."""
_WIDEST, _NARROWEST = 26.0, 1.5
"""Px that the tone of built-up ground reaches from a dot at most and at least."""
_TONE = 0.28
"""Strength of the tone; that of a dot is up to 1."""
_DENSE = 4.5
"""How soon the tone is at its full strength: the larger, the sooner."""
_FULL_AT = 3
"""Postcodes in a cell from which its dot is drawn at full strength."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a tile is drawn for.

    Attributes:
        scale: metres to a device-independent px.
        ratio: pixels of the screen to one.
    """

    scale: float
    ratio: float = 1.0

    @property
    def metres(self) -> float:
        """Side of a tile in metres."""
        return TILE * self.scale

    @property
    def side(self) -> int:
        """Side of a tile in pixels of the screen."""
        return round(TILE * self.ratio)

    def tiles(self, box: Box) -> list[Tile]:
        """The tiles that touch a box, row by row from the north."""
        side = self.metres
        columns = range(math.floor(box.west / side), math.floor(box.east / side) + 1)
        rows = range(math.floor(-box.north / side), math.floor(-box.south / side) + 1)
        return [(column, row) for row in rows for column in columns]

    def box(self, tiles: Collection[Tile]) -> Box:
        """The box that tiles cover, the gaps between them too."""
        columns, rows = [tile[0] for tile in tiles], [tile[1] for tile in tiles]
        side = self.metres
        return Box(min(columns) * side, -(max(rows) + 1) * side, (max(columns) + 1) * side, -min(rows) * side)


def dot_size(scale: float) -> float:
    """How wide a dot is, in device-independent px, at so many metres to a px."""
    return next(size for most, size in _SIZES if scale <= most)


def draw_tiles(ground: MapGround, sheet: Sheet, tiles: Collection[Tile]) -> dict[Tile, bytes]:
    """Draw tiles of the ground.

    Args:
        ground: where the points come from.
        sheet: what the tiles are drawn for.
        tiles: at least one.

    Returns:
        For each tile its levels, a byte for each pixel, row by row from the north; empty for a tile without
        any dot, such as the sea.
    """
    box = sheet.box(tiles)
    size = dot_size(sheet.scale)
    dots = ground.dots(box.grown(_WIDEST * sheet.scale), max(size * 0.8, 1) * sheet.scale)
    columns = round(box.width / sheet.metres)
    rows = round(box.height / sheet.metres)
    first = round(box.west / sheet.metres), round(-box.north / sheet.metres)
    picture = _picture(dots, box, sheet, (rows * sheet.side, columns * sheet.side), size)
    found = {}
    for column, row in tiles:
        top, left = (row - first[1]) * sheet.side, (column - first[0]) * sheet.side
        part = picture[top : top + sheet.side, left : left + sheet.side]
        found[column, row] = part.tobytes() if part.any() else b""
    return found


def _picture(dots: Dots, box: Box, sheet: Sheet, shape: tuple[int, int], size: float) -> "NDArray[np.uint8]":
    import numpy as np

    disc = _disc(round(size * sheet.ratio, 2))
    soft = round(min(max(_BUILT / sheet.scale, _NARROWEST), _WIDEST) * sheet.ratio)
    reach = len(disc) // 2 + 3 * soft
    size_in_all = shape[0] + 2 * reach, shape[1] + 2 * reach
    pixel = sheet.scale / sheet.ratio
    x = np.floor((dots.east - box.west) / pixel).astype(np.int64)
    y = np.floor((box.north - dots.north) / pixel).astype(np.int64)
    inside = (x >= -reach) & (x < shape[1] + reach) & (y >= -reach) & (y < shape[0] + reach)
    x, y = x[inside] + reach, y[inside] + reach
    strength = np.minimum(dots.count[inside] + 1, _FULL_AT + 1) / (_FULL_AT + 1)
    picture = _toned(x, y, size_in_all, soft)
    _stamp(picture, x, y, strength, disc)
    return picture[reach : reach + shape[0], reach : reach + shape[1]]


def _toned(x: Any, y: Any, shape: tuple[int, int], soft: int) -> "NDArray[np.uint8]":
    """The tone of built-up ground: how many dots are near, made smooth by three running sums each way.

    Reckoned at half the size, which shows no difference in a tone and takes a quarter of the time.
    """
    import numpy as np

    half = (shape[0] + 1) // 2, (shape[1] + 1) // 2
    near = np.zeros(half, dtype=np.float32)
    near[np.clip(y // 2, 0, half[0] - 1), np.clip(x // 2, 0, half[1] - 1)] = 1
    reach = max(soft // 3, 1)
    for _pass in range(3):
        near = _running_sum(_running_sum(near, reach).T, reach).T
    tone = _TONE * (1 - np.exp(near * (-_DENSE / (2 * reach + 1) ** 4)))
    levels: NDArray[np.uint8] = np.rint(tone * (LEVELS - 1)).astype(np.uint8)
    return levels.repeat(2, axis=0).repeat(2, axis=1)[: shape[0], : shape[1]]


def _running_sum(values: Any, reach: int) -> Any:
    """The sum of each line's neighbours up to so many rows away."""
    import numpy as np

    total = np.zeros((len(values) + 2 * reach + 1, values.shape[1]), dtype=np.float32)
    np.cumsum(values, axis=0, out=total[reach + 1 : reach + 1 + len(values)])
    total[reach + 1 + len(values) :] = total[reach + len(values)]
    return total[2 * reach + 1 :] - total[: len(values)]


def _stamp(picture: Any, x: Any, y: Any, strength: Any, disc: tuple[tuple[float, ...], ...]) -> None:
    """Put a disc around each place; where two meet, the stronger shows."""
    import numpy as np

    reach = len(disc) // 2
    height, width = picture.shape
    for down, line in enumerate(disc, -reach):
        for right, cover in enumerate(line, -reach):
            if cover <= 0:
                continue
            at_y, at_x = y + down, x + right
            held = (at_y >= 0) & (at_y < height) & (at_x >= 0) & (at_x < width)
            level = np.rint(strength[held] * cover * (LEVELS - 1)).astype(np.uint8)
            np.maximum.at(picture, (at_y[held], at_x[held]), level)


@cache
def _disc(across: float) -> tuple[tuple[float, ...], ...]:
    """How much of each pixel a disc around the middle pixel covers, sampled four by four."""
    reach = math.ceil(across / 2)
    samples = [(part + 0.5) / 4 - 0.5 for part in range(4)]

    def cover(x: int, y: int) -> float:
        hits = sum(math.hypot(x + dx, y + dy) <= across / 2 for dx in samples for dy in samples)
        return hits / 16

    span = range(-reach, reach + 1)
    return tuple(tuple(cover(x, y) for x in span) for y in span)
