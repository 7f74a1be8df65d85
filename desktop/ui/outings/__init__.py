"""Accompanied outings on screen."""
