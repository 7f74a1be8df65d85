"""What each nation's form asks, and under which law: adults and children, England to Northern Ireland.

Sources, put in our own words:

- England: Care Act 2014, section 42(1); Children Act 1989, sections 17(10) and 47(1); Working Together to
  Safeguard Children (2023): an answer to the referrer within one working day.
- Wales: Social Services and Well-being (Wales) Act 2014, sections 126(1), 128 and 130; Wales Safeguarding
  Procedures (safeguarding.wales): enquiries normally within 7 working days; others than the "relevant
  partners" of section 162 are expected to report in the same way.
- Scotland: Adult Support and Protection (Scotland) Act 2007, section 3(1), and section 53(1) for 16 years;
  24 hours as public bodies keep it (North Ayrshire). National Guidance for Child Protection in Scotland 2021,
  updated 2023; Children's Hearings (Scotland) Act 2011, section 64: anybody may tell the Principal Reporter.
- Northern Ireland: Adult Safeguarding: Prevention and Protection in Partnership (2015), which is policy, with
  the fields of the regional form APP1; Children (Northern Ireland) Order 1995, articles 17 and 66; referral
  by UNOCINI, Understanding the Needs of Children in Northern Ireland.
"""

from dataclasses import dataclass

from db.enums import Nation

IN_DANGER = "In danger now? 999"
"""The first line of every form."""
SHARING_BASIS = (
    "UK GDPR Article 6(1)(ea), recognised legitimate interest: safeguarding. "
    "Data Protection Act 2018, Schedule 1, paragraph 18."
)
"""Why a concern may be shared: agreement is wished for, and not needed (paragraph 18(1)(c))."""


@dataclass(frozen=True, slots=True)
class FormText:
    """What one form says that no other does.

    Attributes:
        title: at its head.
        law: what it rests on.
        asks: what the recipient is asked to do.
        tests: what the law asks; each is answered yes, no or not known.
        soon: how soon.
        more: what this nation asks besides: label by label.
    """

    title: str
    law: str
    asks: str
    tests: tuple[str, ...]
    soon: str
    more: tuple[str, ...] = ()


_RING = "Ring first where it cannot wait, and send this form the same day."
_ADULT = "Decide whether this adult needs protecting, and tell us what you decide."
_CHILD = "Decide whether this child needs protecting or help, and tell us what you decide."
_NEEDS = "Has needs for care and support, whether or not anybody meets them"
_RISK = "Is experiencing abuse or neglect, or is at risk of it"
_PROTECT = "Cannot protect themselves from it, because of those needs"
_SUFFERS = "Is suffering significant harm, or is likely to"
_IN_NEED = "Is unlikely to be healthy or to develop as they should without help, or is disabled"
_WALES = ("Why action is needed", "What may happen if nothing is done")

FORMS: dict[tuple[Nation, bool], FormText] = {
    (Nation.ENGLAND, False): FormText(
        "Adult safeguarding concern",
        "Care Act 2014, section 42: the authority must enquire where it has reason to suspect all three.",
        _ADULT,
        (_NEEDS, _RISK, _PROTECT),
        _RING,
    ),
    (Nation.WALES, False): FormText(
        "Report of an adult at risk",
        "Social Services and Well-being (Wales) Act 2014, section 126: the council must enquire where it has "
        "reason to suspect all three. The duty to report in section 128 binds its relevant partners; others "
        "report in the same way.",
        _ADULT,
        (_RISK, _NEEDS, _PROTECT),
        f"{_RING} Enquiries are normally finished within 7 working days.",
        _WALES,
    ),
    (Nation.SCOTLAND, False): FormText(
        "Adult protection referral (AP1)",
        "Adult Support and Protection (Scotland) Act 2007, section 3: an adult at risk is 16 or over and all "
        "three are so.",
        _ADULT,
        (
            "Is unable to safeguard their own well-being, property, rights or other interests",
            "Is at risk of harm",
            "Is more vulnerable to being harmed than others, being affected by disability, mental disorder, "
            "illness or physical or mental infirmity",
        ),
        "Send it within 24 hours, as public bodies do. Ring first where it cannot wait.",
        ("Guardian or attorney, if there is one",),
    ),
    (Nation.NORTHERN_IRELAND, False): FormText(
        "Adult safeguarding referral (APP1 details)",
        "Adult Safeguarding: Prevention and Protection in Partnership (2015). This is policy, not statute. "
        "An adult in need of protection is 18 or over and all three are so.",
        _ADULT,
        (
            "Personal characteristics or life circumstances may increase their exposure to harm through "
            "abuse, exploitation or neglect",
            "Is unable to protect their own well-being, property, assets, rights or other interests",
            "What another person does or leaves undone is harming them, or is likely to",
        ),
        _RING,
        ("Known to the Trust? Name of a key worker", "Who noticed it first, and when"),
    ),
    (Nation.ENGLAND, True): FormText(
        "Concern about a child",
        "Children Act 1989, section 47 (significant harm) and section 17 (a child in need). Working Together "
        "to Safeguard Children 2023.",
        _CHILD,
        (_SUFFERS, _IN_NEED),
        f"{_RING} A social worker should answer within one working day; ring again if nobody does.",
    ),
    (Nation.WALES, True): FormText(
        "Report of a child at risk",
        "Social Services and Well-being (Wales) Act 2014, section 130, and Children Act 1989, section 47. "
        "The duty of section 130 binds the council's relevant partners; others report in the same way.",
        _CHILD,
        (
            "Is experiencing abuse, neglect or other kinds of harm, or is at risk of it",
            "Has needs for care and support, whether or not anybody meets them",
        ),
        _RING,
        _WALES,
    ),
    (Nation.SCOTLAND, True): FormText(
        "Child protection concern",
        "National Guidance for Child Protection in Scotland 2021. Anybody may also tell the Principal "
        "Reporter (Children's Hearings (Scotland) Act 2011, section 64).",
        _CHILD,
        (
            "Has been harmed or neglected, or is likely to be",
            "May need guidance, treatment or control by order (compulsory supervision)",
        ),
        _RING,
        ("16 or 17? Say if an adult protection referral is sent as well",),
    ),
    (Nation.NORTHERN_IRELAND, True): FormText(
        "Concern about a child (UNOCINI details)",
        "Children (Northern Ireland) Order 1995, article 66 (significant harm) and article 17 (a child in "
        "need).",
        _CHILD,
        (_SUFFERS, _IN_NEED),
        _RING,
        ("Known to the Trust? Name of a social worker",),
    ),
}
"""By nation, and whether it is about a child."""

NATIONS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


def form_text(nation: Nation, *, is_child: bool) -> FormText:
    """What a nation's form says."""
    return FORMS[nation, is_child]
