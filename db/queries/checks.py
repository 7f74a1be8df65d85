"""Checks: what the gate reads of each beside its dates."""

from db.models import Check

EVIDENCE = (
    Check.decision,
    Check.status_result,
    Check.status_on,
    Check.references_in,
    Check.licence_to,
    Check.insurance_to,
    Check.mot_to,
    Check.business_to,
)
"""What a check shows beside its level, status and dates, in the order in which the gate takes them."""
