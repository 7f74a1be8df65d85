"""What goes in, how coarsely, and what never does."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.age import age_on
from desktop.domain.errors import DomainError, NotAllowed
from desktop.exports.handover_details import DETAILS
from desktop.exports.handover_fields import (
    PRESETS,
    Choice,
    Preset,
    check_choices,
    choices,
    detail,
    handover_table,
    in_words,
    names_people,
    project,
)
from desktop.exports.handover_schema import CANONICAL, EMAIL, PRIVATE_NEED
from desktop.exports.handover_values import band_of, household_band, postcode_part
from desktop.exports.tables import Column, compiled, to_text

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("text", "part", "made"),
    [
        ("e81ea", "full", "E8 1EA"),
        ("E8 1EA", "sector", "E8 1"),
        ("EC1A 1BB", "outcode", "EC1A"),
        ("QX4 2L", "full", ""),
        ("", "sector", ""),
        (None, "outcode", ""),
        ("EA", "outcode", ""),
    ],
)
def test_postcodes_are_shortened(text: object, part: str, made: str) -> None:
    assert postcode_part(text, part) == made


@pytest.mark.parametrize(
    ("born", "top", "band"),
    [
        (date(1946, 11, 17), 80, "80 and over"),
        (date(1946, 11, 18), 80, "70-79"),
        (date(1946, 11, 18), 90, "70-79"),
        (date(2020, 1, 1), 80, "0-9"),
        (date(2030, 1, 1), 80, ""),
        (date(1800, 1, 1), 80, ""),
        (None, 80, ""),
    ],
)
def test_ages_become_bands_with_an_open_top(born: date | None, top: int, band: str) -> None:
    assert band_of(born, TODAY, top) == band


@given(st.dates(date(1907, 1, 1), TODAY))
def test_an_age_is_inside_its_band(born: date) -> None:
    age = age_on(born, TODAY)
    assert age is not None
    low = band_of(born, TODAY, 200).split("-")
    assert int(low[0]) <= age <= int(low[1])


def test_households_become_bands() -> None:
    assert [household_band(size) for size in (1, 2, 3, 4, 5, 11, 0, None)] == [
        *("1", "2", "3-4", "3-4", "5 and over", "5 and over", "", "")
    ]


@pytest.mark.parametrize("preset", [preset for preset in Preset if PRESETS[preset]])
def test_every_preset_is_allowed_and_fits_its_own_schema(
    preset: Preset, source_rows: list[dict[str, Any]]
) -> None:
    chosen = PRESETS[preset]
    check_choices(chosen, lead_agreed=False)
    table = handover_table(chosen)
    assert len(set(table.names)) == len(table.names)
    for row in project(chosen, source_rows, TODAY):
        assert all(column.fits(to_text(cell)) for column, cell in zip(table.columns, row, strict=True))


def test_every_way_of_sending_fits_its_schema_for_full_and_empty_rows(
    source_rows: list[dict[str, Any]],
) -> None:
    for each in DETAILS:
        for option in each.options:
            chosen = (Choice(each.name, option.code),)
            table = handover_table(chosen)
            for row in project(chosen, [*source_rows[:3], {}], TODAY):
                assert all(
                    column.fits(to_text(cell)) for column, cell in zip(table.columns, row, strict=True)
                )


def test_the_plan_names_nobody_and_the_delivery_does(source_rows: list[dict[str, Any]]) -> None:
    assert not names_people(PRESETS[Preset.PLAN])
    assert names_people(PRESETS[Preset.DELIVERY])
    sent = " ".join(str(cell) for row in project(PRESETS[Preset.PLAN], source_rows, TODAY) for cell in row)
    assert "Jean" not in sent
    assert "Ferrygate" not in sent
    first = next(project(PRESETS[Preset.PLAN], source_rows, TODAY))
    assert first == ("Northfold", "E8 1", "Food parcel", "80 and over", 1, "October 2026")


def test_first_name_and_initial(source_rows: list[dict[str, Any]]) -> None:
    chosen = choices(["name", "date_asked:day"])
    row = source_rows[0] | {"date_asked": datetime(2026, 10, 1, 9, tzinfo=UTC)}
    assert next(project(chosen, [row], TODAY)) == ("Jean0 M.", date(2026, 10, 1))
    assert next(project(chosen, [{"first_name": "Jean"}], TODAY)) == ("Jean", None)


@pytest.mark.parametrize(
    "row", [{"need": "Housing", "need_private": True}, {"need": "mental_health"}, {"need": "Domestic abuse"}]
)
def test_private_needs_read_private_need_whatever_was_passed(row: dict[str, Any]) -> None:
    assert list(project((Choice("need"),), [row], TODAY)) == [(PRIVATE_NEED,)]


def test_concerns_never_go_and_health_notes_need_the_lead() -> None:
    with pytest.raises(NotAllowed, match="never go"):
        check_choices([Choice("concerns")], lead_agreed=True)
    with pytest.raises(NotAllowed, match="lead's agreement"):
        check_choices([Choice("health_notes")], lead_agreed=False)
    check_choices([Choice("health_notes")], lead_agreed=True)
    assert not any(
        choice.detail in ("health_notes", "concerns") for chosen in PRESETS.values() for choice in chosen
    )


@pytest.mark.parametrize("names", [["nothing"], ["area:sideways"]])
def test_unknown_details_are_said_plainly(names: list[str]) -> None:
    with pytest.raises(DomainError, match=r"detail|cannot be sent"):
        choices(names)


def test_nothing_or_twice_is_refused() -> None:
    with pytest.raises(DomainError, match="Nothing is chosen"):
        check_choices([], lead_agreed=False)
    with pytest.raises(DomainError, match="twice"):
        check_choices([Choice("area"), Choice("area")], lead_agreed=False)


def test_the_command_lines_form_takes_the_coarsest_way_by_default() -> None:
    assert choices(["area", " postcode:sector ", "age"]) == (
        Choice("area", "as_recorded"),
        Choice("postcode", "sector"),
        Choice("age", "band_10_top_80"),
    )
    assert choices(["concerns"]) == (Choice("concerns"),)
    assert detail("age").option("exact").words == "Date of birth"


def test_no_pattern_of_any_column_lets_a_formula_through() -> None:
    columns: list[Column] = [column for table in CANONICAL for column in table.columns]
    columns += [column for each in DETAILS for option in each.options for column in option.columns]
    for column in (column for column in columns if column.shape):
        for formula in ("=1+1", "@SUM(A1)", "+cmd", "-cmd|' /C calc'!A0", "=cmd|'/C calc'!A0@x.uk", "\t=1"):
            assert not compiled(column.shape).fullmatch(formula), column.name


@pytest.mark.parametrize(
    ("text", "fits"), [("sian.o'neill@hub.org.uk", True), ("=1@x.uk", False), ("a b@x.uk", False)]
)
def test_the_email_shape_is_strict(text: str, fits: bool) -> None:
    assert bool(compiled(EMAIL).fullmatch(text)) is fits


def test_what_was_shared_is_named_as_the_wizard_names_it() -> None:
    on_record = ["area", "postcode:sector", "age:band_10_top_80", "need", "requests.first_name", "said_on"]
    assert in_words(on_record) == (
        "Area",
        "Postcode (first part and one digit)",
        "Age (band of 10 years, 80 and over as one)",
        "Need",
        "requests.first_name",
        "said_on",
    )
