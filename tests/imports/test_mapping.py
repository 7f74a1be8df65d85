"""Column names are recognised by their spellings, corrected and remembered."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.imports.choose import choose_map, missing_from
from desktop.imports.mapping import ColumnMap, fingerprint, guess_map
from desktop.imports.profiles import (
    BUILT_IN,
    built_in,
    find_profile,
    profile_from_json,
    profile_from_map,
    recognise,
)
from desktop.imports.spellings import fold_name, spellings_for
from desktop.imports.targets import MANY, Kind, targets_of
from resources import read_text

GDS = [
    "Timestamp",
    "Reference",
    "LocalAuthorityDistrict",
    "FirstName",
    "MiddleName",
    "LastName",
    "Address1",
    "Address2",
    "Address3",
    "Address4",
    "Address5",
    "Postcode",
    "Phone",
    "Mobile",
    "IVRPhone",
    "IVRMobile",
    "Email",
    "ReceivedLetter",
    "MedicalConditions",
    "NHSNumber",
    "ID",
    "DateOfBirth",
    "EssentialSupplies",
    "DietaryRequirements",
    "BasicCareNeedsMet",
    "CarrySupplies",
]


def targets(column_map: ColumnMap) -> dict[str, str]:
    return {column.header: column.target for column in column_map.columns}


def test_the_linkage_benchmark_is_recognised() -> None:
    header = "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state"
    guess = guess_map([*header.split(", "), "date_of_birth", "soc_sec_id"], Kind.PEOPLE)
    assert list(targets(guess).values()) == [
        "source_reference",
        "first_name",
        "last_name",
        "house",
        "address_line1",
        "address_line2",
        "town",
        "postcode",
        "county",
        "date_of_birth",
        "",
    ]
    assert guess.unmapped == ("soc_sec_id",)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Forename", "first_name"),
        ("FirstName", "first_name"),
        ("Christian name", "first_name"),
        ("Family Name", "last_name"),
        ("D.O.B.", "date_of_birth"),
        ("Post code", "postcode"),
        ("ZIP", "postcode"),
        ("contact_number_calls", "phone"),
        ("Tel No", "phone"),
        ("Client home telephone", "phone"),
        ("Mobile phone number", "mobile"),
        ("E-mail", "email"),
        ("UPRN", "uprn"),
        ("Dietary requirements", "diet"),
        ("Number in household", "household_size"),
        ("No of infants", "babies"),
        ("Surnmae", ""),
        ("Surnamme", "last_name"),
        ("Next of kin telephone", ""),
        ("Emergency contact phone", ""),
        ("GP surgery postcode", ""),
        ("NHS number", ""),
        ("Favourite colour", ""),
    ],
)
def test_spellings_of_people(header: str, target: str) -> None:
    assert targets(guess_map([header], Kind.PEOPLE))[header] == target


def test_spellings_of_requests_and_volunteers() -> None:
    requests = guess_map(
        ["ID", "Resident ID", "What help is needed?", "How soon?", "Needed by", "Notes", "How often"],
        Kind.REQUESTS,
    )
    assert list(targets(requests).values()) == [
        "request_reference",
        "person_reference",
        "need",
        "urgency",
        "due_on",
        "words",
        "recurrence",
    ]
    volunteers = guess_map(
        [
            "Volunteer name",
            "Skills",
            "Areas covered",
            "Hours per week",
            "Own transport",
            "DBS level",
            "DBS date",
        ],
        Kind.VOLUNTEERS,
    )
    assert list(targets(volunteers).values()) == [
        "full_name",
        "skills",
        "areas",
        "weekly_hours",
        "transport",
        "check_level",
        "check_date",
    ]


def test_the_plainest_reference_wins_and_the_others_are_left_out() -> None:
    guess = guess_map(["id", "rec_id", "source_reference", "name"], Kind.PEOPLE)
    assert targets(guess) == {
        "id": "",
        "rec_id": "",
        "source_reference": "source_reference",
        "name": "full_name",
    }


def test_a_whole_name_is_left_out_beside_its_parts() -> None:
    guess = guess_map(["Name", "First name", "Surname"], Kind.PEOPLE)
    assert targets(guess)["Name"] == ""


def test_guesses_say_how_sure_they_are() -> None:
    sure, likely, perhaps = guess_map(["surname", "Client home telephone", "postcodde"], Kind.PEOPLE).columns
    assert sure.confidence == 1.0
    assert sure.confidence > likely.confidence > perhaps.confidence > 0


@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from(Kind))
def test_any_column_names_can_be_guessed(headers: list[str], kind: Kind) -> None:
    guess = guess_map(headers, kind)
    assert [column.header for column in guess.columns] == headers
    single = [column.target for column in guess.columns if column.target and column.target not in MANY]
    assert len(single) == len(set(single))
    assert all(column.target in targets_of(kind) for column in guess.columns if column.target)


def test_a_person_corrects_a_guess() -> None:
    guess = guess_map(["Name", "Ring", "Tel"], Kind.PEOPLE).with_choice("Ring", "full_name")
    assert targets(guess) == {"Name": "", "Ring": "full_name", "Tel": "phone"}
    assert targets(guess.with_choice("Ring", "phone"))["Tel"] == "phone"
    with pytest.raises(DomainError, match="not a field"):
        guess.with_choice("Name", "skills")
    with pytest.raises(DomainError, match="no column"):
        guess.with_choice("Nome", "phone")


def test_fingerprints_do_not_mind_case_and_marks() -> None:
    assert fingerprint(["First name", "D.O.B."]) == fingerprint(["first_name", "dob"])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])


def test_every_spelling_leads_to_a_field() -> None:
    every = targets_of(Kind.PEOPLE) | targets_of(Kind.VOLUNTEERS) | targets_of(Kind.REQUESTS)
    for kind in Kind:
        for spelling, target in spellings_for(kind).items():
            assert target in every, spelling
            assert spelling == fold_name(spelling)


@pytest.mark.parametrize("name", BUILT_IN)
def test_shipped_profiles_are_whole(name: str) -> None:
    profile = built_in(name)
    assert profile.name == name
    assert profile.title
    assert profile.about
    assert profile.fits([*profile.fingerprint, "Something else"])
    assert not profile.fits(profile.fingerprint[1:])
    assert profile_from_json(profile.to_json()) == profile
    assert json.loads(read_text(f"profiles/{name}.json"))["name"] == name


def test_the_tables_of_a_handover_package_are_recognised() -> None:
    from desktop.exports.handover_schema import HELP_REQUESTS, PEOPLE

    people = [column.name for column in PEOPLE.columns]
    requests = [column.name for column in HELP_REQUESTS.columns]
    left_out = set(choose_map(people, Kind.PEOPLE).unmapped)
    assert choose_map(people, Kind.PEOPLE).profile == "hubkeeper-people"
    assert left_out == {"ladcode", "ward_code", "consent_to_share", "consent_recorded_at", "lawful_basis"}
    assert choose_map(requests, Kind.REQUESTS).profile == "hubkeeper-requests"
    assert choose_map(requests, Kind.REQUESTS).unmapped == ("on_behalf",)


def test_council_files_are_recognised() -> None:
    assert choose_map(GDS, Kind.PEOPLE).profile == "gds-daily-2020"
    hackney = ["First name", "Surname", "d.o.b", "Help Request Type", "Address Line 1", "City", "Subtype"]
    assert choose_map(hackney, Kind.PEOPLE).profile == "hackney-generic"
    shielded = ["Rowid", "Timestamp", "NHSNumber", "FirstName", "LastName", "LocalAuthorityOfResidence"]
    assert choose_map(shielded, Kind.PEOPLE).profile == "nhs-shielded"
    assert choose_map(["First name", "Surname"], Kind.PEOPLE).profile == ""


def test_no_shipped_profile_takes_in_nhs_numbers() -> None:
    for name in BUILT_IN:
        assert not any("nhs" in fold_name(column) for column in built_in(name).columns)


def test_a_saved_map_is_recalled_by_its_columns() -> None:
    headers = ["Nom", "Tel", "Where"]
    settled = guess_map(headers, Kind.PEOPLE).with_choice("Nom", "full_name").with_choice("Where", "town")
    saved = profile_from_json(profile_from_map("ours", "Our list", settled).to_json())
    recalled = recognise(["nom", "TEL", "where"], Kind.PEOPLE, [saved])
    assert recalled == saved
    assert list(targets(recalled.map_of(headers)).values()) == ["full_name", "phone", "town"]
    assert recognise(headers, Kind.VOLUNTEERS, [saved]) is None


def test_profiles_are_found_by_name() -> None:
    assert find_profile("hubkeeper", Kind.REQUESTS).name == "hubkeeper-requests"
    with pytest.raises(DomainError, match="no column profile called “nonesuch”"):
        find_profile("nonesuch", Kind.PEOPLE)
    with pytest.raises(DomainError, match="is for people"):
        find_profile("nsss", Kind.VOLUNTEERS)
    with pytest.raises(DomainError, match="none of the columns"):
        choose_map(["Alpha"], Kind.PEOPLE, profile="nsss")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"name":"x","title":"x","kind":"people","columns":{"A":"shoe"},"fingerprint":[]}'],
)
def test_a_profile_that_cannot_be_read_is_said_plainly(text: str) -> None:
    with pytest.raises(DomainError, match="cannot be read"):
        profile_from_json(text)


def test_what_a_map_lacks_is_said() -> None:
    assert "name or a telephone" in missing_from(guess_map(["Town"], Kind.PEOPLE))
    assert "what help" in missing_from(guess_map(["Name"], Kind.REQUESTS))
    assert "who needs help" in missing_from(guess_map(["Need"], Kind.REQUESTS))
    assert missing_from(guess_map(["Need", "Name"], Kind.REQUESTS)) == ""
    assert missing_from(guess_map(["Mobile"], Kind.VOLUNTEERS)) == ""
