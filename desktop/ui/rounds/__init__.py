"""Rounds and the tasks they carry."""
