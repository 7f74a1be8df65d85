"""The demonstration's money: three funds, a week of claims, shopping money, taxis the council repays, grants.

It is written by the services themselves, so that it keeps every rule; all of it is made up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.enums import Layer, VolunteerStatus
from db.enums_money import Account, Vehicle, Whose
from db.models import Organisation, Request, Volunteer
from desktop.domain.errors import NeedsSecond
from desktop.domain.grants import Criterion, Given
from desktop.domain.money import plain
from desktop.services.approvals import Approvals
from desktop.services.base import Changes
from desktop.services.claims import Claims, LineDraft
from desktop.services.floats import FloatDraft, Floats, ReceiptDraft
from desktop.services.funds import FundDraft, Funds, Moving
from desktop.services.grant_meetings import Decision, GrantMeetings
from desktop.services.grants import ApplicationDraft, Grants, RoundDraft
from desktop.services.recharges import RechargeDraft, Recharges
from desktop.services.reconciling import Reconciling
from desktop.services.requests import Requests

if TYPE_CHECKING:
    from desktop.services.hubs import OpenHub

_TRUSTEE = "Gwen Price, trustee"
_TYPED_OUT = 36
"""Of which day the taxi's words hold a name, as people type them: the payer does not read it."""
_CRITERIA = (
    Criterion("Neighbours gain from it", 5),
    Criterion("Costs are clear", 3),
    Criterion("It lasts", 2),
)
_ASKED = (
    ("Mill Row gardeners", 30_000, "Raised beds and a water butt for the corner by the bus stop.", (5, 3, 2)),
    ("Harbour Lane film night", 22_500, "A projector to share between four streets.", (4, 2, 1)),
    ("Saltmarsh knitters", 12_000, "Wool for blankets, given away before Christmas.", (4, 3, 1)),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom and what the money is about."""

    today: date
    volunteers: list[str]
    requests: list[str]
    payer: str


def write_money(hub: "OpenHub") -> None:
    """Write the money of a demonstration that has volunteers, requests and organisations."""
    known = _known(hub)
    if not known.volunteers or not known.payer:
        return
    pot, lottery = _funds(hub, known)
    _claims(hub, known, pot)
    _floats(hub, known, pot)
    _recharges(hub, known, pot)
    _grants(hub, lottery)
    _bank(hub, known)


def _known(hub: "OpenHub") -> _Known:
    with hub.store.read() as session:
        active = select(Volunteer.id).where(Volunteer.status == VolunteerStatus.ACTIVE)
        bodies = select(Organisation.id).where(Organisation.layer == Layer.STATUTORY)
        requests = select(Request.id).where(Request.voided_at.is_(None))
        return _Known(
            hub.tools.clock().astimezone().date(),
            list(session.scalars(active.order_by(Volunteer.number).limit(6))),
            list(session.scalars(requests.order_by(Request.number.desc()).limit(6))),
            session.scalars(bodies.order_by(Organisation.number).limit(1)).first() or "",
        )


def _funds(hub: "OpenHub", known: _Known) -> tuple[str, str]:
    funds, actor, day = Funds(hub.tools), hub.actor, known.today
    street = FundDraft("Street collection", giver_name="Neighbours of Saltmarsh", purpose="Whatever helps")
    lottery = FundDraft(
        "Small sparks fund",
        giver_name="A lottery grant",
        purpose="Small grants to groups of neighbours",
        is_restricted=True,
        opens_on=day - timedelta(days=60),
        closes_on=day + timedelta(days=300),
    )
    pot, sparks = (funds.save(actor, draft).made for draft in (street, lottery))
    funds.money_in(actor, pot, Moving(180_000, Account.BANK, day - timedelta(days=50), "Autumn collection"))
    funds.money_in(actor, pot, Moving(25_000, Account.CASH, day - timedelta(days=21), "Buckets at the fair"))
    funds.money_in(actor, sparks, Moving(150_000, Account.BANK, day - timedelta(days=45), "Grant letter"))
    funds.money_out(actor, pot, Moving(8_640, Account.BANK, day - timedelta(days=12), "Insulated bags"))
    return pot, sparks


def _claims(hub: "OpenHub", known: _Known, pot: str) -> None:
    claims, actor, day = Claims(hub.tools), hub.actor, known.today
    lines = (
        [LineDraft(day - timedelta(days=3), "Hot meals, Tuesday round", Vehicle.CAR, 124, 1)],
        [LineDraft(day - timedelta(days=2), "Prescriptions", Vehicle.BICYCLE, 61)],
        [LineDraft(day - timedelta(days=5), "Stamps and envelopes", amount=660, document="R-41")],
    )
    made = [
        claims.ask(actor, volunteer, asked).made
        for volunteer, asked in zip(known.volunteers, lines, strict=False)
    ]
    for claim in made[1:]:
        claims.approve(actor, claim, pot)
    for claim in made[2:]:
        _paid(hub, partial(claims.pay, actor, claim))


def _floats(hub: "OpenHub", known: _Known, pot: str) -> None:
    floats, actor, day = Floats(hub.tools), hub.actor, known.today
    request = known.requests[0] if known.requests else None
    given = FloatDraft(known.volunteers[0], 4_000, Whose.HUB, pot, None, request, day, is_signed=True)
    today = floats.give(actor, given).made
    floats.add_receipt(actor, today, ReceiptDraft(1_735, "Harbour Stores", "0417"))
    long = FloatDraft(known.volunteers[-1], 2_000, Whose.HUB, pot, on=day - timedelta(days=11))
    floats.give(actor, long)
    if request is not None:
        own = FloatDraft(known.volunteers[0], 1_500, Whose.PERSON, request_id=request, is_signed=True)
        held = floats.give(actor, own).made
        floats.add_receipt(actor, held, ReceiptDraft(1_120, "Harbour Stores", "0418"))
        floats.change_back(actor, held, 380)


def _recharges(hub: "OpenHub", known: _Known, pot: str) -> None:
    recharges, actor, day = Recharges(hub.tools), hub.actor, known.today
    for ago, pence in ((40, 1_850), (36, 2_200), (33, 1_400), (4, 1_960), (1, 2_340)):
        request = known.requests[ago % len(known.requests)] if known.requests else None
        on = day - timedelta(days=ago)
        words = f"Taxi home for {_name(hub, request)}" if request and ago == _TYPED_OUT else "Taxi"
        recharges.add(actor, RechargeDraft(known.payer, pot, pence, words, request, on))
    first, last = day - timedelta(days=45), day - timedelta(days=30)
    recharges.sent(actor, recharges.state(actor, known.payer, first, last).made)


def _name(hub: "OpenHub", request_id: str) -> str:
    (row,) = Requests(hub.tools).rows(hub.actor, [request_id])
    return f"{row.first_name} {row.last_name}".strip()


def _grants(hub: "OpenHub", lottery: str) -> None:
    grants, meetings, actor = Grants(hub.tools), GrantMeetings(hub.tools), hub.actor
    spring = grants.save_round(actor, RoundDraft("Spring sparks", lottery, _CRITERIA, most=40_000)).made
    bench = grants.apply(actor, spring, ApplicationDraft("Quay Street neighbours", 25_000, "A bench.")).made
    for scorer, points in ((actor.name, (5, 3, 2)), ("Gwen Price", (4, 3, 2))):
        grants.score(actor, bench, Given(scorer, points))
    award = {bench: Decision(25_000, "Many sit down on the way to the shops", "Send a photograph")}
    meetings.decide(actor, spring, None, (actor.name, "Gwen Price", "Owen Lloyd"), award, "It was read out.")
    _paid(hub, partial(meetings.pay, actor, bench))
    grants.came_of_it(actor, bench, "In the first month eleven people used it most days.")
    draft = RoundDraft("Winter sparks", lottery, _CRITERIA, "For warm and lively streets.", 40_000)
    winter = grants.save_round(actor, draft).made
    for applicant, asked, words, points in _ASKED:
        made = grants.apply(actor, winter, ApplicationDraft(applicant, asked, words)).made
        grants.score(actor, made, Given("Gwen Price", points))
    grants.score(actor, made, Given("Owen Lloyd", (), "Married to one of the knitters"))


def _bank(hub: "OpenHub", known: _Known) -> None:
    reconciling, actor, day = Reconciling(hub.tools), hub.actor, known.today
    lines = [(50, "AUTUMN COLLECTION", 180_000), (45, "LOTTERY GRANT", 150_000), (12, "BAG WORKS", -8_640)]
    lines.append((6, "BANK CHARGE", -500))
    rows = [
        f"{day - timedelta(days=ago):%d/%m/%Y},{words},{plain(pence, grouped=False)}"
        for ago, words, pence in lines
    ]
    reconciling.read(actor, "\n".join(["Date,Description,Amount", *rows]))
    reconciling.count(actor, Account.CASH, 19_000, day)


def _paid(hub: "OpenHub", pay: Callable[[], Changes]) -> None:
    """Pay with an outsider's signature: a demonstration has one account."""
    approvals, actor = Approvals(hub.tools), hub.actor
    try:
        pay()
    except NeedsSecond as needs:
        asked = approvals.ask(actor, needs.act, needs.subject, needs.words, needs.most)
        approvals.signed(actor, asked.id, asked.reference, _TRUSTEE, hub.tools.clock().astimezone().date())
        pay()
