"""Vocabulary of handovers after they are made."""

from enum import StrEnum


class HandoverChange(StrEnum):
    """What a handover said of a person, against what its recipient had before."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class ReceiptHow(StrEnum):
    """How the hub learnt that a handover arrived."""

    FILE = "file"
    PAPER = "paper"
    PHONE = "phone"
    EMAIL = "email"


class KeptGone(StrEnum):
    """Why the kept copy of a handover was taken away."""

    DUE = "due"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class NoticeHow(StrEnum):
    """How a recipient was told to take somebody out."""

    PRINTED = "printed"
    SAVED = "saved"
    TOLD = "told"
