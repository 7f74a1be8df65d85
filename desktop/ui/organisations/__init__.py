"""Organisations and areas."""
