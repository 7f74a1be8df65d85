"""The pack of a street group: by nation, with the hub's numbers, and the same for Welsh names."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from db.enums import Nation
from desktop.context import AppContext
from desktop.exports.group_pack import CHECKS, LAW, PackHead, make_group_pack
from desktop.services.group_lines import NewGroup
from desktop.services.groups import Groups
from desktop.ui.groups.pack import draw_pack
from tests.hostile import MARKUP
from tests.ui.conftest import NOW

LONG = "Grŵp Cymdogion Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch a’r Tŷ Gŵyl"


def pages(content: bytes) -> list[str]:
    """The words of each page, on one line."""
    return [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(content)).pages]


def head(nation: Nation, group: str = LONG) -> PackHead:
    """A hub with every number."""
    outside = (("Adult safeguarding, daytime", "020 7946 0802"), ("Children's services", "020 7946 0803"))
    lead = ("Helen Strickland", "020 7946 0801")
    return PackHead("Hafren Hub", "020 7946 0800", *lead, outside, nation, group, NOW.date())


@pytest.mark.parametrize("nation", list(Nation))
def test_three_pages_name_the_nations_own_law_and_check(nation: Nation) -> None:
    leaflet, sheet, sharing = pages(make_group_pack(head(nation)))
    assert LAW[nation] in leaflet
    assert not [one for other, one in LAW.items() if other is not nation and one in leaflet]
    assert CHECKS[nation] in sheet
    for number in ("999", "020 7946 0801", "020 7946 0802", "020 7946 0803"):
        assert number in leaflet
    assert "May I pass your name" in sharing
    assert all("Tŷ Gŵyl" in page for page in (leaflet, sheet, sharing))


@pytest.mark.parametrize("words", MARKUP)
def test_hostile_names_are_words_on_paper(words: str) -> None:
    assert len(pages(make_group_pack(head(Nation.WALES, words)))) == 3


def test_the_same_day_gives_the_same_bytes_from_the_hubs_own_numbers(context: AppContext) -> None:
    group = context.service(Groups).add(context.actor, NewGroup("Mill Row", "Cerys Vaughan")).made
    one = draw_pack(context, group)
    assert one.content == draw_pack(context, group).content
    assert "Mill Row" not in one.file_name
    assert all("For Mill Row" in page for page in pages(one.content))
    assert "Cerys" not in "".join(pages(one.content))
