"""What everybody's answers about one recipient come to: read once for handovers and for what follows them."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy.orm import Session

from db.queries import handover as query
from desktop.domain.consent_rules import Agreed, Said, agreed
from desktop.services.limits import limits

NOTHING_SAID = Agreed()
"""Of somebody who was never asked."""


def stands_with(session: Session, recipient_id: str) -> Mapping[str, Agreed]:
    """What the answers of each person asked about a recipient come to, by key of the person.

    Who asked to restrict the use of their data, or objected to it, is in it whether asked or not.
    """
    said: dict[str, list[Said]] = defaultdict(list)
    for row in query.answers(session, recipient_id):
        said[row.person_id].append(Said(*row[1:]))
    held = limits(session)
    made = {person_id: agreed(answers) for person_id, answers in said.items()}
    return made | {key: made.get(key, NOTHING_SAID)._replace(limit=one.limit) for key, one in held.items()}
