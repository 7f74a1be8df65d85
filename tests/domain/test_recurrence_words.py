"""Rules for recurring help, said in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.recurrence import DAYS, daily, monthly, weekly
from desktop.domain.recurrence_words import NOT_SIMPLE, rule_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "just once"),
        ("  ", "just once"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every other day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=DAILY;BYDAY=SU,SA", "every Saturday and Sunday"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=WEEKLY;INTERVAL=2", "every other week"),
        ("FREQ=WEEKLY;INTERVAL=6", "every 6 weeks"),
        ("FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every other Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "every Tuesday and Thursday, every other week"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "every Tuesday, every 3 weeks"),
        ("FREQ=WEEKLY;BYDAY=FR,MO,WE", "every Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=1", "every Monday, once"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "every Monday, twice"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=12", "every Monday, 12 times"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270331", "every Monday until 31 March 2027"),
        ("RRULE:freq=weekly;byday=mo;until=20270331T235959Z;wkst=mo;", "every Monday until 31 March 2027"),
        ("FREQ=MONTHLY", "every month"),
        ("FREQ=MONTHLY;INTERVAL=3", "every 3 months"),
        ("FREQ=MONTHLY;BYMONTHDAY=3", "on the 3rd of every month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15,-1", "on the 1st, 15th and last day of every other month"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "on the 31st of every month"),
        ("FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of every month"),
        ("FREQ=MONTHLY;BYDAY=+1MO,-1FR", "on the first Monday and last Friday of every month"),
        (
            "FREQ=MONTHLY;BYDAY=3WE,4TH,5SA",
            "on the third Wednesday, fourth Thursday and fifth Saturday of every month",
        ),
        ("FREQ=MONTHLY;BYDAY=-2SU", "on the last but one Sunday of every month"),
    ],
)
def test_simple_rules_are_said_in_words(rule: str, words: str) -> None:
    assert rule_words(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY",
        "BYDAY=MO",
        "nonsense",
        "FREQ=",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;BYMONTHDAY=3",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=3;UNTIL=20270331",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;UNTIL=20270231",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO,",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=WEEKLY;BYDAY=MO;WKST=SU",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=-3MO",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYMONTHDAY=x",
    ],
)
def test_rules_that_need_more_words_are_not_guessed_at(rule: str) -> None:
    assert rule_words(rule) == NOT_SIMPLE


def test_the_year_of_the_end_is_left_out_when_it_is_this_year() -> None:
    rule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270331"
    assert rule_words(rule, date(2027, 1, 2)) == "every Monday until 31 March"
    assert rule_words(rule, date(2026, 12, 30)) == "every Monday until 31 March 2027"


@given(
    st.one_of(
        st.builds(
            lambda days, every, until: weekly(days, every=every, until=until),
            st.sets(st.integers(0, 6), min_size=1),
            st.integers(1, 9),
            st.none() | st.dates(),
        ),
        st.builds(lambda until: daily(until=until), st.none() | st.dates()),
        st.builds(lambda day: monthly(day), st.integers(1, 31)),
    ).filter(lambda rule: "UNTIL=" not in rule or len(rule.split("UNTIL=")[1]) == 8)
)
def test_every_rule_this_app_writes_has_words(rule: str) -> None:
    assert rule_words(rule) not in (NOT_SIMPLE, "just once")


@given(
    st.text(max_size=30) | st.lists(st.sampled_from(["FREQ=WEEKLY", "BYDAY=MO", *DAYS, "="])).map(";".join)
)
def test_no_text_stops_the_words(rule: str) -> None:
    assert rule_words(rule)
