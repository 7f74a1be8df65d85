"""Papers about money: slips for shopping money, claims, statements to payers, minutes of grants.

What goes to a payer names nobody who did not agree to it: a reference, a day, what it was and what it cost.
"""

from collections.abc import Sequence

from db.enums_money import GrantState, Vehicle, Whose
from desktop.domain.mileage import show_miles
from desktop.domain.money import plain, pounds
from desktop.domain.names import paper_name
from desktop.exports.money_files import cost_reference
from desktop.exports.money_paper import Block, Facts, Paper, Signed, Sums, Words
from desktop.exports.tables import Column, Kind
from desktop.exports.words import counted, long_date
from desktop.services.claims import ClaimDetail
from desktop.services.floats import FloatDetail
from desktop.services.grants import ApplicationDetail, RoundDetail
from desktop.services.recharges import StatementDetail

_AMOUNT = Column("amount", "£", kind=Kind.NUMBER, width=11)
_DAY = Column("day", "Day", width=16)
_VEHICLES = {
    Vehicle.CAR: "Car or van",
    Vehicle.MOTORCYCLE: "Motorcycle",
    Vehicle.BICYCLE: "Bicycle",
    Vehicle.PASSENGER: "Passenger",
}
_KEEP = "Kept with the hub’s accounts for six years."
_NAMED = "Whoever is named agreed that you are told. "
_OWN_RULE = (
    "This is your own money. The volunteer brings back the receipt and all the change the same day. "
    "Nobody who helps you needs your bank card or your PIN."
)
_FLOAT_RULE = (
    "This is the hub’s money. Keep every receipt. Bring receipts and change back after the round. "
    "If a receipt is lost or the change is short, say so: it happens, and is written down."
)


def float_papers(detail: FloatDetail) -> list[Paper]:
    """The slip for shopping money: one copy for the hub's own, two for a person's own cash."""
    row, trip = detail.row, detail.trip
    own = row.whose is Whose.PERSON
    facts = Facts(
        (
            ("Amount", pounds(row.given)),
            ("Given on", long_date(row.given_on)),
            ("Carried by", row.volunteer),
            ("Whose money", _short(row.person) if own else f"The hub’s, from {row.fund}"),
            ("For request", f"R-{row.request}" if row.request else ""),
        )
    )
    blocks: list[Block] = [facts, Words(_OWN_RULE if own else _FLOAT_RULE)]
    receipts = [
        (
            long_date(one.on_date),
            one.shop,
            one.document,
            f"R-{one.request}" if one.request else "",
            plain(one.pence),
        )
        for one in detail.receipts
    ]
    columns = (
        _DAY,
        Column("shop", "Shop", width=26),
        Column("receipt", "Receipt", width=12),
        Column("request", "For", width=10),
        _AMOUNT,
    )
    blocks.append(Sums(columns, receipts, empty=0 if receipts else 3, title="Receipts"))
    if row.closed_on is not None:
        back = (("Spent", pounds(trip.spent)), ("Change given back", pounds(trip.back)))
        differs = ("Differs by", f"{pounds(row.difference)}: {row.difference_why}" if row.difference else "")
        blocks.append(Facts((*back, differs)))
    else:
        blocks.append(Facts((("Spent", ""), ("Change given back", "")), blank=True))
    mine = "Whose money it is" if own else "For the hub"
    blocks.append(Signed((f"Money received: {row.volunteer or 'volunteer'}", mine, "Change received")))
    title = "Receipt for your own money" if own else "Shopping money"
    paper = Paper(title, f"SM-{row.number}", blocks, "Yours to keep." if own else _KEEP)
    return [paper, Paper(title, paper.reference, blocks, _KEEP)] if own else [paper]


def claim_paper(detail: ClaimDetail | None, rates: Sequence[tuple[str, int]]) -> Paper:
    """A volunteer's claim, filled, or blank to be filled by hand.

    Args:
        detail: the claim; None for a blank form.
        rates: a vehicle's words and what the hub pays a mile, in pence.
    """
    paid = ", ".join(f"{words} {pence}p" for words, pence in rates)
    rules = Words(
        f"A mile is paid: {paid}. Write what for without anybody’s name. Keep receipts with the form."
    )
    columns = (
        _DAY,
        Column("words", "What for", width=28),
        Column("vehicle", "With", width=13),
        Column("miles", "Miles", kind=Kind.NUMBER, width=9),
        Column("receipt", "Receipt", width=11),
        _AMOUNT,
    )
    if detail is None:
        who = Facts((("Name", ""), ("How to be paid", "")), blank=True)
        signed = Signed(("I spent this helping: signature", "Approved by", "Paid by (somebody else)"))
        return Paper("Volunteer’s claim", "", (who, rules, Sums(columns, (), empty=10), signed), _KEEP)
    row = detail.row
    lines = [
        (
            long_date(one.on_date),
            one.words,
            _with(one.vehicle, one.passengers),
            show_miles(one.tenths) if one.vehicle else "",
            one.document,
            plain(one.pence),
        )
        for one in detail.lines
    ]
    facts = Facts(
        (
            ("Name", row.volunteer),
            ("Asked on", long_date(row.asked_on)),
            ("Approved by", row.decided_by if row.fund else ""),
            ("From", row.fund),
            ("Declined", row.why),
            ("Paid on", long_date(row.paid_on) if row.paid_on else ""),
            ("Paid by", ", ".join(one for one in (row.paid_by, row.second_name) if one)),
        )
    )
    signed = Signed(("I spent this helping: signature", "Approved by", "Paid by (somebody else)"))
    sums = Sums(columns, lines, f"Total {pounds(row.pence)}")
    return Paper("Volunteer’s claim", f"C-{row.number}", (facts, rules, sums, signed), _KEEP)


def statement_paper(detail: StatementDetail) -> Paper:
    """What a payer owes: references, days and amounts.

    Args:
        detail: as the payer reads it, of `desktop.services.recharges.Recharges.outgoing`.
    """
    row = detail.row
    columns = (
        _DAY,
        Column("reference", "Reference", width=14),
        Column("what", "What", width=34),
        Column("document", "Receipt", width=14),
        _AMOUNT,
    )
    lines = [
        (
            long_date(one.on_date),
            cost_reference(one.request, one.number),
            one.words,
            one.document,
            plain(one.pence),
        )
        for one in detail.lines
    ]
    facts = Facts(
        (
            ("To", row.payer),
            ("For", f"{long_date(row.from_on)} to {long_date(row.until_on)}"),
            ("Sent on", long_date(row.sent_on) if row.sent_on else ""),
            ("Paid on", long_date(row.paid_on) if row.paid_on else ""),
        )
    )
    words = Words(
        "Each line is a cost the hub paid for a task. The reference is the hub’s own; it names nobody. "
        f"{_NAMED if detail.named else ''}Quote the statement’s number when you pay."
    )
    sums = Sums(columns, lines, f"To pay {pounds(row.pence)}")
    return Paper("Statement of costs", f"ST-{row.number}", (facts, words, sums), _KEEP)


def minutes_paper(detail: RoundDetail) -> Paper:
    """What a meeting decided about small grants, with its minutes, to be signed."""
    row = detail.row
    columns = (
        Column("number", "No.", width=7),
        Column("applicant", "Who applied", width=24),
        Column("asked", "Asked £", kind=Kind.NUMBER, width=12),
        Column("points", "Points", width=16),
        Column("awarded", "Awarded £", kind=Kind.NUMBER, width=13),
        Column("why", "Why, and on what condition", width=34),
    )
    lines = [_decided(one) for one in detail.applications]
    given = sum(one.row.awarded for one in detail.applications)
    facts = Facts(
        (
            ("Pot", row.name),
            ("Fund", row.fund),
            ("Met on", long_date(row.met_on) if row.met_on else "Not decided yet"),
            ("Present", ", ".join(str(one) for one in row.present)),
            ("Conflicts of interest", "; ".join(_conflicts(detail)) or "None declared"),
        )
    )
    criteria = "\n".join(f"{words}: up to {most} points" for words, most in row.criteria)
    blocks: list[Block] = [facts, Words(criteria, "Criteria")]
    blocks.append(Sums(columns, lines, f"Awarded {pounds(given)}", "Decisions"))
    if row.minutes:
        blocks.append(Words(row.minutes, "Minutes"))
    came = [
        f"G-{one.row.number} {one.row.applicant}: {one.row.outcome}"
        for one in detail.applications
        if one.row.outcome
    ]
    if came:
        blocks.append(Words("\n".join(came), "What came of it"))
    blocks.append(Signed(("Chair of the meeting", "Second member of the panel")))
    return Paper("Small grants: decisions", f"P-{row.number}", blocks, _KEEP)


def _decided(one: ApplicationDetail) -> tuple[str, ...]:
    row, found = one.row, one.standing
    points = f"{found.hundredths / 100:.2f} of {found.most}" if found.hundredths is not None else "Not scored"
    waits = row.state is GrantState.RECEIVED
    said = ". ".join(part.rstrip(".") for part in (row.why, row.conditions) if part)
    awarded = "" if waits else plain(row.awarded) if row.awarded else "No"
    return (f"G-{row.number}", row.applicant, plain(row.asked), points, awarded, said)


def _conflicts(detail: RoundDetail) -> list[str]:
    return [
        f"{score.scorer} (G-{one.row.number}: {score.conflict})"
        for one in detail.applications
        for score in one.scores
        if score.conflict
    ]


def _with(vehicle: Vehicle | None, passengers: int) -> str:
    if vehicle is None:
        return ""
    along = counted(passengers, "passenger")
    return f"{_VEHICLES[vehicle]}, {along}" if passengers else _VEHICLES[vehicle]


def _short(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return paper_name(first or last, last if first else "")
