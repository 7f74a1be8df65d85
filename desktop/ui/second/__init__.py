"""A second person's agreement, for whatever takes two; any feature may need it."""

from desktop.ui.second.asker import SecondAsker

__all__ = ["SecondAsker"]
