"""Help for the directory of services."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, Topic


def directory_topics() -> tuple[Topic, ...]:
    """The topic of the directory."""
    return (
        Topic(
            "directory",
            tr("Directory"),
            tr("What every organisation offers, found by postcode and need, without the internet."),
            (
                HowTo(
                    tr("Find who can help"),
                    (
                        tr("Type a postcode, its first part or a name. Choose the help, language or food."),
                        tr("Near ones come first. Room left is the most there can be: ring to be sure."),
                    ),
                ),
                HowTo(
                    tr("Keep it true"),
                    (
                        tr("After a call press All of this is so, or Room left to write what they said."),
                        tr("What nobody checked for six months is marked, and Today reminds you."),
                    ),
                ),
                HowTo(
                    tr("Print a leaflet"),
                    (
                        tr("Press Leaflet and choose an area. Only what is public stands in it."),
                        tr("Help with a private need is left out unless it agreed, its address always."),
                    ),
                ),
            ),
            in_lists(),
        ),
    )
