"""What data protection gives Today: breaches on the clock, complaints to answer, people to be told."""

from db.enums import Urgency
from db.models import Approval
from desktop.domain.dates import day_month
from desktop.domain.rights_clock import Due, Waits
from desktop.services.approvals import allowed_to, reference, waiting_for
from desktop.services.breaches import (
    acknowledge_by,
    hours_left,
    open_breaches,
    open_complaints,
    report_by,
)
from desktop.services.notices import still_to_tell
from desktop.services.rights import open_rights
from desktop.services.today_items import Desk, TodayItem, Words, counted, known, source, words


@source("breaches", "breach.see")
def on_the_clock(desk: Desk) -> list[TodayItem]:
    """Breaches the ICO may have to be told of, with the hours that are left."""
    now = desk.tools.clock()
    found = []
    for one in open_breaches(desk.session):
        left, until = hours_left(one, now), report_by(one).astimezone()
        clock = (
            counted(left, "1 hour left to tell the ICO", "{count} hours left to tell the ICO")
            if left >= 0
            else words("The 72 hours are over: tell the ICO now, and say why late")
        )
        found.append(
            TodayItem(
                key=f"breach:{one.id}",
                urgency=Urgency.TODAY,
                day=max(until.date(), desk.today) if left >= 0 else desk.today,
                sentence=words("Breach {number}: is it to be reported?", number=one.number),
                second=(clock,),
                verb=words("Decide"),
                place="protection",
                item=f"breaches:{one.id}",
            )
        )
    return found


@source("untold", "notice.work")
def to_be_told(desk: Desk) -> list[TodayItem]:
    """How many people nobody told yet what is done with their data: one item, by the soonest day."""
    found = still_to_tell(desk.session)
    if not found:
        return []
    late = sum(one.due < desk.today for one in found)
    passed = counted(late, "for 1 the day has passed", "for {count} the day has passed") if late else None
    return [
        TodayItem(
            key="untold:all",
            urgency=Urgency.THIS_WEEK,
            day=max(found[0].due, desk.today),
            sentence=counted(
                len(found),
                "1 person was not told yet what we do with their data",
                "{count} people were not told yet what we do with their data",
            ),
            second=known(passed),
            verb=words("See who"),
            place="protection",
            item=f"untold:{found[0].id}",
        )
    ]


@source("rights", "rights.see")
def to_answer_by_right(desk: Desk) -> list[TodayItem]:
    """What people asked about their own data: the reference and the day; the record says who."""
    return [
        TodayItem(
            key=f"rights:{one.id}",
            urgency=Urgency.TODAY if one.due.day <= desk.today else Urgency.THIS_WEEK,
            day=max(one.due.day, desk.today),
            sentence=words("Request {number} about somebody’s own data waits", number=one.request.number),
            second=(_clock_words(one.due, desk),),
            verb=words("See it"),
            place="protection",
            item=f"rights:{one.id}",
        )
        for one in open_rights(desk.session, desk.today)
        if one.due is not None
    ]


@source("rights_counted", "person.see")
def counted_only(desk: Desk) -> list[TodayItem]:
    """To whoever may not read them: how many there are, so that a question about one is not a surprise."""
    if desk.actor.may("rights.see"):
        return []
    count = len(open_rights(desk.session, desk.today))
    if not count:
        return []
    sentence = counted(
        count,
        "1 request about somebody’s own data is being answered",
        "{count} requests about somebody’s own data are being answered",
    )
    second = (words("Pass on at once what somebody asks about their data: the coordinator answers"),)
    return [
        TodayItem(
            key="rights_counted:all",
            urgency=Urgency.NO_RUSH,
            day=desk.today,
            sentence=sentence,
            second=second,
            verb=words("People"),
            place="people",
        )
    ]


def _clock_words(found: Due, desk: Desk) -> Words:
    if found.waits is Waits.IDENTITY:
        return words("the month begins once they show who they are")
    if found.waits is Waits.CLARITY:
        return words("the clock stands until they say what exactly they want")
    if found.day < desk.today:
        return words("the month ended on {day}: answer now", day=day_month(found.day))
    return words("answer by {day}", day=day_month(found.day))


@source("asked_two", "approval.give")
def second_person_asked(desk: Desk) -> list[TodayItem]:
    """Exports somebody else asks a second person for."""
    waiting = waiting_for(desk.session, desk.actor.user_id, desk.tools.clock())
    return [
        _two(one, "asked_two", "{reference} waits for a second person", words("Look at it"), desk)
        for one in waiting
    ]


@source("allowed_two", "approval.ask")
def second_person_allowed(desk: Desk) -> list[TodayItem]:
    """Exports a second person allowed, to be made before the day is over."""
    allowed = allowed_to(desk.session, desk.actor.user_id, desk.tools.clock())
    return [
        _two(one, "allowed_two", "{reference} is allowed: do it again now", words("See it"), desk)
        for one in allowed
    ]


def _two(one: Approval, key: str, sentence: str, verb: Words, desk: Desk) -> TodayItem:
    return TodayItem(
        key=f"{key}:{one.id}",
        urgency=Urgency.TODAY,
        day=desk.today,
        sentence=words(sentence, reference=reference(one.number)),
        second=(counted(one.most, "1 person is in it", "{count} people are in it"),),
        verb=verb,
        place="protection",
        item=f"approvals:{one.id}",
    )


@source("complaints", "complaint.see")
def to_answer(desk: Desk) -> list[TodayItem]:
    """Complaints about data that nobody has answered."""
    return [
        TodayItem(
            key=f"complaint:{one.id}",
            urgency=Urgency.THIS_WEEK,
            day=max(acknowledge_by(one) if one.acknowledged_on is None else desk.today, desk.today),
            sentence=words("Complaint {number} waits for an answer", number=one.number),
            second=(words("received {day}", day=day_month(one.received_on)),),
            verb=words("See it"),
            place="protection",
            item=f"complaints:{one.id}",
        )
        for one in open_complaints(desk.session)
    ]
