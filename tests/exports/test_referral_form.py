"""The referral form: all that goes is on it, nothing falls off it, the same data make the same bytes."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4

from db.enums import Channel, LawfulBasis, Layer, Urgency
from db.enums_referrals import SentHow
from desktop.domain.referral_fields import USUAL, Part
from desktop.exports.pdf_base import MARGIN
from desktop.exports.referral_form import CoverLine, PackCover, form_code, write_referral_forms
from desktop.exports.referral_print import form_of, render_referrals
from desktop.services.referral_paper import PaperData
from tests.hostile import FORMULAS, MARKUP

WORDS = "Damp and mould in both bedrooms. Landlord told twice in September, nothing done."
RIGHT = A4[0] - MARGIN
AMINA = PaperData(
    referral_id="a" * 32,
    reference="F-0318",
    hub_name="Saltmarsh Hub",
    hub_phone="01632 960800",
    sender="Priya Nair",
    to="Aldermouth District Council",
    to_id="b" * 32,
    team="Housing options",
    contact="Marcus Thorne",
    to_phone="01632 960402",
    sent_on=date(2026, 11, 12),
    sent_how=SentHow.BY_HAND,
    sent_note="Wharf House",
    reply_by=date(2026, 11, 16),
    first_name="Amina",
    name="Amina Yusuf",
    phone="07700 900144",
    address="Flat 3, 11 Lanthorn Row, Quayside, QX4 3DR",
    born=None,
    call_times="After 3pm, not Fridays",
    language="Somali. Ask for an interpreter",
    need="Form filling",
    words=WORDS,
    urgency=Urgency.THIS_WEEK,
    wants="Inspection, letter to landlord",
    doing="Benefits check, 10 November",
    safety="",
    health="",
    basis=LawfulBasis.CONSENT,
    agreed_on=date(2026, 11, 12),
    agreed_how=Channel.PHONE,
    agreement="",
    parts=USUAL[Layer.STATUTORY],
    demo=False,
)
CODES = ((RIGHT - 64, 30, RIGHT + 2, 96), (RIGHT - 60, 698, RIGHT + 2, 760))
"""Where the square codes stand on a page, in points: left, top, right, bottom."""


def read(*papers: PaperData) -> str:
    """Every word on the pages, with single blanks."""
    import pypdfium2

    content, pages = render_referrals(papers)
    document = pypdfium2.PdfDocument(content)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    assert len(found) == pages
    return " ".join(" ".join(found).split())


def test_one_page_in_the_order_a_call_handler_asks() -> None:
    said = read(AMINA)
    assert render_referrals([AMINA])[1] == 1
    order = (
        "Saltmarsh Hub",
        "Monday 16 November",
        "Housing options",
        "12 November 2026",
        "Amina Yusuf",
        "07700 900144",
        "Damp and mould in both bedrooms.",
        "Landlord told twice",
        "This week",
        "What Amina wants",
        "Nothing known",
        "Not agreed, not included.",
        "Reply slip F-0318",
        "Private.",
    )
    places = [said.find(words) for words in order]
    assert all(place >= 0 for place in places)
    assert "agreed on 12 November 2026, by phone, to share" in said


def test_the_same_data_make_the_same_bytes() -> None:
    assert render_referrals([AMINA]) == render_referrals([replace(AMINA)])


def test_the_code_names_nobody() -> None:
    assert form_code("F-0318") == "HK1*F-0318"
    assert form_code("<b>") == "HK1*-B-"


def test_what_does_not_go_has_no_box() -> None:
    said = read(
        replace(AMINA, parts=USUAL[Layer.BUSINESS], name="Amina Y.", phone="", language="", safety="Dog")
    )
    for words in ("Best phone", "Language or help", "What we are already doing", "Dog", "Anything to keep"):
        assert words not in said
    assert "Amina Y." in said


def test_another_basis_is_said_and_not_ticked() -> None:
    shared = replace(AMINA, agreed_on=None, agreed_how=None, basis=LawfulBasis.VITAL_INTERESTS)
    assert "was not asked. Shared on the basis of vital interests." in read(shared)
    assert not any(one.on for one in form_of(shared).agreed)


def test_health_that_goes_is_said_to_be_agreed() -> None:
    said = read(replace(AMINA, health="Asthma", parts=AMINA.parts | {Part.HEALTH}))
    assert "Asthma" in said
    assert "Agreed, and included." in said


def test_forty_lines_of_words_are_all_there_and_the_slip_once() -> None:
    lines = [f"Line {number} of what she said, word for word." for number in range(40)]
    said = read(replace(AMINA, words="\n".join(lines)))
    assert all(line in said for line in lines)
    assert said.count("Reply slip") == 1


@pytest.mark.parametrize(
    "name",
    [
        "Wolfeschlegelsteinhausenbergerdorff " * 6,
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "x" * 900,
    ],
    ids=["long", "Welsh", "one word"],
)
def test_long_names_break_and_stay_whole(name: str) -> None:
    changed = dict.fromkeys(("name", "to", "team", "contact", "sender", "hub_name", "address", "wants"), name)
    said = read(replace(AMINA, **changed))  # type: ignore[arg-type]
    assert "".join(name.split()) in "".join(said.split())


def test_welsh_letters_and_other_scripts_are_drawn() -> None:
    said = read(replace(AMINA, name="Siân Ŵyn Tŷ", wants="Gwres a golau"))
    assert "Siân Ŵyn Tŷ" in said
    assert render_referrals([replace(AMINA, words="يحتاج إلى مساعدة 😢", name="李娜")])[1] == 1


def test_no_text_is_read_as_markup_and_none_breaks_a_print() -> None:
    for text in (*MARKUP, *FORMULAS[:20], "", "\n\n", "\x00", "   "):
        hostile = replace(AMINA, words=text, name=text, wants=text, to=text, first_name=text, sent_note=text)
        assert render_referrals([hostile])[0].startswith(b"%PDF")
    assert "<b>Jean" in read(replace(AMINA, wants="<b>Jean"))


def test_many_forms_each_begin_on_a_page() -> None:
    council, street = replace(AMINA, reference="F-0319"), replace(AMINA, to_id="c" * 32)
    assert render_referrals([AMINA, street])[1] == 2  # one to each: no cover
    assert render_referrals([AMINA, street, council])[1] == 4


def cover(count: int, **more: object) -> PackCover:
    """The sheet over several referrals."""
    lines = tuple(CoverLine(f"F-{one:04d}", "This week", date(2026, 11, 19)) for one in range(1, count + 1))
    to = ("Housing options", "Aldermouth District Council")
    given = {"hub_name": "Saltmarsh Hub", "to": to, "ring": "020 7946 0800"} | more
    return PackCover(sent_on=date(2026, 11, 17), lines=lines, **given)  # type: ignore[arg-type]


def test_the_cover_of_several_lists_every_one_by_its_number_alone() -> None:
    stream = io.BytesIO()
    assert write_referral_forms(stream, [cover(120)]) == 3
    words = " ".join(page.extract_text() for page in PdfReader(stream).pages)
    assert [f"F-{one:04d}" in words for one in (1, 60, 120)] == [True] * 3
    assert "Thursday 19 November 2026" in words
    assert "020 7946 0800" in words


def test_a_cover_is_the_same_bytes_each_time_and_takes_any_words() -> None:
    def drawn(text: str) -> bytes:
        stream = io.BytesIO()
        write_referral_forms(stream, [cover(3, hub_name=text, to=(text, text), ring=text)])
        return stream.getvalue()

    assert drawn("Saltmarsh Hub") == drawn("Saltmarsh Hub")
    for text in (*MARKUP, "Åsa Ж 家庭 " * 60):
        assert len(PdfReader(io.BytesIO(drawn(text))).pages) == 1


def test_who_waits_hears_how_far_it_is_and_can_stop_it() -> None:
    heard: list[tuple[int, int]] = []
    write_referral_forms(io.BytesIO(), [cover(2), cover(2)], lambda done, of: heard.append((done, of)))
    assert heard == [(0, 2), (1, 2)]

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_referral_forms(io.BytesIO(), [cover(2)], stop)


@pytest.mark.parametrize("reference", ["F-0318", "SA-F-120318"])
def test_both_squares_on_the_page_read_as_the_number(reference: str) -> None:
    """As printed, at the head and on the slip cut off, each square is dark or light as ISO 18004 has it."""
    content, _ = render_referrals([replace(AMINA, reference=reference)])
    wanted, other = squares(form_code(reference)), squares(form_code("F-0319"))
    for found in printed_squares(content, len(wanted)):
        assert found == wanted
        assert found != other


def squares(payload: str) -> list[list[bool]]:
    """A code as the standard has it, row by row."""
    import segno

    code = segno.make(payload, error="m", micro=False, boost_error=False, mask=2)
    return [[bool(square) for square in row] for row in code.matrix]


def printed_squares(content: bytes, across: int) -> list[list[list[bool]]]:
    """The two codes of the first page as they are in print, from their dark corners."""
    import pypdfium2

    scale = 4
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    picture = page.render(scale=scale).to_pil().convert("L")
    page.close()
    document.close()
    found = []
    for left, top, right, bottom in CODES:
        part = picture.crop((left * scale, top * scale, right * scale, bottom * scale))
        dark = part.point(lambda level: 255 if level < 128 else 0)
        box = dark.getbbox()
        assert box is not None
        x, y, side = box[0], box[1], box[2] - box[0]
        assert abs(side - (box[3] - box[1])) <= 1, "a code is square"
        middles = [int((place + 0.5) * side / across) for place in range(across)]
        found.append([[dark.getpixel((x + c, y + r)) == 255 for c in middles] for r in middles])
    return found
