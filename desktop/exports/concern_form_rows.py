"""The parts of a printed concern, in the order every authority asks: who, what, whom else, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.enums import Nation
from db.enums_concerns import AboutKind, Agreed
from desktop.domain.concerns import About, ConcernFile, Details, Entry
from desktop.exports.concern_form_texts import NATIONS, FormText
from desktop.exports.concern_report import AtRisk, ConcernReport
from desktop.exports.concern_words import (
    AGREED,
    CAPACITY,
    DANGER,
    DONE,
    RECORD,
    TYPES,
    account_answers,
    alleged_answers,
    heard_words,
    joined,
    local,
    said,
    said_in_full,
)


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
        ticks: questions to answer by a tick, before the lines.
    """

    title: str
    rows: tuple[Row, ...] = ()
    ticks: tuple[str, ...] = ()


def form_sections(report: ConcernReport, text: FormText) -> tuple[Section, ...]:
    """Every part of a form for an authority."""
    concern = report.concern
    known = concern.details
    more = tuple(Row(one, lines=3 if report.nation is Nation.WALES else 1) for one in text.more)
    return (
        _person(report, known),
        _tests(report, known, text),
        _happened(concern, known),
        *((Section(f"Asked for in {NATIONS[report.nation]} as well", more),) if more else ()),
        Section(
            "Who is said to cause harm, and who else is at risk",
            (
                *(Row(*one) for one in alleged_answers(known.alleged)),
                Row("Other adults at risk", known.others),
                Row("Children there or at risk", known.children),
            ),
        ),
        _wishes(report, known),
        Section("What was done so far", (*_done(concern), *_police())),
        _sender(report),
        Section(
            "For the one who takes it",
            (Row("Taken by"), Row("Date and time"), Row("Your reference"), Row("What happens next", lines=2)),
        ),
    )


def record_sections(concern: ConcernFile) -> tuple[Section, ...]:
    """The whole record: the first account as it was sent, then everything dated, nothing left out."""
    first = concern.entries[0]
    written = f"{local(first.at)}, by {first.by}"
    answers = tuple(
        Row(label, answer) for label, answer in account_answers(concern.account) if answer.strip()
    )
    when = {one.id: local(one.at) for one in concern.entries}
    rows = tuple(_entry_row(one, when.get(one.about_id, "")) for one in concern.entries[1:])
    return (
        Section("The first account", (Row("Written", written), *answers)),
        Section("Everything after it", rows or (Row("Nothing", "was added."),)),
        Section(
            "Who can open it",
            (
                Row("At this hub", ", ".join(concern.readers) or "Nobody is named"),
                Row("Safeguarding card", "Opens it" if concern.card else "Does not open it"),
            ),
        ),
    )


def _entry_row(one: Entry, about: str) -> Row:
    answers = f"About what was written {about}" if about else ""
    value = "\n".join(part for part in (said_in_full(one), answers) if part)
    return Row(f"{RECORD[one.kind]}, {local(one.at)}, {one.by}", value or RECORD[one.kind])


def _person(report: ConcernReport, known: Details) -> Section:
    it, about = report.subject, report.concern.account.about
    own = (
        (
            Row("Parents, carers; parental responsibility", it.parents, lines=2),
            Row("Who else lives there", it.household),
            Row("School, nursery or college", it.school),
            Row("Health needs or disability", known.care_needs),
        )
        if report.is_child
        else (
            Row("Who lives there, children among them", it.household),
            Row("Who cares for them", it.carers),
        )
    )
    return Section(
        "The child" if report.is_child else "The adult",
        (
            *_who(it, about, report.hub_name),
            Row("Date of birth or age", it.born),
            Row("Address", _of_a_person(it.address, about.detail, about)),
            Row("Where they are now", known.whereabouts),
            Row("Phone", it.phone),
            Row("Language, interpreter, communication", it.communication),
            *own,
            Row("GP or health visitor" if report.is_child else "GP", it.gp),
            Row("Ethnicity, religion, gender, if known"),
        ),
    )


def _who(it: AtRisk, about: About, hub_name: str) -> tuple[Row, ...]:
    """Their name; of a concern about an organisation it is a line to write on, as it is nobody's."""
    name = Row("Name", _of_a_person(it.name, about.name, about))
    if about.kind is AboutKind.ORGANISATION:
        return (Row("Organisation it is about", joined(about.name, about.detail)), name)
    if about.kind is AboutKind.VOLUNTEER:
        return (name, Row("Helps or works at", hub_name))
    return (name,)


def _of_a_person(known: str, written: str, about: About) -> str:
    """What is known of the person: never what was written of an organisation."""
    if about.kind is AboutKind.ORGANISATION:
        return "" if known == written else known
    return known or written


def _tests(report: ConcernReport, known: Details, text: FormText) -> Section:
    why = (
        ()
        if report.is_child
        else (
            Row("Needs for care and support", known.care_needs),
            Row("Why they cannot protect themselves", known.cannot_protect),
        )
    )
    return Section("Which of these are so, as far as you know?", why, text.tests)


def _happened(concern: ConcernFile, known: Details) -> Section:
    account, first = concern.account, concern.entries[0]
    return Section(
        "What was seen and heard",
        (
            Row("In danger now", DANGER[known.danger]),
            Row("In the writer’s own words", account.words, lines=5),
            Row("When it happened", account.happened),
            Row("Where", account.where),
            Row("How it is known", heard_words(account)),
            Row("Written", f"{local(first.at)}, by {first.by}"),
            Row("Injuries", account.injuries),
            Row("Kinds of harm", ", ".join(TYPES[one] for one in known.types)),
            Row("Concerns before this", known.earlier),
        ),
    )


def _wishes(report: ConcernReport, known: Details) -> Section:
    last = report.concern.decision
    first = report.concern.account.agreed
    answer = last.agreed if last is not None and last.agreed is not Agreed.NOT_ASKED else first
    agree = "Does the family know and agree?" if report.is_child else "Do they know and agree?"
    return Section(
        "What the child wants" if report.is_child else "What the adult wants",
        (
            Row("In their own words", known.wants, lines=2),
            Row(agree, AGREED[answer]),
            Row("If not, why it is sent all the same", last.why if last is not None else "", lines=2),
            Row("Can they decide this?", joined(CAPACITY[known.capacity], known.capacity_why)),
            Row("Who speaks for them", known.advocate),
        ),
    )


def _done(concern: ConcernFile) -> Iterable[Row]:
    yield Row("Whom the writer told first", concern.account.told)
    for one in concern.of(*DONE):
        yield Row(f"{DONE[one.kind]}, {local(one.at)}", f"{said(one)} ({one.by})")


def _police() -> Iterable[Row]:
    yield Row("999 or 101 rung? Crime or incident number")
    yield Row("What was done to make them safe")


def _sender(report: ConcernReport) -> Section:
    """What the head of the page does not say of the sender, or leaves blank."""
    who = report.referrer
    return Section(
        "Who sends this",
        (
            *(() if who.name.strip() else (Row("Name and role", who.role),)),
            *(() if (who.phone + report.hub_phone).strip() else (Row("Phone"),)),
            Row("E-mail", who.email),
            Row("Relationship to the person", who.relationship),
            Row("May the family be told who sent this?", "No" if who.wants_no_name else ""),
        ),
    )
