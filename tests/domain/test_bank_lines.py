"""A bank's statement: read from its file, told from lines read before, and laid beside the ledger."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.bank_lines import (
    LONGEST,
    MOST_LINES,
    Entry,
    StatementLine,
    not_yet,
    read_statement,
    suggest,
)
from desktop.domain.errors import DomainError

DAY = date(2026, 11, 3)
LINE = StatementLine(DAY, "ABC TAXIS", -1850)
LINES = st.lists(st.sampled_from([LINE, LINE._replace(pence=5), LINE._replace(on=date(2026, 11, 4))]))


def test_one_column_or_two_are_read() -> None:
    one = 'Date,Description,Amount\n03/11/2026,ABC  TAXIS,-18.50\n\n2026-11-04,Lottery,"1,250.00"\n'
    two = "\ufeffTransaction Date,Details,Paid in,Paid out\n3 Nov 2026,ABC TAXIS,,18.50\n"
    two += "4/11/2026,Lottery,1250,\n"
    wanted = [LINE, StatementLine(date(2026, 11, 4), "Lottery", 125_000)]
    assert read_statement(one) == wanted
    assert read_statement(two) == wanted


def test_what_is_missing_or_cannot_be_read_is_said_with_its_line() -> None:
    for text in ("", "Date,Amount2\n", "Description,Amount\n", "Date,Paid in\n"):
        with pytest.raises(DomainError, match="needs Date"):
            read_statement(text)
    with pytest.raises(DomainError, match="Line 2: Type an amount"):
        read_statement("Date,Amount\n03/11/2026,abc\n")
    with pytest.raises(DomainError, match="Line 3: “soon” is no day"):
        read_statement("Date,Amount\n03/11/2026,1\nsoon,2\n")
    with pytest.raises(DomainError, match="more than 5,000"):
        read_statement("Date,Amount\n" + "03/11/2026,1\n" * MOST_LINES)


def test_lines_of_nought_are_left_out_and_long_words_cut() -> None:
    found = read_statement(f"Date,Memo,Amount\n03/11/2026,{'x' * 200},0.00\n03/11/2026,{'y' * 200},1\n")
    assert [(len(one.words), one.pence) for one in found] == [(LONGEST, 100)]


@given(LINES, LINES)
def test_reading_a_statement_twice_takes_nothing_in_twice(
    first: list[StatementLine], more: list[StatementLine]
) -> None:
    assert not_yet(first, first) == []
    assert sorted(not_yet([*first, *more], first)) == sorted(more)


def test_a_line_is_matched_where_one_movement_alone_says_the_same() -> None:
    near, far = Entry("near", date(2026, 11, 1), -1850), Entry("far", date(2026, 10, 1), -1850)
    assert suggest([("a", LINE)], [near, far, Entry("other", DAY, 1850)]) == {"a": "near"}
    assert suggest([("a", LINE), ("b", LINE)], [near]) == {"a": "near"}
    assert suggest([("a", LINE)], [near, near._replace(id="twin")]) == {}
