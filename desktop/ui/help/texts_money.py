"""Help for the hub's money."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, Topic


def money_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_money(),)


def _money() -> Topic:
    return Topic(
        "money",
        tr("Money"),
        tr("What each fund holds, what is to be paid, and who carries shopping money."),
        (
            HowTo(
                tr("Pay a volunteer back"),
                (
                    tr("Under To pay press Write a claim: miles, or what something cost."),
                    tr("Approve it from a fund. Somebody else pays, or agrees at this keyboard."),
                    tr("Blank forms are under Papers and files. Miles are paid by the approved rate."),
                ),
            ),
            HowTo(
                tr("Hand over shopping money"),
                (
                    tr("Under Shopping money press Hand money over. Print the slip and have it signed."),
                    tr("Add each receipt, and whose shopping it was. Then press Change back: settle."),
                    tr("A person’s own cash is written down the same way, and is never the hub’s."),
                ),
            ),
            HowTo(
                tr("Put right what is wrong"),
                (
                    tr("Nothing is deleted: what is taken back gets its opposite beside it in the Ledger."),
                    tr("Under Bank and cash, count the cash box and read the statement of the bank."),
                    tr("Costs others repay go on a statement under Recharges. Names go only with a yes."),
                ),
            ),
        ),
        in_lists(),
    )
