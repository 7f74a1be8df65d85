"""How each kind of record that may be past its time is read, in the order they go."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from db.enums_protection import RetentionType
from db.queries import retention as query
from db.queries.retention import Aged
from db.queries.retention_money import money_words
from db.queries.retention_offers import neighbour_offers
from db.queries.retention_out import were_out

READERS: dict[RetentionType, Callable[[Session, date], list[Aged]]] = {
    RetentionType.PEOPLE: query.people,
    RetentionType.VOLUNTEERS: query.volunteers,
    RetentionType.APPLICANTS: query.applicants,
    RetentionType.REQUESTS: query.requests,
    RetentionType.CONTACTS: query.contacts,
    RetentionType.SHIFT_NOTES: query.shift_notes,
    RetentionType.GROUP_NOTES: query.group_notes,
    RetentionType.ANSWERED: query.answered,
    RetentionType.NEIGHBOURS: neighbour_offers,
    RetentionType.MONEY: money_words,
    RetentionType.OUT: were_out,
}
"""Half-typed work lies in a file of its own, and is read there."""
