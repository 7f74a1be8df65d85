"""The leaflet of an area: every word stands, nothing lies on anything else, whatever was typed."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path

import pytest

from db.enums import Answer
from desktop.domain.formula import neutralise, restore
from desktop.domain.opening_hours import Hours
from desktop.exports.hsds_package import zipped
from desktop.exports.leaflet_pdf import LeafletHead, draw_leaflet, write_leaflet
from desktop.exports.make_directory import DirectoryPlan, draw_directory
from desktop.imports.hsds_files import read_directory_files
from desktop.services.directory import Directory, ServiceDraft, Wanted
from desktop.services.hsds_schema import Profile
from desktop.services.hubs import OpenHub
from desktop.services.leaflets import Entry, Leaflet
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from tests.hostile import FORMULAS, MARKUP

Pages = Callable[[bytes], list[str]]
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllll"  # 41 letters in one word
HEAD = LeafletHead("Saltmarsh Hub", "020 7946 0800", datetime(2026, 11, 17, 10, 42).astimezone())
MEALS = Entry(
    name="Meals on wheels",
    organisation="Mill Green Hub",
    helps_with=("Hot meal",),
    description="A hot meal, brought to the door.",
    phone="+442079460702",
    email="ask@example.org",
    url="https://example.org",
    how_to_refer="Ring in the morning",
    eligibility="Over 60",
    hours=("Mon-Fri 09:00-13:00",),
    where="1 Fell Lane, QX4 2LB",
    languages=("cy",),
    interpreters="Ask two days before",
    foods=("halal",),
    collects=False,
    delivers=True,
    cost="Free",
    verified_on=date(2026, 11, 7),
)
WIDE = replace(
    MEALS,
    name=" ".join([LONG] * 3),
    organisation=" ".join([LONG] * 5),
    description=" ".join([LONG] * 60),
    how_to_refer=LONG * 6,
    eligibility="x" * 400,
    hours=tuple(f"Mon-Fri 09:00-13:00 {LONG}" for _time in range(10)),
)


def printed(leaflet: Leaflet, head: LeafletHead = HEAD) -> bytes:
    stream = io.BytesIO()
    write_leaflet(stream, head, leaflet)
    return stream.getvalue()


def packed(words: str) -> str:
    """Letters as they stand, wherever lines break."""
    return "".join(words.split())


def lines_of(content: bytes) -> list[set[float]]:
    """Where lines of text stand, page by page."""
    from pypdf import PdfReader

    found = []
    for page in PdfReader(io.BytesIO(content)).pages:
        heights: set[float] = set()

        def look(
            text: str, _cm: object, matrix: list[float], *_more: object, at: set[float] = heights
        ) -> None:
            if text.strip() and "DEMONSTRATION" not in text:
                at.add(round(matrix[5], 1))

        page.extract_text(visitor_text=look)
        found.append(heights)
    return found


@pytest.mark.parametrize(
    "leaflet",
    [
        Leaflet("Millside", (MEALS, MEALS, MEALS)),
        Leaflet(f"{LONG} {LONG} a'r Cylch", (WIDE, MEALS)),
        Leaflet("", (MEALS,) * 40),
    ],
)
@pytest.mark.parametrize("head", [HEAD, replace(HEAD, hub_name=f"{LONG} {LONG} Hub", demo=True)])
def test_no_line_lies_on_another(leaflet: Leaflet, head: LeafletHead) -> None:
    for heights in lines_of(printed(leaflet, head)):
        ordered = sorted(heights)
        assert len(ordered) > 5
        apart = [after - before for before, after in pairwise(ordered)]
        assert min(apart) >= 9


def test_what_goes_on_overleaf_says_whose_it_is(pdf_pages: Pages) -> None:
    first, second, *_rest = pdf_pages(printed(Leaflet("Millside", (replace(WIDE, name="Warm room"),))))
    assert "Warm room" in first
    assert "Warm room, continued" in second


def test_an_area_without_services_says_so_and_many_take_many_pages(pdf_pages: Pages) -> None:
    (only,) = pdf_pages(printed(Leaflet("Millside", (), 3)))
    assert "No service is listed here yet." in only
    assert "Ring 020 7946 0800" in only
    pages = pdf_pages(printed(Leaflet("", tuple(replace(MEALS, name=f"No {at}.") for at in range(60)))))
    assert len(pages) > 20
    assert all("Can't find it here?" in page for page in pages)
    for at in range(60):
        assert sum(f"No {at}." in page for page in pages) == 1


@pytest.fixture
def hostile_hub(real_hub: OpenHub) -> OpenHub:
    """A hub in whose directory every text is one of a hundred that mean harm."""
    actor, tools = real_hub.actor, real_hub.tools
    need = frozenset({Needs(tools).all(actor)[0].id})
    for text in (*MARKUP, *FORMULAS):
        names = ("contact_name", "contact_role", "deputy_name", "remit", "boundaries", "address", "agreement")
        body = OrganisationDraft(text, **dict.fromkeys((*names, "url", "email", "note"), text))
        draft = ServiceDraft(
            Organisations(tools).save(actor, body).made,
            text,
            need_ids=need,
            everywhere=True,
            in_leaflet=Answer.YES,
            hours=(Hours(0, time(9), time(10), text),),
            **dict.fromkeys(("description", "how_to_refer", "eligibility", "interpreters", "note"), text),
            **dict.fromkeys(("cost", "email", "url", "address", "phone"), text),
        )
        Directory(tools).save(actor, draft)
    return real_hub


def names(hub: OpenHub) -> list[str]:
    """What the services are called, as they are kept."""
    directory = Directory(hub.tools)
    return [one.row.name for one in directory.rows(hub.actor, directory.ids(hub.actor, Wanted()))]


def test_hostile_words_stand_in_the_leaflet_as_they_were_typed(
    hostile_hub: OpenHub, pdf_pages: Pages
) -> None:
    said = packed(" ".join(pdf_pages(draw_leaflet(hostile_hub.tools, hostile_hub.actor))))
    kept = names(hostile_hub)
    assert len(kept) == 100
    for text in kept:
        # What the font has no letter for, and what turns a line round, is no word of it.
        plain = "".join(one for one in text if one not in "\u202e\uff1d\uff0b\uff0d\uff20")
        assert packed(plain) in said.replace("\u202e", "")


@pytest.mark.parametrize("profile", list(Profile))
def test_hostile_words_run_in_no_table_of_the_directory_and_come_back(
    hostile_hub: OpenHub, tmp_path: Path, profile: Profile
) -> None:
    plan = DirectoryPlan(profile, with_contacts=True, purpose="Test")
    _head, made, _no = draw_directory(hostile_hub.tools, hostile_hub.actor, plan, HEAD.printed_at)
    for name, content in made.files.items():
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"))) if name.endswith(".csv") else []
        assert not [one for row in rows for one in row if neutralise(restore(one)) != one], name
    path = tmp_path / "directory.zip"
    path.write_bytes(zipped(made.files, HEAD.printed_at))
    read = read_directory_files(path)
    back = {row["name"] for row in read.tables["service"]}
    assert back == set(names(hostile_hub))
