"""Build the five fonts the app ships from the public variable font.

Source: npm package ``@fontsource-variable/atkinson-hyperlegible-next`` (SIL Open Font License 1.1), which
holds the Braille Institute's variable font in subsets. We fix the weight, join the Latin subsets (Welsh needs
both) and give every file one family name, so that Qt and reportlab see one family in four weights and an
italic. The same package gives the same bytes.

    npm pack @fontsource-variable/atkinson-hyperlegible-next
    python installers/build_fonts.py PACKAGE_FOLDER resources/fonts
"""

import io
import sys
from pathlib import Path

from fontTools import merge
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Atkinson Hyperlegible Next"
SUBSETS = ("latin", "latin-ext")
STYLES = {
    "400": (400, "normal", "Regular"),
    "500": (500, "normal", "Medium"),
    "600": (600, "normal", "SemiBold"),
    "700": (700, "normal", "Bold"),
    "400i": (400, "italic", "Italic"),
}
ITALIC_BIT, BOLD_BIT, REGULAR_BIT = 1, 32, 64
"""Bits of ``OS/2.fsSelection`` (OpenType specification, OS/2 table)."""


def subset_instance(package: Path, subset: str, weight: int, slope: str) -> io.BytesIO:
    """Cut one static weight out of one subset of the variable font.

    Args:
        package: the unpacked npm package.
        subset: ``latin`` or ``latin-ext``.
        weight: 400 to 700.
        slope: ``normal`` or ``italic``.

    Returns:
        The bytes of a static TrueType font.
    """
    name = f"atkinson-hyperlegible-next-{subset}-wght-{slope}.woff2"
    font = TTFont(package / "files" / name, recalcTimestamp=False)
    font.flavor = None
    out = io.BytesIO()
    instancer.instantiateVariableFont(font, {"wght": weight}).save(out)
    out.seek(0)
    return out


def rename(font: TTFont, style: str, weight: int) -> None:
    """Give a font the family, style and flags of its place in the family.

    Args:
        font: changed in place.
        style: ``Regular``, ``Medium``, ``SemiBold``, ``Bold`` or ``Italic``.
        weight: the value of ``usWeightClass``.
    """
    linked = style in ("Regular", "Bold", "Italic")
    names = {
        1: FAMILY if linked else f"{FAMILY} {style}",
        2: style if linked else "Regular",
        3: f"{FAMILY} {style} hubkeeper",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    for name_id, text in names.items():
        table.removeNames(nameID=name_id)
        table.setName(text, name_id, 3, 1, 0x409)
        table.setName(text, name_id, 1, 0, 0)
    table.removeNames(nameID=25)
    _set_flags(font, style, weight)


def _set_flags(font: TTFont, style: str, weight: int) -> None:
    """Set weight class, selection bits and Mac style to agree with the name."""
    italic, bold = style == "Italic", weight == 700
    chosen = ITALIC_BIT * italic | BOLD_BIT * bold | REGULAR_BIT * (style == "Regular")
    keep = ~(ITALIC_BIT | BOLD_BIT | REGULAR_BIT)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & keep | chosen
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)


def build(package: Path, out: Path) -> list[Path]:
    """Write the five fonts and their licence.

    Args:
        package: the unpacked npm package.
        out: folder for the fonts; made when missing.

    Returns:
        The files written.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix, (weight, slope, style) in STYLES.items():
        parts = [subset_instance(package, subset, weight, slope) for subset in SUBSETS]
        font = merge.Merger().merge(parts)
        font.recalcTimestamp = False
        font["head"].created = font["head"].modified = TTFont(parts[0])["head"].modified
        rename(font, style, weight)
        target = out / f"AtkinsonHyperlegibleNext-{suffix}.ttf"
        font.save(target)
        written.append(target)
    licence = out / "OFL.txt"
    licence.write_bytes((package / "LICENSE").read_bytes())
    return [*written, licence]


if __name__ == "__main__":
    for made in build(Path(sys.argv[1]), Path(sys.argv[2])):
        print(f"{made.name}: {made.stat().st_size:,} bytes")
