"""What help says: something for every screen, in plain words, with keys that exist."""

import re

import pytest

from desktop.context import AppContext
from desktop.ui.help.keys import everywhere, in_lists, in_work, keys_topic, on_the_map, on_the_phone
from desktop.ui.help.topics import Topic, topics
from desktop.ui.places import OVER, places

UNPLAIN = re.compile(r"\b(invalid|failed|error|submit|please|database|record set|dialog|UI)\b", re.IGNORECASE)


def texts(topic: Topic) -> list[str]:
    """Everything a topic says."""
    return [
        *(topic.title, topic.purpose),
        *(text for how in topic.how for text in (how.title, *how.steps)),
        *(line.words for line in topic.keys),
    ]


def test_every_place_and_every_page_over_it_has_help(context: AppContext) -> None:
    wanted = {place.key: place.title for place in places(context)}
    assert set(topics()) == set(wanted) | set(OVER)
    assert {key: topics()[key].title for key in wanted} == wanted


@pytest.mark.parametrize("key", [*topics()])
def test_help_says_what_for_and_the_three_usual_things_in_plain_words(key: str) -> None:
    topic = topics()[key]
    assert len(topic.how) == 3
    assert all(how.steps for how in topic.how)
    assert not [text for text in texts(topic) if UNPLAIN.search(text)]
    assert len(" ".join(texts(topic))) < 1600, "short enough to be read while somebody waits"


def test_keys_of_a_screen_are_in_the_list_of_keys_too() -> None:
    listed = {line.keys for line in keys_topic().keys}
    every = (*everywhere(), *in_lists(), *in_work(), *on_the_map(), *on_the_phone())
    assert listed == {line.keys for line in every}
    assert len(listed) == len(keys_topic().keys)
    assert not {line.keys for topic in topics().values() for line in topic.keys} - listed


def test_help_with_rounds_names_the_keys_of_the_map() -> None:
    assert set(on_the_map()) <= set(topics()["rounds"].keys)
