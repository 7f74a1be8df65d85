"""Referrals: who was passed on, to whom, and what was heard."""
