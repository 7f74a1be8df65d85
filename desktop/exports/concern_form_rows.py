"""The parts of a printed concern, in the order every authority asks: who, what, whom else, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from db.enums_concerns import AbuseType, Agreed, Capacity, Danger, EntryKind, Heard
from desktop.domain.concerns import ConcernFile, Decision, Details, Entry, Referral
from desktop.exports.concern_form_texts import FormText
from desktop.exports.concern_report import ConcernReport
from desktop.exports.words import stamp

_DANGER = {
    Danger.NOT_ASKED: "",
    Danger.YES: "Yes",
    Danger.NO: "No, when last asked",
    Danger.UNKNOWN: "Not known",
}
_HEARD = {
    Heard.NOT_SAID: "",
    Heard.WAS_THERE: "Seen or heard by the writer",
    Heard.THEMSELVES: "Told by the person",
    Heard.SOMEONE_ELSE: "Told by somebody else",
}
_AGREED = {
    Agreed.NOT_ASKED: "Not asked",
    Agreed.YES: "Yes",
    Agreed.NO: "No",
    Agreed.NOT_SAFE: "It was not safe to ask",
}
_CAPACITY = {
    Capacity.NOT_SAID: "",
    Capacity.HAS: "Can decide this",
    Capacity.LACKS: "Cannot decide this",
    Capacity.DOUBTED: "In doubt",
}
_TYPES = {
    AbuseType.PHYSICAL: "physical",
    AbuseType.DOMESTIC: "domestic",
    AbuseType.SEXUAL: "sexual",
    AbuseType.PSYCHOLOGICAL: "psychological",
    AbuseType.FINANCIAL: "financial or material",
    AbuseType.MODERN_SLAVERY: "modern slavery",
    AbuseType.DISCRIMINATORY: "discriminatory",
    AbuseType.ORGANISATIONAL: "organisational",
    AbuseType.NEGLECT: "neglect",
    AbuseType.SELF_NEGLECT: "self-neglect",
}
_DONE = {
    EntryKind.ADDITION: "Added",
    EntryKind.CORRECTION: "Corrected",
    EntryKind.STEP: "Done",
    EntryKind.DECISION: "Decided",
    EntryKind.REFERRAL: "Told",
    EntryKind.ACKNOWLEDGED: "Their reference",
}
_RECORD = {
    **_DONE,
    EntryKind.CLOSED: "Closed",
    EntryKind.REOPENED: "Opened again",
    EntryKind.ACCOUNT: "Raised",
    EntryKind.VIEWED: "Opened",
    EntryKind.DETAILS: "Details written",
    EntryKind.HOLD: "Volunteer held or given back",
    EntryKind.SHARED: "Printed",
    EntryKind.LET_IN: "Let in",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form: what is asked and what is known; a blank one is left to write on.

    Attributes:
        label: what is asked.
        value: what is known.
        lines: how many lines are left where nothing is.
    """

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form.

    Attributes:
        title: its heading.
        rows: its lines.
        ticks: boxes to tick, before the lines.
    """

    title: str
    rows: tuple[Row, ...] = ()
    ticks: tuple[str, ...] = field(default=())


def form_sections(report: ConcernReport, text: FormText) -> tuple[Section, ...]:
    """Every part of a form for an authority."""
    concern, who = report.concern, report.referrer
    account, known = concern.account, concern.details
    return (
        _person(report, known),
        _sender(report, who.wants_no_name),
        Section("What has to be so", ticks=text.tests),
        _happened(concern, known),
        _alleged(known),
        Section(
            "Others at risk",
            (Row("Other adults", known.others), Row("Children there or at risk", known.children)),
        ),
        _wishes(concern, account.agreed, known),
        *(
            (Section("This nation asks besides", tuple(Row(one, lines=3) for one in text.more)),)
            if text.more
            else ()
        ),
        Section("What was done so far", tuple(_done(concern.entries))),
        Section(
            "For the one who takes it",
            (Row("Taken by"), Row("Date and time"), Row("Your reference"), Row("What happens next", lines=2)),
        ),
    )


def record_sections(concern: ConcernFile) -> tuple[Section, ...]:
    """The whole record: the first account, then everything dated."""
    rows = tuple(
        Row(f"{_RECORD.get(one.kind, str(one.kind))}, {_when(one.at)}, {one.by}", _said(one) or "—")
        for one in concern.entries[1:]
    )
    happened = _happened(concern, concern.details)
    return (
        Section(
            "About", (Row("Who", concern.account.about.name), Row("Where", concern.account.about.detail))
        ),
        happened,
        _alleged(concern.details),
        Section("Everything dated", rows or (Row("", "Nothing was added."),)),
    )


def _person(report: ConcernReport, known: Details) -> Section:
    it, about = report.subject, report.concern.account.about
    return Section(
        "The child" if report.is_child else "The adult",
        (
            Row("Name", it.name or about.name),
            Row("Date of birth or age", it.born),
            Row("Address", it.address or about.detail),
            Row("Where they are now", known.whereabouts),
            Row("Phone", it.phone),
            Row("Language, interpreter, communication", it.communication),
            Row("Who lives there, children among them", it.household),
            Row("GP"),
            Row("Ethnicity, religion, gender, if known"),
            Row("Needs for care and support", known.care_needs),
            Row("Why they cannot protect themselves", known.cannot_protect),
        ),
    )


def _sender(report: ConcernReport, wants_no_name: bool) -> Section:
    who = report.referrer
    return Section(
        "Who sends this",
        (
            Row("Name and role", ", ".join(part for part in (who.name, who.role) if part)),
            Row("Organisation", report.hub_name),
            Row("Phone", who.phone or report.hub_phone),
            Row("E-mail", who.email),
            Row("Relationship to the person", who.relationship),
            Row("May the family be told who sent this?", "No" if wants_no_name else ""),
        ),
    )


def _happened(concern: ConcernFile, known: Details) -> Section:
    account, first = concern.account, concern.entries[0]
    heard = ". ".join(part for part in (_HEARD[account.heard], account.heard_from) if part)
    return Section(
        "What was seen and heard",
        (
            Row("In the writer’s own words", account.words),
            Row("When it happened", account.happened),
            Row("Where", account.where),
            Row("How it is known", heard),
            Row("Written", f"{_when(first.at)}, by {first.by}"),
            Row("Injuries", account.injuries),
            Row("Kinds of harm", ", ".join(_TYPES[one] for one in known.types)),
            Row("In danger now", _DANGER[known.danger]),
            Row("Concerns before this", known.earlier),
        ),
    )


def _alleged(known: Details) -> Section:
    one = known.alleged
    helps = "Yes" if one.is_volunteer else ""
    return Section(
        "The person said to cause harm",
        (
            Row("Name", one.name),
            Row("Relationship", one.relationship),
            Row("Still in contact, or lives there", one.in_contact),
            Row("Helps or works for the hub", helps),
        ),
    )


def _wishes(concern: ConcernFile, agreed: Agreed, known: Details) -> Section:
    last = concern.decision
    answer = last.agreed if last is not None and last.agreed is not Agreed.NOT_ASKED else agreed
    return Section(
        "What the person wants",
        (
            Row("In their words", known.wants),
            Row("Do they agree to this?", _AGREED[answer]),
            Row("If not, why it is sent all the same", last.why if last is not None else ""),
            Row("Can they decide this?", _joined(_CAPACITY[known.capacity], known.capacity_why)),
            Row("Who speaks for them", known.advocate),
        ),
    )


def _done(entries: Iterable[Entry]) -> Iterable[Row]:
    found = [one for one in entries if one.kind in _DONE]
    for one in found:
        yield Row(f"{_DONE[one.kind]}, {_when(one.at)}", f"{_said(one)} ({one.by})")
    yield Row("Police or ambulance, crime or incident number")


def _said(entry: Entry) -> str:
    if isinstance(entry.part, Referral):
        one = entry.part
        told = ", ".join(
            part.strip() for part in (one.to, one.how, one.spoke_to, one.reference) if part.strip()
        )
        return _joined(told, entry.words)
    if isinstance(entry.part, Decision):
        return _joined(entry.part.why, entry.words)
    return entry.words


def _joined(*parts: str) -> str:
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def _when(moment: datetime) -> str:
    return stamp(moment.astimezone())
