"""The change log as an audit: one line for each transaction, the newest first, and what stands on it.

Keys of transactions sort by the moment they were made (`db.ids`), so a span of days is a span of keys and a
listing walks one index from its end until it has enough. What nobody classed here reads as sealed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, bindparam, column, func, literal, select, text, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from db.enums import ChangeOp
from db.fields import SEALED
from db.models import (
    Area,
    CaseStep,
    Change,
    Check,
    Formality,
    GroupCheckIn,
    GroupIssue,
    Household,
    HubChecklist,
    InfoCard,
    NeedType,
    Organisation,
    Person,
    Phone,
    Referral,
    Request,
    Round,
    Service,
    Task,
    Template,
    User,
    ViewEntry,
    Volunteer,
)
from db.queries.paging import fetch, given

MOST = 10_000
"""Lines a listing holds; for older ones the days, a person or a record narrow it."""
_LOOKED_AT = 24
"""Entries of a transaction read for its line: what it is about stands among the first."""
_COUNTED = 1_000


class AuditPart(StrEnum):
    """What an entry of the log is about."""

    PEOPLE = "people"
    REQUESTS = "requests"
    VOLUNTEERS = "volunteers"
    CHECKS = "checks"
    ROUNDS = "rounds"
    REFERRALS = "referrals"
    ORGANISATIONS = "organisations"
    LOOKS = "looks"
    SHARES = "shares"
    BROUGHT_IN = "brought_in"
    MONEY = "money"
    STOCK = "stock"
    INCIDENTS = "incidents"
    NOTES = "notes"
    SET_UP = "set_up"
    PROTECTION = "protection"
    SEALED = "sealed"


PARTS: dict[AuditPart, str] = {
    AuditPart.SHARES: "sharing_record handover handover_notice handover_person",
    AuditPart.LOOKS: "view_entry opening",
    AuditPart.BROUGHT_IN: "import_run import_profile",
    AuditPart.ROUNDS: "round stop remembered_place out_now out_step",
    AuditPart.REFERRALS: "referral referral_step",
    AuditPart.REQUESTS: (
        "request task help_pause offer case_step ladder_choice outing outing_guest outing_companion"
    ),
    AuditPart.CHECKS: "check_record clearance_rule formality",
    AuditPart.VOLUNTEERS: (
        "volunteer volunteer_area volunteer_language volunteer_skill volunteer_slot volunteer_step"
        " absence do_not_pair placement recall recall_call neighbour_offer"
        " rota_place rota_usual rota_day rota_seat rota_job"
    ),
    AuditPart.PEOPLE: (
        "person consent contact_attempt contact_link pair_decision household phone"
        " call_plan call_step call_promise phone_round phone_line"
        " call_sheet call_sheet_line"
    ),
    AuditPart.PROTECTION: (
        "destruction approval rights_request share_request complaint breach retention_hold notice_given"
        " privacy_notice consent_wording retention_rule data_purpose legal_term kept_count"
    ),
    AuditPart.ORGANISATIONS: (
        "organisation organisation_area organisation_need service service_area service_need service_hours"
        " area area_part coverage_note group_issue group_issue_step group_check_in info_card info_card_need"
    ),
    AuditPart.MONEY: (
        "money_claim claim_line money_float money_receipt recharge_statement recharge grant_application"
        " grant_score grant_round money_count bank_line mileage_rate fund money_move money_line"
    ),
    AuditPart.STOCK: "stock_parcel stock_recipe stock_item stock_place stock_move stock_batch asset loan",
    AuditPart.INCIDENTS: "incident incident_area incident_need relief_centre arrival standby call_out",
    AuditPart.NOTES: "shift_note",
    AuditPart.SET_UP: "user_account user_role hub need_type template hub_checklist",
}
"""The tables of each part. The first named of a transaction's is what its line is about."""
_PART_OF = {entity: part for part, names in PARTS.items() for entity in names.split()}
_RANK = {entity: place for place, entity in enumerate(_PART_OF)}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which transactions to list.

    Attributes:
        part: only those that touched this part; None for all.
        user_id: only those by this account; empty for all.
        since: only those from this moment on; None for all.
        rows: only those that touched one of these records; None for all.
        set_up_only: only those that touched nothing but accounts and settings.
    """

    part: AuditPart | None = None
    user_id: str = ""
    since: datetime | None = None
    rows: tuple[str, ...] | None = None
    set_up_only: bool = False


class AuditRow(NamedTuple):
    """One transaction.

    Attributes:
        id: its key.
        part: what it is about.
        entity: the table of the record it is about; empty for what is sealed.
        op: what was done to that record.
        about: the record's name, "and others" where there are several such; nothing where it has none.
        entries: how many entries it has, counted up to a thousand.
        what: of a look, what was looked at; of a share, its kind.
        why: the reason given.
        person_id: the person it is about, where it is about one.
    """

    id: str
    at: datetime
    who: str
    part: AuditPart
    entity: str
    op: ChangeOp
    about: str
    entries: int
    what: str = ""
    why: str = ""
    person_id: str = ""


def part_of(entity: str) -> AuditPart:
    """What a table is about; sealed where it is not known here."""
    return _PART_OF.get(entity, AuditPart.SEALED)


def ids(session: Session, wanted: AuditFilter, most: int = MOST) -> list[str]:
    """Keys of the transactions wanted, the newest first, no more than asked for.

    What touched nothing but concerns is no line: when one was raised or opened is told inside it, and a lead
    it is kept from would read here that there is one (domain rule 12).
    """
    query = select(Change.txn).distinct().order_by(Change.txn.desc()).limit(most)
    query = query.where(Change.entity.not_in(sorted(SEALED)))
    values: dict[str, object] = {}
    if wanted.since is not None:
        query = query.where(Change.txn >= first_key(wanted.since))
    if wanted.user_id:
        query = query.where(Change.user_id == wanted.user_id)
    if wanted.part is not None:
        query = query.where(Change.entity.in_(PARTS.get(wanted.part, "").split()))
    if wanted.rows is not None:
        rows = func.json_each(json.dumps(wanted.rows), type_=String).table_valued("value")
        query = query.where(Change.row_id.in_(select(rows.c.value)))
    if wanted.set_up_only:
        query = query.where(*_only_set_up())
    return [row[0] for row in fetch(session, query, values)]


def among_set_up(session: Session, txns: Sequence[str]) -> list[str]:
    """Those of some transactions that touched nothing but accounts and settings."""
    keys = func.json_each(json.dumps(list(txns)), type_=String).table_valued("value")
    query = select(Change.txn).distinct().where(Change.txn.in_(select(keys.c.value)), *_only_set_up())
    allowed = {row[0] for row in fetch(session, query)}
    return [one for one in txns if one in allowed]


def first_key(moment: datetime) -> str:
    """The smallest key a transaction of a moment can have."""
    return f"{int(moment.timestamp() * 1000):012x}"


def rows(session: Session, wanted: Sequence[str]) -> list[AuditRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out. Two statements."""
    found: dict[str, list[Any]] = {}
    for entry in fetch(session, _ENTRIES, given(wanted)):
        found.setdefault(entry.txn, []).append(entry)
    heads = {txn: min(entries, key=_rank) for txn, entries in found.items()}
    held = {txn: _held(head) for txn, head in heads.items()}
    named = names(session, {_about(head, held[txn]) for txn, head in heads.items()})
    return [_line(heads[txn], found[txn], held[txn], named) for txn in wanted if txn in heads]


def belonging(session: Session, row_ids: Iterable[str]) -> tuple[str, ...]:
    """Records with what belongs to them: numbers, volunteering, checks, and the looks at any of these."""
    found = set(row_ids)
    for owner, key in (
        (Volunteer.person_id, Volunteer.id),
        (Phone.person_id, Phone.id),
        (Check.volunteer_id, Check.id),
        (ViewEntry.row_id, ViewEntry.id),
    ):
        keys = func.json_each(json.dumps(sorted(found)), type_=String).table_valued("value")
        found |= {row[0] for row in fetch(session, select(key).where(owner.in_(select(keys.c.value))))}
    return tuple(sorted(found))


def names(session: Session, row_ids: Iterable[str]) -> dict[str, str]:
    """What records are called, by key, whichever table they are in; those without a name are left out."""
    return {row[0]: row[1] for row in fetch(session, _names(), given(sorted(row_ids))) if row[1]}


def by_number(session: Session, entity: str, number: int) -> tuple[str, ...]:
    """Keys of the records of a table with a number people read out."""
    model = _NUMBERED.get(entity)
    if model is None:
        return ()
    return tuple(row[0] for row in fetch(session, select(model.id).where(model.number == number)))


def accounts(session: Session) -> list[tuple[str, str]]:
    """Every account there ever was, by name."""
    found = fetch(session, select(User.id, User.name).order_by(User.name.collate("NOCASE"), User.id))
    return [(key, name) for key, name in found]


_NUMBERED: dict[str, Any] = {
    "person": Person,
    "household": Household,
    "request": Request,
    "volunteer": Volunteer,
    "organisation": Organisation,
    "round": Round,
    "formality": Formality,
    "referral": Referral,
}
_ENTRIES = text(
    "SELECT c.txn, c.at, u.name AS who, c.entity, c.row_id, c.op, c.field, c.value,"
    f" (SELECT count(*) FROM (SELECT 1 FROM change n WHERE n.txn = k.value LIMIT {_COUNTED})) AS entries"
    " FROM json_each(:wanted_keys) k"
    " JOIN change c ON c.rowid IN"
    f" (SELECT f.rowid FROM change f WHERE f.txn = k.value ORDER BY f.rowid LIMIT {_LOOKED_AT})"
    " LEFT JOIN user_account u ON u.id = c.user_id ORDER BY c.rowid"
).columns(
    *(Change.__table__.c[name] for name in ("txn", "at")),
    column("who", String),
    *(Change.__table__.c[name] for name in ("entity", "row_id", "op", "field", "value")),
    column("entries", Integer),
)
_REASONS = frozenset({"void_reason", "exempt_reason", "close_reason", "reason", "status_note"})


def _only_set_up() -> tuple[ColumnElement[bool], ...]:
    """Transactions of accounts and settings that touched nothing besides: what else there is stays unseen."""
    other, mine = aliased(Change), PARTS[AuditPart.SET_UP].split()
    beside = select(literal(1)).where(other.txn == Change.txn, other.entity.not_in(mine)).exists()
    return Change.entity.in_(mine), ~beside


def _rank(entry: Any) -> int:
    return _RANK.get(entry.entity, len(_RANK))


def _held(head: Any) -> Mapping[str, Any]:
    """What a new look or share holds; nothing for other entries and where it was erased."""
    if part_of(head.entity) not in (AuditPart.LOOKS, AuditPart.SHARES) or head.op is not ChangeOp.CREATE:
        return {}
    found = json.loads(head.value) if head.value else {}
    return found if isinstance(found, dict) else {}


def _about(head: Any, held: Mapping[str, Any]) -> str:
    return str(held.get("row_id") or head.row_id)


def _line(head: Any, entries: Sequence[Any], held: Mapping[str, Any], named: Mapping[str, str]) -> AuditRow:
    part = part_of(head.entity)
    about = _about(head, held)
    if part is AuditPart.SEALED:
        return AuditRow(head.txn, head.at, head.who or "", part, "", head.op, "", 1)
    return AuditRow(
        head.txn,
        head.at,
        head.who or "",
        part,
        str(held.get("entity") or head.entity),
        head.op,
        str(held.get("recipient_name") or _with_others(named.get(about, ""), head, entries)),
        head.entries,
        str(held.get("what") or held.get("kind") or ""),
        str(held.get("reason") or held.get("purpose") or _reason(entries)),
        about if head.entity == "person" else "",
    )


def _with_others(name: str, head: Any, entries: Sequence[Any]) -> str:
    alike = {one.row_id for one in entries if one.entity == head.entity}
    return f"{name} and others" if name and len(alike) > 1 else name


def _reason(entries: Sequence[Any]) -> str:
    given_words = (
        json.loads(one.value) for one in entries if one.field in _REASONS and one.value not in (None, "null")
    )
    return next((str(words) for words in given_words if words), "")


@cache
def _names() -> Any:
    """One statement for all tables: the keys travel once, and every table is asked by its own key."""
    person = func.trim(Person.first_name + " " + Person.last_name)
    holder, helped = aliased(Person), aliased(Person)
    held = func.trim(holder.first_name + " " + holder.last_name)
    needed = func.trim(helped.first_name + " " + helped.last_name)
    reference = literal("R-") + Request.number.cast(String)
    asked = (
        select(Request.id, reference + ", " + needed)
        .join(helped, helped.id == Request.person_id)
        .where(_wanted(Request.id))
    )
    one_task = select(Task.id, reference).join(Request, Request.id == Task.request_id).where(_wanted(Task.id))
    helper = (
        select(Volunteer.id, held).join(holder, holder.id == Volunteer.person_id).where(_wanted(Volunteer.id))
    )
    check = (
        select(Check.id, held)
        .join(Volunteer, Volunteer.id == Check.volunteer_id)
        .join(holder, holder.id == Volunteer.person_id)
        .where(_wanted(Check.id))
    )
    number = select(Phone.id, held).join(holder, holder.id == Phone.person_id).where(_wanted(Phone.id))
    plain: tuple[tuple[InstrumentedAttribute[str], ColumnElement[Any] | InstrumentedAttribute[str]], ...] = (
        (Person.id, person),
        (Household.id, Household.address_line1),
        (Organisation.id, Organisation.name),
        (Service.id, Service.name),
        (Round.id, Round.name),
        (Area.id, Area.name),
        (NeedType.id, NeedType.label),
        (Template.id, Template.name),
        (InfoCard.id, InfoCard.title),
        (HubChecklist.id, HubChecklist.label),
        (User.id, User.name),
        (Formality.id, literal("FM-") + Formality.number.cast(String)),
        (Referral.id, func.printf("F-%04d", Referral.number)),
    )
    return union_all(
        asked,
        one_task,
        helper,
        check,
        number,
        *_of_work(),
        *(select(key, words).where(_wanted(key)) for key, words in plain),
    )


def _of_work() -> list[Any]:
    """Steps by their request's reference; check-ins and issues by their group's name."""
    step = select(CaseStep.id, literal("R-") + Request.number.cast(String))
    named: list[Any] = [step.join(Request, Request.id == CaseStep.request_id).where(_wanted(CaseStep.id))]
    for key, owner in (
        (GroupCheckIn.id, GroupCheckIn.organisation_id),
        (GroupIssue.id, GroupIssue.organisation_id),
    ):
        group = aliased(Organisation)
        named.append(select(key, group.name).join(group, group.id == owner).where(_wanted(key)))
    return named


def _wanted(key: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    keys = func.json_each(bindparam("wanted_keys", type_=String)).table_valued("value")
    return key.in_(select(keys.c.value))
