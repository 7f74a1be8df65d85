"""The map of a round: its route and pins over the ground, drawn from what is on this laptop."""
