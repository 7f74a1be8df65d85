"""A day shared out among many volunteers: who goes, what is proposed, the map, and then the rounds."""
