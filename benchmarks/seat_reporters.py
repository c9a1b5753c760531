"""Grid members who report at a steady rate: the load of ``seat_load``, a process of its own.

It puts members on duty, says ``ready`` on stdout, and begins with the line ``go SECONDS`` on its
stdin, as often as there is one; ``at LON LAT`` reports once, at a place. Each report is one line of
JSON: when it was posted (the system's monotonic clock, the same for all processes), and the event
that came of it or why there is none. The last line of a run is ``done``.
"""

from __future__ import annotations

import argparse
import json
import operator
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from backend_client.client import Client
from backend_client.errors import ClientError
from simulator.life.reports import ReportSource
from simulator.life.walkers import Walkers
from simulator.town import Point
from simulator.town_files import TOWN
from simulator.town_grids import TOWN_GRIDS
from simulator.town_people import APP, Population

REPORTERS = 16
ON_DUTY = 60
POSITIONS_S = 10.0
MIX = "storm"
"""When everything comes at once."""
_out = threading.Lock()


def say(line: str) -> None:
    """One line for whoever started this."""
    with _out:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Reporters:
    """Members with a client each, and where they walk."""

    def __init__(self, address: str, password: str, rate: float) -> None:
        self._rate = rate
        people = Population().field_people[-ON_DUTY:]  # each in one grid, all over the town
        self.walkers = Walkers(people, Random(1))
        self._clients: list[tuple[str, Client]] = []
        for number, person in enumerate(people):
            client = Client([address])
            client.sessions.sign_in(person.id, password)
            client.sending.change_duty(person.id, on_duty=True)
            if number < REPORTERS:
                self._clients.append((person.id, client))
            else:
                client.close()
        self._app = Client([address])
        self._app.sessions.sign_in(APP, password)
        self._made = 0

    def tell_positions(self) -> None:
        """Everybody on duty goes on a little and is seen."""
        self.walkers.move(POSITIONS_S)
        try:
            self._app.sending.tell_positions(self.walkers.told(datetime.now(UTC).isoformat()))
        except ClientError as error:
            print(f"positions not told: {error}", file=sys.stderr)

    def report_for(self, seconds: float) -> None:
        """Report at the rate for so long: each member takes every sixteenth turn."""
        count = round(seconds * self._rate)
        begun, first = time.monotonic() + 0.2, self._made
        self._made += count

        def turns(member: int) -> Callable[[], None]:
            return lambda: self._report(member, range(member, count, REPORTERS), begun, first)

        threads = [threading.Thread(target=turns(member)) for member in range(len(self._clients))]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            self.tell_positions()
            until = time.monotonic() + POSITIONS_S
            for thread in threads:
                thread.join(max(0.0, until - time.monotonic()))
        say("done")

    def report_at(self, lon: float, lat: float) -> None:
        """Report once, at a place."""
        source = ReportSource.of(self._made, MIX)
        report = source.make(TOWN, _somewhere(source.rng))
        report |= {"position": {"lon": lon, "lat": lat}, "text": f"{report['text']} #{self._made}"}
        self._made += 1
        self._tell(0, report, time.monotonic())
        say("done")

    def _report(self, member: int, turns: range, begun: float, first: int) -> None:
        source = ReportSource.of(first * REPORTERS + member, MIX)
        for turn in turns:
            due = begun + turn / self._rate
            time.sleep(max(0.0, due - time.monotonic()))
            report = source.make(TOWN, _somewhere(source.rng))
            report["text"] = f"{report['text']} #{first + turn}"
            self._tell(member, report, due)

    def _tell(self, member: int, report: dict[str, Any], due: float) -> None:
        name, client = self._clients[member]
        at = time.monotonic()
        told: dict[str, object] = {"at": at, "late": at - due, "member": name}
        try:
            told["event"] = client.events.report(report).id
        except ClientError as error:
            told["error"] = f"{type(error).__name__}: {error}"
        say(json.dumps(told | {"took": time.monotonic() - at}))

    def close(self) -> None:
        """Let go of the connections."""
        for _, client in self._clients:
            client.close()
        self._app.close()


def _somewhere(rng: Random) -> Point:
    """A place in any grid: in a storm members report for their neighbours too."""
    (left, bottom), (right, top) = operator.itemgetter(0, 2)(rng.choice(TOWN_GRIDS).outline)
    return rng.uniform(left, right), rng.uniform(bottom, top)


def main() -> int:
    """Serve lines until stdin ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("password_file", type=Path)
    parser.add_argument("--rate", type=float, default=20.0)
    chosen = parser.parse_args()
    password = chosen.password_file.read_text(encoding="utf-8")
    reporters = Reporters(chosen.address, password, chosen.rate)
    reporters.tell_positions()
    say("ready")
    for line in sys.stdin:
        word, *numbers = line.split()
        if word == "go":
            reporters.report_for(float(numbers[0]))
        elif word == "at":
            reporters.report_at(float(numbers[0]), float(numbers[1]))
    reporters.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
