"""A directory from a file held against the hub's own, and brought in as somebody chose, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from sqlalchemy import select

from db.enums import Answer, AreaKind, AreaPartKind, RiskTier
from db.enums_services import FoodCulture, ServiceStatus
from db.models import Area, AreaPart, Organisation, ServiceArea, ServiceHours, ServiceNeed
from db.models import Service as ServiceRecord
from db.queries import directory_exchange as query
from db.session import UnitOfWork
from desktop.domain.directory_compare import Compared, RowState, compare
from desktop.domain.directory_facts import AreaFacts, Directory, HoursFacts, OrganisationFacts, ServiceFacts
from desktop.domain.hsds_in import DirectoryReader, RowNote
from desktop.domain.hsds_out import write_directory
from desktop.domain.postcodes import looks_complete, normalise
from desktop.domain.text import clean, fold
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.directory_facts import all_facts, towns
from desktop.services.records import get, set_fields
from desktop.services.routing import reroute, router

_SETS = ("needs", "areas", "hours")
_OWN = ("key", "organisation_key", "is_secret", *_SETS)


@dataclass(frozen=True, slots=True)
class DirectoryDryRun:
    """What bringing a directory in would do; nothing is written yet.

    Attributes:
        rows: organisations and services, each with what would become of it.
        notes: what could not be taken as it stands in the file.
        new_areas: names of areas that would be added.
    """

    rows: tuple[Compared, ...]
    notes: tuple[RowNote, ...]
    new_areas: tuple[str, ...]

    def count(self, state: RowState) -> int:
        """How many rows are in a state."""
        return sum(row.state is state for row in self.rows)

    @property
    def suggested(self) -> frozenset[str]:
        """Keys of rows ticked at first: what is new, and what changed unless the hub knows better."""
        return frozenset(
            row.key
            for row in self.rows
            if row.state is RowState.NEW or (row.state is RowState.CHANGED and not row.is_newer_here)
        )


class DirectoryImports(Service):
    """Verbs on directories of others."""

    @verb("import.preview")
    def dry_run(
        self, _actor: Actor, tables: Mapping[str, list[dict[str, str]]], notes: Iterable[RowNote] = ()
    ) -> DirectoryDryRun:
        """Hold tables against what the hub has; nothing is written.

        Args:
            _actor: who asks.
            tables: rows by the standard's table name.
            notes: what could not be read.
        """
        with self.store.read() as session:
            held = query.everything(session)
            names = {code: label for code, (_, label) in query.need_types(session).items()}
            gone = query.taken_off(session)
        ours = all_facts(held, names)
        postcodes = [row.get("postal_code", "") for row in tables.get("address", ())]
        postcodes += [one.postcode for one in ours.organisations]
        postcodes += [one.postcode for one in ours.services]
        town_of = towns(self.tools, postcodes)
        found = DirectoryReader(tables, names, town_of).read()
        kept, said = _without_gone(found.directory, gone)
        mine = _as_written(ours, names, town_of)
        rows = tuple(compare(mine, _fitting(kept)))
        known = {fold(name) for name, _ in held.patches.values()}
        met = {fold(area.name): area.name for one in kept.services for area in one.areas}
        areas = tuple(sorted(name for key, name in met.items() if key not in known))
        return DirectoryDryRun(rows, (*notes, *found.notes, *said), areas)

    @verb("import.apply")
    def apply(self, actor: Actor, dry_run: DirectoryDryRun, chosen: frozenset[str]) -> Changes:
        """Bring in the rows chosen, in one transaction.

        Args:
            actor: who brings it in.
            dry_run: what was shown.
            chosen: keys of its rows.
        """
        wanted = [row for row in dry_run.rows if row.key in chosen and row.state is not RowState.SAME]
        with self.store.write(actor.user_id) as work:
            count = _Writer(work).write(wanted)
            words = "1 record" if count == 1 else f"{count:,} records"
            return changes(work, "", f"Brought in {words} of a directory")


def _as_written(ours: Directory, names: dict[str, str], town_of: Any) -> Directory:
    """The hub's directory as a file of it would be read, so that only real differences show."""
    open_ones = replace(ours, services=tuple(replace(one, is_secret=False) for one in ours.services))
    written = write_directory(open_ones, town_of, with_contacts=True)
    read = DirectoryReader(written.tables, names, town_of).read().directory
    secret = {one.key for one in ours.services if one.is_secret}
    return replace(
        read, services=tuple(replace(one, is_secret=one.key in secret) for one in _fitting(read).services)
    )


def _without_gone(found: Directory, gone: set[str]) -> tuple[Directory, list[RowNote]]:
    """Leave out what was taken off a list here: it comes back only by hand."""
    words = "{} was taken off the list here. Bring it back there first."
    notes = [
        RowNote(table, 0, "", words.format(one.name))
        for table, records in (("organization", found.organisations), ("service", found.services))
        for one in records
        if one.key in gone
    ]
    organisations = tuple(one for one in found.organisations if one.key not in gone)
    hosts = {one.key for one in organisations}
    services = tuple(one for one in found.services if one.key not in gone and one.organisation_key in hosts)
    return replace(found, organisations=organisations, services=services), notes


def _fitting(found: Directory) -> Directory:
    """Leave out codes the hub has no word for."""
    foods = set(FoodCulture)
    return replace(
        found,
        services=tuple(
            replace(one, food_cultures=tuple(code for code in one.food_cultures if code in foods))
            for one in found.services
        ),
    )


class _Writer:
    """Writes rows chosen, organisations first."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._needs = {code: key for code, (key, _) in query.need_types(work.session).items()}
        held = list(work.session.execute(select(Area.id, Area.name).where(Area.voided_at.is_(None))))
        self._named = {fold(area): key for key, area in held} | {area: key for key, area in held}
        self._added: dict[AreaFacts, str] = {}

    def write(self, wanted: list[Compared]) -> int:
        """Write them all; gives how many were written."""
        before = router(self._work.session)
        services = [row for row in wanted if row.is_service]
        organisations = [row for row in wanted if not row.is_service]
        self._organisations(organisations)
        count = self._services(services)
        self._work.session.flush()
        if self._added:
            reroute(self._work, before, router(self._work.session))
        return len(organisations) + count

    def _area_key(self, area: AreaFacts) -> str:
        """The area of that name, added where the hub had none before."""
        held = self._named.get(area.name) or self._named.get(fold(area.name)) or self._added.get(area)
        if held is None:
            held = self._added[area] = self._area(area)
        return held

    def _area(self, area: AreaFacts) -> str:
        made = Area(name=area.name, kind=AreaKind.LOCALITY, note="From a directory brought in.")
        self._work.add(made)
        self._work.session.flush()
        parts = {part: kind for part in area.parts if (kind := part_kind(part))}
        self._work.add(*(AreaPart(area_id=made.id, kind=kind, value=value) for value, kind in parts.items()))
        return made.id

    def _organisations(self, rows: list[Compared]) -> None:
        new = [row for row in rows if row.state is RowState.NEW]
        if new:
            number = self._work.next_number("organisation", len(new))
            made = [
                _columns(row.facts) | {"id": row.key, "number": number + place}
                for place, row in enumerate(new)
            ]
            self._work.insert_many(Organisation, made)
        for row in rows:
            if row.state is RowState.CHANGED:
                one = get(self._work.session, Organisation, row.key, "organisation")
                set_fields(one, {edit.field: edit.after for edit in row.edits})

    def _services(self, rows: list[Compared]) -> int:
        hosts = set(self._work.session.scalars(select(Organisation.id)))
        new = [row for row in rows if row.state is RowState.NEW and _host(row) in hosts]
        if new:
            number = self._work.next_number("service", len(new))
            made = [
                self._service(row) | {"id": row.key, "number": number + place}
                for place, row in enumerate(new)
            ]
            self._work.insert_many(ServiceRecord, made)
            for row in new:
                for name in _SETS:
                    self._set(row.key, name, getattr(row.facts, name))
        for row in rows:
            if row.state is RowState.CHANGED:
                self._change(row)
            elif row.state is RowState.WITHDRAWN:
                one = get(self._work.session, ServiceRecord, row.key, "service")
                set_fields(one, {"status": ServiceStatus.INACTIVE})
        return len(new) + sum(row.state is not RowState.NEW for row in rows)

    def _service(self, row: Compared) -> dict[str, Any]:
        facts = row.facts
        assert isinstance(facts, ServiceFacts)
        values = _columns(facts)
        # It stood in somebody's directory already, so it may stand in this hub's.
        return values | {"in_leaflet": Answer.YES, "note": ""}

    def _change(self, row: Compared) -> None:
        one = get(self._work.session, ServiceRecord, row.key, "service")
        values = {
            edit.field: _stored(edit.field, edit.after) for edit in row.edits if edit.field not in _SETS
        }
        set_fields(one, values)
        for edit in row.edits:
            if edit.field in _SETS:
                self._clear(row.key, edit.field)
                self._set(row.key, edit.field, edit.after)

    def _clear(self, key: str, name: str) -> None:
        models: dict[str, Any] = {"needs": ServiceNeed, "areas": ServiceArea, "hours": ServiceHours}
        model = models[name]
        held = self._work.session.scalars(select(model).where(model.service_id == key)).all()
        for one in held:
            self._work.session.delete(one)
        self._work.session.flush()

    def _set(self, key: str, name: str, values: Iterable[Any]) -> None:
        if name == "needs":
            found = [self._needs[code] for code in values if code in self._needs]
            rows: list[dict[str, Any]] = [{"service_id": key, "need_type_id": one} for one in found]
            self._work.insert_many(ServiceNeed, rows)
        elif name == "areas":
            keys = dict.fromkeys(self._area_key(area) for area in values)
            self._work.insert_many(ServiceArea, [{"service_id": key, "area_id": one} for one in keys])
        else:
            self._work.insert_many(ServiceHours, [_hours(key, one) for one in values])


def part_kind(text: str) -> AreaPartKind | None:
    """What sort of part of an area a text of a file is; None for what is none."""
    tidy = normalise(text)
    if looks_complete(tidy):
        return AreaPartKind.POSTCODE
    if len(tidy) == 9 and tidy[0] in "EWSN" and tidy[1:].isdigit():
        return AreaPartKind.WARD
    outward, _, inward = tidy.partition(" ")
    if not 2 <= len(outward) <= 4 or not outward[0].isalpha() or not outward[1:].isalnum():
        return None
    if not any(letter.isdigit() for letter in outward):
        return None
    if inward:
        return AreaPartKind.SECTOR if len(inward) == 1 and inward.isdigit() else None
    return AreaPartKind.OUTCODE


def _host(row: Compared) -> str:
    return row.facts.organisation_key if isinstance(row.facts, ServiceFacts) else ""


def _columns(facts: OrganisationFacts | ServiceFacts) -> dict[str, Any]:
    names = [name for name in facts.__slots__ if name not in _OWN]
    values = {name: _stored(name, getattr(facts, name)) for name in names}
    if isinstance(facts, ServiceFacts):
        values["organisation_id"] = facts.organisation_key
    return values


def _stored(name: str, value: Any) -> Any:
    """A value as its column holds it."""
    if name == "status":
        return ServiceStatus(value)
    if name == "risk_up_to":
        return RiskTier(value) if value else RiskTier.LOW
    return list(value) if isinstance(value, tuple) else value


def _hours(key: str, one: HoursFacts) -> dict[str, Any]:
    return {
        "service_id": key,
        "weekday": one.weekday,
        "opens_at": time.fromisoformat(one.opens_at),
        "closes_at": time.fromisoformat(one.closes_at),
        "note": clean(one.note),
    }
