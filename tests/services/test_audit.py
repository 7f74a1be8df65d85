"""Audit: who did, looked at and shared what; what the administrator sees of it; that nothing goes unnamed."""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

import desktop.services
from db.enums import ChangeOp, CheckStatus, CheckType, Role, Urgency
from db.fields import FIELDS, UNLOGGED
from db.ids import id_time_ms
from db.models import Change, NeedType, Person
from db.queries import audit as query
from db.queries.audit import AuditPart
from db.verify import Damage
from desktop.domain.errors import NotFound
from desktop.exports.make_list import ListPlan, make_list
from desktop.services.audit import SHOWN, Audit, AuditAsked, AuditDetail
from desktop.services.audit_words import RECORDS
from desktop.services.base import Actor
from desktop.services.checks import CheckDraft, Checks
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.lists import ListKind
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.users import Users
from desktop.services.volunteers import VolunteerDraft, Volunteers

EVERYTHING = AuditAsked()


@pytest.fixture
def audit(hub: OpenHub) -> Audit:
    return Audit(hub.tools)


@pytest.fixture
def admin(hub: OpenHub) -> Actor:
    return Actor(hub.actor.user_id, hub.actor.name, frozenset({Role.ADMINISTRATOR}))


def newest(audit: Audit, hub: OpenHub, asked: AuditAsked = EVERYTHING) -> AuditDetail:
    """What was done last, of what is asked for."""
    return audit.get(hub.actor, audit.ids(hub.actor, asked)[0])


def call(hub: OpenHub, need: str = "food_parcel", name: str = "Jean") -> str:
    """A call taken; the request's key."""
    person = PersonDraft(name, last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    asked = RequestDraft("", need, urgency=Urgency.TODAY, words="Out of milk")
    return Intake(hub.tools).save(hub.actor, CallDraft(asked, person)).made


def checked(hub: OpenHub) -> tuple[str, str]:
    """A volunteer with a numbered check; the keys of both."""
    kofi = VolunteerDraft(person=PersonDraft("Kofi", phones=(PhoneDraft("07700 900415"),)))
    volunteer = Volunteers(hub.tools).save(hub.actor, kofi).made
    draft = CheckDraft(CheckType.DBS, CheckStatus.APPLIED, reference="001234567890")
    Checks(hub.tools).save(hub.actor, volunteer, draft)
    return volunteer, Checks(hub.tools).of(hub.actor, volunteer)[0].id


def test_a_line_is_one_transaction_with_who_what_and_when(audit: Audit, hub: OpenHub) -> None:
    call(hub)
    detail = newest(audit, hub)
    row = detail.row
    assert (row.who, row.part, row.entity, row.op) == (
        "Priya",
        AuditPart.REQUESTS,
        "request",
        ChangeOp.CREATE,
    )
    assert row.about == "R-1, Jean Mallory"
    assert {one.entity for one in detail.edits} >= {"request", "person", "phone", "task"}
    assert row.entries == len(detail.edits)


def test_an_edit_says_what_stood_there_before_and_names_for_keys(audit: Audit, hub: OpenHub) -> None:
    people = People(hub.tools)
    made = people.save(hub.actor, PersonDraft("Jean")).made
    people.save(hub.actor, PersonDraft("Joan"), made)
    (edit,) = [one for one in newest(audit, hub).edits if one.field == "first_name"]
    assert (edit.before, edit.after, edit.about) == ("Jean", "Joan", "Joan")
    call(hub)
    made_request = next(one for one in newest(audit, hub).edits if one.entity == "request")
    assert made_request.after["person_id"] == "Jean Mallory"
    assert made_request.after["need_type_id"] == "Food parcel"


def test_why_something_was_taken_off_is_told(audit: Audit, hub: OpenHub) -> None:
    made = call(hub)
    Requests(hub.tools).void(hub.actor, made, "Rang the wrong hub")
    assert newest(audit, hub).row.why == "Rang the wrong hub"


def test_a_look_at_a_checks_number_is_told_and_the_number_is_not(audit: Audit, hub: OpenHub) -> None:
    _volunteer, check = checked(hub)
    Checks(hub.tools).get(hub.actor, check)
    look = newest(audit, hub, AuditAsked(AuditPart.LOOKS)).row
    assert (look.who, look.entity, look.what, look.about) == ("Priya", "check_record", "number", "Kofi")
    for txn in audit.ids(hub.actor, EVERYTHING):
        assert "001234567890" not in repr(audit.get(hub.actor, txn))
    assert "…7890" in repr(newest(audit, hub, AuditAsked(AuditPart.CHECKS)))


def test_a_list_saved_is_told_with_its_purpose(audit: Audit, hub: OpenHub, tmp_path: Path) -> None:
    call(hub)
    plan = ListPlan(ListKind.PEOPLE, [_first(hub)], purpose="Winter letters")
    make_list(hub.tools, hub.actor, plan, tmp_path / "people.csv", hub.tools.clock())
    row = newest(audit, hub, AuditAsked(AuditPart.SHARES)).row
    assert (row.what, row.why) == ("export", "Winter letters")


def test_it_is_narrowed_by_account_days_part_and_record(audit: Audit, hub: OpenHub) -> None:
    call(hub)
    call(hub, name="Amina")
    nobody = AuditAsked(user_id="f" * 32)
    assert audit.ids(hub.actor, nobody) == []
    assert len(audit.ids(hub.actor, AuditAsked(AuditPart.REQUESTS))) == 2
    assert len(audit.ids(hub.actor, AuditAsked(text="R-1"))) == 1
    assert len(audit.ids(hub.actor, AuditAsked(text="amina"))) == 1
    assert audit.ids(hub.actor, AuditAsked(text="Nobody of that name")) == []
    _volunteer, check = checked(hub)
    Checks(hub.tools).get(hub.actor, check)
    kofis = [audit.get(hub.actor, txn).row.part for txn in audit.ids(hub.actor, AuditAsked(text="kofi"))]
    assert kofis == [AuditPart.LOOKS, AuditPart.CHECKS, AuditPart.VOLUNTEERS]


def test_days_are_counted_from_midnight_where_the_laptop_is(hub: OpenHub) -> None:
    call(hub)
    with hub.store.read() as session:
        newest_key = query.ids(session, query.AuditFilter())[0]
        moment = session.scalars(select(Change.at).where(Change.txn == newest_key)).first()
        assert moment is not None
        assert abs(id_time_ms(newest_key) - moment.timestamp() * 1000) < 10_000
        for since, found in ((moment - timedelta(minutes=1), True), (moment + timedelta(minutes=1), False)):
            assert bool(query.ids(session, query.AuditFilter(since=since))) is found


def test_the_administrator_sees_accounts_and_settings_and_nothing_of_anybody(
    audit: Audit, hub: OpenHub, admin: Actor
) -> None:
    request = call(hub)
    _volunteer, check = checked(hub)
    Checks(hub.tools).get(hub.actor, check)
    Requests(hub.tools).void(hub.actor, request, "Moved to Ferrygate")
    users = Users(hub.tools)
    other = next(one for one in users.all(hub.actor) if one.id == hub.actor.user_id)
    users.set_roles(hub.actor, other.id, other.roles - {Role.CALL_HANDLER})
    seen = audit.ids(admin, EVERYTHING)
    rows = audit.rows(admin, seen)
    assert {row.part for row in rows} == {AuditPart.SET_UP}
    everything = audit.ids(hub.actor, EVERYTHING)
    assert set(seen) < set(everything)
    assert [row.id for row in audit.rows(admin, everything)] == seen
    said = repr([audit.get(admin, txn) for txn in seen])
    assert not any(word in said for word in ("Jean", "Kofi", "Mallory", "7946 0147", "7890", "Ferrygate"))
    for txn in set(everything) - set(seen):
        with pytest.raises(NotFound):
            audit.get(admin, txn)
    assert audit.ids(admin, AuditAsked(AuditPart.PEOPLE)) == []
    assert audit.ids(admin, AuditAsked(AuditPart.LOOKS)) == []
    assert audit.ids(admin, AuditAsked(text="Jean")) == []
    assert audit.check(admin, hub.folder.path, hub.folder.path).entries == 0


@pytest.fixture
def sealed(hub: OpenHub) -> str:
    """A transaction that touched an account and a table nobody classed, as concerns are; its key."""
    with hub.store.write(hub.actor.user_id) as work:
        work.log.created("user_account", [{"id": "a" * 32, "name": "Beside"}])
        work.log._append("concern", [("c" * 32, ChangeOp.CREATE, "", '"Ermintrude"', [])])
        return work.txn


def test_what_is_sealed_is_nothing_at_all_to_the_administrator(
    audit: Audit, hub: OpenHub, admin: Actor, sealed: str
) -> None:
    assert sealed in audit.ids(hub.actor, EVERYTHING)
    assert sealed not in audit.ids(admin, EVERYTHING)
    assert audit.rows(admin, [sealed]) == []


def test_what_is_sealed_says_nothing_to_the_lead_either(audit: Audit, hub: OpenHub, sealed: str) -> None:
    detail = audit.get(hub.actor, sealed)
    assert [one.part for one in detail.edits] == [AuditPart.SET_UP, AuditPart.SEALED]
    assert "Ermintrude" not in repr(detail)
    assert "c" * 32 not in repr(detail)


def test_every_table_of_the_log_is_classed_once_and_has_words_or_is_sealed() -> None:
    classed = [entity for names in query.PARTS.values() for entity in names.split()]
    assert len(classed) == len(set(classed))
    assert set(classed) <= set(FIELDS) - UNLOGGED
    assert set(classed) == set(RECORDS)
    sealed = set(FIELDS) - UNLOGGED - set(classed)
    assert all("concern" in entity for entity in sealed), f"give a part and words, or seal: {sealed}"


def test_a_long_transaction_is_read_as_far_as_it_is_shown(audit: Audit, hub: OpenHub) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        work.insert_many(Person, [{"number": n, "first_name": f"N{n}"} for n in range(1, 1500)])
    detail = newest(audit, hub)
    assert (len(detail.edits), detail.row.entries) == (SHOWN, 1000)
    assert detail.row.about == "N1 and others"


@pytest.fixture
def statements(hub: OpenHub) -> Iterator[list[str]]:
    """Every statement sent to the store."""
    sent: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(hub.store.reader, "before_cursor_execute", note)
    yield sent
    event.remove(hub.store.reader, "before_cursor_execute", note)


@pytest.mark.parametrize("calls", [1, 30])
def test_a_page_of_lines_takes_two_statements(
    audit: Audit, hub: OpenHub, statements: list[str], calls: int
) -> None:
    for number in range(calls):
        call(hub, name=f"N{number}")
    ids = audit.ids(hub.actor, EVERYTHING)
    statements.clear()
    assert len(audit.rows(hub.actor, ids)) == len(ids)
    assert len(statements) == 2
    statements.clear()
    audit.ids(hub.actor, AuditAsked(AuditPart.REQUESTS, hub.actor.user_id, 7))
    assert len(statements) == 1


def test_lines_of_the_log_are_read_from_the_end_of_one_index(hub: OpenHub) -> None:
    call(hub)
    sent: list[str] = []
    with hub.store.read() as session:
        for wanted in (query.AuditFilter(), query.AuditFilter(since=hub.tools.clock() - timedelta(days=7))):
            bound = {"a": query.first_key(wanted.since)} if wanted.since else {}
            where = "WHERE txn >= :a" if bound else ""
            sql = f"EXPLAIN QUERY PLAN SELECT DISTINCT txn FROM change {where} ORDER BY txn DESC LIMIT 10"
            plan = session.connection().exec_driver_sql(sql.replace(":a", "'0'")).fetchall()
            sent += [str(row[-1]) for row in plan]
    assert all("ix_change_txn" in one for one in sent)
    assert not any("TEMP B-TREE" in one for one in sent)


def test_the_log_is_walked_with_steps_and_damage_is_named(audit: Audit, hub: OpenHub) -> None:
    call(hub)
    heard: list[tuple[int, int]] = []
    notes = hub.folder.path / "notes"
    found = audit.check(hub.actor, hub.folder.path, notes, lambda done, total: heard.append((done, total)))
    assert (found.findings, heard[-1]) == ((), (found.entries, found.entries))
    assert hub.store.writer is not None
    with hub.store.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM change WHERE seq = 20")
    (finding,) = audit.check(hub.actor, hub.folder.path, notes).findings
    assert (finding.damage, finding.seq) == (Damage.REMOVED, 20)


def _first(hub: OpenHub) -> str:
    with hub.store.read() as session:
        return session.scalars(select(Person.id)).first() or ""


SOURCES = sorted(Path(desktop.services.__path__[0]).glob("*.py"))
ALLOWED = {"user_id", *(f"{whose}actor.user_id" for whose in ("", "self.", "self._", "hub.", "opened."))}
"""Whom a transaction may be in the name of; ``user_id`` is the account just being made with its hub."""
OF_NOBODY = frozenset({"concern_raising", "concern_sealing", "concerns"})
"""Services whose transactions are nobody's: who wrote them is told inside the seal."""


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_transaction_of_a_service_is_in_the_name_of_the_actor(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("store.write"):
            allowed = {"NOBODY"} if source.stem in OF_NOBODY else ALLOWED
            assert ast.unparse(node.args[0]) in allowed, f"{source.name}:{node.lineno}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_service_writes_past_the_log(source: Path) -> None:
    """Statements that write are made by the unit of work alone, which logs them."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sqlalchemy"):
            writing = {one.name for one in node.names} & {"insert", "update", "delete"}
            assert not writing or source.stem in PAST_THE_LOG, f"{source.name}:{node.lineno}"


PAST_THE_LOG = {"own_postcodes"}
"""Reference data of the hub's own that no table of the log holds (`db.fields.UNLOGGED`)."""


def test_what_every_kind_of_write_leaves_names_who_wrote(hub: OpenHub) -> None:
    other = "e" * 32
    with hub.store.write(other) as work:
        person = Person(number=70, first_name="A")
        work.add(person)
        work.session.flush()
        person.first_name = "B"
        work.insert_many(Person, [{"number": 71}])
        need = work.session.scalars(select(NeedType)).first()
        assert need is not None
        work.update_many(NeedType, {need.id: {"minutes": 3}})
        txn = work.txn
    with hub.store.read() as session:
        entries = list(session.scalars(select(Change).where(Change.txn == txn)))
    assert {one.user_id for one in entries} == {other}
    assert {one.row_id for one in entries} >= {person.id, need.id}
    assert date.today() >= entries[0].at.date()
