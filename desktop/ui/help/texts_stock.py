"""Help for the hub's stock and parcels."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, Topic


def stock_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_stock(),)


def _stock() -> Topic:
    return Topic(
        "stock",
        tr("Stock"),
        tr("What there is and where it lies, what spoils first, and parcels for whoever lives there."),
        (
            HowTo(
                tr("Record what comes in or goes"),
                (
                    tr("Under More press Goods in or out and type a line: 12 beans in. A scanner types too."),
                    tr("Type the date on the packet. What spoils first leaves first."),
                    tr("Count a place under Places. What differs is written as a movement, with why."),
                ),
            ),
            HowTo(
                tr("Pack parcels for a round"),
                (
                    tr("Write a recipe once. Under Parcels press Compose."),
                    tr("Print the pick list and the labels under More. Pack, and press Pack it."),
                    tr("Nothing goes in against an allergy or a diet, or past its use-by."),
                ),
            ),
            HowTo(
                tr("Put right what is wrong"),
                (
                    tr("A parcel that came back stands first: Put it back. What is chilled is thrown away."),
                    tr("Nothing is deleted: what is taken back gets its opposite under Movements."),
                    tr("Two or none says who gets two parcels in a week, and who asked and gets none."),
                ),
            ),
        ),
        in_lists(),
    )
