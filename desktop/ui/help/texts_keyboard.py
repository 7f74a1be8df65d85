"""Help for the people at the keyboard: what was opened with a reason."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, Topic


def keyboard_topics() -> tuple[Topic, ...]:
    """Topics of pages that lie over Settings."""
    return (_openings(),)


def _openings() -> Topic:
    return Topic(
        "openings",
        tr("Opened with a reason"),
        tr(
            "Who opened restricted records for half an hour, why, and every record they looked at. Concerns"
            " are never opened this way."
        ),
        (
            HowTo(
                tr("Look into it"),
                (
                    tr("Choose a line. The reason and every look stand at the right."),
                    tr("Talk with whoever it was, then press I have looked into it and say what came of it."),
                ),
            ),
            HowTo(
                tr("Read it again later"),
                (tr("Lines stay in the list, and in the audit under Looks, with who looked into them."),),
            ),
            HowTo(
                tr("Open restricted records yourself"),
                (
                    tr("Press your name at the top and choose Open restricted records."),
                    tr("Say why. They close after 30 minutes, when you lock, or when another takes over."),
                ),
            ),
        ),
        in_lists(),
    )
