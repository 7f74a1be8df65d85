"""Rows of the Human Services Data Specification 3.0 read as a directory, whoever wrote them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.enums import Layer, RiskTier
from desktop.domain.directory_facts import (
    NOT_GIVEN,
    AreaFacts,
    Directory,
    HoursFacts,
    OrganisationFacts,
    ServiceFacts,
    TownOf,
    joined_address,
    key_of,
    part_id,
    tidy_phone,
)
from desktop.domain.hsds_terms import DAYS, DETAILS, NEEDS, STATUS_IN, layer_term, term_id
from desktop.domain.postcodes import normalise
from desktop.domain.text import clean, clean_lines, fold

Row = Mapping[str, str]

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9](?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_AGE = re.compile(r"([0-9]{1,3})(?:\.0+)?")
_CAPACITY = re.compile("[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something in a file that could not be taken as it is.

    Args:
        table: the standard's table.
        row: the line in its file, the heading being 1; 0 for the table as a whole.
        column: the field; empty for the row.
        message: what is wrong and what becomes of it.
    """

    table: str
    row: int
    column: str
    message: str


@dataclass(slots=True)
class ReadDirectory:
    """What was read.

    Attributes:
        directory: the organisations and services.
        notes: what could not be taken.
    """

    directory: Directory = field(default_factory=Directory)
    notes: list[RowNote] = field(default_factory=list)


@dataclass(slots=True)
class _Linked:
    """Rows by what they belong to."""

    phones: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, Row] = field(default_factory=dict)
    hours: dict[str, list[tuple[int, Row]]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    languages: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    needs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    details: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


class DirectoryReader:
    """Reads one set of tables.

    Attributes:
        notes: what could not be taken so far.
    """

    def __init__(
        self, tables: Mapping[str, list[dict[str, str]]], needs: Mapping[str, str], town_of: TownOf
    ) -> None:
        """Take the tables.

        Args:
            tables: rows by the standard's table name, cells as text.
            needs: the hub's need types, code to words.
            town_of: finds the local authority of a postcode.
        """
        self._tables = tables
        self._needs = needs
        self._by_words = {fold(words): code for code, words in needs.items()}
        self._town_of = town_of
        self.notes: list[RowNote] = []
        self._linked = _Linked()

    def read(self) -> ReadDirectory:
        """Read everything."""
        self._link()
        organisations = dict(self._records("organization", self._organisation))
        services = dict(self._records("service", self._service))
        kept = []
        for row, service in services.values():
            if service.organisation_key in {one.key for _, one in organisations.values()}:
                kept.append(service)
            else:
                words = "No organisation in the file has this id. The service was left out."
                self._note("service", row, "organization_id", words)
        whole = Directory(tuple(one for _, one in organisations.values()), tuple(kept), dict(self._needs))
        return ReadDirectory(whole, self.notes)

    def _records(self, table: str, read: Any) -> Iterable[tuple[str, tuple[int, Any]]]:
        seen: set[str] = set()
        for number, row in self._rows(table):
            key = key_of(row.get("id", ""))
            if not key or not clean(row.get("name", "")):
                column = "name" if key else "id"
                self._note(table, number, column, "A value is needed here. The row was left out.")
            elif key in seen:
                self._note(table, number, "id", "Another row has the same id. The second was left out.")
            else:
                seen.add(key)
                found = read(key, number, row)
                if found is not None:
                    yield key, (number, found)

    def _organisation(self, key: str, _number: int, row: Row) -> OrganisationFacts:
        linked, name = self._linked, clean(row["name"])
        said = clean_lines(row.get("description", ""))
        contacts = [one for one in linked.contacts[key] if clean(one.get("name", ""))]
        first = next((one for one in contacts if not _is_deputy(key, one)), {})
        second = next((one for one in contacts if one is not first), {})
        address, postcode = self._address(linked.places[key])
        details = dict(linked.details[key])
        layers = (layer for layer in Layer if layer_term(layer) in details)
        return OrganisationFacts(
            key=key,
            name=name,
            layer=next(layers, Layer.OTHER),
            remit="" if said == name else said,
            boundaries=clean_lines(details.get("boundaries", "")),
            contact_name=clean(first.get("name", "")),
            contact_role=clean(first.get("title", "")),
            deputy_name=clean(second.get("name", "")),
            deputy_role=_role(second),
            deputy_phone=self._phone(key_of(second.get("id", ""))),
            phone=self._phone(key) or self._phone(key_of(first.get("id", ""))),
            email=clean(row.get("email", "")) or clean(first.get("email", "")),
            url=clean(row.get("website", "")),
            address=address,
            postcode=postcode,
        )

    def _service(self, key: str, number: int, row: Row) -> ServiceFacts | None:
        status = STATUS_IN.get(clean(row.get("status", "")).lower().replace("_", " "))
        if status is None:
            words = "This is none of: active, inactive, defunct, temporarily closed. The row was left out."
            self._note("service", number, "status", words)
            return None
        address, postcode = self._address(self._linked.places[key])
        codes = [code for code, _ in self._linked.details[key]]
        return ServiceFacts(
            key=key,
            organisation_key=key_of(row.get("organization_id", "")),
            name=clean(row["name"]),
            status=status,
            description=clean_lines(row.get("description", "")),
            eligibility=clean_lines(row.get("eligibility_description", "")),
            minimum_age=self._age(number, row, "minimum_age"),
            maximum_age=self._age(number, row, "maximum_age"),
            how_to_refer=clean_lines(row.get("application_process", "")),
            interpreters=clean_lines(row.get("interpretation_services", "")),
            cost=clean_lines(row.get("fees_description", "") or row.get("fees", "")),
            phone=self._phone(key),
            email=clean(row.get("email", "")),
            url=clean(row.get("url", "")),
            address=address,
            postcode=postcode,
            verified_on=self._day(number, row, "assured_date"),
            needs=tuple(sorted(set(self._linked.needs[key]))),
            languages=self._languages(key),
            areas=self._areas(key),
            hours=self._hours(key),
            collects="collects" in codes,
            delivers="delivers" in codes,
            everywhere="everywhere" in codes,
            **self._values(key),
        )

    def _values(self, key: str) -> dict[str, Any]:
        details = self._linked.details[key]
        room = next((value for code, value in details if code == "capacity_week"), "")
        risks = (tier.value for tier in RiskTier if any(code == f"risk_up_to_{tier}" for code, _ in details))
        return {
            "capacity_week": int(room) if _CAPACITY.fullmatch(room) else None,
            "food_cultures": tuple(sorted({v for code, v in details if code == "food_culture" and v})),
            "risk_up_to": next(risks, ""),
        }

    def _link(self) -> None:
        of_service = {
            key_of(r.get("id", "")): key_of(r.get("service_id", "")) for _, r in self._rows("contact")
        }
        for _, row in self._rows("phone"):
            named = key_of(row.get("contact_id", ""))
            owners = (key_of(row.get(name, "")) for name in ("service_id", "organization_id"))
            owner = next(filter(None, owners), "") or named
            self._linked.phones[owner].append(row)
            if owner == named and of_service.get(named):
                self._linked.phones[of_service[named]].append(row)
        for _, row in self._rows("contact"):
            self._linked.contacts[key_of(row.get("organization_id", ""))].append(row)
        self._link_places()
        for number, row in self._rows("schedule"):
            self._linked.hours[key_of(row.get("service_id", ""))].append((number, row))
        for _, row in self._rows("service_area"):
            self._linked.areas[key_of(row.get("service_id", ""))].append(row)
        for _, row in self._rows("language"):
            self._linked.languages[key_of(row.get("service_id", ""))].append(row)
        self._link_terms()

    def _link_places(self) -> None:
        linked = self._linked
        served = set()
        for _, row in self._rows("service_at_location"):
            place = key_of(row.get("location_id", ""))
            served.add(place)
            linked.places[key_of(row.get("service_id", ""))].append(place)
        for _, row in self._rows("location"):
            place = key_of(row.get("id", ""))
            if place not in served:
                linked.places[key_of(row.get("organization_id", ""))].append(place)
        for _, row in self._rows("address"):
            linked.addresses.setdefault(key_of(row.get("location_id", "")), row)

    def _link_terms(self) -> None:
        terms = {key_of(row.get("id", "")): row for _, row in self._rows("taxonomy_term")}
        of_details = key_of(term_id(DETAILS, ""))
        of_needs = key_of(term_id(NEEDS, ""))
        for number, row in self._rows("attribute"):
            owner = key_of(row.get("link_id", ""))
            term = terms.get(key_of(row.get("taxonomy_term_id", "")), {})
            taxonomy = key_of(term.get("taxonomy_id", ""))
            code, words = clean(term.get("code", "")), clean(term.get("name", ""))
            if taxonomy == of_details:
                code = code.removeprefix("detail_") or fold_code(words)
                self._linked.details[owner].append((code, clean_lines(row.get("value", ""))))
                continue
            known = code if code in self._needs else self._by_words.get(fold(words), "")
            if known:
                self._linked.needs[owner].append(known)
            elif taxonomy == of_needs or row.get("link_entity", "service") == "service":
                said = f"The hub has no need type {words or code}. The service is taken without it."
                self._note("attribute", number, "taxonomy_term_id", said)

    def _address(self, places: list[str]) -> tuple[str, str]:
        row = next((self._linked.addresses[one] for one in places if one in self._linked.addresses), None)
        if row is None:
            return "", ""
        written = clean(row.get("postal_code", ""))
        postcode = "" if written == NOT_GIVEN else normalise(written)
        parts = [row.get(name, "") for name in ("address_1", "address_2", "city")]
        return joined_address(parts, postcode, self._town_of), postcode

    def _phone(self, owner: str) -> str:
        rows = self._linked.phones.get(owner, []) if owner else []
        return next(filter(None, (tidy_phone(row.get("number", "")) for row in rows)), "")

    def _languages(self, key: str) -> tuple[str, ...]:
        rows = self._linked.languages[key]
        said = {clean(row.get("code", "")).lower() or clean(row.get("name", "")) for row in rows}
        return tuple(sorted(said - {""}))

    def _areas(self, key: str) -> tuple[AreaFacts, ...]:
        made = set()
        for row in self._linked.areas[key]:
            extent = clean(row.get("extent", "")) if row.get("extent_type") == "postcodes" else ""
            parts = tuple(part for part in map(clean, extent.split(",")) if part)
            if name := clean(row.get("name", "")):
                made.add(AreaFacts(name, parts))
        return tuple(sorted(made, key=lambda one: (one.name, one.parts)))

    def _hours(self, key: str) -> tuple[HoursFacts, ...]:
        made: dict[tuple[int, str], tuple[str, str]] = {}
        for number, row in self._linked.hours[key]:
            days = [day for day in re.split(r"[,\s]+", row.get("byday", "").upper()) if day]
            weekly = clean(row.get("freq", "")).upper() in ("", "WEEKLY") and row.get("interval", "") in (
                "",
                "1",
            )
            if not weekly or not days or not set(days) <= set(DAYS):
                words = "Only openings of every week on named days are kept. This one was left out."
                self._note("schedule", number, "byday", words)
                continue
            opens, closes = (self._time(number, row, name) for name in ("opens_at", "closes_at"))
            note = clean(row.get("notes", ""))
            if opens and closes:
                made.update({(DAYS.index(day), opens): (closes, note) for day in days})
            else:
                words = "An opening needs the time it opens and the time it closes. It was left out."
                self._note("schedule", number, "opens_at", words)
        return tuple(HoursFacts(day, opens, *rest) for (day, opens), rest in sorted(made.items()))

    def _time(self, number: int, row: Row, column: str) -> str:
        text = clean(row.get(column, ""))
        if not text:
            return ""
        if found := _TIME.fullmatch(text):
            return f"{int(found[1]):02}:{found[2]}"
        self._note("schedule", number, column, "This should be a time such as 09:30:00. It was left out.")
        return ""

    def _age(self, number: int, row: Row, column: str) -> int | None:
        text = clean(row.get(column, ""))
        if not text:
            return None
        if (found := _AGE.fullmatch(text)) and int(found[1]) <= 150:
            return int(found[1])
        self._note("service", number, column, "This should be an age in years. It was left out.")
        return None

    def _day(self, number: int, row: Row, column: str) -> date | None:
        text = clean(row.get(column, ""))
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            words = "This should be a date such as 2026-01-05. It was left out."
            self._note("service", number, column, words)
            return None

    def _rows(self, table: str) -> Iterable[tuple[int, Row]]:
        return enumerate(self._tables.get(table, ()), 2)

    def _note(self, table: str, row: int, column: str, message: str) -> None:
        self.notes.append(RowNote(table, row, column, message))


def _is_deputy(key: str, contact: Row) -> bool:
    """Whether a contact is the second to ask for: by the id we give one, otherwise by their title."""
    row_id = clean(contact.get("id", ""))
    if row_id == part_id(key, "contact"):
        return False
    return row_id == part_id(key, "deputy") or fold(contact.get("title", "")) == "deputy"


def _role(deputy: Row) -> str:
    title = clean(deputy.get("title", ""))
    return "" if title == "Deputy" else title


def fold_code(words: str) -> str:
    """The code of a detail whose vocabulary came without codes, as in the tables of the UK profile."""
    return words.lower().replace(" ", "_")
