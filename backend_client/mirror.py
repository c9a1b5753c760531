"""The last known state of a town, kept on this workplace and up to date with the feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from backend_client.client import Client
from backend_client.consult_table import ON_TABLE
from backend_client.errors import MayNotError, NotFoundError
from backend_client.local_store import LocalStore
from backend_client.records import Camera, Entry, Event, Line, Person, read_record

LINES, PEOPLE, CAMERAS = "line", "person", "camera"
SECRETS = ("password", "user_name")
"""Of a camera: asked for each time, never kept on this disk."""
SEQ = "seq"
_LISTS = {"speakers": "id", "places": "id", "departments": "name"}
_MOST_IDS = 100
_PLAIN: TypeAdapter[Any] = TypeAdapter(Any)


class Mirror:
    """Keeps what the backend told; `read_all` and `take` ask it and raise ClientError."""

    def __init__(self, client: Client, store: LocalStore, town: str) -> None:
        self._client = client
        self._store = store
        self._town = town

    @property
    def seq(self) -> int:
        """How far the kept state is: the feed goes on from here."""
        return int(self._store.note(SEQ) or 0)

    def read_all(self) -> tuple[Line, ...]:
        """Read everything anew; returns every open event, newest first.

        What comes while it is read, the feed tells again.
        """
        seq = self._client.journal.page(limit=1).last
        towns = self._client.towns
        people = _if_allowed(lambda: towns.people(self._town), ())
        cameras = _if_allowed(lambda: towns.cameras(self._town), ())
        self._store.replace(PEOPLE, map(_plain, people))
        self._store.replace(CAMERAS, map(_without_secrets, cameras))
        for kind, key in _LISTS.items():
            found = _if_allowed(partial(towns.list, self._town, kind), ())
            self._store.replace(kind, found, key)
        cards = _if_allowed(lambda: towns.cards(self._town), {})
        self._store.replace("cards", [{"id": self._town, "cards": cards}])
        grids = _if_allowed(lambda: towns.grids(self._town), {})
        self._store.replace("grids", [{"id": self._town, **grids}])
        taxonomy = _if_allowed(lambda: towns.taxonomy(self._town), {})
        self._store.replace("taxonomy", [{"id": self._town, **taxonomy}])
        # One that changes while pages are read may be on two of them.
        read = {one.id: one for one in self._client.events.all(town=self._town, is_open=True)}
        lines = _newest_first(read.values())
        self._store.replace(LINES, map(_plain, lines))
        self._store.set_note(SEQ, str(seq))
        return lines

    def take(self, entries: Iterable[Entry], seq: int) -> tuple[Line, ...]:
        """Bring up to date what entries of the feed tell of; returns the lines that changed."""
        told = (one for one in entries if one.event is not None and one.what != ON_TABLE)
        ids = list(dict.fromkeys(str(one.event) for one in told))
        changed: list[Line] = []
        for at in range(0, len(ids), _MOST_IDS):
            some = ids[at : at + _MOST_IDS]
            changed += self._client.events.page(limit=_MOST_IDS, id=some).items
        self._store.keep(LINES, map(_plain, changed))
        self._store.set_note(SEQ, str(seq))
        return tuple(changed)

    def lines(self) -> tuple[Line, ...]:
        """Return every event that is known, newest first."""
        return _newest_first(read_record(Line, one) for one in self._store.known(LINES))

    def event(self, id: str) -> Event | None:  # noqa: A002
        """Return an event as the list knows it: without what may be done to it."""
        known = self._store.known_one(LINES, id)
        return None if known is None else _event_of(read_record(Line, known))

    def people(self) -> tuple[Person, ...]:
        """Return everybody who is known."""
        return tuple(read_record(Person, one) for one in self._store.known(PEOPLE))

    def cameras(self) -> tuple[Camera, ...]:
        """Return every camera that is known, without its password."""
        return tuple(read_record(Camera, one) for one in self._store.known(CAMERAS))

    def departments(self) -> tuple[str, ...]:
        """Return the names of the departments that are known."""
        return tuple(str(one["name"]) for one in self._store.known("departments"))

    def cards(self) -> Mapping[str, Any]:
        """Return what to do on the spot, by subcategory."""
        known = self._store.known_one("cards", self._town)
        cards: Mapping[str, Any] = {} if known is None else known["cards"]
        return cards

    def rules(self) -> Any | None:
        """Return the dictionary that is known."""
        return self._store.known_one("taxonomy", self._town)


def _if_allowed(read: Callable[[], Any], otherwise: Any) -> Any:
    """What somebody may not see isn't known here."""
    try:
        return read()
    except (MayNotError, NotFoundError):
        return otherwise


def _newest_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.reported_at, line.id), reverse=True))


def _event_of(line: Line) -> Event:
    facts = {name: getattr(line, name) for name in ("town", "owner", "lead", "grid", "is_drill")}
    place = None
    if line.lon is not None and line.lat is not None:
        place = {"lon": line.lon, "lat": line.lat}
    return Event(
        id=line.id,
        number=line.number,
        version=line.version,
        state=line.state,
        grade=line.grade,
        facts={
            **facts,
            "source": line.source,
            "subcategory": {"code": line.subcategory},
            "reported_at": line.reported_at.isoformat(),
        },
        clocks=(),
        title=line.title,
        text="",
        address="",
        position=place,
        camera=None,
        channel=line.channel,
        platform=line.platform,
        proposal=None,
    )


def _plain(record: Any) -> dict[str, Any]:
    data: dict[str, Any] = _PLAIN.dump_python(asdict(record), mode="json")
    return data


def _without_secrets(camera: Camera) -> dict[str, Any]:
    return {**_plain(camera), **dict.fromkeys(SECRETS, "")}
