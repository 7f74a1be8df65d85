"""Help for the screens about others and about the hub itself: partners, sharing, backup, settings."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.keys import control, in_lists, in_records
from desktop.ui.help.texts_lists import list_topics
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def hub_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (
        *(_organisations(), _areas(), _handovers(), _new_handover(), *list_topics()),
        *(_backup(), _settings()),
        *(_needs(), _templates(), _checklists(), _users(), _audit()),
    )


def _organisations() -> Topic:
    return Topic(
        "organisations",
        tr("Organisations"),
        tr(
            "Who else helps here: street groups, anchors, statutory bodies; what they do and what"
            " they do not."
        ),
        (
            HowTo(
                tr("Add one"),
                (
                    tr(
                        "Press Add an organisation. A name and its layer will do; a contact and a deputy are "
                        "better."
                    ),
                ),
            ),
            HowTo(
                tr("Say what they help with"),
                (tr("Choose needs and areas. They are then named when nobody of yours can help."),),
            ),
            HowTo(
                tr("Find weak spots"),
                (tr("One contact or none lists those you could lose if one person leaves."),),
            ),
        ),
        in_records(),
    )


def _areas() -> Topic:
    return Topic(
        "areas",
        tr("Areas"),
        tr(
            "Your patch, in pieces: each area is a name and the postcodes in it. Rounds and lists go by them."
        ),
        (
            HowTo(
                tr("Draw an area"),
                (
                    tr(
                        "Press Add an area and type its postcodes, sectors or districts, such as QX4 2 or "
                        "QX4."
                    ),
                    tr(
                        "Press Pick on the map to see it. Press a point to take it in or out; by keyboard, "
                        "arrows move the map and Space takes what is in the middle."
                    ),
                    tr("Beside the map stands what changed and who would be in it."),
                ),
            ),
            HowTo(
                tr("Put one inside another"),
                (tr("Choose the larger one under Inside. Counts of the larger take in the smaller."),),
            ),
            HowTo(
                tr("Change its edges"),
                (tr("Press Edit and change the postcodes. Households move with them."),),
            ),
        ),
        in_lists(),
    )


def _handovers() -> Topic:
    return Topic(
        "handovers",
        tr("Handovers"),
        tr("Everything that left the hub: files, sheets and lists, to whom, why and until when."),
        (
            HowTo(
                tr("See what was shared"),
                (
                    tr(
                        "Choose a line. Who got it, what was in it and when it must be deleted stand at the "
                        "right."
                    ),
                    tr("If somebody in it said no since: print the notice, or press They were told."),
                ),
            ),
            HowTo(
                tr("Share something new"),
                (tr("Press New handover and answer its steps. It starts with nothing in it."),),
            ),
            HowTo(
                tr("Answer somebody who asks"),
                (tr("Search for the person's name or for the organisation to see what went where."),),
            ),
        ),
        in_lists(),
    )


def _new_handover() -> Topic:
    return Topic(
        "new_handover",
        tr("New handover"),
        tr("Makes a file for another organisation: why, who, what goes in, check, save and log."),
        (
            HowTo(
                tr("Choose the least that serves"),
                (
                    tr("Begin with A plan, no names if the recipient only needs numbers."),
                    tr("Add single details only if you could say why each is needed."),
                    tr("Whole tables: untick the columns they do not need; the directory names nobody."),
                ),
            ),
            HowTo(
                tr("Look at what they will see"),
                (tr("The preview is the file. Small groups that could point to somebody are marked."),),
            ),
            HowTo(
                tr("Send it"),
                (tr("Save it, print the cover sheet, and give the password by phone, never with the file."),),
            ),
        ),
        (KeyLine(control(ENTER), tr("Next step")),),
    )


def _backup() -> Topic:
    return Topic(
        "backup",
        tr("Backup"),
        tr(
            "Copies of the hub, locked with the same passphrase: one in its folder, one in a "
            "second place such as a USB stick."
        ),
        (
            HowTo(
                tr("Back up now"),
                (tr("Put the stick in and press Back up now. Each copy is opened and checked."),),
            ),
            HowTo(
                tr("Choose the second place"),
                (tr("Press Choose the second place. Keep the stick in another room than the laptop."),),
            ),
            HowTo(
                tr("Get the hub back"),
                (
                    tr(
                        "On any laptop: open Hubkeeper, choose Restore a backup, and type the passphrase or "
                        "the words of the recovery card."
                    ),
                ),
            ),
        ),
    )


def _settings() -> Topic:
    return Topic(
        "settings",
        tr("Settings"),
        tr(
            "Facts about the hub that appear on paper. Kinds of help, texts and letters, and accounts each"
            " open on a page of their own."
        ),
        (
            HowTo(
                tr("Change what is printed on every sheet"),
                (tr("Correct the hub's phone, the safeguarding lead and their phone, then save."),),
            ),
            HowTo(
                tr("Show streets beneath a round"),
                (
                    tr("Under Map file, choose a file of OS Open Zoomstack; it says where to get one."),
                    tr("If it is on a stick that is pulled out, the map goes on with dots."),
                ),
            ),
            HowTo(
                tr("Make text larger"),
                (tr("Press Ctrl and + on any screen; Ctrl and - makes it smaller."),),
            ),
        ),
    )


def _needs() -> Topic:
    return Topic(
        "needs",
        tr("Kinds of help"),
        tr(
            "What people can ask for, in your hub's words, with how soon it is usually needed and"
            " how risky it is."
        ),
        (
            HowTo(
                tr("Add a kind of help"),
                (tr("Press Add a need type. Give it a figure to have it on the call screen by one key."),),
            ),
            HowTo(
                tr("Keep one private"),
                (tr("Tick Private: it is never on paper, and only the worker and the lead see its name."),),
            ),
            HowTo(
                tr("Take one out of use"),
                (tr("Press Take off the list. Requests already taken keep it."),),
            ),
        ),
        in_lists(),
    )


def _templates() -> Topic:
    return Topic(
        "templates",
        tr("Texts and letters"),
        tr("Words you send often. The hub sends nothing itself: copy them into your phone or mail."),
        (
            HowTo(tr("Use one"), (tr("Choose it and press Copy the words, then paste where you write."),)),
            HowTo(tr("Add one"), (tr("Press Add one. Leave out names: they are not needed here."),)),
            HowTo(tr("Change one"), (tr("Press Edit. The old words stay in the history."),)),
        ),
        in_lists(),
    )


def _checklists() -> Topic:
    return Topic(
        "checklists",
        tr("Checklists"),
        tr("What is to be done for vouchers, evidence of hardship, claims, and whatever your hub adds."),
        (
            HowTo(
                tr("Write one"),
                (
                    tr("Press Add a checklist. Each line is a step, its days in front."),
                    tr("Say for which needs it is offered first."),
                ),
            ),
            HowTo(
                tr("Change one"),
                (
                    tr("Press Edit. Requests it is on keep their steps as they are."),
                    tr("One that came with the app is not lost: take yours off and it is back."),
                ),
            ),
            HowTo(
                tr("Use one"),
                (tr("On a request choose Begin a checklist under More. Today tells of steps due."),),
            ),
        ),
        in_lists(),
    )


def _users() -> Topic:
    return Topic(
        "users",
        tr("People at the keyboard"),
        tr("Who may open the hub, each with a passphrase of their own, and what each may do."),
        (
            HowTo(
                tr("Add an account"),
                (tr("Press Add an account and let the person type a passphrase unseen."),),
            ),
            HowTo(tr("Change what they may do"), (tr("Choose the account and press Change roles."),)),
            HowTo(
                tr("Somebody leaves"),
                (tr("Take the account off the list the same day. What they did stays in their name."),),
            ),
        ),
        in_lists(),
    )


def _audit() -> Topic:
    return Topic(
        "audit",
        tr("Audit"),
        tr(
            "Who did, looked at, printed and shared what, and why. The safeguarding lead sees all of it; the "
            "administrator sees what was done to accounts and settings."
        ),
        (
            HowTo(
                tr("Find out what was done"),
                (
                    tr("Choose days, a person at the keyboard, or what it is about."),
                    tr("For one record, type a name or a reference such as R-12 into the search field."),
                    tr("Choose a line. What stood there before and what was put there stand at the right."),
                ),
            ),
            HowTo(
                tr("Check the log"),
                (
                    tr("Press Check the log. An entry edited, removed, moved or cut off is named."),
                    tr("The same is done by hubkeeper hub check."),
                ),
            ),
            HowTo(
                tr("Answer somebody who asks"),
                (tr("Narrow the list to what they ask about, then press Print or Export."),),
            ),
        ),
        in_lists(),
    )
