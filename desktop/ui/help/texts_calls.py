"""Help for calls made again and again, and for lists that are rung through."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.keys import alt, control
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def call_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_calls(), _quiet(), _phone_rounds(), _call_sheets())


def _calls() -> Topic:
    return Topic(
        "calls",
        tr("Welfare calls"),
        tr("Who is to be rung today, what was said last time, and what is done where nobody answers."),
        (
            HowTo(
                tr("Make the calls of today"),
                (
                    tr("Ring the number at the top. Answer each question with its figure or the arrow keys."),
                    tr("Write down what they said. If it sounds like a need, Ctrl+R makes a request of it."),
                    tr("Ctrl+Enter saves, says when the next call is, and goes on to the next person."),
                    tr("Street groups due stand under the calls; Enter opens their check-in."),
                ),
            ),
            HowTo(
                tr("Nobody answers"),
                (
                    tr("Press Alt+A. The call comes back in half an hour, or in the morning."),
                    tr(
                        "After as many tries as their plan says, its steps come one by one. Say what each "
                        "brought: Heard of them, or No news yet."
                    ),
                    tr("After the last step, tell the safeguarding lead."),
                ),
            ),
            HowTo(
                tr("Ring somebody again and again"),
                (
                    tr("Press the plus above the list. Say whom, how often and who usually rings."),
                    tr("Write what is to be done if there is no answer, one step on each line."),
                    tr("More holds what is seldom: away in hospital, another day, the end of the calls."),
                ),
            ),
        ),
        (
            KeyLine(control(ENTER), tr("Save, and the next call")),
            KeyLine(alt("A"), tr("No answer")),
            KeyLine(control("R"), tr("Make a request from the notes")),
            KeyLine(("1…4",), tr("Give the answer, while a question has the keyboard")),
        ),
    )


def _quiet() -> Topic:
    return Topic(
        "quiet",
        tr("Nobody heard of them"),
        tr("People nobody spoke to or saw for some days, whatever way it was; the longest first."),
        (
            HowTo(
                tr("Choose how long"),
                (tr("Choose 3, 7, 14 or 30 days. The tabs part who is rung from who gets help."),),
            ),
            HowTo(
                tr("Do something about it"),
                (tr("Open shows the person: ring them, or plan calls from there."),),
            ),
            HowTo(
                tr("Give the list to callers"),
                (tr("Export or Print gives exactly the list on show, and is written down."),),
            ),
        ),
    )


def _phone_rounds() -> Topic:
    return Topic(
        "phone_rounds",
        tr("Phone rounds"),
        tr("A whole list rung through once, by several callers over some days; nobody is rung twice."),
        (
            HowTo(
                tr("Make a phone round"),
                (
                    tr("Bring the list in first, then press Make a phone round and choose it."),
                    tr("Name who rings, one on each line. Each gets an equal share."),
                ),
            ),
            HowTo(
                tr("Ring through your share"),
                (
                    tr("Choose your name under Caller. Ring, then press W, X or N for what came of it."),
                    tr("A number that rang out comes back the next day, until its tries are used."),
                ),
            ),
            HowTo(
                tr("Somebody cannot ring any more"),
                (tr("More, then Give calls to somebody else: only what is still to do goes over."),),
            ),
        ),
        (
            KeyLine(("W",), tr("Reached, all well")),
            KeyLine(("X",), tr("No answer")),
            KeyLine(("N",), tr("Needs something")),
        ),
    )


def _call_sheets() -> Topic:
    return Topic(
        "call_sheets",
        tr("Call sheets"),
        tr("Calls on paper for callers without a laptop. Nobody else rings whom they have."),
        (
            HowTo(
                tr("Print call sheets"),
                (
                    tr("Press Print sheets, choose the calls and the day, and name who rings."),
                    tr("Whoever may be reached in one safe way alone stays with the hub, to be rung here."),
                ),
            ),
            HowTo(
                tr("Key a sheet in"),
                (
                    tr("Type the number at the top right of the paper, then Enter."),
                    tr("Press the letter ticked on each line. With a note, press T, type it, then Enter."),
                ),
            ),
            HowTo(
                tr("Somebody was not reached at all"),
                (tr("G gives one call back to the worklist; More gives back all that is left."),),
            ),
        ),
        (
            KeyLine(("W",), tr("Reached")),
            KeyLine(("X",), tr("No answer")),
            KeyLine(("N",), tr("Needs something")),
            KeyLine(("B",), tr("Wants a call back")),
            KeyLine(("O",), tr("Wrong number")),
            KeyLine(("T",), tr("With a note")),
            KeyLine(("G",), tr("Give this one back")),
        ),
    )
