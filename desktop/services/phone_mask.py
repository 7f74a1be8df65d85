"""Phone numbers taken out of whatever a verb answers, for whoever may not see them (domain rule 14).

One place for every verb, so that no list, pane, hit or line of history can forget it: fields that hold a
number are emptied by their name, and a number inside other words gives way to dots.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")
FIELDS = frozenset(
    {
        "phone",
        "phone_1",
        "phone_2",
        "phones",
        "safe_number",
        "caller_phone",
        "raw",
        "e164",
        "contact_phone",
        "deputy_phone",
    }
)
"""Names of fields that hold numbers of people, volunteers or organisations."""
HIDDEN = "•••"
_EMPTY: dict[type, object] = {str: "", tuple: (), list: [], frozenset: frozenset()}
_NUMBER = re.compile(r"(?<!\w)(?:\+\d|\(?0)(?:[\s().-]{0,2}\d){7,14}(?!\w)")
"""As people write them: ``07700 900123``, ``(020) 7946 0123``, ``+44 20 7946 0123``; never a date or key."""
_LONG_DIGITS = re.compile(r"(?<![\w-])\+?\d[\d\s().-]*\d{3,}[\d\s().-]*(?!\w)")


def without_phones(value: T) -> T:
    """The same answer without a phone number in it.

    Args:
        value: what a verb gave: rows, details and texts are looked through, anything else is left.
    """
    return cast("T", _cleared(value))


def typed_without_phones(typed: str) -> str:
    """What is left of a search once figures that could be part of a number are taken out.

    Args:
        typed: as typed.

    Returns:
        Words, with a house number where there is one; nothing where figures stood alone, as those are looked
        for in numbers too.
    """
    left = _LONG_DIGITS.sub(" ", typed).strip()
    return left if re.search(r"[^\W\d_]", left) else ""


def _cleared(value: Any) -> Any:
    if isinstance(value, str):
        # An enum stays what it is: it is one of a few words, never a number.
        return _NUMBER.sub(HIDDEN, value) if type(value) is str else value
    if is_dataclass(value) and not isinstance(value, type):
        return _cleared_record(value)
    if isinstance(value, tuple):
        return _cleared_tuple(value)
    if isinstance(value, list):
        return [_cleared(one) for one in value]
    if isinstance(value, Mapping):
        return _cleared_mapping(value)
    return value


def _cleared_record(value: Any) -> Any:
    kind: Any = type(value)
    held = {name: getattr(value, name) for name in _names(kind)}
    new = {name: _field(name, one) for name, one in held.items()}
    changed = {name: one for name, one in new.items() if one is not held[name]}
    return replace(value, **changed) if changed else value


def _cleared_tuple(value: tuple[Any, ...]) -> tuple[Any, ...]:
    names = getattr(value, "_fields", None)
    if names is not None:
        kept: Any = value
        return cast("tuple[Any, ...]", kept._make(map(_field, names, value)))
    new = tuple(_cleared(one) for one in value)
    return value if all(one is old for one, old in zip(new, value, strict=True)) else new


def _cleared_mapping(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return {key: _field(key, one) for key, one in value.items()} if isinstance(value, dict) else value


def _field(name: object, value: Any) -> Any:
    if name not in FIELDS:
        return _cleared(value)
    return _EMPTY.get(type(value), value)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.init)
