"""Rows become people; what cannot be read is kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db.enums import ContactPreference, PersonStatus, PhoneKind
from desktop.imports.choose import choose_map
from desktop.imports.convert import house_key, phone_kind, read_date, read_moment, read_phones
from desktop.imports.mapping import guess_map
from desktop.imports.people_rows import PeopleReader
from desktop.imports.person_parts import join_house, lay_out, split_name
from desktop.imports.readers import open_table
from desktop.imports.stage_requests import requests_of
from desktop.imports.staged import Reject, StagedPerson
from desktop.imports.table import SourceRow
from desktop.imports.targets import Kind

Write = Callable[..., Path]


def person(**cells: str) -> StagedPerson:
    """Read one row whose column names are the keywords."""
    reader = PeopleReader(guess_map(list(cells), Kind.PEOPLE))
    made = reader.read(SourceRow(2, tuple(cells.values())))
    assert isinstance(made, StagedPerson)
    return made


def test_a_whole_row() -> None:
    made = person(
        rec_id="A1",
        given_name="Siân",
        surname="O'Neill",
        street_number="12",
        address_1="High Street",
        suburb="Testham",
        postcode="qx42lb",
        dob="03/02/1950",
        tel_no="07700900123",
        email="sian@example.org",
        language="Welsh",
        household_size="3",
    )
    assert made.source_reference == "A1"
    assert (made.first_name, made.last_name) == ("Siân", "O'Neill")
    assert (made.address_line1, made.town, made.postcode) == ("12 High Street", "Testham", "QX4 2LB")
    assert made.date_of_birth == date(1950, 2, 3)
    assert [(phone.e164, phone.kind) for phone in made.phones] == [("+447700900123", PhoneKind.MOBILE)]
    assert (made.email, made.language_code, made.household_size) == ("sian@example.org", "cy", 3)
    assert made.warnings == ()


def test_a_row_needs_a_name_or_a_number() -> None:
    reader = PeopleReader(guess_map(["Name", "Phone", "Town"], Kind.PEOPLE))
    refused = reader.read(SourceRow(7, (" ", "unknown", "Bath")))
    assert isinstance(refused, Reject)
    assert (refused.row, refused.cells) == (7, (" ", "unknown", "Bath"))
    assert "name" in refused.reason
    assert isinstance(reader.read(SourceRow(8, ("", "020 7946 0001", ""))), StagedPerson)
    assert isinstance(reader.read(SourceRow(9, ("Ann", "", ""))), StagedPerson)


@pytest.mark.parametrize("text", ["31/02/1950", "soon", "1800-01-01", "2999-01-01", "02/28/1950"])
def test_a_date_that_cannot_be_read_is_kept_in_the_note(text: str) -> None:
    made = person(name="Ann", dob=text)
    assert made.date_of_birth is None
    assert made.good_to_know == f"Date of birth in the file: {text}"
    assert "date of birth" in made.warnings[0]


def test_a_number_that_cannot_be_read_is_kept_in_the_note() -> None:
    made = person(name="Ann", phone="ask at the shop")
    assert made.phones == ()
    assert "ask at the shop" in made.good_to_know
    assert len(made.warnings) == 1


def test_an_unknown_postcode_warns_and_never_blocks() -> None:
    reader = PeopleReader(
        guess_map(["Name", "Postcode"], Kind.PEOPLE), is_known_postcode=lambda postcode: postcode == "QX4 2LB"
    )
    made = [reader.read(SourceRow(2, ("Ann", code))) for code in ("qx4 2lb", "QX4 2LD", "4000")]
    assert all(isinstance(one, StagedPerson) for one in made)
    assert [bool(one.warnings) for one in made if isinstance(one, StagedPerson)] == [False, True, True]
    assert [one.postcode for one in made if isinstance(one, StagedPerson)] == ["QX4 2LB", "QX4 2LD", "4000"]


def test_each_number_comes_once() -> None:
    made = person(
        name="Ann", phone="07700 900123", mobile="+44 7700 900123", landline="020 7946 0001 / 020 7946 0002"
    )
    assert [phone.e164 for phone in made.phones] == ["+447700900123", "+442079460001", "+442079460002"]


def test_birth_dates_in_three_columns() -> None:
    assert person(name="Ann", dob_day="3", dob_month="2", dob_year="1950").date_of_birth == date(1950, 2, 3)
    assert person(name="Ann", dob_day="", dob_month="", dob_year="").warnings == ()


def test_rarer_fields() -> None:
    made = person(
        name="Ann",
        contact_preference="Text",
        status="moved",
        door_note="x" * 70,
        children="many",
        number_of_babies="1",
        language="Quenya",
    )
    assert made.contact_preference is ContactPreference.TEXT
    assert made.status is PersonStatus.MOVED
    assert made.door_note == "x" * 60
    assert "Door note in the file: " + "x" * 70 in made.good_to_know
    assert "Language in the file: Quenya" in made.good_to_know
    assert "Number of children in the file: many" in made.good_to_know
    assert made.babies == 1
    died = person(name="Ann", date_of_death="2020-04-01")
    assert died.status is PersonStatus.DECEASED
    assert "2020-04-01" in died.status_note


def test_notes_of_several_columns_are_joined_with_their_names() -> None:
    made = person(name="Ann", notes="likes tea", case_note_1="rang")
    assert made.good_to_know == "likes tea\ncase_note_1: rang"


def test_markup_hidden_signs_and_long_texts_are_taken_as_plain_text() -> None:
    made = person(name="<b>Ann\u202e</b> Lee", notes="=HYPERLINK(1)\0", town="T" * 900)
    assert (made.first_name, made.last_name) == ("<b>Ann</b>", "Lee")
    assert made.good_to_know.startswith("=HYPERLINK(1)\n")
    assert len(made.town) == 500
    assert "T" * 900 in made.good_to_know
    assert "“town”" in made.warnings[0]
    long = person(name="Ann", notes="x" * 30_000)
    assert len(long.good_to_know) == 20_000
    assert "The rest was left out" in long.warnings[0]


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Ann Lee", ("Ann", "", "Lee")),
        ("Mrs Ann Mary Lee", ("Ann", "Mary", "Lee")),
        ("LEE, Ann Mary", ("Ann", "Mary", "LEE")),
        ("Anneke van der Berg", ("Anneke", "", "van der Berg")),
        ("Ann", ("Ann", "", "")),
        ("Dr", ("Dr", "", "")),
        ("", ("", "", "")),
        ("Lee,", ("", "", "Lee")),
    ],
)
def test_whole_names_are_split(full: str, parts: tuple[str, str, str]) -> None:
    assert split_name(full) == parts


def test_addresses_are_laid_out() -> None:
    assert join_house("12", "High St") == "12 High St"
    assert join_house("Rose Cottage", "High St") == "Rose Cottage, High St"
    assert join_house("12", "12 High St") == "12 High St"
    assert join_house("12", "") == "12"
    assert lay_out(["1 A St", "Flat 2", "Bath", "", ""], "", False) == ("1 A St", "Flat 2", "Bath")
    assert lay_out(["1 A St", "Flat 2"], "Bath", True) == ("1 A St", "Flat 2", "Bath")
    assert lay_out(["1 A St", "B", "C"], "", True) == ("1 A St", "B, C", "")
    assert lay_out([], "", False) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1950-02-03", date(1950, 2, 3)),
        ("1950-02-03T10:00:00", date(1950, 2, 3)),
        ("3/2/1950", date(1950, 2, 3)),
        ("03.02.1950", date(1950, 2, 3)),
        ("3-2-50", date(1950, 2, 3)),
        ("19500203", date(1950, 2, 3)),
        ("1950/02/03", date(1950, 2, 3)),
        ("3rd February 1950", date(1950, 2, 3)),
        ("3 Feb 1950", date(1950, 2, 3)),
        ("3-Feb-50", date(1950, 2, 3)),
        ("3 Brumaire 1950", None),
        ("1950", None),
        ("12345678", None),
        ("٣/٢/١٩٥٠", date(1950, 2, 3)),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_moments_phones_and_houses() -> None:
    moment = read_moment("2026-01-05T09:30:00Z")
    assert moment is not None
    assert moment.hour == 9
    assert read_moment("05/01/2026") is not None
    assert read_moment("soon") is None
    assert read_phones("020 7946 0001 or ask Jo") == (("+442079460001", "020 7946 0001"), ("", "ask Jo"))
    assert phone_kind("+442079460001") is PhoneKind.LANDLINE
    assert phone_kind("+447600900123") is PhoneKind.OTHER
    assert phone_kind("+33123456789") is PhoneKind.OTHER
    assert house_key("Flat 2, 14b High St") == house_key("14B High Street, flat 2")
    assert house_key("Rose Cottage") == "rosecottage"


def test_the_daily_file_of_2020_asks_for_food_only_when_supplies_are_lacking(csv_file: Write) -> None:
    header = "Timestamp,ID,FirstName,LastName,Address1,Address2,Postcode,Phone,DateOfBirth"
    header += ",EssentialSupplies,CarrySupplies"
    path = csv_file(
        f"{header}\n2020-03-25,7,Ann,Lee,1 A St,Testham,QX4 2LB,02079460001,1950-02-03,No,Yes\n"
        f"2020-03-25,8,Bob,Ray,2 A St,Testham,QX4 2LB,02079460002,1950-02-03,Yes,No\n"
    )
    table = open_table(path)
    column_map = choose_map(table.headers, Kind.PEOPLE)
    reader = PeopleReader(column_map)
    lacking, having = (reader.read(row) for row in table.rows())
    assert isinstance(lacking, StagedPerson)
    assert isinstance(having, StagedPerson)
    assert column_map.latest_by_time
    assert lacking.town == "Testham"
    assert [need.need for need in lacking.needs] == ["food_parcel"]
    assert having.needs == ()
    assert "Has a way of getting essential supplies: Yes" in having.good_to_know
    (request,) = requests_of(lacking)
    assert (request.source_reference, request.person_reference, request.need) == (
        "7/food_parcel",
        "7",
        "food_parcel",
    )
