"""Markup and formulas in formalities and letters: words on paper, harmless in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.enums import Nation
from db.enums_formalities import FormalityKind
from desktop.domain.formula import neutralise, restore
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.exports.make_list import ListPlan, make_list
from desktop.exports.pdf_fonts import clean
from desktop.services.formalities import Formalities, FormalityDraft
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.lists import ListKind
from tests.blank_hubs import blank_hub
from tests.hostile import FORMULAS, MARKUP
from tests.signed import signed

NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
PAYLOADS = (*MARKUP, *FORMULAS)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A new hub, on 17 November 2026."""
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, *numbers, "Helen Strickland", "Priya Nair")
    blank_hub(tmp_path / "hub", wanted, "seven quiet herons wade")
    opened = open_hub(tmp_path / "hub", "seven quiet herons wade", clock=lambda: NOW)
    yield opened
    opened.close()


def words_of(pdf: bytes) -> str:
    """Everything printed, without the blanks between: a long word is broken where the line ends."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_queue_leaves_with_every_payload_harmless(hub: OpenHub, tmp_path: Path) -> None:
    verbs = Formalities(hub.tools)
    ids = [
        verbs.save(
            hub.actor,
            FormalityDraft(
                FormalityKind.OTHER, asked_by_name=hostile, for_name=hostile, next_step=hostile, note=hostile
            ),
        ).made
        for hostile in PAYLOADS
    ]
    out = tmp_path / "queue.csv"
    signed(hub, lambda: make_list(hub.tools, hub.actor, ListPlan(ListKind.FORMALITIES, ids), out, NOW))
    with out.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    held = [row.asked_by for row in verbs.rows(hub.actor, ids)]
    assert [restore(row["asked_by"]) for row in rows] == held
    for row in rows:
        for name in ("asked_by", "for_whom", "next_step", "notes"):
            assert neutralise(restore(row[name])) == row[name]
    paper = tmp_path / "queue.pdf"
    plan = ListPlan(ListKind.FORMALITIES, ids, ("hub_reference", "asked_by"))
    made = signed(hub, lambda: make_list(hub.tools, hub.actor, plan, paper, NOW))
    assert made.rows == len(PAYLOADS)
    assert "<b>Jean</b>" in words_of(paper.read_bytes())


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_a_letter_prints_every_payload_as_it_was_typed(hostile: str) -> None:
    stream = io.BytesIO()
    head = Letterhead(hostile, "020 7946 0800", date(2026, 11, 17))
    letter = Letter(hostile, (hostile,), hostile, f"Dear {hostile},\n\n{hostile}")
    assert write_letters(stream, head, [letter]) == 1
    # The fonts have no full-width signs; what follows the sign is on the paper all the same.
    shown = "".join(clean(hostile).lstrip("\uff1d\uff0b\uff0d\uff20").split())[:20]
    assert words_of(stream.getvalue()).count(shown) >= 3
