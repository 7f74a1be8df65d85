"""Rows that could point to one person."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.handover_fields import PRESETS, Choice, Preset
from desktop.exports.small_groups import (
    find_small_groups,
    identifiable,
    suggestions,
    suppressed,
    without_rows,
)
from desktop.exports.tables import Column, Table

TABLE = Table("people", (Column("area"), Column("age_band"), Column("need")))
ROWS = [("Northfold", "70-79", "Food")] * 6 + [("Northfold", "80-89", "Food")] * 5
ROWS += [("Westerby", "70-79", "Food")] * 5 + [("Westerby", "90 and over", "Food")]


def test_the_one_row_that_stands_out_is_told_by_the_fewest_columns() -> None:
    (group,) = find_small_groups(TABLE, ROWS, ("area", "age_band", "street"))
    assert group.columns == ("age_band",)
    assert group.rows == (16,)
    assert group.words == "Only one row says 90 and over."


def test_a_combination_can_be_small_where_each_column_is_not() -> None:
    rows = [*ROWS[:16], ("Westerby", "80-89", "Food"), ("Westerby", "80-89", "Heat")]
    (group,) = find_small_groups(TABLE, rows, ("area", "age_band"))
    assert group.columns == ("area", "age_band")
    assert group.words == "Only 2 rows say Westerby, 80-89."
    assert find_small_groups(TABLE, without_rows(rows, [group]), ("area", "age_band")) == []


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.just("n")), max_size=40),
    st.integers(2, 6),
)
def test_leaving_rows_out_until_none_is_small_ends_in_k_anonymity(
    rows: list[tuple[str, str, str]], k: int
) -> None:
    kept = rows
    while groups := find_small_groups(TABLE, kept, ("area", "age_band"), k):
        kept = without_rows(kept, groups)
    counts = [sum(other[:2] == row[:2] for other in kept) for row in kept]
    assert all(count >= k for count in counts)


def test_the_next_coarser_way_is_offered() -> None:
    offers = suggestions(PRESETS[Preset.PLAN])
    assert [offer.after for offer in offers] == [Choice("postcode", "outcode"), Choice("household", "band")]
    (age,) = suggestions([Choice("age", "band_10")])
    assert age.words == "Change to “Band of 10 years, 80 and over as one”"
    assert suggestions([Choice("age", "")]) == []


def test_a_council_can_match_both_names_and_one_more() -> None:
    named = {"first_name": "Jean", "last_name": "Marlowe"}
    assert not identifiable(named)
    assert not identifiable({"first_name": "Jean", "contact_number_calls": "+442079460123"})
    assert identifiable(named | {"contact_email": "jean@hub.org.uk"})


def test_small_counts_are_hidden_and_cannot_be_worked_out() -> None:
    assert suppressed({"Food": 20, "Heat": 12, "Private need": 3}) == {
        "Food": "20",
        "Heat": "5 or more",
        "Private need": "fewer than 5",
    }
    assert suppressed({"a": 1, "b": 2, "c": 9}) == {"a": "fewer than 5", "b": "fewer than 5", "c": "9"}
    assert suppressed({"a": 1}) == {"a": "fewer than 5"}
    assert suppressed({"a": 0, "b": 7}) == {"a": "0", "b": "7"}
