"""Preferences: typed, saved at once, and never in the way of a start."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.runtime.preferences import MOST_RECENT_HUBS, Preference, Preferences, Theme

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
DECLARED = [each for each in vars(Preferences).values() if isinstance(each, Preference)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "preferences.json"


def test_defaults_hold_where_there_is_no_file(path: Path) -> None:
    preferences = Preferences(path)
    assert preferences.theme is Theme.SYSTEM
    assert preferences.text_percent == 100
    assert preferences.recent_hubs == ()
    assert not path.exists()


def test_a_choice_is_there_at_the_next_start(path: Path) -> None:
    preferences = Preferences(path)
    preferences.theme = Theme.DARK
    preferences.text_percent = 150
    preferences.reduce_motion = True
    preferences.window_geometry = "AdnQ"
    preferences.column_widths = {"people": (120, 80)}
    again = Preferences(path)
    assert again.theme is Theme.DARK
    assert (again.text_percent, again.reduce_motion, again.window_geometry) == (150, True, "AdnQ")
    assert again.column_widths == {"people": (120, 80)}


@pytest.mark.parametrize("size", [79, 251, True, "100", 99.5])
def test_a_value_outside_what_is_taken_is_refused(path: Path, size: object) -> None:
    preferences = Preferences(path)
    with pytest.raises(ValueError, match="text size"):
        preferences.text_percent = size  # type: ignore[assignment]
    assert preferences.text_percent == 100
    assert not path.exists()


@pytest.mark.parametrize("size", [80, 250])
def test_the_ends_of_the_range_are_taken(path: Path, size: int) -> None:
    preferences = Preferences(path)
    preferences.text_percent = size
    assert preferences.text_percent == size


def test_recent_hubs_newest_first_without_repeats(path: Path) -> None:
    preferences = Preferences(path)
    hubs = [Path(f"/hubs/{number}") for number in range(MOST_RECENT_HUBS + 2)]
    for hub in [*hubs, hubs[5]]:
        preferences.remember_hub(hub)
    assert preferences.recent_hubs[:2] == (hubs[5], hubs[-1])
    assert len(preferences.recent_hubs) == MOST_RECENT_HUBS
    preferences.forget_hub(hubs[5])
    assert hubs[5] not in Preferences(path).recent_hubs


def test_two_copies_keep_each_others_choices_and_unknown_keys(path: Path) -> None:
    path.write_text('{"of_a_later_version": [1]}', encoding="utf-8")
    first, second = Preferences(path), Preferences(path)
    first.theme = Theme.LIGHT
    second.text_percent = 120
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved == {"of_a_later_version": [1], "theme": "light", "text_percent": 120}


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    preferences = Preferences(path)
    assert preferences.theme is Theme.SYSTEM
    assert path.with_name("preferences.json.damaged").read_bytes() == damage
    preferences.theme = Theme.DARK
    assert Preferences(path).theme is Theme.DARK


@given(key=st.sampled_from([each.key for each in DECLARED]), value=JSON)
def test_whatever_the_file_holds_every_preference_has_a_value(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    path = tmp_path_factory.mktemp("any") / "preferences.json"
    path.write_text(json.dumps({key: value}), encoding="utf-8")
    preferences = Preferences(path)
    for each in DECLARED:
        assert type(each.__get__(preferences, Preferences)) is type(each.default)


def test_a_full_disk_leaves_the_value_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences = Preferences(path)
    preferences.theme = Theme.DARK

    def full(_path: Path, _text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.runtime.preferences.write_whole", full)
    with pytest.raises(OSError, match="No space"):
        preferences.theme = Theme.LIGHT
    assert preferences.theme is Theme.DARK
    assert isinstance(Preferences.theme, Preference)
