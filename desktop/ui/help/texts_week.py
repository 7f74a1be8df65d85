"""Help for the week: incidents."""

from desktop.ui.base.i18n import tr
from desktop.ui.help.topics import HowTo, Topic


def week_topics() -> tuple[Topic, ...]:
    """Topics of the week's pages."""
    return (_out(), _incidents(), _arrivals(), _call_out(), _incident_end())


def _incidents() -> Topic:
    return Topic(
        "incidents",
        tr("Incidents"),
        tr(
            "A flood, snow, a lockdown: opened with one form, run while it lasts, closed, and kept as counts."
        ),
        (
            HowTo(
                tr("Open one"),
                (
                    tr("Press Open an incident and say what happened. The help it asks for is ticked."),
                    tr("Those kinds of help stand on New call until it is closed."),
                ),
            ),
            HowTo(
                tr("Close it"),
                (tr("Cross off whoever is still at a centre. Then press Close it and say what you learned"),),
            ),
            HowTo(
                tr("Take people's data out"),
                (tr("Press Take people out on its day; a second person agrees. It can be put off."),),
            ),
        ),
    )


def _out() -> Topic:
    return Topic(
        "out",
        tr("Out now"),
        tr("Who is out, when they are to be heard of, and what to do where they are not."),
        (
            HowTo(
                tr("Send somebody out alone"),
                (tr("Press Somebody goes out: where, and after how many minutes they ring in."),),
            ),
            HowTo(
                tr("Hear from them"),
                (
                    tr("Rang in puts the time on. 15 minutes more gives them longer. Back ends it."),
                    tr("Rounds come here when they are sent out, and go when every result is keyed."),
                ),
            ),
            HowTo(
                tr("Do something where nobody hears of them"),
                (
                    tr("The pane says the next step: ring them, their contact, go there, tell the lead."),
                    tr("Press Step taken and say what came of it. Ring 999 whenever you fear for them."),
                ),
            ),
        ),
    )


def _arrivals() -> Topic:
    return Topic(
        "arrivals",
        tr("Who came"),
        tr("The register of a relief centre: who is here, what they need now, and where they went."),
        (
            HowTo(
                tr("Register people"),
                (tr("Press Somebody came. A name and a count are enough; the rest can follow."),),
            ),
            HowTo(
                tr("Cross people off"),
                (tr("Press They left and say where they went. Space picks several lines at once."),),
            ),
            HowTo(
                tr("Answer family who ask"),
                (tr("Find the name. Say they are here only where the line says yes."),),
            ),
        ),
    )


def _call_out() -> Topic:
    return Topic(
        "call_out",
        tr("Who to call out"),
        tr("Volunteers on standby for this kind of incident, to be rung one after the other."),
        (
            HowTo(
                tr("Ring down the list"),
                (tr("Ring, then press Y for coming, L for later, N for cannot, A for no answer."),),
            ),
            HowTo(
                tr("Add volunteers"),
                (tr("Press Put on standby. They are asked this time, and next time it happens."),),
            ),
            HowTo(
                tr("Take somebody off"),
                (tr("Press Off standby. What they said this time stays."),),
            ),
        ),
    )


def _incident_end() -> Topic:
    return Topic(
        "incident_end",
        tr("After the incident"),
        tr("What goes when people are taken out of a closed incident, and the counts that stay."),
        (
            HowTo(
                tr("Take people out"),
                (tr("Look at what goes, press Take people out, and let a second person agree."),),
            ),
            HowTo(tr("Put it off"), (tr("Go back to incidents and press Another day."),)),
            HowTo(tr("Stop it"), (tr("Go back to incidents and press Stop it, with the reason."),)),
        ),
    )
