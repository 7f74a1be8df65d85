"""Steps for no answer, as typed."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from db.enums_calls import StepKind
from desktop.domain.call_steps import TypedStep, read_steps, steps_text


def test_a_line_is_a_step_with_its_number_note_and_time() -> None:
    text = """Ring Carys, daughter, 07700 900733 (works until two)

    Ask next door to knock (Mr Fenn, number 24)
    Tell Helen Strickland by 13:00
    Wait for the nurse"""
    assert read_steps(text) == [
        TypedStep("Ring Carys, daughter", StepKind.RING_SOMEBODY, "07700 900733", "works until two"),
        TypedStep("Ask next door to knock", StepKind.KNOCK, note="Mr Fenn, number 24"),
        TypedStep("Tell Helen Strickland", StepKind.TELL, by_time=time(13, 0)),
        TypedStep("Wait for the nurse", StepKind.OTHER),
    ]


def test_a_time_there_is_not_stays_in_the_words() -> None:
    assert read_steps("Tell Helen by 25:90") == [TypedStep("Tell Helen by 25:90", StepKind.TELL)]


WORDS = st.sampled_from(["Ring Carys, daughter", "Ask next door to knock", "Tell Helen", "Wait"])
STEPS = st.lists(
    st.tuples(
        WORDS,
        st.sampled_from(["", "07700 900733", "+44 20 7946 0417"]),
        st.sampled_from(["", "slow to the phone", "Mr Fenn, number 24"]),
        st.none() | st.times().map(lambda found: time(found.hour, found.minute)),
    ),
    max_size=5,
)


@given(STEPS)
def test_what_is_written_is_read_again(typed: list[tuple[str, str, str, time | None]]) -> None:
    steps = [TypedStep(words, read_steps(words)[0].kind, *rest) for words, *rest in typed]
    assert read_steps(steps_text(steps)) == steps
