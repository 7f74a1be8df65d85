"""Referrals that travel as a file between two copies of this program, and the answers that travel back.

One JSON text that says what it is: format, version, who made it, for whom. It is read as a stranger's: every
text has a most length, every list a most count, every code is looked up, and what is not understood refuses
the whole, in plain words. An answer names the referral by the sender's own key, which nobody else knows.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from db.enums import LawfulBasis, Urgency
from db.enums_referrals import DeclineReason, ReferralOutcome, StepKind
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines

FORMAT = "hubkeeper-referrals"
VERSION = 1
MOST_BYTES = 4_000_000
MOST_REFERRALS = 1_000
MOST_STEPS = 50
_LINE, _NOTE = 300, 10_000
_STRANGE = (
    "This file is not a whole referral file of Hubkeeper. It may have been cut short or changed on the way. "
    "Ask the sender for it again."
)
NEWER = "This file was made by a newer Hubkeeper. Ask the sender for it on paper, or update this one."
"""What is said of a file a later version made."""
ANSWERS = (
    StepKind.ACKNOWLEDGED,
    StepKind.ACCEPTED,
    StepKind.COMPLETED,
    StepKind.DECLINED,
    StepKind.RETURNED,
)
"""What a recipient can say of a referral."""
E = TypeVar("E", bound=StrEnum)


class Strange(DomainError):
    """The file is none of ours, or not whole."""

    def __init__(self, message: str = _STRANGE) -> None:
        """Say so, and what to do."""
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub as another one knows it: key, name and number to ring."""

    key: str
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PassedPerson:
    """The person passed on: only what the sender let go is filled.

    Attributes:
        call_times: how they may be reached safely, in the sentences of `desktop.domain.safe_words`.
    """

    first_name: str = ""
    last_name: str = ""
    date_of_birth: date | None = None
    address_line1: str = ""
    address_line2: str = ""
    town: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    language: str = ""
    call_times: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """One referral as its sender wrote it.

    Attributes:
        key: the sender's own key of it, which its answer names.
        reference: as the sender says it over the phone, such as ``F-0318``.
        need: code of the need; the recipient may not know it.
        need_words: the need in words.
    """

    key: str
    reference: str
    person: PassedPerson
    need: str
    need_words: str
    urgency: Urgency
    words: str = ""
    wants: str = ""
    already_doing: str = ""
    safety_note: str = ""
    health_note: str = ""
    basis: LawfulBasis | None = None
    sent_on: date | None = None
    chase_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """Referrals of one sender for one recipient.

    Attributes:
        to_key: the sender's own key of the recipient, which an answer gives back.
        to_name: as the sender calls the recipient.
    """

    sender: Hub
    to_key: str
    to_name: str
    made_at: datetime
    referrals: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a recipient said of a referral, with the recipient's own key of it."""

    key: str
    at: datetime
    kind: StepKind
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything a recipient has said of one referral so far, in order.

    Attributes:
        key: the sender's key of the referral.
        reference: the sender's reference, to be shown.
        to_key: what the sender called this recipient.
    """

    key: str
    reference: str
    to_key: str
    said: tuple[Said, ...]
    outcome: ReferralOutcome | None = None
    outcome_note: str = ""
    decline_reason: DeclineReason | None = None
    onward: str = ""


@dataclass(frozen=True, slots=True)
class ReplyParcel:
    """Answers of one recipient to one sender.

    Attributes:
        to_hub: key of the hub that sent the referrals.
    """

    sender: Hub
    to_hub: str
    made_at: datetime
    replies: tuple[Reply, ...] = field(default_factory=tuple)


def write(parcel: Parcel | ReplyParcel) -> bytes:
    """Write a parcel as the JSON text that `read` takes."""
    kind = "referrals" if isinstance(parcel, Parcel) else "replies"
    body = {"format": FORMAT, "version": VERSION, "kind": kind, **asdict(parcel)}
    return (json.dumps(body, default=_plain, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def read(content: bytes) -> Parcel | ReplyParcel:
    """Read a parcel, trusting nothing in it.

    Raises:
        Strange: it is none, is not whole, is too large, or was made by a newer program.
    """
    if len(content) > MOST_BYTES:
        raise Strange("This file is too large to be a referral file. Ask the sender what it is.")
    try:
        body = json.loads(content.decode("utf-8"), parse_constant=_refuse)
        if not isinstance(body, dict) or body.get("format") != FORMAT:
            raise Strange
        version = body.get("version")
        if type(version) is not int or version < 1:
            raise Strange
        if version > VERSION:
            raise Strange(NEWER)
        return _referrals(body) if body.get("kind") == "referrals" else _replies(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as problem:
        raise Strange from problem


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _referrals(body: Mapping[str, Any]) -> Parcel:
    return Parcel(
        _hub(body["sender"]),
        _key(body, "to_key"),
        _line(body, "to_name"),
        _moment(body["made_at"]),
        tuple(_once(_many(body["referrals"], _passed, MOST_REFERRALS))),
    )


def _replies(body: Mapping[str, Any]) -> ReplyParcel:
    if body.get("kind") != "replies":
        raise Strange
    return ReplyParcel(
        _hub(body["sender"]),
        _key(body, "to_hub"),
        _moment(body["made_at"]),
        tuple(_once(_many(body["replies"], _reply, MOST_REFERRALS))),
    )


def _passed(one: Mapping[str, Any]) -> Passed:
    return Passed(
        key=_key(one, "key"),
        reference=_line(one, "reference"),
        person=_person(one["person"]),
        need=_line(one, "need"),
        need_words=_line(one, "need_words"),
        urgency=Urgency(one["urgency"]),
        **{
            name: _note(one, name)
            for name in ("words", "wants", "already_doing", "safety_note", "health_note")
        },
        basis=_code(LawfulBasis, one, "basis"),
        sent_on=_day(one, "sent_on"),
        chase_on=_day(one, "chase_on"),
    )


def _person(one: Mapping[str, Any]) -> PassedPerson:
    names = [name for name in PassedPerson.__slots__ if name not in ("date_of_birth", "phones")]
    phones = _many(one.get("phones", []), lambda text: _short(text, 40), 10)
    return PassedPerson(
        date_of_birth=_day(one, "date_of_birth"),
        phones=tuple(phone for phone in phones if phone),
        **{name: _line(one, name) for name in names},
    )


def _reply(one: Mapping[str, Any]) -> Reply:
    said = tuple(_once(_many(one["said"], _said, MOST_STEPS)))
    kinds = {each.kind for each in said}
    if StepKind.COMPLETED in kinds and one.get("outcome") is None:
        raise ValueError("outcome")
    if StepKind.DECLINED in kinds and one.get("decline_reason") is None:
        raise ValueError("decline_reason")
    return Reply(
        key=_key(one, "key"),
        reference=_line(one, "reference"),
        to_key=_key(one, "to_key"),
        said=said,
        outcome=_code(ReferralOutcome, one, "outcome"),
        outcome_note=_note(one, "outcome_note"),
        decline_reason=_code(DeclineReason, one, "decline_reason"),
        onward=_line(one, "onward"),
    )


def _said(one: Mapping[str, Any]) -> Said:
    kind = StepKind(one["kind"])
    if kind not in ANSWERS:
        raise ValueError(kind)
    return Said(_key(one, "key"), _moment(one["at"]), kind, _line(one, "who"), _note(one, "note"))


def _hub(one: Mapping[str, Any]) -> Hub:
    return Hub(_key(one, "key"), _line(one, "name"), _line(one, "phone"))


def _many(found: object, read_one: Callable[[Any], Any], most: int) -> list[Any]:
    if not isinstance(found, list) or len(found) > most:
        raise ValueError("a list")
    return [read_one(one) for one in found]


def _once(found: list[Any]) -> list[Any]:
    """Refuse two of the same key: which of them counts nobody could say."""
    if len({one.key for one in found}) != len(found):
        raise ValueError("twice")
    return found


def _key(one: Mapping[str, Any], name: str) -> str:
    """A key as this program makes them: 32 hexadecimal figures."""
    text = one[name]
    if not isinstance(text, str) or len(text) != 32 or set(text) - set("0123456789abcdef"):
        raise ValueError(name)
    return text


def _short(text: object, most: int, tidy: Callable[[str], str] = clean) -> str:
    if not isinstance(text, str) or len(text) > most:
        raise ValueError("a text")
    text.encode("utf-8")
    return tidy(text)


def _line(one: Mapping[str, Any], name: str) -> str:
    return _short(one.get(name, ""), _LINE)


def _note(one: Mapping[str, Any], name: str) -> str:
    return _short(one.get(name, ""), _NOTE, clean_lines)


def _code(kind: type[E], one: Mapping[str, Any], name: str) -> E | None:
    return None if one.get(name) is None else kind(one[name])


def _day(one: Mapping[str, Any], name: str) -> date | None:
    return None if one.get(name) is None else date.fromisoformat(one[name])


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(UTC)
