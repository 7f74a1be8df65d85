"""Files that come in: readers, column mapping, dry run."""
