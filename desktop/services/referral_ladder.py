"""The ladder of help for a request: the lowest layer that can meet it safely, as things stand now."""

import json
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Answer
from db.enums_services import ServiceStatus
from db.models import Household, NeedType, Person, Request
from db.queries import ladder as query
from db.queries import matching
from db.queries.ladder import OfferRow
from desktop.domain.directory import room_left, week_of
from desktop.domain.ladder import USUAL_RISK, Asked, Helper, Ladder, climb
from desktop.services.base import Actor, Service, verb
from desktop.services.matching import Matching
from desktop.services.needs import sees_private
from desktop.services.records import get


class ReferralLadder(Service):
    """What the ladder proposes."""

    @verb("referral.see")
    def climb(
        self,
        actor: Actor,
        request_id: str,
        own: Answer = Answer.NOT_ASKED,
        around: Answer = Answer.NOT_ASKED,
    ) -> Ladder | None:
        """Propose a layer for a request, from clearance, capacity and remit.

        Args:
            actor: who asks.
            request_id: the request.
            own: whether the person can do it themselves with a little help.
            around: whether people around them can.

        Returns:
            The ladder; None where the need is private and not the actor's: who takes it would name it.
        """
        with self.store.read() as session:
            request = get(session, Request, request_id, "request")
            need = session.get_one(NeedType, request.need_type_id)
            if need.is_private and not sees_private(actor, request.taken_by_id):
                return None
            areas, since = _areas(session, request), week_of(self.today())
            helpers = [self._helper(one) for one in query.offers(session, need.id, areas, since)]
            task_id = matching.next_task(session, request_id, self.today())
            risk = need.risk
        cleared = None
        if task_id is not None and actor.may("match.see"):
            cleared = Matching(self.tools).for_task(actor, task_id, limit=1).matches.fit_count
        return climb(risk, Asked(own, around, cleared), helpers)

    def _helper(self, one: OfferRow) -> Helper:
        until, sent = one.agreement_until, [date.fromisoformat(at[:10]) for at in json.loads(one.sent_on)]
        return Helper(
            id=one.organisation_id,
            name=one.name,
            layer=one.layer,
            takes_need=True,
            covers_area=bool(one.covers),
            # A body that lists no service is taken at what its layer usually takes on.
            risk_up_to=one.risk_up_to or USUAL_RISK[one.layer],
            left=room_left(one.a_week, one.told, one.asked_on, sent, self.today()),
            is_open=one.status is ServiceStatus.ACTIVE,
            agreement_over=until is not None and until < self.today(),
            service=one.service,
        )


def _areas(session: Session, request: Request) -> list[str]:
    """Where the person lives, and every larger area it lies in."""
    person = session.get_one(Person, request.person_id)
    home = session.get(Household, person.household_id) if person.household_id else None
    line, found = matching.area_line(session), list[str]()
    area = home.area_id if home else None
    while area and area not in found:
        found.append(area)
        area = line.get(area)
    return found
