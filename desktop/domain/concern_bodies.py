"""Entries of concerns as the plain values that are sealed, and back.

What a newer version wrote and this one does not know is passed over, so that an older laptop still reads the
words; a code it does not know falls back to "not said".
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from db.enums_concerns import EntryKind
from desktop.domain.concerns import Account, Decision, Details, Entry, Hold, Part, Referral

T = TypeVar("T")
_PARTS: dict[str, type[Part]] = {
    "account": Account,
    "details": Details,
    "decision": Decision,
    "referral": Referral,
    "hold": Hold,
}


def entry_body(
    by: str,
    by_id: str,
    kind: EntryKind,
    words: str = "",
    part: Part | None = None,
    about_id: str = "",
    nth: int = 0,
) -> dict[str, Any]:
    """What is sealed of an entry; its key and its moment stand beside the seal.

    Args:
        by: name of whoever writes.
        by_id: their account.
        kind: what it records.
        words: what is said.
        part: what it holds besides.
        about_id: the entry it corrects or answers.
        nth: how many entries the concern had before.
    """
    held = {} if part is None else {"part": _code(part), "body": body_of(part)}
    return {
        "by": by,
        "by_id": by_id,
        "kind": kind.value,
        "words": words,
        "about_id": about_id,
        "nth": nth,
        **held,
    }


def entry_from(entry_id: str, at: datetime, body: Mapping[str, Any]) -> Entry:
    """An entry as it was written.

    Args:
        entry_id: its key.
        at: when, UTC.
        body: as `entry_body` made it.

    Raises:
        KeyError, ValueError, TypeError: it is not one.
    """
    kind = _PARTS.get(str(body.get("part", "")))
    return Entry(
        id=entry_id,
        at=at,
        by=str(body["by"]),
        by_id=str(body["by_id"]),
        kind=EntryKind(body["kind"]),
        words=str(body.get("words", "")),
        part=None if kind is None else part_from(kind, body["body"]),
        about_id=str(body.get("about_id", "")),
        nth=int(body.get("nth", 0)),
    )


def body_of(part: Any) -> Any:
    """A part as values JSON can hold."""
    if is_dataclass(part) and not isinstance(part, type):
        return {one.name: body_of(getattr(part, one.name)) for one in fields(part)}
    if isinstance(part, tuple):
        return [body_of(one) for one in part]
    if isinstance(part, StrEnum):
        return part.value
    return part.isoformat() if isinstance(part, date) else part


def part_from(kind: type[T], body: Mapping[str, Any]) -> T:
    """A part from the values `body_of` made.

    Raises:
        KeyError: something it cannot do without is missing.
    """
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable; mypy does not see it of a type variable
    held = {}
    for one in fields(kind):  # type: ignore[arg-type]
        if one.name in body:
            held[one.name] = _value(hints[one.name], body[one.name], one)
    return kind(**held)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _code(part: Part) -> str:
    return next(code for code, kind in _PARTS.items() if isinstance(part, kind))


def _value(wanted: Any, value: Any, one: Any) -> Any:
    if get_origin(wanted) in (Union, UnionType):
        return None if value is None else _value(_some(wanted), value, one)
    if get_origin(wanted) is tuple:
        return tuple(_value(get_args(wanted)[0], item, one) for item in value)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return _enum(wanted, value, one)
    if wanted is date:
        return date.fromisoformat(value)
    if wanted in (str, bool) and type(value) is not wanted:
        raise TypeError(one.name)
    return part_from(wanted, value) if is_dataclass(wanted) and isinstance(wanted, type) else value


def _some(wanted: Any) -> Any:
    return next(one for one in get_args(wanted) if one is not type(None))


def _enum(wanted: type[StrEnum], value: Any, one: Any) -> StrEnum:
    known = {member.value: member for member in wanted}
    if value in known or one.default is MISSING or not isinstance(one.default, StrEnum):
        return wanted(value)
    return one.default
