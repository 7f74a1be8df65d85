"""Qt: windows, pages and forms."""
