"""Random histories of a hub, each state judged by an oracle that shares no rule with the app."""
