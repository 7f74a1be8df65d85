"""Layouts as data: what codes mean, what is remembered of a list, and under which name."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.imports.dry_run import Choices
from desktop.imports.layouts import (
    MOST_CODES,
    Meant,
    check_layout,
    codes_in,
    layout_from_map,
    meant_of,
    name_of,
    to_remember,
    with_meanings,
    without_sample,
)
from desktop.imports.mapping import guess_map
from desktop.imports.passed_on import wanted_back
from desktop.imports.plans import make_batch
from desktop.imports.profiles import BUILT_IN, Profile, Written, built_in, profile_from_json
from desktop.imports.readers import open_table
from desktop.imports.run import OpenList, dry_run, open_list
from desktop.imports.staged import StagedPerson, StagedRequest
from desktop.imports.targets import Kind
from desktop.services.bring_in_held import Held

Write = Callable[..., Path]
NEEDS = {"food_parcel": "food_parcel", "shopping": "shopping", "other": "other"}


def layout(**more: object) -> Profile:
    """A council's layout of requests."""
    data = {
        "name": "aldermouth",
        "title": "Aldermouth",
        "kind": "requests",
        "columns": {
            "Who": "full_name",
            "Code": {"to": "need", "means": {"FP": "food_parcel", "+": "shopping", "ZZ": "nonesuch"}},
            "Pri": {"to": "urgency", "means": {"P1": "today"}},
            "St": {"to": "request_status", "means": {"X": "cancelled"}},
            "Why": {"to": "words", "label": "Because", "means": {"7": "flooded out"}},
        },
        "fingerprint": ["Who", "Code"],
    }
    return profile_from_json(json.dumps(data | more))


def read(path: Path, profile: Profile) -> list[StagedRequest]:
    staged = dry_run(open_list(path, profile.kind, profile=profile.name, saved=[profile]), Held(needs=NEEDS))
    assert staged.requests is not None
    return [one.request for one in staged.requests.new]


def test_codes_mean_what_the_layout_says(csv_file: Write) -> None:
    path = csv_file("Who,Code,Pri,St,Why\nJean Mallory, fp ,p1,X,7\nHarold Pell,+,today,new,dry\n")
    first, second = read(path, layout())
    assert (first.need, first.urgency, first.status) == ("food_parcel", "today", "cancelled")
    assert first.words == "Because: flooded out"
    assert (second.need, second.urgency, second.status) == ("shopping", "today", "new")
    assert second.words == "Because: dry", "what is no code of theirs stays as it is"


def test_a_code_for_a_need_the_hub_has_not_is_kept_as_they_wrote_it(csv_file: Write) -> None:
    (one,) = read(csv_file("Who,Code\nJean Mallory,ZZ\n"), layout())
    assert one.need == "other"
    assert "Need in the file: ZZ" in one.words
    assert "ZZ" in one.warnings[0]


def test_a_sign_asks_for_help_and_a_blank_does_not(csv_file: Write) -> None:
    data = {
        "name": "own",
        "title": "Own",
        "kind": "people",
        "columns": {"Name": "full_name", "Food": "notes"},
        "fingerprint": ["Name"],
        "needs": [{"column": "Food", "answers": ["+"], "need": "food_parcel", "written": "+"}],
    }
    profile = profile_from_json(json.dumps(data))
    path = csv_file("Name,Food\nJean Mallory,+\nHarold Pell,\nIvy Marsh,-\n")
    staged = dry_run(open_list(path, Kind.PEOPLE, profile="own", saved=[profile]), Held(needs=NEEDS))
    (asked,) = make_batch(staged, Choices()).batch.new_requests
    assert asked.row == 0 or asked.person_row == 2


def test_the_wholesalers_codes_are_read_as_words(csv_file: Write) -> None:
    text = "Company,ID,Name,Postcode,DelDate,Outcome,Outcome_Description\nB,I-1,Jean Mallory,,12/05/2020,2,\n"
    staged = dry_run(open_list(csv_file(text), Kind.PEOPLE), Held(needs=NEEDS))
    assert staged.people is not None
    (person,) = staged.people.new
    assert isinstance(person, StagedPerson)
    assert person.good_to_know == "Outcome of the last delivery: no answer, left on the doorstep"


def test_what_a_sample_says_few_different_things_of(csv_file: Write) -> None:
    rows = "".join(f"Person {number},{number % 3},{'x' * 50},\n" for number in range(MOST_CODES + 5))
    table = open_table(csv_file("Name,Code,Long,Nothing\n" + rows))
    assert codes_in(table) == {"Code": ("0", "1", "2")}
    twice = open_table(csv_file("Name,Code\nJean,Yes\nHarold, YES \n"))
    assert codes_in(twice)["Code"] == ("Yes",)


def test_what_codes_mean_goes_into_a_map_and_out_again() -> None:
    settled = guess_map(["Name", "Food", "Rings"], Kind.PEOPLE)
    settled = settled.with_choice("Food", "notes").with_choice("Rings", "contact_preference")
    said = with_meanings(settled, "Food", {"J": Meant(need="food_parcel"), "N": Meant()})
    said = with_meanings(said, "Rings", {"T": Meant("text")})
    assert meant_of(said, "Food") == {"J": Meant(need="food_parcel")}
    assert meant_of(said, "Rings") == {"T": Meant("text")}
    assert with_meanings(said, "Food", {}).needs == ()
    assert said.with_choice("Rings", "notes").columns[2].meanings == {}, "codes of another field"


def test_what_else_a_rule_says_is_kept() -> None:
    profile = built_in("wholesaler-deliveries")
    headers = tuple(profile.columns)
    settled = profile.map_of(headers)
    said = with_meanings(settled, "Outcome", meant_of(settled, "Outcome"))
    assert replace(said.needs[0], written="") == replace(profile.needs[0], written="")
    assert said.columns == settled.columns
    shipped = built_in("nsss")
    again = shipped.map_of(tuple(shipped.columns))
    for rule in shipped.needs:
        again = with_meanings(again, rule.header, meant_of(again, rule.header))
    assert again.needs == shipped.needs


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Aldermouth Council", (), "aldermouth-council"),
        ("Aldermouth Council", ("aldermouth-council", "aldermouth-council-2"), "aldermouth-council-3"),
        ("=1+1", (), "1-1"),
        ("Ŷ", (), "layout"),
    ],
)
def test_a_layout_gets_a_name_of_its_own(title: str, taken: tuple[str, ...], name: str) -> None:
    assert name_of(title, taken) == name


def test_a_layout_is_known_by_the_columns_it_uses() -> None:
    settled = guess_map(["Name", "Phone", "Ward office"], Kind.PEOPLE).with_choice("Ward office", "")
    made = layout_from_map("own", "Own", settled)
    assert made.fingerprint == ("Name", "Phone")
    assert list(made.columns) == ["Name", "Phone", "Ward office"]
    assert made.fits(["Phone", "Name", "Something else"])
    assert profile_from_json(made.to_json()) == made
    assert made.map_of(["Name", "Phone", "Ward office"]).columns[2].target == ""


def test_a_layout_nobody_could_use_is_refused() -> None:
    made = layout_from_map("own", "Own", guess_map(["Name"], Kind.PEOPLE))
    check_layout(made)
    for spoiled in (replace(made, title=" "), replace(made, fingerprint=())):
        with pytest.raises(DomainError):
            check_layout(spoiled)


def test_columns_that_stand_as_a_layout_has_them_are_not_remembered(csv_file: Write) -> None:
    path = csv_file("Who,Code,Pri,St,Why\nJean Mallory,FP,,,\n")
    known = [layout(), *map(built_in, BUILT_IN)]
    assert to_remember(open_list(path, Kind.REQUESTS, saved=known), known) is None


def test_a_column_put_right_by_hand_keeps_the_rest_of_the_layout(csv_file: Write) -> None:
    mine = replace(layout(returned={"columns": {"outcome": "Why"}}), written=Written.DAY_FIRST)
    path = csv_file("Who,Code,Pri,St,Why\nJean Mallory,FP,,,\n", name="March.csv")
    source = open_list(path, Kind.REQUESTS, saved=[mine])
    source = replace(source, column_map=source.column_map.with_choice("St", ""))
    made = to_remember(source, [mine])
    assert made is not None
    assert (made.returned, made.written) == (mine.returned, Written.DAY_FIRST)
    assert made.columns["Code"].meanings == mine.columns["Code"].meanings
    assert made.name != mine.name
    assert made.title == f"Aldermouth ({path.stem})"
    # The same columns put right once more stay one thing to remember.
    again = replace(source, column_map=made.map_of(source.table.headers).with_choice("Pri", ""))
    second = to_remember(again, [made, mine])
    assert second is not None
    assert second.name == made.name
    assert wanted_back(second.name, [json.loads(second.to_json())]) == mine.returned


def test_two_files_of_one_name_are_two_things_to_remember(csv_file: Write) -> None:
    path = csv_file("Alpha,Beta\nx,y\n")
    source = open_list(path, Kind.PEOPLE)
    first = to_remember(source, [])
    assert first is not None
    other = replace(first, fingerprint=("Something", "else"))
    second = to_remember(source, [other])
    assert second is not None
    assert (first.name, second.name) == (path.stem, f"{path.stem}-2")


def test_a_layout_is_looked_at_without_a_sample() -> None:
    source = without_sample(built_in("nsss"))
    assert isinstance(source, OpenList)
    assert list(source.table.rows()) == []
    assert source.column_map.needs == built_in("nsss").needs
