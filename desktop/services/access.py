"""A copy of somebody's own data, with what goes with it by law (UK GDPR Article 15).

Purposes, recipients, how long, where it came from, their rights and where to complain. What names others,
or may, is flagged, and left out unless whoever looks through it puts it in (Data Protection Act 2018,
Schedule 2, paragraph 16). What is sealed, or kept back, the safeguarding lead decides on apart from this.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.enums import Answer
from db.enums_protection import RetentionType
from db.models import (
    Area,
    DataPurpose,
    Hub,
    NeedType,
    Organisation,
    Person,
    PrivacyNotice,
    Request,
    RetentionRule,
)
from db.queries import money_people
from db.queries.erasure import Rows, belonging
from desktop.domain.dates import day_month_year
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.recurrence_words import NOT_SIMPLE, rule_words
from desktop.domain.safe_words import SafeWords, in_words
from desktop.services.audit_words import record_words
from desktop.services.base import Actor, Service, verb
from desktop.services.erasure import shared_with
from desktop.services.records import get

_NEVER = frozenset({"retention_hold", "offer", "handover_notice"})
"""Tables that hold decisions about a person, or others' answers, and no data of theirs."""
_OTHERS = frozenset(
    {"contact_link.name", "contact_link.phone", "contact_link.relationship", "contact_link.note"}
    | {"request.caller_name", "request.caller_phone", "request.caller_relationship"}
    | {"referral.introducer", "referral.their_row", "do_not_pair.reason", "check_record.seen_by"}
    | {
        "check_record.decided_by",
        "check_record.exempt_by",
        "case_step.owner_name",
        "volunteer_step.with_name",
        "placement.contact_name",
        "placement.contact_phone",
    }
)
"""Columns that are about others, or say who did something."""
_SKIPPED = frozenset({"id", "created_at", "updated_at", "voided_at", "void_reason", "precision"})
_LABELS = {
    "e164": "In full",
    "raw": "As written down",
    "la_code": "Code of the council",
    "ward_code": "Code of the ward",
    "easting": "On the map, east",
    "northing": "On the map, north",
    "address_line1": "Address",
    "address_line2": "Address, second line",
    "at": "When",
    "how": "How",
    "words": "In words",
    "on_date": "Day",
    "occurrence": "First planned for",
    "source": "How it came",
    "taken_at": "Written down",
    "size": "People at home",
    "children": "Children among them",
    "babies": "Babies among the children",
    "recurrence": "How often",
    "holidays": "On bank holidays",
    "pence": "Amount, in pence",
    "given": "Given, in pence",
    "difference": "Differs by, in pence",
    "tenths": "Tenths of a mile",
    "by_hand": "Changed for this once",
}
"""What a field is called where its own name would puzzle."""
_NAMED: tuple[tuple[str, Any, Any], ...] = (
    ("organisation", Organisation.id, Organisation.name),
    ("need_type", NeedType.id, NeedType.label),
    ("area", Area.id, Area.name),
)
_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Rev)\b|\b[^\W\d_a-z][^\W\d_]+ [^\W\d_a-z][^\W\d_]+")
_NUMBER = re.compile(r"\+?\d[\d ]{8,}\d")


@dataclass(frozen=True, slots=True)
class PackLine:
    """One thing the hub holds.

    Attributes:
        key: the same as long as it is the same thing.
        section: which kind of record, such as ``Request``.
        label: the field.
        value: as it reads.
        flagged: whether it names somebody else, or may.
    """

    key: str
    section: str
    label: str
    value: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that goes to somebody who asks.

    Attributes:
        told: what the law wants told besides: heading and words.
        safe: how it may reach them safely, in words; empty where they said nothing of it.
        names_private: whether a private need is named in it, for nobody but them to read.
    """

    person_id: str
    reference: str
    name: str
    hub_name: str
    hub_phone: str
    made_on: date
    demo: bool
    lines: tuple[PackLine, ...]
    told: tuple[tuple[str, str], ...]
    safe: str = ""
    names_private: bool = False

    def without(self, left_out: Iterable[str]) -> "Pack":
        """The pack as it goes, with lines left out said to be so."""
        gone = frozenset(left_out)
        lines = tuple(
            PackLine(one.key, one.section, one.label, LEFT_OUT, one.flagged) if one.key in gone else one
            for one in self.lines
        )
        held = {name: getattr(self, name) for name in self.__slots__}
        return Pack(**{**held, "lines": lines})


LEFT_OUT = "[left out: about somebody else]"


class AccessPacks(Service):
    """Verbs on copies of somebody's own data."""

    @verb("rights.pack")
    def gather(self, _actor: Actor, person_id: str) -> Pack:
        """Everything the hub holds of a person, flagged where it may be about others.

        Raises:
            NotFound: there is no such person.
        """
        with self.store.read() as session:
            person = get(session, Person, person_id, "person")
            hub = session.scalars(select(Hub)).one()
            rows = belonging(session, [person_id])
            own = {full_name(person.first_name, person.last_name).casefold()}
            own |= {full_name(person.preferred_name, person.last_name).casefold()}
            lines = tuple(_lines(session, _with_accounts(session, rows), own))
            told = tuple(_told(session, rows, hub))
            name = full_name(person.first_name, person.last_name, person.preferred_name)
            return Pack(
                person_id,
                f"P-{person.number}",
                name,
                hub.name,
                hub.phone,
                self.today(),
                hub.is_demo,
                lines,
                told,
                _safe(person),
                _names_private(session, rows),
            )


def _with_accounts(session: Session, rows: Rows) -> Rows:
    """What belongs to somebody, and what the accounts tell of them."""
    accounts = money_people.of_people(session, rows.people, rows.by_table.get("volunteer", ()))
    return rows._replace(by_table={**rows.by_table, **accounts})


def _safe(person: Person) -> str:
    said = (person.safe_message is Answer.NO, person.safe_post is Answer.NO, bool(person.safe_number.strip()))
    return in_words(SafeWords(person.safe_when, *said))


def _names_private(session: Session, rows: Rows) -> bool:
    asked = list(rows.by_table.get("request", ()))
    query = select(Request.id).join(NeedType, NeedType.id == Request.need_type_id)
    return session.scalar(query.where(Request.id.in_(asked), NeedType.is_private).limit(1)) is not None


def _lines(session: Session, rows: Rows, own: set[str]) -> Iterable[PackLine]:
    names = {
        table: {key: str(name) for key, name in session.execute(select(key_of, name_of))}
        for table, key_of, name_of in _NAMED
    }
    for table, keys in rows.by_table.items():
        if table in _NEVER:
            continue
        held = Base.metadata.tables[table]
        section = record_words(table).removeprefix("a ").removeprefix("an ")
        section = section[:1].upper() + section[1:]
        for start in range(0, len(keys), 400):
            by = [held.c[name] for name in ("on_date", "id") if name in held.c]
            page = held.select().where(held.c.id.in_(keys[start : start + 400]))
            found = session.execute(page.order_by(*by))
            for row in found.mappings():
                yield from _row_lines(table, section, held, row, names, own)


def _row_lines(
    table: str,
    section: str,
    held: Any,
    row: Mapping[Any, Any],
    names: Mapping[str, Mapping[str, str]],
    own: set[str],
) -> Iterable[PackLine]:
    for column in held.c:
        if column.name in _SKIPPED or (column.name == "position" and type(row[column.name]) is int):
            continue
        value = row[column.name]
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column.table.name
            value = names.get(target, {}).get(value, "")
        text = _repeats(value) if column.name == "recurrence" and value else _words(value)
        if text:
            plain = column.name.removesuffix("_id").replace("_", " ").capitalize()
            label = _LABELS.get(column.name, plain)
            about_others = f"{table}.{column.name}" in _OTHERS
            named = not column.foreign_keys and may_name_others(text, own, table, column.name)
            flagged = about_others or named
            yield PackLine(f"{table}:{row['id']}:{column.name}", section, label, text, flagged)


def may_name_others(text: str, own: set[str], table: str = "", column: str = "") -> bool:
    """Whether a text may name somebody else: two capitalised words, a title, or a number that is no field.

    It flags too much rather than too little: a person looks through what is flagged.
    """
    if table in ("person", "phone", "household") and column not in _FREE:
        return False
    rest = text
    for name in own:
        if name:
            rest = re.sub(re.escape(name), "", rest, flags=re.IGNORECASE)
    return bool(_NAME.search(rest) or _NUMBER.search(rest))


_FREE = frozenset(
    {"good_to_know", "strengths", "communication_needs", "status_note", "access_note", "door_note", "note"}
)


def _repeats(rule: str) -> str:
    """A rule in words, and one that has none as it stands."""
    words = rule_words(rule)
    return rule if words == NOT_SIMPLE else words


def _words(value: Any) -> str:
    if value in (None, "", False) or value in ({}, []):
        return ""
    if value is True:
        return "Yes"
    if isinstance(value, StrEnum):
        unsaid = value.value in ("none", "not_asked", "not_said", "unknown", "as_usual")
        return "" if unsaid else value.value.replace("_", " ")
    if isinstance(value, datetime):
        local = value.astimezone()
        return f"{day_month_year(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return day_month_year(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_words(one)}" for name, one in value.items() if _words(one))
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value)
    return str(value)


_KEPT = {
    RetentionType.PEOPLE: "You and your home, after we last spoke",
    RetentionType.REQUESTS: "Help you asked for, once it ended",
    RetentionType.CONTACTS: "Calls and visits tried",
    RetentionType.VOLUNTEERS: "You as a volunteer, after you left",
    RetentionType.APPLICANTS: "An offer to help that came to nothing",
    RetentionType.SHIFT_NOTES: "Notes between those at the desk",
    RetentionType.DRAFTS: "Forms left half filled in",
    RetentionType.GROUP_NOTES: "Notes of calls with street groups",
    RetentionType.ANSWERED: "What you asked about your data, or complained of",
    RetentionType.NEIGHBOURS: "What you offer your neighbours, after you last said so",
    RetentionType.MONEY: "Words about money; sums stay with the accounts",
    RetentionType.OUT: "When you were out for us, after you came back",
}


def _months(count: int) -> str:
    if count and count % 12 == 0:
        return "1 year" if count == 12 else f"{count // 12} years"
    return "1 month" if count == 1 else f"{count} months"


def _told(session: Session, rows: Rows, hub: Hub) -> Iterable[tuple[str, str]]:
    purposes = session.scalars(select(DataPurpose).order_by(DataPurpose.position)).all()
    wanted: tuple[str, ...] = ("help", "volunteers") if "volunteer" in rows.by_table else ("help",)
    if "referral" in rows.by_table:
        wanted = (*wanted, "referral")
    mine = [one for one in purposes if one.code in wanted]
    yield (
        "What we use it for, and why that is lawful",
        "\n".join(f"{one.label}: {one.basis.value.replace('_', ' ')}. {one.necessary}" for one in mine),
    )
    given = shared_with(session, rows)
    yield "Who we gave it to", "\n".join(given) or "Nobody outside the hub but volunteers who helped."
    rules = session.scalars(select(RetentionRule)).all()
    yield (
        "How long we keep it",
        "\n".join(f"{_KEPT[one.type]}: {_months(one.months)}" for one in rules),
    )
    source = "You, whoever asked for you, and where it says so an organisation that passed you on."
    yield "Where it came from", source
    yield (
        "Your rights",
        "You can have it put right, have it erased, ask us to stop using it or use less of it, object, and"
        " have it in a form another service can read. No decision about you is made by a computer alone.",
    )
    yield (
        "If you are unhappy",
        f"Tell us: {hub.name}, {national(hub.phone)}. We answer within 30 days that it came. You can also"
        " write to the Information Commissioner: ico.org.uk, 0303 123 1113.",
    )
    notice = session.scalars(select(PrivacyNotice).order_by(PrivacyNotice.version.desc()).limit(1)).first()
    if notice is not None:
        yield f"Our privacy notice, version {notice.version}", notice.body
