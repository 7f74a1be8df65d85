"""The note outside the store: older, altered, moved and copied stores are told from normal ones."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from db.marker import (
    Marker,
    MarkerState,
    compare,
    machine_id,
    place_fingerprint,
    read_marker,
    write_marker,
)

NOTE = Marker("d1", "i1", 41, "ab", "p1")


def test_a_note_comes_back_and_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "notes" / "hub.json"
    assert read_marker(path) is None
    write_marker(path, NOTE)
    assert read_marker(path) == NOTE
    write_marker(path, replace(NOTE, seq=42))
    assert read_marker(path) == replace(NOTE, seq=42)
    assert [one.name for one in path.parent.iterdir()] == ["hub.json"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_note_that_cannot_be_written_leaves_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hub.json"
    write_marker(path, NOTE)

    def refuse(*rest: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="full"):
        write_marker(path, replace(NOTE, seq=42))
    assert read_marker(path) == NOTE
    assert [one.name for one in tmp_path.iterdir()] == ["hub.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"device": "d", "incarnation": "i", "seq": "1", "hash": "a", "place": "p"}',
        b'{"device": "d", "incarnation": "i", "seq": 1, "hash": 7, "place": "p"}',
        b'{"device": "d", "incarnation": "i", "seq": 1, "hash": "a", "place": "p", "more": 1}',
    ],
)
def test_a_torn_note_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hub.json").write_bytes(content)
    assert read_marker(tmp_path / "hub.json") is None


@pytest.mark.parametrize(
    ("seq", "link", "state"),
    [
        (41, "ab", MarkerState.EQUAL),
        (41, "cd", MarkerState.DIFFERENT),
        (42, "cd", MarkerState.AHEAD),
        (42, "ab", MarkerState.AHEAD),
        (40, "ab", MarkerState.BEHIND),
        (0, "", MarkerState.BEHIND),
    ],
)
def test_how_a_store_stands_to_its_note(seq: int, link: str, state: MarkerState) -> None:
    assert compare(NOTE, seq, link) is state
    assert compare(NOTE, seq, link, incarnation="i1", place="p1") is state
    assert compare(None, seq, link) is MarkerState.MISSING
    assert compare(NOTE, seq, link, incarnation="i2", place="p1") is MarkerState.OTHER_LIFE
    assert compare(NOTE, seq, link, incarnation="i2", place="p2") is MarkerState.ELSEWHERE


def test_a_place_is_machine_and_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = place_fingerprint(tmp_path / "hub", "m1")
    assert here == place_fingerprint(tmp_path / "other" / ".." / "hub", "m1")
    assert here != place_fingerprint(tmp_path / "hub", "m2")
    assert here != place_fingerprint(tmp_path / "hub2", "m1")
    assert place_fingerprint(tmp_path) == place_fingerprint(tmp_path, machine_id())
    assert len(here) == 32
    assert "hub" not in here
    (tmp_path / "hub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "hub")
    assert place_fingerprint(tmp_path / "link", "m1") == here
    monkeypatch.chdir(tmp_path)
    assert place_fingerprint(Path("hub"), "m1") == here


def test_a_machine_without_an_id_file_still_has_one(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("abc\n")
    assert machine_id(tmp_path / "id") == "abc"
    (tmp_path / "empty").write_text("\n")
    fallback = machine_id(tmp_path / "none")
    assert fallback == machine_id(tmp_path / "empty")
    assert len(fallback) == 12
