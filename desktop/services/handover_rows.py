"""The rows of a handover, from the hub's records to what the package's tables take.

Concerns are never read here. A private need loses its name, its words and every note on the way out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.enums import Answer, ContactOutcome, LawfulBasis, PhoneKind
from db.queries import handover as query
from db.queries.handover import (
    AttemptFacts,
    DeliveryFacts,
    HandoverFilter,
    PersonFacts,
    PhoneFacts,
    RequestFacts,
)
from desktop.domain.consent_rules import Agreed, Stand, Standing
from desktop.domain.phones import read_phone
from desktop.domain.references import Kind, write
from desktop.domain.safe_words import SafeWords, in_words
from desktop.services import handover_codes as codes
from desktop.services import handover_more as more
from desktop.services.consent_stands import NOTHING_SAID
from desktop.services.needs import PRIVATE_LABEL

Row = Mapping[str, Any]
OPEN, EVERY = "open", "all"
"""Which requests go where the filter does not say: open ones with chosen details, all with whole tables."""

_CONSENT = {
    Standing.YES: "yes",
    Standing.NO: "no",
    Standing.WITHDRAWN: "no",
    Standing.NOT_ASKED: "unknown",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """How the recipient may reach a person.

    Attributes:
        calls: the number to ring, in E.164; empty where there is none or it may not go.
        texts: the number to write to.
        email: the address to write to.
        conditions: when and how, in words; empty where there are none.
        withheld: whether something stayed behind because the conditions do not travel with it.
    """

    calls: str = ""
    texts: str = ""
    email: str = ""
    conditions: str = ""
    withheld: bool = False


@dataclass(slots=True)
class Rows:
    """Rows by table, and what could not be said.

    Attributes:
        tables: for chosen details one table named ``people``; else the whole ones.
        withheld: people whose numbers stayed behind, see `Reach`.
        unsaid: contacts tried that the councils' codes cannot say.
    """

    tables: dict[str, list[Row]] = field(default_factory=dict)
    withheld: int = 0
    unsaid: int = 0


def reach(person: PersonFacts, phones: Sequence[PhoneFacts], *, conditions_travel: bool) -> Reach:
    """Say how a recipient may reach a person, as safe contact allows.

    Args:
        person: whose safe contact counts.
        phones: their readable numbers, first choice first.
        conditions_travel: whether the recipient gets the words of the conditions; where not, a number that
            has any stays behind, for a call at the wrong hour can do harm.

    Returns:
        Numbers and conditions.
    """
    numbers = [(one.e164, _is_mobile(one)) for one in phones]
    if person.safe_number:
        safe = read_phone(person.safe_number).e164
        numbers = [(safe, safe.startswith("+447"))] if safe else []
    wish = SafeWords(person.safe_when, person.safe_message is Answer.NO, person.safe_post is Answer.NO)
    conditions = in_words(wish)
    if conditions and not conditions_travel:
        return Reach(withheld=bool(numbers or person.email))
    if conditions_travel and person.safe_number and numbers:
        conditions = in_words(wish._replace(no_other_number=True))
    may_write = person.safe_message is not Answer.NO
    return Reach(
        calls=numbers[0][0] if numbers else "",
        texts=next((number for number, mobile in numbers if mobile), "") if may_write else "",
        email=person.email if may_write else "",
        conditions=conditions,
    )


def _is_mobile(phone: PhoneFacts) -> bool:
    return phone.kind is PhoneKind.MOBILE or phone.e164.startswith("+447")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of a handover.

    Args:
        session: one unchanging picture of the store.
        people_ids: who goes in, in order.
        wanted: which of their requests.
        prefix: the laptop's letters in references.
        conditions_travel: see `reach`.
        health: keys of those whose health notes go: the lead agreed, and so may they; see `health_may_go`.
        today: the day of the handover; what is planned before it does not go.
    """

    session: Session
    people_ids: Sequence[str]
    wanted: HandoverFilter
    prefix: str = ""
    conditions_travel: bool = False
    health: frozenset[str] = frozenset()
    today: date = date.min

    def by_person(self) -> Rows:
        """One row a person."""
        return self._chosen(lambda person: ())

    def by_request(self) -> Rows:
        """One row a request; a person without one has a row without a need."""
        held = _grouped(
            query.requests(self.session, self.people_ids, self.wanted, OPEN), lambda one: one.person_id
        )
        return self._chosen(lambda person: held.get(person.id, ()))

    def whole(self, basis: LawfulBasis, stands: Mapping[str, Agreed], reason: str) -> Rows:
        """The whole tables, and what is planned.

        Args:
            basis: the reason in law.
            stands: what each person's answers come to.
            reason: why it is handed over, put beside every request still open.

        Returns:
            Rows by table.
        """
        made = Rows()
        made.tables["people"] = [
            _whole_person(person, how, basis, stands.get(person.id, NOTHING_SAID).sharing)
            for person, how in self._people(made)
        ]
        requests = query.requests(self.session, self.people_ids, self.wanted, EVERY)
        diets = {row["person_id"]: row["diet"] for row in made.tables["people"]}
        keys = [one.id for one in requests]
        attempts = query.attempts(self.session, keys)
        last = {one.request_id: one.outcome for one in attempts}
        made.tables["help_requests"] = [
            _whole_request(one, reason, last.get(one.id), has_diet=bool(diets[_uuid(one.person_id)]))
            for one in requests
        ]
        told = [_attempt(one) for one in attempts]
        made.tables["contact_attempts"] = [row for row in told if row is not None]
        made.unsaid = told.count(None)
        hidden = {one.id for one in requests if one.is_private}
        made.tables["deliveries"] = [
            row
            for one in query.deliveries(self.session, keys)
            if (row := _delivery(one, is_private=one.request_id in hidden)) is not None
        ]
        told_of = [key for key in keys if key not in hidden]
        made.tables["referrals"] = more.referral_rows(self.session, told_of)
        made.tables["rota"] = more.rota_rows(self.session, keys, self.today, self.prefix)
        return made

    def volunteers(self, person_ids: Sequence[str], *, with_checks: bool) -> list[Row]:
        """Volunteers, each with the number safe contact lets go; see `handover_more.volunteer_rows`."""
        people, phones = more.facts_of(self.session, person_ids)
        numbers = {
            one.id: reach(one, phones.get(one.id, ()), conditions_travel=False).calls for one in people
        }
        return more.volunteer_rows(self.session, person_ids, numbers, with_checks=with_checks)

    def _chosen(self, requests_of: Callable[[PersonFacts], Iterable[RequestFacts]]) -> Rows:
        made = Rows()
        rows: list[Row] = []
        for person, how in self._people(made):
            about = self._about(person, how)
            asked = [{**about, **self._asked(one)} for one in requests_of(person)]
            rows.extend(asked or [about])
        made.tables["people"] = rows
        return made

    def _people(self, made: Rows) -> Iterable[tuple[PersonFacts, Reach]]:
        phones = _grouped(query.phones(self.session, self.people_ids), lambda one: one.person_id)
        for person in query.people(self.session, self.people_ids):
            how = reach(person, phones.get(person.id, ()), conditions_travel=self.conditions_travel)
            made.withheld += how.withheld
            yield person, how

    def _about(self, person: PersonFacts, how: Reach) -> dict[str, Any]:
        return {
            "person_id": person.id,
            "reference": write(Kind.PERSON, person.number, self.prefix),
            "area": person.area,
            "area_code": person.ward_code,
            "postcode": person.postcode,
            "date_of_birth": person.date_of_birth,
            "household_size": person.household_size,
            "first_name": person.first_name or person.preferred_name,
            "last_name": person.last_name,
            "contact_number_calls": how.calls,
            "address_line1": person.address_line1,
            "address_line2": person.address_line2,
            "address_town_city": person.town,
            "contact_email": how.email,
            "language_code": person.language_code,
            "communication_needs": _joined(how.conditions, person.communication_needs),
            "dietary": person.food_needs,
            "health_notes": person.good_to_know if person.id in self.health else "",
        }

    def _asked(self, request: RequestFacts) -> dict[str, Any]:
        return {
            "reference": write(Kind.REQUEST, request.number, self.prefix),
            "need": PRIVATE_LABEL if request.is_private else request.need,
            "need_private": request.is_private,
            "urgency": codes.URGENCY_WORDS[request.urgency],
            "date_asked": _local(request.taken_at).date(),
            "notes": "" if request.is_private else request.words,
        }


def _whole_person(person: PersonFacts, how: Reach, basis: LawfulBasis, stand: Stand) -> Row:
    return {
        "person_id": _uuid(person.id),
        "first_name": person.first_name,
        "middle_name": person.middle_name,
        "last_name": person.last_name,
        "preferred_name": person.preferred_name,
        "date_of_birth": person.date_of_birth,
        "address_line1": person.address_line1,
        "address_line2": person.address_line2,
        "address_town_city": person.town,
        "address_postcode": person.postcode,
        "address_uprn": person.uprn,
        "ladcode": person.la_code,
        "ward_code": person.ward_code,
        "contact_number_calls": how.calls,
        "contact_number_texts": how.texts,
        "contact_email": how.email,
        "contact_preference": person.contact_preference,
        "communication_needs": _joined(how.conditions, person.communication_needs),
        "language_code": person.language_code,
        "record_status": codes.RECORD_STATUS[person.status],
        "consent_to_share": _CONSENT[stand.standing],
        "consent_recorded_at": stand.since,
        "lawful_basis": basis,
        "updated_at": person.updated_at,
        "diet": person.food_needs,
        "source_reference": person.source_reference,
        "conditions": how.conditions,
    }


def _whole_request(request: RequestFacts, reason: str, last: ContactOutcome | None, *, has_diet: bool) -> Row:
    on_behalf = bool(request.caller_name or request.caller_relationship or request.caller_phone)
    status = codes.REQUEST_STATUS[request.status]
    is_open = status in ("new", "assigned", "in_progress")
    private = request.is_private
    return {
        "request_id": _uuid(request.id),
        "person_id": _uuid(request.person_id),
        "received_at": request.taken_at,
        "channel": codes.CHANNEL[request.source],
        "on_behalf": on_behalf,
        "on_behalf_name": request.caller_name,
        "on_behalf_contact_number": read_phone(request.caller_phone).e164 if request.caller_phone else "",
        "relationship_with_resident": request.caller_relationship,
        "consent_to_complete_on_behalf": _yes_no(request.caller_knows) if on_behalf else "",
        "help_needed": "something_else" if private else request.handover_code,
        "help_needed_subtype": PRIVATE_LABEL if private else request.need,
        "need_private": private,
        "need_code": "" if private else request.need_code,
        "urgency": codes.URGENCY[request.urgency],
        "dietary_requirements": "yes" if has_diet else "unknown",
        "callback_required": last is ContactOutcome.CALL_BACK,
        "status": status,
        "handover_reason": reason if is_open and not private else "",
        "notes": "" if private else request.words,
    }


def _attempt(one: AttemptFacts) -> Row | None:
    channel, outcome = codes.ATTEMPT_CHANNEL.get(one.channel), codes.ATTEMPT_OUTCOME.get(one.outcome)
    if channel is None or outcome is None:
        return None
    return {
        "attempt_id": _uuid(one.id),
        "request_id": _uuid(one.request_id),
        "attempted_at": one.at,
        "direction": one.direction,
        "channel": channel,
        "outcome": outcome,
    }


def _delivery(one: DeliveryFacts, *, is_private: bool) -> Row | None:
    code = codes.STILL_OUT if one.outcome is None else codes.DELIVERY_OUTCOME.get(one.outcome)
    if code is None:
        return None
    silent = is_private or one.outcome in codes.UNSAID_NOTES
    return {
        "delivery_id": _uuid(one.id),
        "request_id": _uuid(one.request_id),
        "delivery_date": one.on_date,
        "outcome_code": code,
        "comment": "" if silent else one.outcome_note,
    }


def _uuid(key: str) -> str:
    return str(UUID(key))


def _yes_no(answer: Answer) -> str:
    return {Answer.YES: "yes", Answer.NO: "no"}.get(answer, "unknown")


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def _local(moment: datetime) -> datetime:
    return moment.astimezone()


def _grouped(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
