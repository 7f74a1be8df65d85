"""Safe contact in words and back again: nothing lost, nothing made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.safe_words import SafeWords, from_words, in_words, spoken
from tests.hostile import MARKUP

TEXT = st.text(max_size=60) | st.sampled_from(
    [
        *MARKUP,
        "after 6. not Sundays.",
        "6.30 p.m. on",
        "...",
        "Send no post.",
        "Ring only: never.",
        "a. Ring only: b.",
    ]
)
SAFE = st.builds(SafeWords, TEXT, st.booleans(), st.booleans(), st.booleans())


@given(SAFE)
def test_what_was_said_is_understood_again(safe: SafeWords) -> None:
    heard, rest = from_words(in_words(safe))
    assert heard == safe._replace(when=spoken(safe.when))
    assert rest == ""


@given(SAFE, st.sampled_from(["Hard of hearing.", "Speaks Polish", "Best in the mornings. Sends love."]))
def test_other_words_behind_stay_as_they_are(safe: SafeWords, more: str) -> None:
    said = " ".join(filter(None, (in_words(safe), more)))
    heard, rest = from_words(said)
    assert (heard, rest) == (safe._replace(when=spoken(safe.when)), more)


@given(st.text(max_size=80))
def test_nothing_is_made_up_and_nothing_lost(text: str) -> None:
    heard, rest = from_words(text)
    if heard == SafeWords():
        assert rest == text.strip()
    assert from_words(rest) == (SafeWords(), rest) or rest.startswith(("Ring", "Leave", "Send"))


@pytest.mark.parametrize(
    ("text", "heard", "rest"),
    [
        ("Hard of hearing. Send no post.", SafeWords(), "Hard of hearing. Send no post."),
        ("Ring only: after 6pm", SafeWords(), "Ring only: after 6pm"),
        ("Ring only: a. Ring only: b.", SafeWords("a"), "Ring only: b."),
        ("Send no post. Send no post.", SafeWords(no_post=True), "Send no post."),
        ("Send no posters.", SafeWords(), "Send no posters."),
    ],
)
def test_only_the_sentences_at_the_head_count_and_each_once(text: str, heard: SafeWords, rest: str) -> None:
    assert from_words(text) == (heard, rest)


def test_words_are_kept_on_one_line_and_end_where_the_sentence_does() -> None:
    assert spoken("after 6.30 p.m. or\nSat.") == "after 6.30 p.m; or Sat"
    assert in_words(SafeWords("after 6.", True)) == "Ring only: after 6. Leave no message and send none."
    assert in_words(SafeWords()) == ""
