"""Others at the table of ``whiteboard``, all in one process: each hears everything and does a lot.

It signs them in, says ``ready`` on stdout, and sits down with the line ``go EVENT SECONDS`` on its
stdin. The last line tells as JSON what they did.
"""

from __future__ import annotations

import argparse
import json
import math
import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from backend_client.client import Client
from backend_client.consult_sender import ConsultSender
from backend_client.consult_table import ConsultTable
from backend_client.errors import ClientError
from backend_client.feed_protocol import Message
from backend_client.feed_reader import FeedReader

POINTS, TELLS, STROKE_S = 40, 8, 1.0
"""Points of a stroke, how often the others are told of it while it grows, and how long it takes."""
REST_S: Final = (0.4, 1.6)
SAYS: Final = 0.3
"""After so many strokes of one something is said."""
_STEP_DEG: Final = 0.00005
_COLOURS: Final = ("amber", "blue", "green", "white")


class Guest:
    """One who draws for half of the time."""

    def __init__(self, address: str, login: str, password: str) -> None:
        self._login = login
        self._rng = Random(login)
        self._client = Client([address])
        self._client.sessions.sign_in(login, password)
        self._table = ConsultTable()
        self._event = ""
        self.did: Counter[str] = Counter()

    def stay(self, event: str, seconds: float) -> None:
        """Sit down, draw and speak, and get up."""
        self._event = event
        client = self._client
        place = client.events.one(event).position
        assert place is not None
        last = client.journal.page(event=event).last
        reader = FeedReader(client.transport, self._take, last)
        sender = ConsultSender(client.consultations, event, self._note_refused)
        reader.start()
        sender.send({"verb": "join"})
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(self._rng.uniform(*REST_S))
            self._draw(sender, (place["lon"], place["lat"]))
            if self._rng.random() < SAYS:
                self._put(sender, "messages", {"kind": "message", "text": "收到", "mentions": []})
        sender.send({"verb": "leave"})
        sender.close()
        reader.close()

    def _take(self, message: Message) -> None:
        self.did["passings heard"] += message.passing is not None
        for entry in message.entries:
            if entry.event == self._event:
                self._table.take(entry)

    def _draw(self, sender: ConsultSender, place: tuple[float, float]) -> None:
        points = self._line(place)
        look = {"tool": "pen", "colour": self._rng.choice(_COLOURS), "width": 3}
        begun = time.monotonic()
        for tell in range(1, TELLS + 1):
            grown = points[: POINTS * tell // TELLS]
            try:
                self._client.consultations.point(
                    self._event, "map", grown[-1], {**look, "points": grown}
                )
                self.did["passings"] += 1
            except ClientError:
                self.did["passings refused"] += 1
            time.sleep(max(0.0, begun + STROKE_S * tell / TELLS - time.monotonic()))
        more = {"surface": "map", "points": points, "text": "", "symbol": ""}
        self._put(sender, "strokes", {"kind": "stroke", **look, **more})

    def _line(self, place: tuple[float, float]) -> Sequence[tuple[float, float]]:
        rng = self._rng
        lon, lat = (one + rng.uniform(-0.0025, 0.0025) for one in place)
        towards, turn = rng.uniform(0, math.tau), rng.uniform(-0.2, 0.2)
        found = []
        for _ in range(POINTS):
            towards += turn
            lon, lat = lon + _STEP_DEG * math.cos(towards), lat + _STEP_DEG * math.sin(towards)
            found.append((round(lon, 6), round(lat, 6)))
        return found

    def _put(self, sender: ConsultSender, what: str, item: dict[str, Any]) -> None:
        if sender.send({"verb": "put", "id": secrets.token_hex(8), "item": item}):
            self.did[what] += 1

    def _note_refused(self, _: str, __: object, error: ClientError) -> None:
        self.did[f"refused: {error}"] += 1

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def main() -> int:
    """Serve lines until stdin ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("password_file", type=Path)
    parser.add_argument("logins", nargs="+")
    chosen = parser.parse_args()
    password = chosen.password_file.read_text(encoding="utf-8")
    guests = [Guest(chosen.address, login, password) for login in chosen.logins]
    print("ready", flush=True)
    for line in sys.stdin:
        _, event, seconds = line.split()
        stays = [threading.Thread(target=one.stay, args=(event, float(seconds))) for one in guests]
        for thread in stays:
            thread.start()
        for thread in stays:
            thread.join()
        print(json.dumps(sum((one.did for one in guests), Counter())), flush=True)
    for one in guests:
        one.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
