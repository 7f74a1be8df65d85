"""The ground of maps: dots of postcodes, streets of a map file, names; features lay their own over it."""
