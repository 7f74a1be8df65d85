"""What each nation's form asks, and under which law: adults and children, England to Northern Ireland.

Sources, in our own words: Care Act 2014, section 42; Social Services and Well-being (Wales) Act 2014,
sections 126 and 130; Adult Support and Protection (Scotland) Act 2007, section 3; Northern Ireland, Adult
Safeguarding: Prevention and Protection in Partnership (2015), which is policy; Children Act 1989, sections 17
and 47; Children (Northern Ireland) Order 1995, articles 18 and 66; National Guidance for Child Protection in
Scotland.
"""

from dataclasses import dataclass

from db.enums import Nation


@dataclass(frozen=True, slots=True)
class FormText:
    """What one form says that no other does.

    Attributes:
        title: at its head.
        law: what it rests on, one sentence.
        recipient: to whom it goes, where the hub has not named them.
        tests: what has to be so; the writer ticks what is.
        soon: how soon.
        more: what this nation asks besides: label by label.
    """

    title: str
    law: str
    recipient: str
    tests: tuple[str, ...]
    soon: str
    more: tuple[str, ...] = ()


_NEEDS = "Needs care and support, whether or not anybody gives it"
_RISK = "Is experiencing abuse or neglect, or is at risk of it"
_PROTECT = "Cannot protect themselves from it because of those needs"
_CHILD_RISK = "Has suffered or is likely to suffer significant harm"
_CHILD_NEED = "Needs help to be healthy, safe or to develop as other children do"
_BY_PHONE = "Ring first where it cannot wait; send this form the same day."

FORMS: dict[tuple[Nation, bool], FormText] = {
    (Nation.ENGLAND, False): FormText(
        "Adult safeguarding concern",
        "Care Act 2014, section 42: the council must make enquiries where these three are so.",
        "Adult social care of the county or unitary council",
        (_NEEDS, _RISK, _PROTECT),
        _BY_PHONE,
    ),
    (Nation.WALES, False): FormText(
        "Report of an adult at risk",
        "Social Services and Well-being (Wales) Act 2014, section 126: the council must enquire where these "
        "three are so.",
        "Adult social services of the council",
        (_NEEDS, _RISK, _PROTECT),
        _BY_PHONE + " Enquiries are normally finished within 7 working days.",
        ("Why action is needed", "What may happen if nothing is done"),
    ),
    (Nation.SCOTLAND, False): FormText(
        "Adult protection referral (AP1)",
        "Adult Support and Protection (Scotland) Act 2007, section 3: an adult of 16 or over of whom these "
        "three are so.",
        "Adult protection at the council's social work department",
        (
            "Cannot look after their own well-being, property, rights or other interests",
            "Is at risk of harm",
            "Is more vulnerable to harm because of disability, mental disorder, illness or infirmity",
        ),
        "Send it within 24 hours; ring first where it cannot wait.",
    ),
    (Nation.NORTHERN_IRELAND, False): FormText(
        "Adult safeguarding referral (APP1 details)",
        "Adult Safeguarding: Prevention and Protection in Partnership (2015). This is policy; there is no "
        "duty in statute.",
        "Adult Protection Gateway of the Health and Social Care Trust",
        (
            "Is exposed to harm through their own circumstances or way of life",
            "Is being harmed, or may be, by what somebody else does or leaves undone",
            "Cannot protect their own well-being, property, assets, rights or interests",
        ),
        _BY_PHONE,
    ),
    (Nation.ENGLAND, True): FormText(
        "Concern about a child",
        "Children Act 1989, section 47 (significant harm) and section 17 (a child in need).",
        "Children's social care of the county or unitary council",
        (_CHILD_RISK, _CHILD_NEED),
        _BY_PHONE,
    ),
    (Nation.WALES, True): FormText(
        "Report of a child at risk",
        "Social Services and Well-being (Wales) Act 2014, section 130, and Children Act 1989, section 47.",
        "Children's social services of the council",
        (
            "Is experiencing abuse, neglect or another kind of harm, or is at risk of it",
            "Needs care and support, whether or not anybody gives it",
        ),
        _BY_PHONE,
        ("Why action is needed", "What may happen if nothing is done"),
    ),
    (Nation.SCOTLAND, True): FormText(
        "Child protection concern",
        "National Guidance for Child Protection in Scotland: share it with social work or the police.",
        "Children's services at the council's social work department",
        ("Has been harmed or neglected, or is likely to be", _CHILD_NEED),
        _BY_PHONE,
    ),
    (Nation.NORTHERN_IRELAND, True): FormText(
        "Concern about a child",
        "Children (Northern Ireland) Order 1995, article 66 (significant harm) and article 18 (a child in "
        "need).",
        "Gateway team of the Health and Social Care Trust",
        (_CHILD_RISK, _CHILD_NEED),
        _BY_PHONE,
    ),
}
"""By nation, and whether it is about a child."""

IN_DANGER = "In danger now? Ring 999. If it can wait for the police: 101."
"""The first line of every form."""


def form_text(nation: Nation, *, is_child: bool) -> FormText:
    """What a nation's form says."""
    return FORMS[nation, is_child]
