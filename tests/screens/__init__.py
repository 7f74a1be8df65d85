"""Every screen of a demonstration hub, visited in turn: for pictures and for walks over all of it."""
