"""A council's layout is data: added without code, and what its codes mean is said in its file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db.enums import Urgency
from desktop.domain.errors import DomainError
from desktop.imports.choose import choose_map
from desktop.imports.dry_run import Choices
from desktop.imports.people_rows import PeopleReader
from desktop.imports.plans import make_batch
from desktop.imports.profiles import MOST_PROFILE_BYTES, built_in, find_profile, profile_from_file
from desktop.imports.readers import open_table
from desktop.imports.request_rows import RequestReader
from desktop.imports.run import dry_run, open_list
from desktop.imports.staged import Reject, StagedPerson, StagedRequest
from desktop.imports.targets import Kind
from desktop.services.bring_in_drafts import NewRequest
from desktop.services.bring_in_held import Held

Write = Callable[..., Path]
NEEDS = {"welfare_check": "welfare_check", "food_parcel": "food_parcel", "shopping": "shopping"}
DELIVERIES = "Company,ID,Name,Address,Postcode,DelDate,Outcome,Comment,Outcome_Description\n"


def asked_for(path: Path, profile: str = "") -> tuple[NewRequest, ...]:
    """What a file of people asks for in a hub that holds nothing."""
    staged = dry_run(open_list(path, Kind.PEOPLE, profile=profile), Held(needs=NEEDS))
    return make_batch(staged, Choices()).batch.new_requests


def test_an_unopened_box_asks_for_a_welfare_check_today(csv_file: Write) -> None:
    rows = "".join(
        f"Bidfood,ID-{code},Jean Mallory{code},{code} Ferrygate Close,QX4 2LB,12/05/2020,{code},,\n"
        for code in (1, 2, 3, 4, 5, 6, 9)
    )
    (alarm,) = asked_for(csv_file(DELIVERIES + rows))
    assert alarm.need_code == "welfare_check"
    assert alarm.values["urgency"] is Urgency.TODAY
    assert alarm.values["source_reference"] == "ID-4/welfare_check/12/05/2020"
    assert "unopened" in alarm.values["words"]


def test_an_alarm_of_an_earlier_delivery_is_not_lost_behind_a_later_row(csv_file: Write) -> None:
    person = "Bidfood,ID-1,Jean Mallory,14 Ferrygate Close,QX4 2LB"
    for days in (("05/05/2020,4", "12/05/2020,1"), ("12/05/2020,1", "05/05/2020,4")):
        text = DELIVERIES + "".join(f"{person},{day},,\n" for day in days)
        path = csv_file(text)
        assert len(asked_for(path)) == 1
        staged = dry_run(open_list(path, Kind.PEOPLE), Held(needs=NEEDS))
        assert len(make_batch(staged, Choices()).batch.new_people) == 1


def test_two_alarms_of_two_weeks_are_two(csv_file: Write) -> None:
    person = "Bidfood,ID-1,Jean Mallory,14 Ferrygate Close,QX4 2LB"
    path = csv_file(DELIVERIES + f"{person},05/05/2020,4,,\n{person},12/05/2020,4,,\n")
    references = {one.values["source_reference"] for one in asked_for(path)}
    assert references == {"ID-1/welfare_check/05/05/2020", "ID-1/welfare_check/12/05/2020"}


@pytest.mark.parametrize(("answer", "wanted"), [("Yes", 0), ("yes", 0), ("", 0), ("No", 1), ("NO", 1)])
def test_yes_to_essential_supplies_means_they_have_them(csv_file: Write, answer: str, wanted: int) -> None:
    text = "Timestamp,ID,FirstName,LastName,Phone,EssentialSupplies,CarrySupplies\n"
    path = csv_file(text + f"2020-04-02 10:00:00,7,Jean,Mallory,020 7946 0147,{answer},Yes\n")
    assert len(asked_for(path)) == wanted


def test_the_latest_row_of_the_daily_file_wins_in_any_order(csv_file: Write) -> None:
    text = "Timestamp,ID,FirstName,LastName,Phone,EssentialSupplies,CarrySupplies\n"
    rows = [
        "2020-04-02 10:00:00,7,Jean,Mallory,020 7946 0147,No,Yes\n",
        "2020-04-04 10:00:00,7,Jean,Mallory,020 7946 0147,Yes,Yes\n",
        "2020-04-03 10:00:00,7,Jean,Mallory,020 7946 0147,No,Yes\n",
    ]
    for turn in range(3):
        path = csv_file(text + "".join(rows[turn:] + rows[:turn]))
        assert asked_for(path) == ()


HACKNEY = "First name,Surname,d.o.b,Help Request Type,Postcode,Email,Phone number,UPRN,Subtype\n"


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ("Jean,Mallory,04/03/1952,Food,,,,,", True),
        ("Jean,Mallory,,Food,,,020 7946 0147,,", True),
        ("Jean,Mallory,,Food,,jean@example.org,,,", True),
        ("Jean,Mallory,,Food,,,,100012345678,", True),
        ("Jean,Mallory,,Food,QX4 2LB,,,,", False),
        ("Jean,,04/03/1952,Food,,,020 7946 0147,,", False),
        ("Jean,Mallory,1952,Food,,,,,", False),
    ],
)
def test_hackney_passes_over_who_is_not_identifiable(csv_file: Write, row: str, taken: bool) -> None:
    table = open_table(csv_file(HACKNEY + row + "\n"))
    people = PeopleReader(choose_map(table.headers, Kind.PEOPLE))
    (person,) = map(people.read, table.rows())
    requests = RequestReader(choose_map(table.headers, Kind.REQUESTS), NEEDS)
    (request,) = map(requests.read, table.rows())
    assert isinstance(person, StagedPerson) is taken
    assert isinstance(request, StagedRequest) is taken
    if isinstance(person, Reject) and isinstance(request, Reject):
        assert "does not tell who" in person.reason
        assert request.reason == person.reason


def test_canonical_stands_for_our_own_files() -> None:
    assert find_profile("canonical", Kind.PEOPLE).name == "hubkeeper-people"
    assert find_profile("hackney-generic", Kind.REQUESTS).name == "hackney-generic-requests"
    assert find_profile("hackney-generic", Kind.REQUESTS).returned.most_rows == 3000


def test_a_councils_layout_is_a_file(tmp_path: Path) -> None:
    data = json.loads(built_in("hackney-generic-requests").to_json())
    data |= {"name": "aldermouth", "title": "Aldermouth referrals", "columns": {"Nom": "full_name"}}
    data["returned"] = {"columns": {"outcome": "Result"}, "codes": {"outcome": {"helped": "Complete"}}}
    path = tmp_path / "aldermouth.json"
    path.write_text(json.dumps(data), encoding="utf-8-sig")
    read = profile_from_file(path)
    assert read.columns["Nom"].target == "full_name"
    assert read.returned.codes["outcome"]["helped"] == "Complete"
    assert find_profile("aldermouth", Kind.REQUESTS, [read]) is read


@pytest.mark.parametrize(
    "change",
    [
        {"columns": {"Nom": "nonesuch"}},
        {"kind": "houses"},
        {"returned": {"columns": {"mood": "Result"}}},
        {"needs": [{"column": "A", "answers": ["x"], "need": "other", "urgency": "whenever"}]},
        {"columns": ["Nom"]},
    ],
)
def test_what_is_no_layout_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(json.loads(built_in("nsss").to_json()) | change))
    with pytest.raises(DomainError, match="cannot be read"):
        profile_from_file(path)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b" " * (MOST_PROFILE_BYTES + 1)]
)
def test_a_hostile_layout_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    with pytest.raises(DomainError):
        profile_from_file(path)
