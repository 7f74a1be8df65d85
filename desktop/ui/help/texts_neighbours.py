"""Help for what goes from neighbour to neighbour."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, Topic


def neighbour_topics() -> tuple[Topic, ...]:
    """Topics of these pages."""
    return (_neighbours(), _outings(), _loans())


def _neighbours() -> Topic:
    return Topic(
        "neighbours",
        tr("What neighbours offer"),
        tr("Something small somebody does for those around them: on a sticker, and asked for nearby."),
        (
            HowTo(
                tr("Record an offer"),
                (
                    tr("Press Add an offer. A street and what is offered are enough."),
                    tr("Nothing but the hub’s number is printed until they agreed on a day."),
                ),
            ),
            HowTo(
                tr("Print door stickers"),
                (
                    tr("Choose eight or two to a page. One offer fills the sheet; pick several with Space."),
                    tr("Blank stickers let people in the house tick what would help them."),
                ),
            ),
            HowTo(
                tr("Ask somebody for a request nearby"),
                (
                    tr("The pane lists open requests at the postcode and in the street."),
                    tr("Ask them offers only what the checks clear them for. A yes gives them the task."),
                ),
            ),
        ),
        in_lists(),
    )


def _outings() -> Topic:
    return Topic(
        "outings",
        tr("Accompanied outings"),
        tr("A day out, or the way to an appointment, on which volunteers go with people."),
        (
            HowTo(
                tr("Plan one"),
                (
                    tr("Press Plan an outing. Then say who comes, and add companions."),
                    tr("The two questions at the foot of the form decide which checks companions need."),
                ),
            ),
            HowTo(
                tr("Take paper along"),
                (
                    tr("The sheet for companions holds first names, what is needed on the way, and boxes."),
                    tr("Emergency contacts stay sealed: they print on the day alone, and go tonight."),
                ),
            ),
            HowTo(
                tr("Say how it went"),
                (tr("Press How it went and answer for each. The next one puts the same people down."),),
            ),
        ),
        in_lists(),
    )


def _loans() -> Topic:
    return Topic(
        "loans",
        tr("Loans"),
        tr("Phones, dongles, vans, freezers: who has them, until when, and what is late."),
        (
            HowTo(
                tr("Lend something"),
                (
                    tr("Press Lend it, say to whom and until when, then print the slip: both sign it."),
                    tr("What keeps data is lent only once it was wiped since it last came back."),
                ),
            ),
            HowTo(
                tr("Take it back"),
                (tr("Press It is back and say how it is. What is broken stays until that is changed."),),
            ),
            HowTo(
                tr("See what is late"),
                (tr("The view Late lists it; Today asks three days before. The list prints and saves."),),
            ),
        ),
        in_lists(),
    )
