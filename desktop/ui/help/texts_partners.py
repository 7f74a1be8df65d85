"""Help for partners: street groups, referrals both ways, coverage, and the information bank."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.keys import in_lists
from desktop.ui.help.topics import HowTo, KeyLine, Topic


def partner_topics() -> tuple[Topic, ...]:
    """Topics in the order of the rail."""
    return (_groups(), _referrals(), _incoming(), _coverage(), _info())


def _groups() -> Topic:
    return Topic(
        "groups",
        tr("Street groups"),
        tr("Whom to ring this week, with the number beside, and what each group raised."),
        (
            HowTo(
                tr("Ring a group"),
                (
                    tr("Due a call holds those to ring today. The number stands in the pane."),
                    tr("Press All well, Needs something, No answer or Wants a call back."),
                    tr("All well brings them back in a week, No answer tomorrow."),
                    tr("Groups never rung are spread over a week. Who answered today is not rung again."),
                ),
            ),
            HowTo(
                tr("Follow what they need"),
                (
                    tr("Needs something, or More and Raise an issue: what, who follows it, when to chase."),
                    tr("Open it under What they raised. Write what was done, and how it stands now."),
                ),
            ),
            HowTo(
                tr("Add groups and give them their pack"),
                (
                    tr("Press Add groups: one on each line, its name, whom to ring and the number."),
                    tr("From a file shows the groups of a list first. Those there already stay as they are."),
                    tr("Print their pack, under More, is advice on paper. It names nobody the hub helps."),
                ),
            ),
        ),
        (
            *in_lists(),
            KeyLine(("W",), tr("All well")),
            KeyLine(("N",), tr("Needs something")),
            KeyLine(("X",), tr("No answer")),
            KeyLine(("B",), tr("Wants a call back")),
        ),
    )


def _referrals() -> Topic:
    return Topic(
        "referrals",
        tr("Referrals"),
        tr("Who was passed on, to whom, and what was heard. Those to chase today stand first."),
        (
            HowTo(
                tr("Pass somebody on"),
                (
                    tr("Under Requests press More, then Pass on to a partner. Ask the person first."),
                    tr("Press Print the form and hand it over. Then press Send and say how it went."),
                    tr("Many to one partner? Pick them under Requests with Space, then press Pass on."),
                ),
            ),
            HowTo(
                tr("Ask after it"),
                (
                    tr("Ring the number under Chase by phone and press what they said."),
                    tr("They never got it prints the form again. After No answer you are reminded."),
                    tr("Did the slip come by post? Press A slip came back and type its number."),
                ),
            ),
            HowTo(
                tr("End it well"),
                (
                    tr("Press It has ended and say what came of it."),
                    tr("Then tell the person, and whoever told you of them. A button notes each."),
                ),
            ),
        ),
        (
            *in_lists(),
            KeyLine(("Y",), tr("They have it, or are dealing with it")),
            KeyLine(("S",), tr("They never got it, or it has ended")),
            KeyLine(("A",), tr("No answer")),
            KeyLine(("N",), tr("They said no, or it comes back to us")),
        ),
    )


def _incoming() -> Topic:
    return Topic(
        "referrals_in",
        tr("Coming in"),
        tr("Who passed people to us, what we said, and who still waits for a word."),
        (
            HowTo(
                tr("Take one in"),
                (
                    tr("Press Take one in: from whom, who, and what is needed. It becomes a request."),
                    tr("It says if the hub may know them. Then choose them: one person, one request."),
                    tr("For another hub's file press Take in a file. You see what it would do first."),
                ),
            ),
            HowTo(
                tr("Give a council's list back"),
                (
                    tr("Press Give a list back. It shows their rows with what came of each."),
                    tr("Their own cells go back to the letter, even one that begins like a formula."),
                    tr("Only what changed leaves out rows that say nothing new. Then choose where."),
                ),
            ),
            HowTo(
                tr("Answer, and end it"),
                (
                    tr("Press We have it, and later It has ended, or We cannot take it with the reason."),
                    tr("Letter to them shows a letter. Or ring, and press They were told by phone."),
                ),
            ),
        ),
        in_lists(),
    )


def _coverage() -> Topic:
    return Topic(
        "coverage",
        tr("Coverage"),
        tr("Each area by each need: who offers it, how much room there is, and what is missing."),
        (
            HowTo(
                tr("Find what is missing"),
                (
                    tr("In the Grid, 6 for 14 means room for 6 and 14 asked. Arrows move about."),
                    tr("Gaps only lists what is short, and households that get something from nobody."),
                    tr("Overlaps lists what three or more give, and households that get the same from two."),
                    tr("Ask means that nobody said how much room there is."),
                ),
            ),
            HowTo(
                tr("Do something about it"),
                (
                    tr("Choose a place. What you could do names who has room near by, with their number."),
                    tr("Write what they said and when to look again: on that day it stands on Today."),
                    tr("Then Say what came of it, or Put it off to another day."),
                    tr("Overlaps shows where several give the same: one of them may give what is short."),
                ),
            ),
            HowTo(
                tr("Get ready for the gap meeting"),
                (
                    tr("Tick On the next gap meeting sheet for a place. What is missing is always on it."),
                    tr("Press Print gap meeting sheet. It names nobody who is helped."),
                ),
            ),
        ),
        in_lists(),
    )


def _info() -> Topic:
    return Topic(
        "info",
        tr("Information bank"),
        tr("Cards to read out on a call: what to say, whom to ring, and how we know."),
        (
            HowTo(
                tr("Find a card"),
                (
                    tr("Type a word, or choose a need or an area."),
                    tr("Look at its source and the day. Ring first if it is out of date."),
                ),
            ),
            HowTo(
                tr("Keep cards true"),
                (
                    tr("Out of date holds those whose day has passed. Ring, then press Still right or Edit."),
                    tr("Still right is good for half a year."),
                    tr("Add a card needs a source: who said so, or where it stands."),
                ),
            ),
            HowTo(
                tr("Print the bulletin"),
                (
                    tr("Narrow the list or pick some cards, then press Print the bulletin."),
                    tr("What is out of date is left out."),
                ),
            ),
        ),
        in_lists(),
    )
