"""An open hub: its engines, which copy it is, and the transactions over it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from db.base import utc_now
from db.changes import Head, Stamp, head
from db.engine import make_engine
from db.ids import new_id
from db.migrate import stamp
from db.models import Device
from db.schema import statements
from db.session import UnitOfWork, reading, writing


@dataclass(frozen=True, slots=True)
class Copy:
    """Which laptop's copy of the hub this is, and which life of it."""

    device_id: str
    incarnation: str
    prefix: str


class Store:
    """One hub's encrypted store, opened.

    Attributes:
        path: the store's file.
        key: the raw data key, 32 bytes; needed for backups.
        copy: which laptop's copy this is.
    """

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        self.path = path
        self.key = key
        self.read_only = read_only
        self.reader: Engine = make_engine(path, key, read_only=True)
        self.writer: Engine | None = None if read_only else make_engine(path, key)
        self.copy = self._current_copy()
        self.after_commit: list[Callable[[Head], None]] = []

    @contextmanager
    def write(self, user_id: str) -> Iterator[UnitOfWork]:
        """Open one write transaction; committed when the block ends well, rolled back otherwise.

        Args:
            user_id: the account at the keyboard.

        Yields:
            The unit of work.

        Raises:
            KnownStoreError: the store could not take the write, in plain words.
        """
        if self.writer is None:
            raise PermissionError("this store was opened for reading only")
        stamp = Stamp(user_id, self.copy.device_id, self.copy.incarnation)
        with writing(self.writer, stamp) as work:
            yield work
        end = work.log.written
        if end is not None:
            for tell in self.after_commit:
                tell(end)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open one unchanging picture of the store to read from."""
        with reading(self.reader) as session:
            yield session

    def head(self) -> Head:
        """The end of this copy's change log."""
        with self.read() as session:
            return head(session, self.copy.device_id, self.copy.incarnation)

    def ends(self) -> list[tuple[str, str, Head]]:
        """The end of the change log of every life the store knows: device, incarnation, end."""
        with self.read() as session:
            lives = session.execute(select(Device.id, Device.incarnation).order_by(Device.started_at)).all()
            return [(one.id, one.incarnation, head(session, one.id, one.incarnation)) for one in lives]

    def renew(self) -> Copy:
        """Begin a new incarnation, after a restore or a copy, so that no sequence number is used twice.

        Returns:
            The new copy.
        """
        assert self.writer is not None
        with Session(self.writer) as session:
            session.execute(update(Device).values(is_current=False))
            session.add(
                Device(
                    id=self.copy.device_id,
                    incarnation=new_id(),
                    prefix=self.copy.prefix,
                    name=socket.gethostname(),
                    started_at=utc_now(),
                )
            )
            session.commit()
        self.copy = self._current_copy()
        return self.copy

    def close(self) -> None:
        """Let go of every connection."""
        self.reader.dispose()
        if self.writer is not None:
            self.writer.dispose()

    def _current_copy(self) -> Copy:
        with self.read() as session:
            row = session.execute(
                select(Device.id, Device.incarnation, Device.prefix).where(Device.is_current)
            ).one()
        return Copy(row.id, row.incarnation, row.prefix)


def create_store(path: Path, key: bytes) -> None:
    """Make a new, empty store: tables, search index and the first device.

    Args:
        path: where to make the file; must not exist.
        key: the raw data key, 32 bytes.

    Raises:
        FileExistsError: there is a file already.
        KnownStoreError: the disk would not take it, in plain words.
    """
    if path.exists():
        raise FileExistsError(path)
    engine = make_engine(path, key)
    with engine.begin() as connection:
        for statement in statements():
            connection.exec_driver_sql(statement)
        stamp(connection)
    with Session(engine) as session:
        session.add(Device(id=new_id(), name=socket.gethostname(), started_at=utc_now()))
        session.commit()
    engine.dispose()
