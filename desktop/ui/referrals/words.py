"""Referrals in words."""

from collections.abc import Mapping
from enum import StrEnum

from db.enums import Answer, Channel, Layer
from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus, SentHow
from desktop.domain.referral_fields import Part
from desktop.ui.base.i18n import tr

ICONS: Mapping[Layer, str] = {
    Layer.STREET: "users-group",
    Layer.ANCHOR: "building-community",
    Layer.STATUTORY: "building-bank",
    Layer.BUSINESS: "building-store",
    Layer.FAITH: "building-church",
    Layer.OTHER: "building",
}


def layers() -> Mapping[Layer, str]:
    """Who a recipient is, under its name."""
    return {
        Layer.STREET: tr("Street group"),
        Layer.ANCHOR: tr("Community anchor"),
        Layer.STATUTORY: tr("Council or NHS"),
        Layer.BUSINESS: tr("Business"),
        Layer.FAITH: tr("Faith group"),
        Layer.OTHER: tr("Other"),
    }


def ways() -> Mapping[SentHow, str]:
    """How a referral goes, and how an answer comes."""
    return {
        SentHow.BY_HAND: tr("Form handed in"),
        SentHow.POST: tr("Form posted"),
        SentHow.PHONE: tr("By phone"),
        SentHow.EMAIL: tr("By e-mail"),
        SentHow.IN_PERSON: tr("In person"),
        SentHow.OTHER: tr("Another way"),
    }


def way(how: SentHow | None) -> str:
    """One way in words."""
    return tr("As a file") if how is SentHow.FILE else ways().get(how, "") if how else ""


def asked_ways() -> Mapping[Channel, str]:
    """How somebody was asked."""
    return {
        Channel.PHONE: tr("By phone"),
        Channel.IN_PERSON: tr("In person"),
        Channel.LETTER: tr("In writing"),
        Channel.EMAIL: tr("By e-mail"),
        Channel.TEXT: tr("By text"),
    }


def answers() -> Mapping[Answer, str]:
    """What somebody said about being passed on."""
    return {
        Answer.YES: tr("Yes"),
        Answer.NO: tr("No"),
        Answer.NOT_ASKED: tr("Not asked now"),
    }


def declines() -> Mapping[DeclineReason, str]:
    """Why a recipient says no."""
    return {
        DeclineReason.NO_CAPACITY: tr("They are full"),
        DeclineReason.NOT_OUR_AREA: tr("Not their area"),
        DeclineReason.NOT_ELIGIBLE: tr("Does not meet their rules"),
        DeclineReason.NOT_WHAT_WE_DO: tr("Not what they do"),
        DeclineReason.ALREADY_KNOWN: tr("They help already"),
        DeclineReason.TOO_RISKY: tr("Too risky for them"),
        DeclineReason.OTHER: tr("Something else"),
    }


def outcomes() -> Mapping[ReferralOutcome, str]:
    """What came of a referral."""
    return {
        ReferralOutcome.HELPED: tr("Helped"),
        ReferralOutcome.PARTLY_HELPED: tr("Partly helped"),
        ReferralOutcome.NOT_NEEDED: tr("Not needed any more"),
        ReferralOutcome.COULD_NOT_REACH: tr("Could not be reached"),
        ReferralOutcome.DID_NOT_WANT: tr("Did not want it"),
        ReferralOutcome.NOT_HELPED: tr("Not helped: back to us"),
    }


def states() -> Mapping[ReferralStatus, str]:
    """Where a referral can stand."""
    return {
        ReferralStatus.DRAFT: tr("Not sent yet"),
        ReferralStatus.SENT: tr("Sent"),
        ReferralStatus.ACKNOWLEDGED: tr("They have it"),
        ReferralStatus.ACCEPTED: tr("They are dealing with it"),
        ReferralStatus.COMPLETED: tr("Ended"),
        ReferralStatus.DECLINED: tr("They said no"),
        ReferralStatus.RETURNED: tr("Came back"),
        ReferralStatus.WITHDRAWN: tr("Withdrawn"),
    }


def parts() -> Mapping[Part, str]:
    """What can go with somebody passed on, in the order it stands on the form."""
    return {
        Part.NAME: tr("name"),
        Part.SHORT_NAME: tr("first name and initial"),
        Part.PHONE: tr("phone"),
        Part.ADDRESS: tr("address"),
        Part.DATE_OF_BIRTH: tr("date of birth"),
        Part.CALL_TIMES: tr("best time to ring"),
        Part.LANGUAGE: tr("language"),
        Part.WORDS: tr("what is needed"),
        Part.URGENCY: tr("how soon"),
        Part.WANTS: tr("what they want"),
        Part.DOING: tr("what we are doing"),
        Part.SAFETY: tr("safety on a visit"),
        Part.HEALTH: tr("health notes"),
    }


def pairs(words: Mapping[StrEnum, str] | Mapping[SentHow, str]) -> list[tuple[object, str]]:
    """Words as choices of a form."""
    return list(words.items())
