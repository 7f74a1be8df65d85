"""The map of a round: ground, route and pins, drawn from what is on this laptop."""
