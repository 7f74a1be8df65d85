"""Handovers: the sharing log, and the five steps that make one."""
