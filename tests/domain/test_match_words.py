"""Matching in plain words."""

from typing import Any

import pytest

from db.enums import Skill
from desktop.domain.clearance_facts import Lack, NextStep, Why
from desktop.domain.match_facts import (
    Blocked,
    BlockWhy,
    Fit,
    MatchList,
    Note,
    NoteCode,
    Usual,
    UsualStands,
)
from desktop.domain.match_words import (
    blocked_words,
    headline,
    hours,
    language,
    load_words,
    miles,
    note_icon,
    note_words,
    skill_words,
    usual_words,
)


def fit(left: int | None, weekly: int | None) -> Fit:
    return Fit("v1", "Ann", (), left, weekly, None)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (Note(NoteCode.FREE_UNTIL, number=780), "Free until 13:00"),
        (Note(NoteCode.FREE_UNTIL), "Free until 00:00"),
        (Note(NoteCode.FREE_ALL_DAY), "Free all day"),
        (Note(NoteCode.HOURS_NOT_KNOWN), "Hours not asked yet"),
        (Note(NoteCode.CAR, number=5), "Has a car"),
        (Note(NoteCode.VAN, number=5), "Has a van"),
        (Note(NoteCode.BIKE, number=12), "Bike, 12 min away"),
        (Note(NoteCode.BIKE), "Bike"),
        (Note(NoteCode.FOOT, number=50, about=True), "On foot, about 50 min away"),
        (Note(NoteCode.FOOT), "On foot"),
        (Note(NoteCode.DISTANCE, number=1609), "1 mile away"),
        (Note(NoteCode.DISTANCE, number=3219, about=True), "About 2 miles away"),
        (Note(NoteCode.DISTANCE), "Distance not known"),
        (Note(NoteCode.USUAL), "Usual volunteer"),
        (Note(NoteCode.KNOWS, text="Gwilym"), "Knows Gwilym"),
        (Note(NoteCode.KNOWS), "Has helped here before"),
        (Note(NoteCode.BREAKS_USUAL, text="Siân"), "Siân usually goes"),
        (Note(NoteCode.SPEAKS, text="cy"), "Speaks Welsh"),
        (Note(NoteCode.LANGUAGE_MISSING, text="ur"), "Urdu not recorded"),
        (Note(NoteCode.SKILL, text="forms"), "Can help with forms"),
        (Note(NoteCode.SKILL_MISSING, text="diy"), "Not asked about DIY"),
        (Note(NoteCode.OUTSIDE_AREA), "Not an area they chose"),
        (Note(NoteCode.BUSY_NEXT, text="Mill Green round", number=840), "Mill Green round at 14:00"),
        (Note(NoteCode.BUSY_NEXT), "Something else at 00:00"),
        (Note(NoteCode.DID_YESTERDAY, number=2), "Did 2 yesterday"),
        (Note(NoteCode.OVERLOAD), "Over their weekly hours"),
    ],
)
def test_notes(note: Note, words: str) -> None:
    assert note_words(note) == words


@pytest.mark.parametrize("code", list(NoteCode))
def test_every_note_has_words_and_an_icon(code: NoteCode) -> None:
    assert note_words(Note(code, text="en", number=1))
    assert note_icon(Note(code, warn=True)) == "alert-circle"
    assert note_icon(Note(code))


def test_icons_as_drawn() -> None:
    assert note_icon(Note(NoteCode.FREE_UNTIL)) == "clock"
    assert note_icon(Note(NoteCode.CAR)) == "car"
    assert note_icon(Note(NoteCode.OVERLOAD)) == "alert-circle"


def test_languages_and_skills_without_a_name_show_their_code() -> None:
    assert (language("CY"), language("xx")) == ("Welsh", "xx")
    assert (skill_words("digital"), skill_words("bee_keeping")) == ("phones and computers", "bee keeping")
    assert all(skill_words(skill) for skill in Skill)


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "10 yards"),
        (92, "100 yards"),
        (402, "440 yards"),
        (402.336, "440 yards"),
        (403, "0.3 miles"),
        (1609, "1 mile"),
        (2253, "1.4 miles"),
        (3219, "2 miles"),
    ],
)
def test_miles(metres: float, words: str) -> None:
    assert miles(metres) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (150, "2½ h"),
        (360, "6 h"),
        (30, "½ h"),
        (15, "¼ h"),
        (105, "1¾ h"),
        (0, "0 h"),
        (7, "0 h"),
        (-7, "0 h"),
        (-60, "-1 h"),
        (-30, "-½ h"),
    ],
)
def test_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words


@pytest.mark.parametrize(
    ("left", "weekly", "words"),
    [
        (150, 360, "2½ h of 6 left"),
        (0, 180, "0 h of 3 left"),
        (-30, 180, "½ h over 3"),
        (None, 180, "Hours not asked yet"),
        (60, None, "Hours not asked yet"),
    ],
)
def test_load(left: int | None, weekly: int | None, words: str) -> None:
    assert load_words(fit(left, weekly)) == words


def test_blocked() -> None:
    lacks = (
        Lack("medicines_training", Why.NOT_DONE, NextStep.BOOK_TRAINING),
        Lack("", Why.UNDER_18, NextStep.ALLOWED_TASKS),
    )
    assert blocked_words(Blocked("v1", "Ann", BlockWhy.CLEARANCE, lacks)) == "Medicines training not done"
    assert blocked_words(Blocked("v1", "Ann", BlockWhy.KEPT_APART)) == "Not for this household"
    assert blocked_words(Blocked("v1", "Ann", BlockWhy.NO_TRANSPORT)) == "Has no car or van"


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (UsualStands.FIT, "Siân usually goes, and can do this."),
        (UsualStands.NOT_FREE, "Siân usually goes, but is not free then."),
        (UsualStands.BLOCKED, "Siân usually goes, but can’t be given this task."),
    ],
)
def test_usual(stands: UsualStands, words: str) -> None:
    assert usual_words(Usual("v1", "Siân", stands)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "Nobody can do this in time"), (1, "1 person can do this"), (4, "4 people can do this")],
)
def test_headline(count: int, words: str) -> None:
    empty: dict[str, Any] = dict(fits=(), blocked=(), blocked_count=0, not_free=(), usual=None)
    assert headline(MatchList(fit_count=count, **empty)) == words
