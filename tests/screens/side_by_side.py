"""The page that lays every screen beside its picture."""

import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from tests.screens.differences import DIFFERENCES
from tests.screens.paper import PAPERS
from tests.screens.screens import SCREENS, Screen

_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screens beside their pictures</title>
<style>
body { font: 15px/1.4 sans-serif; margin: 24px; background: #f6f4f0; color: #18232a; }
h2 { margin: 40px 0 4px; }
p { margin: 0 0 8px; max-width: 100ch; }
figure { display: inline-block; margin: 0 12px 12px 0; vertical-align: top; }
figcaption { font-size: 13px; }
img { border: 1px solid #857f73; display: block; }
.pair img { width: 683px; }
.looks img { width: 240px; }
</style>
<h1>Screens beside their pictures</h1>
"""


def write_index(out: Path, looks: Sequence[str], pictures: Path | None) -> None:
    """Write `index.html` over the files of a folder.

    Args:
        out: the folder with the pictures of the screens.
        looks: names of the looks, the one of the pictures first.
        pictures: the folder of the design's pictures; None where there is none.
    """
    parts = [_HEAD]
    for screen in SCREENS:
        parts += _screen(out, looks, pictures, screen)
    for paper in PAPERS:
        pair = _figure(out, out / f"{paper.key}.png", "as it is") + _picture(out, pictures, paper.picture)
        parts += _section(paper.key, pair, "")
    (out / "index.html").write_text("\n".join(parts), encoding="utf-8")


def _screen(out: Path, looks: Sequence[str], pictures: Path | None, screen: Screen) -> Iterator[str]:
    beside = {
        looks[0]: screen.picture,
        "dark-100": screen.dark_picture,
        "light-150-longer": screen.longer_picture,
    }
    pairs, others = "", ""
    for look in looks:
        shown = _figure(out, out / f"{screen.key}-{look}.png", look)
        if beside.get(look) or look == looks[0]:
            pairs += f"<div>{shown}{_picture(out, pictures, beside[look])}</div>" if shown else ""
        else:
            others += shown
    yield from _section(screen.key, pairs, others)


def _section(key: str, pair: str, others: str) -> Iterator[str]:
    if pair or others:
        yield f'<h2 id="{key}">{escape(key)}</h2>'
        yield f"<p>{escape(DIFFERENCES.get(key, ''))}</p>"
        yield f'<div class="pair">{pair}</div>'
        yield f'<div class="looks">{others}</div>'


def _picture(out: Path, pictures: Path | None, name: str) -> str:
    if pictures is None or not name:
        return ""
    return _figure(out, pictures / f"{name}.png", f"picture {name}")


def _figure(out: Path, file: Path, caption: str) -> str:
    if not file.is_file():
        return ""
    where = escape(Path(os.path.relpath(file, out)).as_posix())
    return (
        f'<figure><a href="{where}"><img src="{where}" alt="{escape(caption)}" loading="lazy"></a>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )
