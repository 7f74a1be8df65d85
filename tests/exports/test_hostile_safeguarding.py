"""40 markup and 60 formula payloads through the prints of safeguarding: words as typed, nothing that acts.

Letters about checks have theirs in `test_check_papers`.
"""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pytest
from pypdf import PdfReader

from db.enums import Nation
from db.enums_concerns import AbuseType, EntryKind, NextStep
from db.enums_formalities import FormalityKind
from db.keys import KdfParams
from db.queries.formalities import FormalityFilter
from desktop.domain.concerns import (
    About,
    Account,
    Alleged,
    ConcernFile,
    Decision,
    Details,
    Entry,
    Hold,
    Referral,
)
from desktop.exports.concern_form_pdf import spoken
from desktop.exports.concern_forms import make_concern_form, make_concern_record
from desktop.exports.concern_report import AtRisk, ConcernReport, RecordPrint, Referrer
from desktop.exports.make_list import ListPlan, make_list
from desktop.exports.volunteer_papers import (
    PaperHead,
    Whose,
    make_declaration,
    make_id_cards,
    make_reference_form,
)
from desktop.services.formalities import Formalities, FormalityDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.lists import ListKind
from tests.hostile import FORMULAS, MARKUP
from tests.signed import signed

PAYLOADS = (*MARKUP, *FORMULAS)
AT = datetime(2026, 11, 16, 16, 40, tzinfo=UTC)
DAY = date(2026, 11, 16)
NATIONS = tuple(Nation)
ACTIVE = (
    "/Annots",
    "/AA",
    "/OpenAction",
    "/JavaScript",
    "/JS",
    "/Launch",
    "/EmbeddedFiles",
    "/URI",
    "/AcroForm",
)
T = TypeVar("T")


def filled(kind: type[T], payload: str, /, **more: Any) -> T:
    """A dataclass with a payload in each of its texts."""
    texts = {one.name: payload for one in fields(kind) if one.type is str and one.name not in more}  # type: ignore[arg-type]
    assert is_dataclass(kind)
    return kind(**texts, **more)


def concern(payload: str) -> ConcernFile:
    """A concern with a payload in every text of every kind of entry."""
    alleged = filled(Alleged, payload, is_volunteer=True)
    account = filled(Account, payload, about=filled(About, payload), alleged=alleged)
    parts = {
        EntryKind.ACCOUNT: account,
        EntryKind.DETAILS: filled(Details, payload, alleged=alleged, types=tuple(AbuseType)),
        EntryKind.DECISION: filled(Decision, payload, step=NextStep.WATCH, review_on=DAY),
        EntryKind.REFERRAL: filled(Referral, payload),
        EntryKind.HOLD: filled(Hold, payload),
    }
    entries = tuple(
        Entry(kind, AT, payload, "u", kind, payload, parts.get(kind), "account") for kind in EntryKind
    )
    return ConcernFile("c", payload, entries, (payload,))


def squeezed(text: str) -> str:
    """A text without blanks and signs nobody sees, wide forms as plain ones, as paper shows it."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if one.isprintable() and not one.isspace())


def seen(content: bytes) -> str:
    """The words of a PDF that does nothing but show them."""
    reader = PdfReader(io.BytesIO(content))
    dictionaries = [
        one for one in map(reader.get_object, range(1, len(reader.xref[0]) + 1)) if hasattr(one, "keys")
    ]
    assert len(dictionaries) > 3
    assert not [key for one in dictionaries for key in one if key in ACTIVE]
    return squeezed("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize(("place", "payload"), list(enumerate(PAYLOADS)))
def test_forms_and_records_of_concerns_show_it_as_typed(place: int, payload: str) -> None:
    file, nation = concern(payload), NATIONS[place % 4]
    report = filled(
        ConcernReport,
        payload,
        concern=file,
        nation=nation,
        is_child=bool(place % 8 // 4),
        made_at=AT,
        referrer=filled(Referrer, payload),
        subject=filled(AtRisk, payload),
    )
    content, shared = make_concern_form(report)
    shown = squeezed(spoken(payload))
    assert seen(content).count(shown) >= 25
    assert payload.strip() in shared.words() or shown in squeezed(shared.words())
    record = filled(RecordPrint, payload, concern=file, made_at=AT)
    content, shared = make_concern_record(record)
    assert seen(content).count(shown) >= 45
    assert shown in squeezed(shared.words())
    assert payload not in str(PdfReader(io.BytesIO(content)).metadata)


@pytest.mark.parametrize("place", range(0, len(PAYLOADS), 10))
def test_papers_of_volunteers_show_it_as_typed(place: int) -> None:
    some = PAYLOADS[place : place + 10]
    head, whose = PaperHead(*some[:3], DAY), [filled(Whose, one) for one in some]
    for content in (make_declaration(head, whose), make_reference_form(head, whose)):
        said = seen(content)
        assert all(said.count(squeezed(one)) >= 2 for one in some)
    said = seen(make_id_cards(head, whose, DAY))
    assert all(squeezed(one)[:8] in said for one in some)


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenHub, tuple[str, ...]]]:
    """A hub whose formalities hold a payload in each text."""
    folder = tmp_path_factory.mktemp("hub") / "hub"
    make_hub(
        folder,
        NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya"),
        "seven quiet herons",
        params=KdfParams(64, 1, 1),
    )
    hub = open_hub(folder, "seven quiet herons", clock=lambda: AT)
    for payload in PAYLOADS:
        draft = filled(FormalityDraft, payload, kind=FormalityKind.CRIMINAL_RECORD)
        Formalities(hub.tools).save(hub.actor, draft)
    yield hub, tuple(Formalities(hub.tools).ids(hub.actor, FormalityFilter()))
    hub.close()


def listed(queue: tuple[OpenHub, tuple[str, ...]], out: Path) -> Path:
    hub, ids = queue
    assert len(ids) >= len(PAYLOADS)
    plan = ListPlan(ListKind.FORMALITIES, ids, purpose=PAYLOADS[0])
    signed(hub, lambda: make_list(hub.tools, hub.actor, plan, out, AT))
    return out


def test_the_printed_queue_of_formalities_shows_each_as_typed(
    queue: tuple[OpenHub, tuple[str, ...]], tmp_path: Path
) -> None:
    said = seen(listed(queue, tmp_path / "queue.pdf").read_bytes())
    for payload in PAYLOADS:
        assert squeezed(payload)[:6] in said, payload


def test_no_cell_of_an_exported_workbook_is_a_formula(
    queue: tuple[OpenHub, tuple[str, ...]], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(listed(queue, tmp_path / "queue.xlsx"))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(found) > len(PAYLOADS) * 3
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
    book.close()
