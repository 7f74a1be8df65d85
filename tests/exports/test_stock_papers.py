"""Papers about stock: labels name nobody, every parcel has one, and nothing is left off."""

import io
from dataclasses import replace
from datetime import date

from pypdf import PdfReader

from db.enums_stock import Kept, ParcelState
from db.queries.stock import LotRow
from desktop.exports.money_paper import draw_paper
from desktop.exports.stock_papers import count_papers, draw_labels, pick_papers
from desktop.services.hub_info import HubFacts
from desktop.services.parcel_views import ParcelView, PickLine, PickList

DAY = date(2026, 11, 24)
HUB = HubFacts("h", "Saltmarsh Hub", "", "", None, None, "", "+442079460000", "", "", "", True, "")
ONE = ParcelView(
    id="p",
    number=7,
    state=ParcelState.PLANNED,
    name="Jean M.",
    reference="R-31",
    on_date=DAY,
    round_id="r",
    round=4,
    stop=3,
    heads="2 adults, 1 child",
    label="NO NUTS, Halal",
    unread="",
    recipe="Box",
    contents=(("Baked beans", "tin", 4),),
    missing=("Milk",),
    short=(),
    by_hand=False,
    comes_back=False,
    is_keyed=False,
)


def words(content: bytes) -> list[str]:
    """The words of each page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_a_label_says_who_in_part_which_stop_and_what_not_to_put_in() -> None:
    (page,) = words(draw_labels(HUB, [ONE]))
    for said in ("Jean M.", "Stop 3", "R-31", "P-7", "NO NUTS, Halal"):
        assert said in page
    assert "adult" not in page


def test_words_only_a_person_can_read_stay_off_the_label() -> None:
    (page,) = words(draw_labels(HUB, [replace(ONE, label="", unread="kidney failure, low potassium")]))
    assert "ask before packing" in page
    assert "kidney" not in page


def test_fourteen_labels_fill_a_sheet() -> None:
    pages = words(draw_labels(HUB, [replace(ONE, number=number) for number in range(1, 16)]))
    assert [page.count("R-31") for page in pages] == [14, 1]


def test_a_long_name_and_many_allergies_stay_on_the_label() -> None:
    long = replace(ONE, name="Wolfeschlegelsteinhausenbergerdorff M.", label=", ".join(["NO SESAME"] * 9))
    (page,) = words(draw_labels(HUB, [long]))
    assert page.count("SESAME") >= 8


def test_a_pick_list_says_where_how_many_and_what_is_short() -> None:
    found = PickList(
        (replace(ONE, unread="low potassium"),),
        (PickLine("Shelf A", "Baked beans", "tin", 4, None, DAY),),
        (PickLine("", "Rice", "bag", 2),),
    )
    (page,) = words(draw_paper(HUB, DAY, pick_papers(found)))
    for said in (
        "S-4",
        "Shelf A",
        "4 × tin",
        "Best before 24 Nov 2026",
        "Rice: 2 × bag short",
        "NOTHING FITS: Milk",
    ):
        assert said in page
    assert "P-7: low potassium" in page


def test_a_counting_sheet_does_not_say_what_the_list_says() -> None:
    lot = LotRow("b", "i", "Baked beans", "tin", Kept.DRY, "s", "Shelf A", DAY, None, "", 4711)
    (page,) = words(draw_paper(HUB, DAY, count_papers("Shelf A", [lot])))
    assert "Baked beans" in page
    assert "Use by 24 Nov 2026" in page
    assert "4711" not in page


def test_what_was_changed_by_hand_is_said_on_the_label_and_the_pick_list() -> None:
    changed = replace(ONE, by_hand=True)
    (label,) = words(draw_labels(HUB, [changed]))
    assert "P-7, changed by hand" in label
    (fetch,) = words(draw_paper(HUB, DAY, pick_papers(PickList((changed,), (), ()))))
    assert "4 Baked beans, (changed by hand)" in fetch
