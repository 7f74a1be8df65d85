"""Which layer of help was chosen for a request, and why not a nearer one."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Answer
from db.enums_referrals import Otherwise, Rung
from db.types import codes


class LadderChoice(Record, Base):
    """The rung of the ladder of help a request stands on; at most one of a request is in use.

    Attributes:
        own: whether the person can do it themselves, with a little help.
        around: whether people around them can.
        rung: the layer chosen; None while only what would have happened otherwise was said.
        reason: why it, in words.
        passed_over: each nearer rung with the codes of why it cannot, as things stood then.
        otherwise: what would have happened without the help, asked at the end.
    """

    __tablename__ = "ladder_choice"

    request_id: Mapped[str] = mapped_column(ref("request.id"), index=True)
    own: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    around: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    rung: Mapped[Rung | None] = mapped_column(codes(Rung), default=None)
    reason: Mapped[str] = mapped_column(default="")
    passed_over: Mapped[dict[str, Any]] = mapped_column(default=dict)
    by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    chosen_at: Mapped[datetime | None] = mapped_column(default=None)
    otherwise: Mapped[Otherwise | None] = mapped_column(codes(Otherwise), default=None)
    otherwise_note: Mapped[str] = mapped_column(default="")
