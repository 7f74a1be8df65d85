"""Help for the lists beside the register of checks and of volunteers."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists, in_records
from desktop.ui.help.topics import HowTo, Topic


def check_topics() -> tuple[Topic, ...]:
    """Topics in the order of the views of Checks."""
    return (_renewals(), _formalities(), _supply(), _bank())


def _renewals() -> Topic:
    return Topic(
        "renewals",
        tr("Renewals"),
        tr("Checks that end within 60, 30 and 7 days or have ended, and what each will stop."),
        (
            HowTo(
                tr("See what a check that ends will stop"),
                (
                    tr("The pane names the kinds of help, and the planned tasks and rounds with their days."),
                    tr("It is what the check gate itself says. A check holds on its last day."),
                ),
            ),
            HowTo(
                tr("Record status checks of several"),
                (
                    tr("Pick them with Space, press Status checks, and give the day you asked."),
                    tr("Answer each, or press No change for all. Those who have not agreed are left out."),
                    tr("Check again by gives those that did not change their next day."),
                ),
            ),
            HowTo(
                tr("Write to those whose checks end"),
                (
                    tr("Press Letter or e-mail, choose the words, then copy or print them."),
                    tr("Letters go on paper one a person, and stand in the sharing log once they leave."),
                    tr("Your own words join when they hold {check}: see Texts and letters.", check="{check}"),
                ),
            ),
        ),
        in_lists(),
    )


def _formalities() -> Topic:
    return Topic(
        "formalities",
        tr("Formalities taken on"),
        tr(
            "What street groups ask somebody to carry for them: checks, insurance, training, and who arranges"
            " and pays."
        ),
        (
            HowTo(
                tr("Write down what is asked"),
                (
                    tr(
                        "Press Add what is asked. Who asked and what will do; a volunteer can be named later."
                    ),
                    tr("Give it a next step and a day. Today reminds you when the day has come."),
                ),
            ),
            HowTo(
                tr("Carry it"),
                (
                    tr("Take it on names who arranges and who pays. Then It is arranged, and It is done."),
                    tr("Decline asks why, so that the group can be told."),
                ),
            ),
            HowTo(
                tr("Record the check that came of it"),
                (
                    tr("Press Record the check. Who arranged and who paid are filled in already."),
                    tr("Once the check was seen the formality is done. The queue prints as it is listed."),
                ),
            ),
        ),
        in_records(),
    )


def _supply() -> Topic:
    return Topic(
        "supply",
        tr("Short and idle"),
        tr("By area and by kind of help: the hours volunteers have free, and the work nobody has taken."),
        (
            HowTo(
                tr("See where somebody is missing"),
                (
                    tr("What is short stands first. The pane says it in a sentence."),
                    tr("Work waiting is the tasks of the next seven days that nobody has."),
                ),
            ),
            HowTo(
                tr("See who is idle"),
                (
                    tr("Idle counts whoever is active and had no task for two months."),
                    tr("Press Who has no task for their names."),
                ),
            ),
            HowTo(
                tr("Read the figures"),
                (
                    tr("For a kind of help only volunteers count whom the check gate clears for it today."),
                    tr("Whoever is away or placed with a host counts, but their hours do not."),
                ),
            ),
        ),
        in_lists(),
    )


def _bank() -> Topic:
    return Topic(
        "bank",
        tr("Volunteer bank"),
        tr("Who waits for a reply or a task, whom to thank, who is placed with a host, who is asked back."),
        (
            HowTo(
                tr("Ask volunteers back"),
                (
                    tr("Press Ask volunteers back. Say what for, whom, and what to say on the phone."),
                    tr("Under Asked back, ring and press one letter: Y, N, M, X or W."),
                    tr("Yes makes them active. Whoever has answered is rung by nobody again."),
                ),
            ),
            HowTo(
                tr("Place somebody with a host"),
                (
                    tr("Ask first whether the host may be told. Press Place with a host."),
                    tr("Meanwhile nothing is offered to them here, unless you choose otherwise."),
                    tr("Today reminds you to see how it goes. Is back ends it."),
                ),
            ),
            HowTo(
                tr("Thank, and stay in touch"),
                (
                    tr("Pick several with Space, then Thanked, Letters or Was in touch."),
                    tr("They come up again after three months, or on the day you choose."),
                ),
            ),
        ),
        in_lists(),
    )
