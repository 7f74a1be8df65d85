"""Help for the screens about people's safety: raising a concern, and reading them."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.keys import control
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def safety_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_concerns(), _raise_concern())


def _concerns() -> Topic:
    return Topic(
        "concerns",
        tr("Concerns"),
        tr(
            "Worries about somebody's safety. Everybody can raise one and see how far their own have come;"
            " only the safeguarding leads they are sealed to can read them."
        ),
        (
            HowTo(
                tr("Add to what you raised"),
                (tr("Press Add words beside its reference. What you wrote first stays as it is."),),
            ),
            HowTo(
                tr("Go on with a draft"),
                (tr("Press Go on and type your passphrase: a draft is sealed to you alone."),),
            ),
            HowTo(
                tr("Read concerns, for safeguarding leads"),
                (
                    tr("Type your passphrase again. Each concern you open is recorded in it."),
                    tr("Choose what you will do, say whether they agreed and why, then record it."),
                    tr("Press Hide now when you leave the desk. They hide themselves after five minutes."),
                ),
            ),
        ),
        (
            KeyLine((tr("Ctrl"), tr("Shift"), "S"), tr("Raise a concern")),
            KeyLine(control(ENTER), tr("Record the decision")),
            KeyLine((tr("Esc"),), tr("Hide concerns now")),
        ),
    )


def _raise_concern() -> Topic:
    return Topic(
        "raise_concern",
        tr("Raise a concern"),
        tr(
            "What you saw or heard, in plain facts, straight to the safeguarding lead. You do not have to be"
            " sure, and nobody else at the hub can read it."
        ),
        (
            HowTo(
                tr("When somebody is in danger now"),
                (tr("Ring 999 first. Your words are kept while you do."),),
            ),
            HowTo(
                tr("When it is about a safeguarding lead"),
                (
                    tr(
                        "Tick that it is about somebody who works at this keyboard, and who. It is kept from"
                        " them, and what is said at the side changes with it."
                    ),
                ),
            ),
            HowTo(
                tr("When you are called away"),
                (tr("Press Keep as a draft, or just lock. Only your passphrase opens a draft again."),),
            ),
        ),
        (
            KeyLine(control(ENTER), tr("Send it")),
            KeyLine((tr("Esc"),), tr("Leave, and say what becomes of it")),
        ),
    )
