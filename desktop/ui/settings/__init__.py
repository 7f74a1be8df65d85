"""The settings of the hub: its facts, need types, letters and accounts."""
