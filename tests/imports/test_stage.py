"""The dry run puts every row in one group, and nothing is joined or overwritten unless somebody says so."""

import gc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import PhoneKind
from desktop.imports.decide import decide
from desktop.imports.dry_run import Choices, DryRun, Duplicate, FieldDiff, ImportStopped, Take
from desktop.imports.likeness import ExistingIndex, ExistingRecord, Suggestion
from desktop.imports.stage import STEP, stage
from desktop.imports.staged import Reject, StagedPerson, StagedPhone

Write = Callable[..., Path]


def somebody(row: int = 2, name: str = "Ann Lee", phone: str = "", **fields: object) -> StagedPerson:
    """A person out of a row."""
    first, _, last = name.partition(" ")
    phones = (StagedPhone(phone, phone, PhoneKind.OTHER),) if phone else ()
    return StagedPerson(row=row, first_name=first, last_name=last, phones=phones, **fields)  # type: ignore[arg-type]


def held(key: str = "p1", **fields: str) -> ExistingRecord:
    """A person the hub holds."""
    return ExistingRecord(key, fields)


ANN = held(
    source_reference="A1",
    first_name="Ann",
    last_name="Lee",
    date_of_birth="1950-02-03",
    address_line1="1 High St",
    postcode="QX4 2LB",
    phones="+442079460001",
    town="Testham",
)


def run(
    rows: Sequence[StagedPerson | Reject], *existing: ExistingRecord, latest: bool = False
) -> DryRun[StagedPerson]:
    """Stage rows against some records."""
    return stage(rows, ExistingIndex.build(existing), latest_by_time=latest)


def test_a_reference_makes_a_row_the_same_or_changed() -> None:
    same = run([somebody(source_reference="A1", phone="+442079460001")], ANN)
    assert same.counts()["same"] == 1
    changed = run(
        [somebody(source_reference="A1", name="Ann Ray", town="", phone="+447700900123")], ANN
    ).changed[0]
    assert changed.id == "p1"
    assert changed.diffs == (
        FieldDiff("last_name", "Lee", "Ray"),
        FieldDiff("phones", "+442079460001", "+447700900123"),
    )


def test_a_blank_is_never_a_change() -> None:
    assert run([somebody(source_reference="A1", name="Ann Lee")], ANN).counts()["same"] == 1


def test_an_unlike_row_is_new() -> None:
    assert run([somebody(name="Bob Ray", phone="+442079460009")], ANN).counts()["new"] == 1


def test_a_name_alone_is_never_a_duplicate() -> None:
    assert run([somebody(name="Ann Lee")], ANN).counts()["new"] == 1


@pytest.mark.parametrize(
    ("row", "suggestion", "reason"),
    [
        (somebody(date_of_birth=date(1950, 2, 3), town="Bath"), Suggestion.SAME_PERSON, "Same date of birth"),
        (
            somebody(name="Anne Leigh", date_of_birth=date(1950, 2, 3)),
            Suggestion.SAME_PERSON,
            "Names are alike",
        ),
        (somebody(name="Lee Ann", phone="+442079460001"), Suggestion.SAME_PERSON, "Same telephone number"),
        (
            somebody(name="A Lee", address_line1="1 High Street", postcode="QX4 2LB"),
            Suggestion.SAME_PERSON,
            "Same address",
        ),
        (somebody(name="Bob Ray", phone="+442079460001"), Suggestion.SAME_HOUSEHOLD, "Same telephone number"),
        (
            somebody(date_of_birth=date(1980, 1, 1), address_line1="1 High St", postcode="QX4 2LB"),
            Suggestion.SAME_HOUSEHOLD,
            "Dates of birth differ",
        ),
        (
            somebody(
                name="Bob Ray", date_of_birth=date(1950, 2, 3), address_line1="1 High St", postcode="QX4 2LB"
            ),
            Suggestion.SAME_HOUSEHOLD,
            "Same address",
        ),
    ],
)
def test_what_agrees_makes_a_possible_duplicate(
    row: StagedPerson, suggestion: Suggestion, reason: str
) -> None:
    (doubtful,) = run([row], ANN).possible_duplicates
    assert doubtful.candidates[0].id == "p1"
    assert doubtful.candidates[0].suggestion is suggestion
    assert reason in doubtful.candidates[0].reasons
    assert doubtful.candidates[0].label == "Ann Lee"


def test_neighbours_of_another_name_are_new() -> None:
    assert (
        run([somebody(name="Bob Ray", address_line1="1 High St", postcode="QX4 2LB")], ANN).counts()["new"]
        == 1
    )


def test_a_file_loaded_again_without_references_is_the_same() -> None:
    rows = [
        somebody(2, date_of_birth=date(1950, 2, 3), phone="+442079460001", town="Testham"),
        somebody(3, date_of_birth=date(1950, 2, 3), phone="+442079460001", town="Testham"),
    ]
    result = run(rows, ANN)
    assert [same.row for same in result.same] == [2]
    assert [doubtful.record.row for doubtful in result.possible_duplicates] == [3]


def test_rows_are_weighed_against_earlier_rows() -> None:
    rows = [
        somebody(2, phone="+442079460001"),
        somebody(3, phone="+442079460001"),
        somebody(4, source_reference="B", name="Cai Roe"),
        somebody(5, source_reference="B", name="Cai Roe"),
        somebody(6, source_reference="B", name="Cai Rowe"),
    ]
    result = run(rows)
    assert [record.row for record in result.new] == [2, 4]
    assert [(same.row, same.earlier_row) for same in result.same] == [(5, 4)]
    assert [(one.record.row, one.candidates[0].row) for one in result.possible_duplicates] == [(3, 2), (6, 4)]


def test_the_latest_version_wins() -> None:
    rows: list[StagedPerson | Reject] = [
        somebody(2, source_reference="B", timestamp="2020-03-26T10:00:00Z", town="New"),
        somebody(3, source_reference="B", timestamp="2020-03-25T10:00:00Z", town="Old"),
        Reject(4, "", "odd", ()),
        somebody(5, source_reference="B", timestamp="25/03/2020", town="Older"),
        somebody(6, name="Bob Ray"),
        somebody(7, name="Cai Roe"),
    ]
    result = run(rows, latest=True)
    assert [record.town for record in result.new] == ["New", "", ""]
    assert [(one.row, one.by_row) for one in result.superseded] == [(3, 2), (5, 2)]
    assert result.rows == 6


def test_a_crowd_with_one_number_is_weighed_in_reasonable_time() -> None:
    rows = [somebody(row, name=f"P{row} Q{row}", phone="+442079460001") for row in range(2, 600)]
    result = run(rows)
    assert len(result.possible_duplicates) == 597
    assert all(len(one.candidates) <= 5 for one in result.possible_duplicates)


def test_progress_is_told_and_stop_is_heard() -> None:
    rows = [somebody(row, name=f"P{row}") for row in range(STEP + 50)]
    told: list[int] = []
    stage(rows, ExistingIndex(), progress=told.append)
    assert told == [0, STEP, STEP + 50]
    with pytest.raises(ImportStopped):
        stage(rows, ExistingIndex(), cancelled=lambda: len(told) > 0)
    assert gc.isenabled()


@given(
    st.lists(
        st.builds(
            somebody,
            row=st.just(0),
            name=st.sampled_from(["Ann Lee", "Anne Lee", "Bob Ray"]),
            phone=st.sampled_from(["", "+442079460001", "+442079460002"]),
            source_reference=st.sampled_from(["", "A1", "B1"]),
            date_of_birth=st.sampled_from([None, date(1950, 2, 3)]),
        ),
        max_size=15,
    ),
    st.booleans(),
)
def test_every_row_is_in_one_group(people: list[StagedPerson], latest: bool) -> None:
    rows = [person._replace(row=number) for number, person in enumerate(people, 2)]
    result = run(rows, ANN, latest=latest)
    numbers = [record.row for record in result.new]
    numbers += [one.record.row for one in result.changed]
    numbers += [one.record.row for one in result.possible_duplicates]
    numbers += [one.row for one in result.same]
    numbers += [one.row for one in result.superseded]
    assert sorted(numbers) == [row.row for row in rows]
    plan = decide(result, Choices(changed=Take.TAKE, duplicates=Duplicate.SAME))
    handled = len(plan.create) + len(plan.update) + len(plan.left)
    assert handled <= len(rows)


def test_by_default_nothing_is_joined_or_overwritten() -> None:
    rows = [
        somebody(2, name="Bob Ray"),
        somebody(3, source_reference="A1", town="Bath"),
        somebody(4, name="Cai Roe", phone="+442079460001"),
    ]
    plan = decide(run(rows, ANN), Choices())
    assert [record.row for record in plan.create] == [2, 4]
    assert plan.update == ()
    assert plan.left == (3,)


def test_choices_for_groups_and_for_single_rows() -> None:
    rows = [
        somebody(2, name="Bob Ray"),
        somebody(3, name="Dee Poe"),
        somebody(4, source_reference="A1", town="Bath"),
    ]
    result = run(rows, ANN)
    plan = decide(result, Choices(changed=Take.TAKE, rows={3: Take.LEAVE}))
    assert [record.row for record in plan.create] == [2]
    assert [(update.id, update.diffs) for update in plan.update] == [
        ("p1", (FieldDiff("town", "Testham", "Bath"),))
    ]
    assert plan.left == (3,)
    assert decide(result, Choices(new=Take.LEAVE)).create == ()


def test_the_same_person_only_fills_blanks() -> None:
    row = somebody(
        2, date_of_birth=date(1950, 2, 3), town="Bath", email="ann@example.org", phone="+447700900123"
    )
    (update,) = decide(run([row], ANN), Choices(duplicates=Duplicate.SAME)).update
    assert {diff.field for diff in update.diffs} == {"email", "phones"}
    assert update.kept == (FieldDiff("town", "Testham", "Bath"),)


def test_the_same_person_twice_in_a_file_becomes_one() -> None:
    rows = [
        somebody(2, phone="+442079460001", town="Bath"),
        somebody(3, phone="+442079460001", town="Ely", email="ann@example.org"),
    ]
    plan = decide(run(rows), Choices(duplicates=Duplicate.SAME))
    (person,) = plan.create
    assert (person.town, person.email, len(person.phones)) == ("Bath", "ann@example.org", 1)
    left = decide(run(rows), Choices(new=Take.LEAVE, duplicates=Duplicate.SAME))
    assert (left.create, left.left) == ((), (2, 3))
    assert decide(run(rows), Choices(rows={3: Take.LEAVE})).left == (3,)
