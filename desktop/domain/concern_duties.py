"""Whom the law says must be told when somebody is removed because of harm, by nation (domain rule 12)."""

from db.enums import Nation

_DBS = (
    "You must refer to the Disclosure and Barring Service when somebody is removed from regulated activity, "
    "or would have been, because they harmed or might harm a child or an adult at risk."
)
DUTIES: dict[Nation, tuple[str, ...]] = {
    Nation.ENGLAND: (
        _DBS + " Safeguarding Vulnerable Groups Act 2006, section 35.",
        "Report a serious incident to the Charity Commission if the hub is a charity.",
    ),
    Nation.WALES: (
        _DBS + " Safeguarding Vulnerable Groups Act 2006, section 35.",
        "Report a serious incident to the Charity Commission if the hub is a charity.",
    ),
    Nation.SCOTLAND: (
        "You must refer to Disclosure Scotland within three months when somebody is removed from a regulated "
        "role, or would have been, because of harm or risk of harm. Protection of Vulnerable Groups "
        "(Scotland) Act 2007, section 3.",
        "Report a notifiable event to the Scottish Charity Regulator (OSCR) if the hub is a charity.",
    ),
    Nation.NORTHERN_IRELAND: (
        _DBS + " Safeguarding Vulnerable Groups (Northern Ireland) Order 2007, article 37.",
        "Report a serious incident to the Charity Commission for Northern Ireland if the hub is a charity.",
    ),
}
ADVICE = (
    "Take advice before you decide: the team that takes safeguarding concerns where you are (in England and "
    "Wales, the council's designated officer where a child is at risk), or the police on 101. Do not tell "
    "the volunteer what was said before you have."
)
"""What the lead reads before turning a hold into a suspension or lifting it."""
