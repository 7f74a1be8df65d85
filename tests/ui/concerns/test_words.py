"""What a line of the list and the list of things to do say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from db.enums_concerns import ConcernState, Danger, EntryKind, NextStep
from desktop.domain.concerns import About, Account, ConcernFile, Decision, Entry, Part
from desktop.services.concern_lines import ConcernLine
from desktop.ui.concerns.lead_side import due_steps
from desktop.ui.concerns.raise_side import joined, send_words
from desktop.ui.concerns.words import chip_of, first_name

TODAY = date(2026, 11, 17)
AT = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
LINE = ConcernLine(
    "1", "C-1041", "Doreen Ashworth", AT, "Leanne Turvey", ConcernState.RAISED, Danger.NO, None, None, True
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"danger": Danger.YES}, "In danger now"),
        ({"danger": Danger.YES, "state": ConcernState.CLOSED}, "Closed"),
        ({"state": ConcernState.MONITORING, "review_on": date(2026, 11, 19)}, "Watching, look again Thu"),
        ({"state": ConcernState.MONITORING, "review_on": TODAY}, "Watching, look again today"),
        ({"state": ConcernState.MONITORING, "review_on": date(2026, 12, 3)}, "Look again Thu 3 Dec"),
        ({"state": ConcernState.MONITORING, "review_on": date(2026, 11, 12)}, "Look again Thu 12 Nov"),
        ({"state": ConcernState.REFERRED}, "With the council"),
        ({}, "Not read yet"),
    ],
)
def test_the_chip_says_what_is_next(changed: dict[str, object], said: str) -> None:
    assert chip_of(replace(LINE, **changed), TODAY)[0] == said  # type: ignore[arg-type]


def test_a_decision_is_due_by_a_time_of_today() -> None:
    words, icon, _tone = chip_of(replace(LINE, decide_by=AT), TODAY)
    assert words == f"Decide by {AT.astimezone():%H:%M}"
    assert icon == "clock"


def whole(*entries: tuple[EntryKind, str, Part | None]) -> ConcernFile:
    """A concern with these entries after its account."""
    first = (EntryKind.ACCOUNT, "", Account(about=About(name="Doreen Ashworth"), words="So it was."))
    made = [
        Entry(str(at), AT, "Leanne Turvey" if at == 0 else "Helen Strickland", "u", kind, words, part)
        for at, (kind, words, part) in enumerate([first, *entries])
    ]
    return ConcernFile("1", "C-1041", tuple(made))


def test_what_is_to_do_follows_from_what_was_decided() -> None:
    viewed = (EntryKind.VIEWED, "", None)
    assert [(one.title, one.is_done) for one in due_steps(whole(viewed), TODAY)] == [
        ("Read and acknowledged", True),
        ("Decide what to do", False),
    ]
    refer = (EntryKind.DECISION, "", Decision(NextStep.REFER, why="At risk."))
    told = (EntryKind.STEP, "Report by phone, then in writing", None)
    assert [(one.title, one.is_done) for one in due_steps(whole(viewed, refer, told), TODAY)] == [
        ("Read and acknowledged", True),
        ("Report by phone, then in writing", True),
        ("Record the referral", False),
        ("Tell Leanne it is being dealt with", False),
    ]
    closed = (EntryKind.CLOSED, "Done.", None)
    assert all(one.is_done for one in due_steps(whole(viewed, refer, told, closed), TODAY))


def test_names_in_sentences() -> None:
    assert joined(("Helen", "Yusuf", "Amina")) == "Helen, Yusuf and Amina"
    assert send_words(()) == "Send"
    assert send_words(("Helen Strickland",)) == "Send to Helen Strickland"
    assert send_words(("Helen Strickland", "Yusuf Adeyemi")) == "Send to Helen and others"
    assert first_name("") == "the person"
