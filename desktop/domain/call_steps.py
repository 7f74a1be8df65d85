"""Steps for no answer as they are typed: one on each line, with the number, a note and a time where known."""

import re
from collections.abc import Iterable
from datetime import time
from typing import NamedTuple

from db.enums_calls import StepKind
from desktop.domain.dates import clock_24
from desktop.domain.text import clean

_PHONE = re.compile(r",?\s*(\+?[\d][\d\s()-]{8,}\d)")
_BY = re.compile(r",?\s*\b(?:before|by)\s+(\d{1,2})[:.](\d{2})\b", re.IGNORECASE)
_KINDS = (
    (StepKind.RING_SOMEBODY, ("ring", "call", "phone")),
    (StepKind.KNOCK, ("ask", "knock", "visit", "go round")),
    (StepKind.TELL, ("tell", "inform")),
)


class TypedStep(NamedTuple):
    """One step as typed."""

    words: str
    kind: StepKind
    phone: str = ""
    note: str = ""
    by_time: time | None = None


def read_steps(text: str) -> list[TypedStep]:
    """Read steps, one on each line, such as ``Ring Carys, daughter, 07700 900733 (works until two)``.

    Args:
        text: a number may stand anywhere; ``by 13:00`` says when; what ends in brackets is a note.
    """
    return [_step(line) for line in map(clean, text.splitlines()) if line]


def steps_text(steps: Iterable[TypedStep]) -> str:
    """Write steps so that `read_steps` reads the same again."""
    return "\n".join(map(_line, steps))


def _step(line: str) -> TypedStep:
    note = ""
    if line.endswith(")") and " (" in line:
        line, _, note = line[:-1].rpartition(" (")
    by_time, found = None, _BY.search(line)
    if found is not None and int(found[1]) < 24 and int(found[2]) < 60:
        by_time = time(int(found[1]), int(found[2]))
        line = line[: found.start()] + line[found.end() :]
    number = _PHONE.search(line)
    phone = ""
    if number is not None:
        phone = clean(number[1])
        line = line[: number.start()] + line[number.end() :]
    words = clean(line).strip(" ,")
    return TypedStep(words, _kind(words), phone, clean(note), by_time)


def _kind(words: str) -> StepKind:
    plain = words.casefold()
    return next((kind for kind, signs in _KINDS if plain.startswith(signs)), StepKind.OTHER)


def _line(step: TypedStep) -> str:
    parts = [step.words, *([step.phone] if step.phone else [])]
    if step.by_time is not None:
        parts.append(f"by {clock_24(step.by_time)}")
    return ", ".join(parts) + (f" ({step.note})" if step.note else "")
