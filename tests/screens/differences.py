"""What differs from each picture, and why: told on the page that lays them side by side."""

DIFFERENCES = {
    "coverage": (
        "Room nobody has asked about reads Ask; where nothing was asked stands None. Gap meetings have no "
        "day in the hub, so the sheet is that of the next. Homes stand only where they are known. Who has "
        "stopped for now is counted in the cell too, without the month; what is done and open stands under "
        "the weeks. What one sees is chosen under View."
    ),
    "referrals": (
        "A search field stands in the bar, and a slip that came back has a button; a form is printed from "
        "its referral. What is not sent yet has a group of its own. Hours of partners' lines are not kept, "
        "so when lines close is not told. What came in is a page of its own."
    ),
    "concern": (
        "Other people and days. Nobody is called by what the worry is: the name stands at the head. What was "
        "answered stands under the words; no further action is a fourth choice. The list opens nothing by "
        "moving in it. Correct a mistake and other acts are under More."
    ),
    "raise_concern": (
        "Nobody told is what is assumed, as the issue asks, so nothing is wrong with an answer not given. "
        "When and where are words, since exact words count; whether the person agrees is asked too."
    ),
    "calls": (
        "Other people and hours. Whoever did not answer stands first, as their step is due. A button begins "
        "the count of minutes, which the first answer does as well. What was promised stands at the right "
        "until it is kept; the safeguarding lead is always the last step."
    ),
    "today": (
        "Welfare calls and promises are lines of the list, without a card of their own; other names and "
        "hours."
    ),
    "requests": (
        "A search field and views of one's own stand in the bar, so Print and Filter are icons at this "
        "width. No round passes the request chosen, so that way is not offered. The keyboard begins on "
        "the list."
    ),
    "checks": (
        "What somebody can do is grouped under what stops them, as the hub has nineteen kinds of help. A hub "
        "has one nation, so there is none to choose. No letters and no list of what each task needs yet. "
        "What is due soon has its date in the pane."
    ),
    "call_taken": (
        "The question of a duplicate stays above the form while it scrolls. The number of who calls is "
        "empty, because the call began from a record. Before sharing, the words to read out stand here."
    ),
    "match": (
        "No filter by hour: who is not free in time is told under the list. Those who can are five, then "
        "more. Rules say no name and no day, because the hub keeps none with them."
    ),
    "new_handover": (
        "Ready-made choices stand over the details. Details keep their order when ticked, rather than "
        "move to another group under the mouse. No column for why: the purpose is told once."
    ),
    "rota": (
        "Other people and hours; what is missing is the demonstration’s own. Filling all gaps, printing and "
        "the rest of what a week needs stand in the bar and under More, so Copy last week is there. "
        "Who needs cover, as clearance has lapsed, is amber with a padlock and counted with the clashes."
    ),
    "round_map": (
        "The ground is the gazetteer's own dots until the hub adds a map file; lines are straight where "
        "no roads are known. Move to another round stands under the stops, with Add and Take off."
    ),
    "palette": (
        "Other people; concerns are not named, as there are none yet; printing all that is held about "
        "somebody has no feature yet."
    ),
    "components": (
        "Rows are 37 px tall, as the words of the design have it; the message is at the foot, where it shows."
    ),
    "paper_sheet": (
        "Other people. The foot says by when to destroy it, the head which page it is; the code holds "
        "more tasks."
    ),
    "paper_rota": (
        "Other people; nobody is on it whose clearance has lapsed, their seat is needed. A job has its place."
    ),
    "paper_cover": (
        "Another handover: without a password, so the words about it differ; the file's name has area and "
        "moment."
    ),
}
