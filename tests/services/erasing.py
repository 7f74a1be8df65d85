"""A person with words of their own in every field the store has for them, and a look for them anywhere."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Enum, Integer, String, Time

from db.archive import extract_store
from db.backup import list_backups
from db.base import Base
from db.enums import Role
from db.enums_incidents import IncidentKind
from db.ids import new_id
from db.models import (
    Area,
    Breach,
    CallSheet,
    CaseStep,
    CoverageNote,
    GroupCheckIn,
    GroupIssue,
    GroupIssueStep,
    Incident,
    InfoCard,
    NeedType,
    Opening,
    Organisation,
    Outing,
    Person,
    PhoneRound,
    PrivacyNotice,
    Recall,
    Referral,
    ReferralStep,
    ReliefCentre,
    Request,
    RotaJob,
    RotaSeat,
    SharingRecord,
    ShiftNote,
    ViewEntry,
)
from db.queries.erasure import OWNED
from db.session import UnitOfWork
from db.types import Id, UtcDateTime
from desktop.services.approvals import Approvals
from desktop.services.erasure import ACT, Erasure, Erasures
from desktop.services.hubs import OpenHub
from desktop.services.people import LinkDraft, People, PersonDraft
from desktop.services.users import Users
from tests.raw_pages import plain_bytes

SECOND, SECOND_PASSPHRASE = "Amina", "nine early larks sing"
FULL_NAME = "Zebulonia Quirkfeather"


_GIVEN: dict[str, dict[str, Any]] = {
    "person": {"first_name": "Zebulonia", "last_name": "Quirkfeather", "preferred_name": ""},
    "phone": {"e164": "+447700900987", "raw": "07700 900987"},
    "volunteer_slot": {"weekday": 3},
    "retention_hold": {"ended_at": datetime(2026, 11, 2, 9, 0, tzinfo=UTC)},
}


@dataclass
class Marked:
    """Somebody, and every word of theirs."""

    person_id: str = ""
    words: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def word(self, table: str, column: str) -> str:
        """A word found nowhere else."""
        made = f"Xq{table[:9]}{column[:12]}{new_id()[-6:]}zw".replace("_", "")
        self.words.append(made)
        return made


def mark(hub: OpenHub) -> Marked:
    """Write somebody with a word of their own in every field, and into what others wrote."""
    marked = Marked(words=["Zebulonia", "Quirkfeather", "07700 900987", "7700900987"])
    with hub.store.write(hub.actor.user_id) as work:
        need = work.session.query(NeedType).first()
        area = Area(name="Harbour", kind="locality")
        council = Organisation(number=1, name="Saltmarsh Council", layer="statutory")
        notice = PrivacyNotice(version=90, body="We keep it locked.", in_use_from=date(2026, 1, 1))
        phone_round = PhoneRound(number=1, name="Flood list", starts_on=date(2026, 11, 2))
        work.add(area, council, notice, phone_round)
        work.session.flush()
        known = {"need_type": need.id, "area": area.id, "organisation": council.id}
        known |= {"user_account": hub.actor.user_id, "privacy_notice": notice.id}
        known["phone_round"] = phone_round.id
        sheet = CallSheet(number=1, caller="Priya", on_date=date(2026, 11, 2))
        work.add(sheet)
        work.session.flush()
        known["call_sheet"] = sheet.id
        known |= _opened(work)
        for table in ("household", "person", *OWNED):
            held = Base.metadata.tables[table]
            given = _GIVEN.get(table, {})
            row = {one.name: _value(marked, table, one, known) for one in held.c if one.name not in given}
            row |= given
            model = next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table)
            known[table] = marked.keys[table] = work.insert_many(model, [row])[0]
        marked.person_id = known["person"]
        work.add(ShiftNote(by_id=hub.actor.user_id, words=f"Ring {FULL_NAME} on 07700 900987 about a tin."))
        _name_elsewhere(work, hub.actor.user_id, known)
    people = People(hub.tools)
    link = LinkDraft("carer", FULL_NAME, "niece", "07700 900987")
    people.save(hub.actor, PersonDraft(first_name="Jean", last_name="Mallory", links=(link,)))
    hub.tools.draft_box().keep("call", "b" * 32, {"words": f"said {FULL_NAME} is away"})
    return marked


def _opened(work: UnitOfWork) -> dict[str, str]:
    """What the week's rows stand in: a recall, a relief centre of an incident, a seat of the rota."""
    recall = Recall(number=90, title="Snow", opened_on=date(2026, 1, 1))
    at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    incident = Incident(number=90, name="Flood", kind=IncidentKind.FLOOD, opened_at=at)
    job = RotaJob(number=90, name="Desk", starts_at=time(9), ends_at=time(12), from_on=at.date())
    outing = Outing(
        number=90, place="Garden", on_date=at.date(), starts_at=time(9), ends_at=time(12), ratio=4
    )
    work.add(recall, incident, job, outing)
    work.session.flush()
    centre = ReliefCentre(incident_id=incident.id, name="Drill hall")
    seat = RotaSeat(job_id=job.id)
    work.add(centre, seat)
    work.session.flush()
    return {
        "recall": recall.id,
        "incident": incident.id,
        "relief_centre": centre.id,
        "rota_seat": seat.id,
        "outing": outing.id,
    }


def _name_elsewhere(work: UnitOfWork, user: str, known: dict[str, str]) -> None:
    """Name them in what is written about others, wherever words are written."""
    said = f"{FULL_NAME} of 07700 900987 said so"
    at, day = datetime(2026, 11, 2, 9, 0, tzinfo=UTC), date(2026, 11, 2)
    group, about = {"organisation_id": known["organisation"]}, {"need_type_id": known["need_type"]}
    call = GroupCheckIn(**group, at=at, by_id=user, outcome="all_well", note=said)
    issue = GroupIssue(**group, number=1, words=said, raised_on=day, chase_on=day, outcome=said)
    issue.owner_name = FULL_NAME
    other = Person(number=9, first_name="Ottoline", last_name="Frayn", good_to_know=said)
    work.add(call, issue, other)
    work.session.flush()
    request = Request(**about, number=9, person_id=other.id, urgency="today", words=said, taken_at=at)
    referral = Referral(
        **group, **about, number=9, direction="out", person_id=other.id, taken_at=at, words=said
    )
    referral.introducer = FULL_NAME
    work.add(request, referral)
    work.session.flush()
    share = SharingRecord(number=9, kind="print", by_id=user, purpose=said, reason=said, people_count=1)
    share.left_out = [{"person": known["person"], "name": FULL_NAME, "reason": "no"}]
    work.add(
        share,
        GroupIssueStep(issue_id=issue.id, by_id=user, words=said),
        ReferralStep(referral_id=referral.id, kind="note", note=said),
        CaseStep(request_id=request.id, words=said, note=said),
        CoverageNote(kind="ask", **about, words=said, done_words=said),
        InfoCard(
            number=1, title=f"{FULL_NAME} knows", words=said, source=said, checked_on=day, review_on=day
        ),
        Opening(by_id=user, opened_at=at, reason=said, until=at, seen_note=said),
        ViewEntry(by_id=user, entity="person", what="looked", reason=said),
        Breach(number=1, kind="lost_paper", known_at=at, found_by_id=user, what=said, steps=said),
    )


def _value(marked: Marked, table: str, column: Any, known: dict[str, str]) -> Any:
    kind = column.type
    if column.name == "id":
        return new_id()
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        return known.get(target)
    if column.name in ("voided_at", "void_reason", "ended_at"):
        return None
    if isinstance(kind, Id):
        return new_id()
    if isinstance(kind, Enum):
        plain = {"task": "planned", "volunteer": "active", "volunteer.transport": "foot"}
        wanted = plain.get(table if column.name == "status" else "", kind.enums[0])
        return kind.enum_class(wanted)
    if isinstance(kind, UtcDateTime):
        return datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    if isinstance(kind, JSON):
        word = marked.word(table, column.name)
        return [word] if column.default is not None and column.default.arg.__name__ == "list" else {"a": word}
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 7
    if isinstance(kind, Date):
        return date(2026, 11, 2)
    if isinstance(kind, Time):
        return time(9, 0)
    assert isinstance(kind, String)
    return marked.word(table, column.name)


def erase(hub: OpenHub, person_id: str) -> Erasure:
    """Erase somebody, with a second account's agreement."""
    users, service, approvals = Users(hub.tools), Erasures(hub.tools), Approvals(hub.tools)
    if all(one.name != SECOND for one in users.all(hub.actor)):
        from tests.services.conftest import CHEAP

        roles = frozenset({Role.COORDINATOR})
        users.add(hub.actor, hub.folder.path, SECOND, SECOND_PASSPHRASE, roles, params=CHEAP)
    shown = service.preview(hub.actor, person_id)
    asked = approvals.ask(hub.actor, ACT, shown.subject, shown.words)
    approvals.agree(hub.actor, hub.folder.path, asked.id, SECOND, SECOND_PASSPHRASE)
    return service.erase(hub.actor, hub.folder.path, person_id, asked.id, "They asked us to")


def found_in_backups(hub: OpenHub, words: list[str], bench: Path) -> list[str]:
    """Words found in the store inside each backup of a hub, with the encryption taken off."""
    hits = []
    for number, info in enumerate(list_backups(hub.folder.backups)):
        inside = bench / str(number)
        inside.mkdir(parents=True)
        extract_store(info.path, inside / "store.db")
        hits += [f"{info.path.name}: {one}" for one in found_in(inside, hub.store.key, words)]
    return hits


def found_in(folder: Path, key: bytes, words: list[str]) -> list[str]:
    """Words found in any file of a folder, as it lies there or with the encryption taken off."""
    hits = []
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        raw = file.read_bytes()
        opened = plain_bytes(file, key) if ".db" in file.name else b""
        for word in words:
            if any(word.lower().encode() in held.lower() for held in (raw, opened)):
                hits.append(f"{file.name}: {word}")
    return hits
