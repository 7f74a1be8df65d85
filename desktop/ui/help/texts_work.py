"""Help for the screens about help being given: volunteers, rounds, tasks, many tasks at once."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.keys import alt, control, in_lists, in_records, on_the_map
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def work_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_volunteers(), _checks(), _rules(), _rota(), _rounds(), _tasks(), _batch())


def _volunteers() -> Topic:
    return Topic(
        "volunteers",
        tr("Volunteers"),
        tr("Who helps: what they can do, where, when, and which checks they have."),
        (
            HowTo(
                tr("Add a volunteer"),
                (
                    tr("Press Add a volunteer. A name and a phone number or e-mail address will do."),
                    tr("The pane says what is next on their way. Take on makes them active."),
                ),
            ),
            HowTo(
                tr("Record a check"),
                (
                    tr(
                        "Open the volunteer, press Checks, then Record a check. Say who saw it and on which "
                        "day."
                    ),
                    tr("Never keep a copy of the certificate. The day it was seen is enough."),
                ),
            ),
            HowTo(
                tr("Say when they are free or away"),
                (
                    tr(
                        "Free holds the usual week; Away holds days off. Both are kept to when someone is "
                        "looked for."
                    ),
                ),
            ),
        ),
        in_records(),
    )


def _checks() -> Topic:
    return Topic(
        "checks",
        tr("Checks"),
        tr("Who can do what, and what is missing: volunteers by kinds of check."),
        (
            HowTo(
                tr("See what to do next"),
                (
                    tr("Those for whom somebody must act stand first. The amber box says what comes next."),
                    tr("Press Enter, or Record the result. Only what this kind of check has is asked."),
                ),
            ),
            HowTo(
                tr("Record what you decided, or what the Update Service answered"),
                (
                    tr("Suitable, or Not for regulated roles. Say where the paper assessment is."),
                    tr("Ask for consent first. Only the answer No change keeps a DBS standing."),
                ),
            ),
            HowTo(
                tr("Destroy old certificate details"),
                (
                    tr("Six months after a decision Today reminds you. Shred the paper, then press Destroy."),
                    tr("The number goes, in the history too. The decision, dates and who saw it stay."),
                ),
            ),
        ),
        in_lists(),
    )


def _rules() -> Topic:
    return Topic(
        "rules",
        tr("What each task needs"),
        tr(
            "Which checks each kind of help asks for, whether the law or your hub asks, and where it says so."
        ),
        (
            HowTo(
                tr("See what a task needs, and why"),
                (
                    tr("Choose the task. The pane names each check, its source and when to look again."),
                    tr("History shows every version there was: who made it, when and why."),
                ),
            ),
            HowTo(
                tr("Change a rule, as the safeguarding lead"),
                (
                    tr(
                        "Change a rule, or Add a rule. See whom it touches: who would lose or gain clearance."
                    ),
                    tr("Save only from there. It holds from that moment, and Undo puts it back."),
                    tr("What the law asks for can be made stricter, never weaker, and is never taken out."),
                ),
            ),
            HowTo(
                tr("Look at a rule again"),
                (
                    tr("Today says when its day has come. Read the law or policy it names."),
                    tr(
                        "Change a rule, then Looked at: give the source as it is called now and the next day."
                    ),
                ),
            ),
        ),
        in_lists(),
    )


def _rota() -> Topic:
    return Topic(
        "rota",
        tr("Rota"),
        tr("Who is on which shift this week, what is missing, and who could fill it."),
        (
            HowTo(
                tr("Put a job on the rota"),
                (
                    tr("Press More, Add a job: its days, times, how many people, what is asked."),
                    tr("A change for one day, such as cover, never changes other weeks."),
                    tr("Every Wednesday, beside somebody on a shift, makes them the usual one."),
                ),
            ),
            HowTo(
                tr("Fill a gap"),
                (
                    tr("Go to the dashed box with the arrow keys. The pane shows who can do it, and when."),
                    tr("Press Enter, choose somebody with the arrow keys, then Ring or Put on rota."),
                    tr(
                        "What only warns takes a reason. Missing checks, age and being away cannot be passed."
                    ),
                ),
            ),
            HowTo(
                tr("Cover a day when somebody calls off"),
                (
                    tr("On the shift, press Take off. The gap shows who could come, for that day only."),
                    tr("Move or swap lets two people change places: both, or neither."),
                    tr("More, Who is free now lists whoever could come at this hour, with their numbers."),
                ),
            ),
        ),
        (
            KeyLine((tr("Arrows"),), tr("Go from day to day, and job to job")),
            KeyLine((ENTER,), tr("Go to who could fill the gap")),
            KeyLine(alt("←"), tr("The week before")),
            KeyLine(alt("→"), tr("The week after")),
        ),
    )


def _rounds() -> Topic:
    return Topic(
        "rounds",
        tr("Rounds"),
        tr("Deliveries of a day as ordered stops, with what to load, a map, and a sheet for the driver."),
        (
            HowTo(
                tr("Plan a day"),
                (
                    tr(
                        "Press Plan a day and choose the date. Each area gets a round from the deliveries "
                        "that are open."
                    ),
                    tr("Share out a day sends several at once: tick who goes, then Propose."),
                    tr("Open a round to order its stops: Suggest an order, or Alt with an arrow, or drag."),
                    tr("F6 goes to the map: J and K choose a stop there, arrows, + and - move and zoom."),
                ),
            ),
            HowTo(
                tr("Print the sheet"),
                (
                    tr(
                        "Choose the driver, then press Ctrl+P. Stops the driver may not be given are named "
                        "and stay off."
                    ),
                    tr("The sheet shows names and addresses. Give it by hand and have it brought back."),
                ),
            ),
            HowTo(
                tr("Key in what came back"),
                (
                    tr("Press Came back and go down the slip: a stop number, a letter for what happened."),
                    tr("A parcel that came back: Y puts it on the shelf as proposed, C changes that."),
                    tr("Then shred the sheet."),
                ),
            ),
        ),
        (
            KeyLine(alt("↑"), tr("Move the stop up")),
            KeyLine(alt("↓"), tr("Move the stop down")),
            KeyLine(control("P"), tr("Print the sheet")),
            KeyLine((tr("Esc"),), tr("Back to the list of rounds")),
            *on_the_map(),
            *in_records(),
        ),
    )


def _tasks() -> Topic:
    return Topic(
        "tasks",
        tr("Tasks"),
        tr("Each single piece of help on its day: who has it, and what came of it."),
        (
            HowTo(
                tr("Find cover"),
                (tr("Open the tasks nobody has and press Find someone."),),
            ),
            HowTo(
                tr("Say what came of a task"),
                (tr("Choose it and press Outcome. Not in and no answer need a call back the same day."),),
            ),
            HowTo(
                tr("Move one day of a series"),
                (tr("Press Change this one. Only this one moves; the series stays as it is."),),
            ),
        ),
        in_lists(),
    )


def _batch() -> Topic:
    return Topic(
        "batch",
        tr("Fill many at once"),
        tr(
            "A proposal for every task of the coming week that nobody has. Nobody is told "
            "anything until you ring."
        ),
        (
            HowTo(
                tr("Look it over"),
                (
                    tr(
                        "Each line is a task and the volunteer proposed. Space leaves one out or puts it "
                        "back."
                    ),
                    tr("The same rules hold as when you find someone for one task."),
                ),
            ),
            HowTo(
                tr("Accept it"),
                (tr("Ctrl+Enter writes those left in as not asked yet. They wait for your call."),),
            ),
            HowTo(
                tr("Ring them"),
                (tr("Open each and press Yes, No, No answer or Will ring back, as always."),),
            ),
        ),
        (
            KeyLine((tr("Space"),), tr("Leave out, or put back")),
            KeyLine(control(ENTER), tr("Accept")),
            KeyLine((tr("Esc"),), tr("Go back")),
        ),
    )
