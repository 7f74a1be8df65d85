"""The quick guide: two pages whatever the hub is called, all it says on them, nothing over an edge."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from desktop.exports.pdf_base import A4, MM
from desktop.exports.quick_guide import GuideKey, GuidePart, QuickGuide, write_quick_guide

EDGE = 10 * MM
"""What every printer leaves white."""
LINES = ("Press F2 and type the number or the name.", "Say how soon.", "Ctrl+Enter saves.")
GUIDE = QuickGuide(
    hub_name="Saltmarsh Hub",
    title="Hubkeeper in two pages",
    promise="Everything you type is saved at once.",
    parts=[GuidePart(f"Part {number}", "sun", LINES) for number in range(8)],
    keys_title="Keys",
    keys=[GuideKey(("Ctrl", letter), f"Does {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVW"],
    numbers=[("The hub", "020 7946 0800"), ("Safeguarding lead", "020 7946 0801"), ("Danger to life", "999")],
)
LONG = "Cymdeithas Gymunedol Llanfihangel-y-Creuddyn a'r Cyffiniau, Partneriaeth Gymorth y Cymoedd Uchaf"


def pages(guide: QuickGuide) -> list[str]:
    """The words of each page."""
    stream = io.BytesIO()
    write_quick_guide(stream, guide)
    document = pypdfium2.PdfDocument(stream.getvalue())
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def boxes(guide: QuickGuide) -> list[tuple[float, float, float, float]]:
    """Where every object of every page lies: left, bottom, right, top, in points."""
    stream = io.BytesIO()
    write_quick_guide(stream, guide)
    document = pypdfium2.PdfDocument(stream.getvalue())
    try:
        return [one.get_bounds() for page in document for one in page.get_objects()]
    finally:
        document.close()


def test_everything_is_on_two_pages() -> None:
    first, second = pages(GUIDE)
    flat = " ".join((first + " " + second).split())
    for text in (
        GUIDE.promise,
        *LINES,
        *(part.title for part in GUIDE.parts),
        *(key.words for key in GUIDE.keys),
    ):
        assert text in flat
    assert "Part 5" in first
    assert "Part 6" in second
    assert "Does W" in second
    for _who, number in GUIDE.numbers:
        assert number in first
    assert first.count("Saltmarsh Hub") == second.count("Saltmarsh Hub") == 1


@pytest.mark.parametrize("name", ["", "X", LONG])
def test_nothing_lies_over_an_edge_whatever_the_hub_is_called(name: str) -> None:
    made = boxes(replace(GUIDE, hub_name=name))
    assert len(made) > 100
    assert min(left for left, _, _, _ in made) >= EDGE
    assert max(right for _, _, right, _ in made) <= A4[0] - EDGE
    assert min(bottom for _, bottom, _, _ in made) >= EDGE
    assert max(top for _, _, _, top in made) <= A4[1] - EDGE


def test_a_hub_without_numbers_has_none_on_it() -> None:
    assert "020" not in pages(replace(GUIDE, numbers=()))[0]


def test_the_guide_the_app_prints_fits_too() -> None:
    from types import SimpleNamespace

    from desktop.ui.help.guide import quick_guide

    facts = SimpleNamespace(
        name=LONG,
        phone="020 7946 0800",
        safeguarding_phone="020 7946 0801",
        lead_name="Helen Strickland-Featherstone",
    )
    guide = quick_guide(facts)  # type: ignore[arg-type]
    assert len(pages(guide)) == 2
    assert min(bottom for _, bottom, _, _ in boxes(guide)) >= EDGE
    assert "Ctrl+Enter saves" in " ".join(pages(guide)[0].split())
