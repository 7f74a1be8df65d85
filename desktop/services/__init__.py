"""Verbs: one transaction each, permission checked, change log written."""
