"""Help for data protection: the registers and logs, erasing, and the copy of somebody's own data."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, Topic


def protection_topics() -> tuple[Topic, ...]:
    """Topics in the order in which they are reached."""
    return (_protection(), _erase(), _access(), _retention())


def _protection() -> Topic:
    return Topic(
        "protection",
        tr("Data protection"),
        tr("What data is used for and why that is lawful, what people are told, and what went wrong."),
        (
            HowTo(
                tr("Keep the registers true, and tell people"),
                (
                    tr("Registers lists every view. Choose one and an entry, and press Change."),
                    tr("What is not offered any more stays readable wherever it was chosen."),
                    tr("Privacy notice and Consent wording begin with the last words. All versions stay."),
                    tr("Still to tell lists who was not told yet. In a call, or at a person, Alt+P does it."),
                ),
            ),
            HowTo(
                tr("Answer what people ask, and say no to others"),
                (
                    tr("Choose Rights and press Add one. The day to answer by is worked out."),
                    tr("Make the copy leads to all the hub holds of them. Then write what they were told."),
                    tr("Who asks you to use less of it, or stop, is kept in until you refuse it or it ends."),
                    tr("Asked to share keeps who asked, for what, and why you said no."),
                    tr("50 people in a file or print, or whole tables of 10, wait under Two people."),
                ),
            ),
            HowTo(
                tr("Record a breach or a complaint"),
                (
                    tr("Choose Breaches, press Add one: since when you know, and what, without names."),
                    tr("The list counts down the 72 hours to tell the ICO. Write on adds what comes later."),
                    tr("Complaints works alike: acknowledge each within 30 days."),
                ),
            ),
        ),
        in_lists(),
    )


def _erase() -> Topic:
    return Topic(
        "erase",
        tr("Erase a person"),
        tr("Takes everything about one person out of the hub for good. It cannot be undone."),
        (
            HowTo(
                tr("See what would go"),
                (
                    tr("On the person's page press Erase for good. Nothing goes yet."),
                    tr("Read what goes, what stays, and who has their data and is to be told."),
                    tr("Not now says what stands against it. Settle that first."),
                ),
            ),
            HowTo(
                tr("Erase, with a second person"),
                (
                    tr("Press Erase for good and say why, without a name."),
                    tr("The second person sits down here and types their own passphrase."),
                    tr("If nobody else has an account, press Print the sheet and have an outsider sign it."),
                ),
            ),
            HowTo(
                tr("Afterwards"),
                (
                    tr("A line without a name stands in the Destruction log, under Data protection."),
                    tr("Make a backup soon. If an older one is put back, they are erased again."),
                ),
            ),
        ),
    )


def _access() -> Topic:
    return Topic(
        "access",
        tr("Copy of their own data"),
        tr("Everything the hub holds about one person, for them, without what is about others."),
        (
            HowTo(
                tr("Begin"),
                (
                    tr("Be sure who asks. On the person's page press Copy of their data."),
                    tr("In the pack says how much there is, and what the law wants told besides."),
                ),
            ),
            HowTo(
                tr("Look through it first"),
                (
                    tr("What may be about somebody else is shown line by line. What is ticked is left out."),
                    tr("Take a tick away only if it harms nobody."),
                ),
            ),
            HowTo(
                tr("Give it to them"),
                (
                    tr("Press Look at it, or print for paper, or Save the pack for a file."),
                    tr("Both are recorded. Hand it to the person, or to who acts for them, and nobody else."),
                ),
            ),
        ),
    )


def _retention() -> Topic:
    return Topic(
        "retention",
        tr("Past its time"),
        tr("What is kept for longer than the hub’s rules say: looked at first, then let go by two people."),
        (
            HowTo(
                tr("Look at what would go"),
                (
                    tr("Under Data protection choose How long, a rule, then What is past its time."),
                    tr("Each kind says how many go, and how many stay because they are held or open."),
                    tr("See which names the oldest. Looking changes nothing."),
                ),
            ),
            HowTo(
                tr("Let it go"),
                (
                    tr("Press Let these go and say why, without a name. It takes a second person."),
                    tr("It goes in small parts. Stop ends it after the part it is at; the next run goes on."),
                    tr("Figures by week, area and need stay, and a line in the Destruction log."),
                ),
            ),
            HowTo(
                tr("Keep somebody’s records back"),
                (
                    tr("Under Data protection, Kept back, press Add one: whose, why, when to look again."),
                    tr("While a hold stands nothing of theirs is erased. Only the lead reads why."),
                    tr("On that day Today asks: Keep on with a new day, or Lift the hold with a reason."),
                ),
            ),
        ),
    )
