"""Help for the screens about people who need something: today, calls, requests, people, matching."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.keys import alt, control, in_records, own_window
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def help_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_today(), _call(), _requests(), _match(), _people(), _person(), _households(), _duplicates())


def _today() -> Topic:
    return Topic(
        "today",
        tr("Today"),
        tr("What needs you now, by deadline: who is waiting, who is out, which rounds leave today."),
        (
            HowTo(
                tr("Work down the list"),
                (
                    tr("The line at the top is the most pressing one."),
                    tr("Press its button: it takes you where that is done, and back here Esc brings you."),
                ),
            ),
            HowTo(
                tr("See who is out"),
                (
                    tr(
                        "At the right stand the volunteers who are out and when they said they are back. Ring"
                        " whoever is late. If nobody answers, ring the safeguarding lead."
                    ),
                ),
            ),
            HowTo(
                tr("Leave a note for the next shift"),
                (
                    tr(
                        "Press Leave a note for the next shift and write a sentence or two. Name as few "
                        "people as you can."
                    ),
                ),
            ),
        ),
    )


def _call() -> Topic:
    return Topic(
        "call",
        tr("New call"),
        tr("For while you are on the phone: who, what, when. Nothing else has to be asked."),
        (
            HowTo(
                tr("Take a call"),
                (
                    tr(
                        "Type the number or a name. Enter takes the first person found; if nobody is found, "
                        "what you typed becomes a new person."
                    ),
                    tr("Press the figure beside what they need and answer its one or two questions."),
                    tr("Alt+I leads to the cards to read out. Space unfolds one, Esc goes back."),
                    tr("Say how soon. Then Ctrl+Enter saves and looks for someone to help."),
                ),
            ),
            HowTo(
                tr("They asked for this before"),
                (
                    tr("If the same household asked for the same thing lately, it is shown before you save."),
                    tr("Alt+S adds a note to that request. Alt+D goes on with a new one."),
                ),
            ),
            HowTo(
                tr("The phone rings in the middle of a call"),
                (
                    tr("Press F2. The call you were taking is kept, and a new one begins."),
                    tr("Kept calls stand at the right. They are still there after a lock or a flat battery."),
                ),
            ),
        ),
        (
            KeyLine(control(ENTER), tr("Save and find someone")),
            KeyLine(("F2",), tr("Keep this call and begin another")),
            KeyLine((tr("Esc"),), tr("Put the call aside")),
            KeyLine(alt("S"), tr("The same request: add a note")),
            KeyLine(alt("D"), tr("A new request")),
            KeyLine(alt("I"), tr("The cards beside the call, and back")),
        ),
    )


def _requests() -> Topic:
    return Topic(
        "requests",
        tr("Requests"),
        tr(
            "Everything that was asked for, by how far it has come: to triage, to match, in hand,"
            " waiting, closed."
        ),
        (
            HowTo(
                tr("Triage what came in"),
                (
                    tr("Open To triage and move with J and K."),
                    tr(
                        "Read what they said, confirm how soon it is needed, then choose how help will come: "
                        "A adds it to a round, V asks a volunteer, R passes it to a partner."
                    ),
                ),
            ),
            HowTo(
                tr("Find someone to help"),
                (
                    tr("Press More, Who could help nearest. The lowest layer that fits is proposed."),
                    tr("For a volunteer of ours, press Ctrl+M or Find someone."),
                ),
            ),
            HowTo(
                tr("Close a request"),
                (
                    tr(
                        "Press Close and say what came of it. Nobody could help is a good answer: it shows "
                        "later where help is short."
                    ),
                ),
            ),
        ),
        (*in_records(), KeyLine(control("M"), tr("Find someone"))),
    )


def _match() -> Topic:
    return Topic(
        "match",
        tr("Find someone"),
        tr(
            "Who can do this task, best fit first, and why. Below them stand those who cannot be "
            "given it, each with the reason and what would change it."
        ),
        (
            HowTo(
                tr("Ask a volunteer"),
                (
                    tr("Ring the first one. What to say stands beside the number."),
                    tr(
                        "Press Yes, No, No answer or Will ring back. After No the next person is chosen for "
                        "you."
                    ),
                    tr("The address shows only after Yes."),
                ),
            ),
            HowTo(
                tr("Somebody is below the line"),
                (
                    tr(
                        "The sentence says which check or day is in the way. Nobody can be assigned from "
                        "there."
                    ),
                    tr("Where the rule allows it, somebody who is checked can go along."),
                ),
            ),
            HowTo(
                tr("Nobody can do it"),
                (tr("Set another day, widen who you ask, or pass it on to one of the organisations named."),),
            ),
        ),
        (
            KeyLine(control(ENTER), tr("Press the main button")),
            KeyLine((tr("Esc"),), tr("Go back")),
        ),
    )


def _people() -> Topic:
    return Topic(
        "people",
        tr("People"),
        tr(
            "Everybody the hub knows, once each: where they live, how to reach them safely, what "
            "they agreed to, what they asked for."
        ),
        (
            HowTo(
                tr("Find somebody"),
                (
                    tr(
                        "Press Ctrl+F here, or Ctrl+K anywhere, and type part of a name, a street or the end "
                        "of a phone number. A slip in the spelling is forgiven."
                    ),
                ),
            ),
            HowTo(
                tr("Begin a call for them"),
                (tr("With the person chosen, press New call. Name and address are filled in."),),
            ),
            HowTo(
                tr("Reach them safely"),
                (
                    tr(
                        "Where Safe contact is filled in, ring only that number at that time, and leave a "
                        "message only if it says so."
                    ),
                ),
            ),
        ),
        in_records(),
    )


def _person() -> Topic:
    return Topic(
        "person",
        tr("Person"),
        tr(
            "All about one person in one place: how to reach them safely, their home, their requests. In a "
            "window of its own it can stand beside a call."
        ),
        (
            HowTo(
                tr("Look before you ring"),
                (tr("Safe contact stands first where there is something to mind; phones and home follow."),),
            ),
            HowTo(
                tr("Write down what was said"),
                (tr("Record contact keeps each time somebody tried, also when nobody answered."),),
            ),
            HowTo(
                tr("See what was agreed"),
                (tr("Sharing lists each yes and no, with its day. Record consent adds another."),),
            ),
        ),
        (KeyLine((tr("Esc"),), tr("Go back to the list")), own_window()),
    )


def _households() -> Topic:
    return Topic(
        "households",
        tr("Households"),
        tr(
            "Addresses and who lives there. A round stops once at a household, however many things it brings."
        ),
        (
            HowTo(
                tr("Write the door note"),
                (
                    tr("Press Edit. The door note is printed on the sheet: keep it to what finds the door."),
                    tr("What must never be on paper, such as a code, goes into the access note."),
                ),
            ),
            HowTo(
                tr("Say that two people must go"),
                (tr("Tick Go in pairs. From then on nobody is offered for that door alone."),),
            ),
            HowTo(
                tr("Mend an address"),
                (tr("Press Edit and correct the postcode. Rounds and distances follow."),),
            ),
        ),
        in_records(),
    )


def _duplicates() -> Topic:
    return Topic(
        "duplicates",
        tr("The same person twice"),
        tr("Pairs of people who may be one, the likeliest first, with what is the same and what differs."),
        (
            HowTo(
                tr("Decide about a pair"),
                (
                    tr("Compare the two columns. What differs is marked."),
                    tr(
                        "Alt+S makes them one and keeps everything of both. Alt+D says that they are two "
                        "people, and the pair is not shown again."
                    ),
                ),
            ),
            HowTo(
                tr("They share a home"),
                (tr("Choose Same household: two people at one address."),),
            ),
            HowTo(
                tr("It was wrong"),
                (tr("Ctrl+Z takes it back at once; History takes it back later."),),
            ),
        ),
        (KeyLine(alt("S"), tr("The same person")), KeyLine(alt("D"), tr("Not the same"))),
    )
