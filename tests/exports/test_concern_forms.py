"""Concerns on paper: every nation's form, blank, full, hostile or long; one recipient; locked when asked."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from unittest import mock

import pytest
from pypdf import PdfReader

from db.enums import Nation
from db.enums_concerns import AboutKind, AbuseType, Agreed, Capacity, Danger, EntryKind, Heard, NextStep
from desktop.domain.care_bodies import care_body
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
from desktop.domain.errors import DomainError
from desktop.exports import pdf_fonts
from desktop.exports.concern_form_pdf import spoken
from desktop.exports.concern_form_texts import FORMS, IN_DANGER
from desktop.exports.concern_forms import make_concern_form, make_concern_record
from desktop.exports.concern_report import AtRisk, ConcernReport, RecordPrint, Referrer
from desktop.exports.pdf_fonts import runs
from desktop.exports.pdf_lock import opens_pdf

AT = datetime(2026, 11, 16, 16, 40, tzinfo=UTC)
ACCOUNT = Account(
    Danger.NO,
    About(AboutKind.PERSON, "p", "Doreen Ashworth-Pike", "6 Cobbler's Rise, Northfold"),
    "Fridge had milk and one egg. She said “he looks after my card now”.",
    "Mon 16 Nov, 4:10pm",
    "At home",
    "“Don’t make a fuss.”",
    Heard.WAS_THERE,
    agreed=Agreed.NO,
    injuries="None seen",
)
DETAILS = Details(
    Danger.NO,
    "Her shopping sorted",
    Capacity.DOUBTED,
    "Could not say who he is",
    types=(AbuseType.FINANCIAL, AbuseType.NEGLECT),
    alleged=Alleged("A man she can't name", "says he is a neighbour", "Yes, daily"),
    others="The neighbour's mother",
    children="None known",
    whereabouts="At home",
    care_needs="Walks with a frame",
)


def entry(kind: EntryKind, words: str = "", part: object = None) -> Entry:
    return Entry("e", AT, "Helen Strickland", "u", kind, words, part)  # type: ignore[arg-type]


def concern(account: Account = ACCOUNT, *later: Entry) -> ConcernFile:
    return ConcernFile("c", "C-4821", (entry(EntryKind.ACCOUNT, part=account), *later))


FULL = concern(
    ACCOUNT,
    entry(EntryKind.VIEWED),
    entry(EntryKind.DETAILS, part=DETAILS),
    entry(EntryKind.STEP, "Rang Doreen, no answer"),
    entry(
        EntryKind.DECISION,
        part=Decision(NextStep.REFER, Agreed.NO, "Someone has her card", date(2026, 11, 20)),
    ),
    entry(EntryKind.REFERRAL, part=Referral("Estuary County Council", "by phone", "duty worker", "ASC-1")),
    entry(EntryKind.HOLD, "Told by the officer", Hold("v", "active", "on_hold")),
    entry(EntryKind.CLOSED, "They have it"),
)


def report(
    nation: Nation = Nation.ENGLAND, *, is_child: bool = False, of: ConcernFile = FULL
) -> ConcernReport:
    return ConcernReport(
        of,
        nation,
        is_child,
        "Estuary adult social care",
        "Saltmarsh Hub",
        AT,
        "020 7946 0999",
        "020 7946 0800",
        Referrer("Helen Strickland", "safeguarding lead", "020 7946 0801", wants_no_name=True),
        AtRisk(born="81", phone="020 7946 0147", communication="English", household="Lives alone"),
    )


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("is_child", [False, True])
def test_every_nation_has_a_form_for_adults_and_for_children(nation: Nation, is_child: bool) -> None:
    content, shared = make_concern_form(report(nation, is_child=is_child))
    said, text = text_of(content), FORMS[nation, is_child]
    for words in (IN_DANGER, text.title, *text.tests, *text.more, "C-4821", "RESTRICTED"):
        assert words in said
    for words in (
        "Estuary adult social care 020 7946 0999",
        "Doreen Ashworth-Pike",
        "Fridge had milk and one egg.",
        "financial or material, neglect",
        "A man she can't name",
        "Lives alone",
        "Rang Doreen, no answer",
        "Someone has her card",
        "Estuary County Council, by phone, duty worker, ASC-1",
        "In doubt. Could not say who he is",
        "Page 1 of ",
    ):
        assert words in said, words
    assert said.startswith(IN_DANGER)
    assert (shared.recipient, shared.is_locked) == ("Estuary adult social care", False)
    assert shared.form in shared.words()


def test_the_law_of_each_nation_is_named() -> None:
    said = {
        (nation, child): f"{one.law} {one.soon} {care_body(nation, is_child=child)}"
        for (nation, child), one in FORMS.items()
    }
    assert "Care Act 2014, section 42" in said[Nation.ENGLAND, False]
    assert "section 126" in said[Nation.WALES, False]
    assert "7 working days" in said[Nation.WALES, False]
    assert "16 or over" in said[Nation.SCOTLAND, False]
    assert "24 hours" in said[Nation.SCOTLAND, False]
    assert "This is policy" in said[Nation.NORTHERN_IRELAND, False]
    assert "Adult Protection Gateway" in said[Nation.NORTHERN_IRELAND, False]
    assert all("district" not in one.lower() for one in said.values())
    assert {key for key in FORMS} == {(nation, child) for nation in Nation for child in (False, True)}


def test_a_form_with_nothing_known_prints_with_lines_to_write_on() -> None:
    empty = concern(Account(about=About(name="?"), words="x"))
    content, shared = make_concern_form(
        replace(report(of=empty), recipient=" ", recipient_phone="", referrer=Referrer(), subject=AtRisk())
    )
    assert shared.recipient == "Adult social care of the council (in two-tier areas the county council)"
    assert shared.recipient in text_of(content)
    assert "Who speaks for them" in text_of(content)


def test_nothing_written_is_left_out_however_long() -> None:
    words = " ".join(f"word{number}" for number in range(3_000)) + "\n\n" + "x" * 400 + "\nlast"
    said = text_of(make_concern_form(report(of=concern(replace(ACCOUNT, words=words))))[0])
    assert {f"word{number}" for number in range(3_000)} <= set(said.split())
    assert said.count("x" * 20) >= 10
    assert " last " in said


@pytest.mark.parametrize("name", ["Siân Łukasiewicz", "ܫܠܡܐ سلمى", "李小龙", "👩‍🚀 Ann"])
def test_names_of_every_script_print(name: str) -> None:
    content, _shared = make_concern_form(report(of=concern(replace(ACCOUNT, about=About(name=name)))))
    assert len(PdfReader(io.BytesIO(content)).pages) >= 1


def test_an_emoji_in_somebodys_words_is_named_and_letters_are_left_alone() -> None:
    runs.cache_clear()
    with mock.patch.object(pdf_fonts, "stand_ins", return_value=()):
        said = spoken("He wrote \U0001f52a\U0001f622 to her, £5 – Łódź سلمى")
    runs.cache_clear()
    assert said == "He wrote [hocho][crying face] to her, £5 – Łódź سلمى"
    assert spoken("plain") == "plain"


def test_an_organisation_is_not_taken_for_the_person_and_a_volunteer_is_named_as_one() -> None:
    home = About(AboutKind.ORGANISATION, "o", "Ferrygate Care Home", "2 Ferrygate")
    of = concern(replace(ACCOUNT, about=home))
    made = replace(report(of=of), subject=AtRisk(name=home.name, address=home.detail))
    said = text_of(make_concern_form(made)[0])
    assert "Organisation it is about Ferrygate Care Home. 2 Ferrygate Name Date of birth" in said
    assert said.count("Ferrygate Care Home") == 1
    omar = About(AboutKind.VOLUNTEER, "v", "Omar Haddad")
    said = text_of(make_concern_form(replace(report(), concern=concern(replace(ACCOUNT, about=omar))))[0])
    assert "Name Omar Haddad Helps or works at Saltmarsh Hub" in said


def test_the_first_page_has_room_under_its_head_for_any_names() -> None:
    long = replace(
        report(Nation.WALES),
        recipient="Adult social services, " + "Rhondda Cynon Taf " * 30,
        hub_name="Saltmarsh " * 40,
        referrer=Referrer("Wilhelmina " * 20, "safeguarding lead", "020 7946 0801 " * 9),
    )
    first = PdfReader(io.BytesIO(make_concern_form(long)[0])).pages[0].extract_text()
    order = [first.index(words) for words in ("To", "Decide whether", "Ring first", "The adult", "Name")]
    assert order == sorted(order)


@pytest.mark.parametrize("nation", Nation)
def test_a_childs_form_asks_for_family_and_school_and_an_adults_for_what_hinders_them(nation: Nation) -> None:
    child, adult = (text_of(make_concern_form(report(nation, is_child=one))[0]) for one in (True, False))
    for words in ("School, nursery or college", "Parents, carers", "What the child wants"):
        assert words in child
        assert words not in adult
    for words in ("Why they cannot protect themselves", "Who cares for them", "What the adult wants"):
        assert words in adult
        assert words not in child


def test_every_page_says_999_first_whose_it_is_and_what_to_do_with_it() -> None:
    pages = PdfReader(io.BytesIO(make_concern_form(report())[0])).pages
    for number, page in enumerate(pages, 1):
        said = " ".join(page.extract_text().split())
        assert said.startswith(IN_DANGER)
        for words in (
            "RESTRICTED",
            "C-4821, for Estuary adult social care only",
            "shred it",
            f"Page {number} of",
        ):
            assert words in said


def test_a_form_is_never_addressed_to_a_district() -> None:
    district = replace(report(), recipient="Aldermouth District Council", area_code="E07000999")
    with pytest.raises(DomainError, match="county council"):
        make_concern_form(district)
    _content, shared = make_concern_form(replace(district, recipient=""))
    assert shared.recipient == "Adult social care of the county council"


def test_what_left_is_told_with_purpose_law_parts_and_whole_hash() -> None:
    content, shared = make_concern_form(report())
    said = shared.words()
    for words in (
        "Adult safeguarding concern, for Estuary adult social care.",
        "Made 16 November 2026, 4:40pm by Helen Strickland, not locked.",
        "Why: Decide whether this adult needs protecting",
        "Care Act 2014, section 42",
        "Article 6(1)(ea)",
        "what was seen and heard",
        hashlib.sha256(content).hexdigest(),
    ):
        assert words in said, words
    assert "Doreen" not in said


def test_a_locked_form_opens_with_its_password_alone() -> None:
    content, shared = make_concern_form(report(), password="seven quiet herons")
    assert shared.is_locked
    assert opens_pdf(content, "seven quiet herons")
    assert not opens_pdf(content, "seven quiet hens")
    assert b"Doreen" not in content
    locked, kept = make_concern_record(RecordPrint(FULL, "Saltmarsh Hub", AT), "seven quiet herons")
    assert kept.is_locked
    assert opens_pdf(locked, "seven quiet herons")


def test_the_whole_record_tells_every_entry_in_its_order() -> None:
    made = RecordPrint(
        FULL, "Saltmarsh Hub", AT, "Helen Strickland", "Estuary County Court", "An order.", demo=True
    )
    content, shared = make_concern_record(made)
    said = text_of(content)
    order = [
        said.index(words)
        for words in ("Fridge had milk", "Opened", "Could not say who", "Rang Doreen", "They have it")
    ]
    assert order == sorted(order)
    assert "DEMONSTRATION" in said
    assert "Record of a concern" in said
    for words in (
        "Look again on: 20 November 2026",
        "Is now: on hold",
        "Told already No one yet",
        "An order.",
    ):
        assert words in said, words
    assert (shared.recipient, shared.by, shared.at) == ("Estuary County Court", "Helen Strickland", AT)


def test_a_heading_never_stands_last_on_a_page() -> None:
    for count in range(0, 40, 3):
        many = concern(ACCOUNT, *(entry(EntryKind.STEP, f"step {number}") for number in range(count)))
        for page in PdfReader(io.BytesIO(make_concern_form(report(of=many))[0])).pages:
            lines = [line for line in page.extract_text().splitlines() if line.strip()]
            assert not {"What the adult wants", "Who sends this"} & set(lines[-4:])
