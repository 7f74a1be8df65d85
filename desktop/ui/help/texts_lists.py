"""Help for lists that come in: bringing one in, and the layouts they are read by."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.keys import control, in_lists
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def list_topics() -> tuple[Topic, ...]:
    """Topics of lists that come in."""
    return (_imports(), _layouts(), _new_layout())


def _imports() -> Topic:
    return Topic(
        "imports",
        tr("Bring in a list"),
        tr(
            "Takes people, volunteers or requests from a spreadsheet. Nothing is saved until you "
            "have seen what would change."
        ),
        (
            HowTo(
                tr("Bring in a file"),
                (
                    tr("Choose the file and what kind of list it is."),
                    tr("Say what is in each column. What was guessed is marked: have a look."),
                    tr("Look through new, changed and perhaps known, then press Bring in."),
                ),
            ),
            HowTo(
                tr("Somebody may be known already"),
                (
                    tr(
                        "Choose for each: the same person, or new. When unsure, bring in as new; two can be "
                        "made one later."
                    ),
                ),
            ),
            HowTo(
                tr("It was the wrong file"),
                (tr("Press Undo at the end. A backup was made first all the same."),),
            ),
        ),
        (KeyLine(control(ENTER), tr("Next step")),),
    )


def _layouts() -> Topic:
    return Topic(
        "layouts",
        tr("Layouts of lists"),
        tr(
            "How the files of each council are read, and how answers go back to it. Hubkeeper "
            "comes with some; add others."
        ),
        (
            HowTo(
                tr("Add a council's layout"),
                (
                    tr("Press Add a layout and choose a file they sent."),
                    tr("A list with those columns is known from then on."),
                ),
            ),
            HowTo(
                tr("Give a layout to another hub"),
                (
                    tr("Press Save as a file. Nobody is in it, so it may go by e-mail."),
                    tr("There, press From a file."),
                ),
            ),
            HowTo(
                tr("A council changed its file"),
                (
                    tr("Press Change, choose the new file as a sample, and look at its columns."),
                    tr("Press End it when no such file comes any more. Old lists still go back by it."),
                ),
            ),
        ),
        in_lists(),
    )


def _new_layout() -> Topic:
    return Topic(
        "new_layout",
        tr("Add a layout"),
        tr("Five steps from a council's file to a layout. Nobody in the sample is brought in."),
        (
            HowTo(
                tr("Columns and codes"),
                (
                    tr("Say what each column holds. One that says nothing you need is left out."),
                    tr("Say what their codes mean, such as P1 or a Yes that asks for shopping."),
                ),
            ),
            HowTo(
                tr("How answers go back"),
                (tr("Choose which of their columns takes what came of it, and their words for it."),),
            ),
            HowTo(
                tr("Try it, then save it"),
                (tr("The last step shows what their file would do. Go back where a row reads wrong."),),
            ),
        ),
        (KeyLine(control(ENTER), tr("Next step")),),
    )
