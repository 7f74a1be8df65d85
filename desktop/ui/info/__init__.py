"""The information bank: cards for whoever takes calls."""
