"""Telephone numbers: read as people and spreadsheets write them, shown as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.phones import PhoneReading, national, read_phone

UK = st.from_regex(r"[1-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [
        *("020 7946 0123", "02079460123", "+44 20 7946 0123", "+442079460123", "0044 20 7946 0123"),
        *("+44 (0)20 7946 0123", "+44(0)20 7946 0123", "0044 (0) 20 7946 0123", "(020) 7946 0123"),
        *("020.7946.0123", "020-7946-0123", "020\u20117946\u20110123", "020/7946/0123", " 020 7946\t0123 "),
        *(
            "2079460123",
            "2079460123.0",
            "442079460123",
            "442079460123.0",
            "4.42079460123E+11",
            "4.42079460123e11",
        ),
        *(
            "020 7946 0123 ext 12",
            "020 7946 0123 ext. 12",
            "020 7946 0123 x12",
            "020 7946 0123 #4",
            "020 7946 0123EXT9",
        ),
    ],
)
def test_ways_of_writing_a_number_in_the_uk(text: str) -> None:
    reading = read_phone(text)
    assert reading.e164 == "+442079460123"
    assert reading.warning == ""


@pytest.mark.parametrize("text", ["016977 2345", "0169772345", "+44 16977 2345", "0044169772345"])
def test_short_landlines_need_their_zero_or_country(text: str) -> None:
    assert read_phone(text).e164 == "+44169772345"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+1 202 555 0123", "+12025550123"),
        ("001 202 555 0123", "+12025550123"),
        ("+92 300 1234567", "+923001234567"),
        ("+353 1 234 5678", "+35312345678"),
    ],
)
def test_numbers_of_other_countries(text: str, number: str) -> None:
    assert read_phone(text) == PhoneReading(number, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "no phone",
            "12345",
            "169772345",
            "0",
            "+",
            "00",
            "+44",
            "+1",
            "+1 12345",
            "12025550123",
            "+\u0661\u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0662\u0663",
            "+999 12345678",
            "07700 9001234",
        ),
        *(
            "+1 202 555 0123 999 999 999",
            "07700 90O123",
            "+44 abc",
            "00 12",
            "020 7946 0123 and 07700 900123",
        ),
        *("+\u0661\u0662\u0663\u0664\u0665\u0666\u0667", "4.477E+11", "1.0E+10", "0123456789012345"),
    ],
)
def test_what_cannot_be_a_number_is_kept_as_written_with_a_reason(text: str) -> None:
    reading = read_phone(text)
    assert reading.e164 is None
    assert reading.raw == text
    assert reading.warning == "This does not look like a phone number. It is kept as written."


def test_the_text_as_written_is_kept_tidied() -> None:
    assert read_phone("  020  7946 0123\x00 ").raw == "020 7946 0123"


@given(UK)
def test_every_ten_digit_number_reads_the_same_however_written(digits: str) -> None:
    written = [
        f"0{digits}",
        f"+44{digits}",
        f"+44 (0){digits}",
        f"0044{digits}",
        f"44{digits}",
        digits,
        f"{digits}.0",
    ]
    assert {read_phone(text).e164 for text in written} == {f"+44{digits}"}


@given(UK)
def test_a_number_shown_reads_back(digits: str) -> None:
    number = f"+44{digits}"
    assert read_phone(national(number)).e164 == number


@given(st.text(max_size=25) | st.text("0123456789+() .-xE#", max_size=20))
def test_no_text_stops_the_reading(text: str) -> None:
    reading = read_phone(text)
    assert bool(reading.e164) is not bool(reading.warning)
    if reading.e164:
        assert reading.e164.startswith("+")
        assert reading.e164[1:].isdigit()
        assert len(reading.e164) <= 16


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+442079460123", "020 7946 0123"),
        ("+447700900123", "07700 900123"),
        ("+441314960000", "0131 496 0000"),
        ("+12025550123", "+1 202-555-0123"),
        ("+", "+"),
        ("+44", "+44"),
        ("call the office", "call the office"),
        ("02079460123", "02079460123"),
        ("", ""),
    ],
)
def test_numbers_are_shown_as_people_say_them(number: str, shown: str) -> None:
    assert national(number) == shown
