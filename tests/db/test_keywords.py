"""Recovery words: every slip is named, none is taken for the card."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import WrongPassphrase
from db.keywords import SECRET_BITS, SECRET_BYTES, WORDS_ON_CARD, make_words, read_words, word_list


def test_the_list_is_plain_and_told_apart_by_four_letters() -> None:
    words = word_list()
    assert len(words) == 2048
    assert list(words) == sorted(words)
    assert len({word[:4] for word in words}) == 2048
    assert all(word.isascii() and word.islower() and word.isalpha() and 3 <= len(word) <= 8 for word in words)


def test_words_stand_for_their_secret_and_are_never_the_same() -> None:
    cards = [make_words() for _ in range(50)]
    assert len({words for words, _ in cards}) == 50
    for words, secret in cards:
        assert len(words.split()) == WORDS_ON_CARD
        assert len(secret) == SECRET_BYTES
        assert int.from_bytes(secret, "big") < 1 << SECRET_BITS
        assert read_words(words) == secret


def test_every_bit_of_the_secret_is_used() -> None:
    secrets = [int.from_bytes(make_words()[1], "big") for _ in range(200)]
    together = 0
    for secret in secrets:
        together |= secret
    assert together == (1 << SECRET_BITS) - 1


@pytest.mark.parametrize(
    "dress", [str.upper, str.title, lambda words: " " + words.replace(" ", ",\n 3. ") + "."]
)
def test_case_numbers_and_commas_do_not_matter(dress: object) -> None:
    words, secret = make_words()
    assert read_words(dress(words)) == secret  # type: ignore[operator]


def test_the_words_of_a_secret_never_change(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (SECRET_BITS, SECRET_BYTES, WORDS_ON_CARD) == (132, 17, 14)
    for secret, words in (
        (0, "abbey " * 13 + "abbey"),
        (1, "abbey " * 11 + "aboard maze mayor"),
        ((1 << 132) - 1, "zoom " * 12 + "size size"),
        (
            0x123456789ABCDEF0123456789ABCDEF01,
            "berry pond pig develop stamp lion field napkin little tab ditch toucan march ivory",
        ),
    ):
        monkeypatch.setattr("db.keywords.secrets.randbits", lambda bits, value=secret: value)
        assert make_words() == (words, secret.to_bytes(17, "big"))
        assert read_words(words) == secret.to_bytes(17, "big")


def test_four_letters_are_enough() -> None:
    words, secret = make_words()
    assert read_words(" ".join(word[:4] for word in words.split())) == secret


@given(st.integers(0, 2**32), st.integers(0, WORDS_ON_CARD - 1), st.integers(1, 2047))
@settings(max_examples=200, deadline=None)
def test_any_one_wrong_word_is_named_with_the_right_one(seed: int, place: int, shift: int) -> None:
    words = make_words()[0].split()
    right = words[place]
    words[place] = word_list()[(word_list().index(right) + shift) % 2048]
    with pytest.raises(WrongPassphrase) as caught:
        read_words(" ".join(words))
    assert f"Word {place + 1}, “{words[place]}”" in caught.value.user_message
    assert f"“{right}”" in caught.value.user_message


def test_two_wrong_words_never_pass() -> None:
    chance = random.Random(2)
    for _ in range(300):
        words = make_words()[0].split()
        for place in chance.sample(range(WORDS_ON_CARD), 2):
            words[place] = chance.choice([word for word in word_list() if word != words[place]])
        with pytest.raises(WrongPassphrase):
            read_words(" ".join(words))


def test_neighbours_in_the_wrong_order_never_pass() -> None:
    for place in range(WORDS_ON_CARD - 1):
        words = make_words()[0].split()
        if words[place] == words[place + 1]:
            continue
        words[place], words[place + 1] = words[place + 1], words[place]
        with pytest.raises(WrongPassphrase, match=r"More than one|does not fit"):
            read_words(" ".join(words))


def test_a_word_not_on_the_list_is_named_with_the_nearest() -> None:
    words = make_words()[0].split()
    words[6] = "chalq"
    with pytest.raises(WrongPassphrase) as caught:
        read_words(" ".join(words))
    assert "Word 7, “chalq”" in caught.value.user_message
    assert "“chalk”" in caught.value.user_message
    assert "word 7" in caught.value.remedy


def test_a_word_near_to_none_gets_no_hint() -> None:
    words = make_words()[0].split()
    words[0] = "qqqqqqqq"
    with pytest.raises(WrongPassphrase) as caught:
        read_words(" ".join(words))
    assert "Perhaps" not in caught.value.user_message


def test_a_longer_word_with_the_same_start_is_not_taken_for_it() -> None:
    words = make_words()[0].split()
    words[2] = "chalkers"
    with pytest.raises(WrongPassphrase, match="Word 3"):
        read_words(" ".join(words))


@pytest.mark.parametrize("count", [0, 1, 13, 15])
def test_missing_or_spare_words_are_counted(count: int) -> None:
    words = (make_words()[0].split() * 2)[:count]
    with pytest.raises(WrongPassphrase, match=f"14 words; {count} were typed"):
        read_words(" ".join(words))
