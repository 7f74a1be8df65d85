"""A file of another hub's is read as a stranger's: whole as it was written, or refused in plain words."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import LawfulBasis, Urgency
from db.enums_referrals import DeclineReason, ReferralOutcome, StepKind
from desktop.domain.referral_parcels import (
    ANSWERS,
    MOST_BYTES,
    Hub,
    Parcel,
    Passed,
    PassedPerson,
    Reply,
    ReplyParcel,
    Said,
    Strange,
    read,
    write,
)
from desktop.domain.text import clean, clean_lines

KEYS = st.text("0123456789abcdef", min_size=32, max_size=32)
LINES = st.text(max_size=60).map(clean)
NOTES = st.text(max_size=200).map(clean_lines)
DAYS = st.none() | st.dates()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
HUBS = st.builds(Hub, KEYS, LINES, LINES)
PEOPLE = st.builds(
    PassedPerson,
    *(LINES, LINES, DAYS, LINES, LINES, LINES, LINES),
    phones=st.lists(LINES.map(lambda text: text[:40].strip()).filter(bool), max_size=3).map(tuple),
    email=LINES,
    language=LINES,
    call_times=LINES,
)
PASSED = st.builds(
    Passed,
    *(KEYS, LINES, PEOPLE, LINES, LINES, st.sampled_from(Urgency)),
    *(NOTES, NOTES, NOTES, NOTES, NOTES),
    basis=st.none() | st.sampled_from(LawfulBasis),
    sent_on=DAYS,
    chase_on=DAYS,
)
SAID = st.builds(Said, KEYS, MOMENTS, st.sampled_from(ANSWERS), LINES, NOTES)
REPLIES = st.builds(
    Reply,
    *(KEYS, LINES, KEYS, st.lists(SAID, max_size=4, unique_by=lambda one: one.key).map(tuple)),
    outcome=st.sampled_from(ReferralOutcome),
    outcome_note=NOTES,
    decline_reason=st.sampled_from(DeclineReason),
    onward=LINES,
)


def once(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some, no two of one key."""
    return st.lists(kind, max_size=4, unique_by=lambda one: one.key).map(tuple)


PARCELS = st.builds(Parcel, HUBS, KEYS, LINES, MOMENTS, once(PASSED)) | st.builds(
    ReplyParcel, HUBS, KEYS, MOMENTS, once(REPLIES)
)
WHOLE = write(
    ReplyParcel(
        Hub("a" * 32, "Kelp Street Kitchen"),
        "b" * 32,
        datetime(2026, 11, 17, tzinfo=UTC),
        (
            Reply(
                "c" * 32,
                "F-0001",
                "d" * 32,
                (Said("e" * 32, datetime(2026, 11, 17, tzinfo=UTC), ANSWERS[0]),),
            ),
        ),
    )
)


@given(PARCELS)
def test_what_is_written_is_read(parcel: Parcel | ReplyParcel) -> None:
    assert read(write(parcel)) == parcel


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(Strange):
        read(content)


@given(PARCELS, st.data())
def test_a_file_cut_off_anywhere_is_refused(parcel: Parcel | ReplyParcel, data: st.DataObject) -> None:
    content = write(parcel).rstrip()
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(Strange):
        read(content[:cut])


def paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    found = [path] if path else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        found += paths(one, (*path, name))
    return found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=8,
)


@given(PARCELS, st.data())
def test_a_spoiled_value_is_refused_or_understood(parcel: Parcel | ReplyParcel, data: st.DataObject) -> None:
    """Whatever stands in one place, the reader answers with a whole parcel or one kind of refusal."""
    body = json.loads(write(parcel))
    path = data.draw(st.sampled_from(paths(body)))
    place = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(JSON)
    with suppress(Strange):
        found = read(json.dumps(body).encode())
        assert read(write(found)) == found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "newer Hubkeeper"),
        ({"version": True}, "not a whole"),
        ({"version": 0}, "not a whole"),
        ({"format": "other"}, "not a whole"),
        ({"kind": "letters"}, "not a whole"),
        ({"replies": {}}, "not a whole"),
        ({"made_at": "2026-11-17T10:00:00"}, "not a whole"),
        ({"to_hub": "../../etc/passwd"}, "not a whole"),
        ({"to_hub": "Z" * 32}, "not a whole"),
    ],
)
def test_what_is_wrong_is_told(change: dict[str, object], words: str) -> None:
    with pytest.raises(Strange, match=words):
        read(json.dumps(json.loads(WHOLE) | change).encode())


def test_hostile_shapes_are_refused() -> None:
    one = json.loads(WHOLE)["replies"][0]
    many = json.dumps(json.loads(WHOLE) | {"replies": [one] * 2_000}).encode()
    twice = json.dumps(json.loads(WHOLE) | {"replies": [one, one]}).encode()
    for content in (b"[" * 200_000, b" " * (MOST_BYTES + 1), many, twice, WHOLE.replace(b'"F-0001"', b"NaN")):
        with pytest.raises(Strange):
            read(content)


def test_an_answer_without_its_outcome_or_reason_or_of_another_kind_is_refused() -> None:
    hub, key, at = Hub("a" * 32, "Kelp Street Kitchen"), "b" * 32, datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
    for kind in (StepKind.COMPLETED, StepKind.DECLINED, *(set(StepKind) - set(ANSWERS))):
        reply = Reply(key, "F-0001", key, (Said("c" * 32, at, kind),))
        with pytest.raises(Strange):
            read(write(ReplyParcel(hub, key, at, (reply,))))


def test_what_no_parcel_holds_is_not_written() -> None:
    at = datetime(2026, 11, 17, tzinfo=UTC)
    with pytest.raises(TypeError):
        write(ReplyParcel(Hub("a" * 32, "Kelp"), "b" * 32, at, ({"a set"},)))  # type: ignore[arg-type]
