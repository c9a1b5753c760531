"""How fast the backend answers with a little and with a lot in it, on both kinds of database.

``python -m benchmarks backend [--events 1000 100000] [--kinds sqlite postgresql]`` fills a database
for each size (ten times as many journal entries as events), starts the program on it, and asks it
over HTTP as consoles and phones do. One table: milliseconds at p50, p95 and p99, and how many
times the large database takes of what the small one takes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import insert, select

from backend.bootstrap import build
from backend.domain.event_facts import Source
from backend.domain.sight import Scope
from backend.services.loading import load_town
from backend.services.reporting import NewReport, take_report
from backend.storage.database import open_engine
from backend.storage.events import index_event
from backend.storage.migrate import migrate
from backend.storage.people import find_actor
from backend.storage.tables import event
from backend.storage.unit_of_work import ITSELF, Unit
from backend_client.client import Client
from backend_client.feed_protocol import Message
from backend_client.feed_reader import FeedReader
from backend_client.transport import Limits
from benchmarks.local_postgres import new_database, running_postgres

TOWN, PASSWORD = "FX", "枫桥经验-平安-2026"
TEXTS = (
    "有村民在出租房内屠宰家禽,数量不少",
    "饭店晚上偷排油烟,居民意见很大",
    "村道路灯坏了三盏,晚上很黑",
    "两辆电动车在路口撞了,没有人受伤",
    "河面上漂着死鱼,水发黑有臭味",
    "出租房消防通道被杂物堵死了",
)
STATES = ("reported", "triage", "assigned", "handling", "verifying", "closed", "archived")
OPEN = frozenset(STATES[:5])
PER_EVENT = 10
"""Journal entries for each event."""
BATCH = 2000


def fill(url: str, folder: Path, events: int) -> None:
    """Make a town with so many events over two years, and ten entries for each."""
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    backend = build(url, folder, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    backend.accounts.add_first()
    town = folder / "town"
    # The simulated town is another program's: only its files are taken.
    subprocess.run([sys.executable, "-m", "simulator", "town", str(town)], check=True)
    backend.store.do(ITSELF, lambda unit: load_town(unit, backend.accounts, town, PASSWORD))
    patterns = _patterns(backend)
    backend.store.do(ITSELF, lambda unit: _fill_events(unit, patterns, events))
    scope = Scope(TOWN)
    change = {"version": 2, "from": "reported", "to": "triage", "changed": {"owner": "op1"}}
    for at in range(0, events * PER_EVENT, BATCH):

        def note(unit: Unit, at: int = at) -> None:
            for number in range(at, min(at + BATCH, events * PER_EVENT)):
                unit.note("event.take", scope, change, f"{number % events:032x}")

        backend.store.do(ITSELF, note)
    with backend.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tidy:
        tidy.exec_driver_sql("ANALYZE")
    backend.close()


def _patterns(backend: Any) -> list[dict[str, Any]]:
    """One real event of each text, as it is kept."""
    with backend.store.reading() as connection:
        member = find_actor(connection, "g001")
    assert member is not None

    def report(unit: Unit) -> None:
        for number, text in enumerate(TEXTS):
            new = NewReport(TOWN, Source.FIELD, f"p{number}", text, 120.42, 29.736)
            take_report(unit, backend.shelf, new, backend.make_id)

    backend.store.do(member, report)
    with backend.store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(event))]


def _fill_events(unit: Unit, patterns: list[dict[str, Any]], events: int) -> None:
    rng, now = random.Random(1), datetime.now(UTC)
    for at in range(0, events, BATCH):
        rows = []
        for number in range(at, min(at + BATCH, events)):
            state = rng.choice(STATES[:5]) if number % 200 == 0 else rng.choice(STATES[5:])
            reported = now - timedelta(seconds=(events - number) * 630)
            pattern = rng.choice(patterns)
            id_ = f"{number:032x}"
            rows.append(
                {
                    **pattern,
                    "id": id_,
                    "number": f"{reported:%Y%m%d}-{number:06d}",
                    "state": state,
                    "is_open": state in OPEN,
                    "reported_at": reported,
                    "changed_at": reported,
                    "look_at": None,
                    "due_at": pattern["due_at"] if state in OPEN else None,
                    "lon": 120.42 + rng.uniform(-0.03, 0.03),
                    "lat": 29.736 + rng.uniform(-0.03, 0.03),
                    "facts": {**pattern["facts"], "id": id_, "state": state},
                }
            )
        unit.connection.execute(insert(event), rows)
        for row in rows:
            index_event(unit.connection, row["id"], row["number"], row["sheet"])


@contextmanager
def served(url: str, folder: Path) -> Iterator[str]:
    """The program on a database."""
    command = [sys.executable, "-m", "backend", "serve", "--port", "0"]
    environment = {**os.environ, "DATABASE_URL": url}
    with subprocess.Popen(
        [*command, "--data-folder", str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def measure(address: str, rounds: int) -> dict[str, list[float]]:
    """Ask for everything so many times; milliseconds of each."""
    limits = Limits(answer_s=60, repeats=0)
    with Client([address], limits) as op, Client([address], limits) as member:
        op.sessions.sign_in("op1", PASSWORD)
        member.sessions.sign_in("g001", PASSWORD)
        some = op.events.page(limit=1, is_open=True).items[0].id
        here = {"lon": 120.42, "lat": 29.736}
        report = {"town": TOWN, "source": "field", "text": TEXTS[2], "position": here}
        now = datetime.now(UTC)
        window = (120.40, 29.72, 120.44, 29.75)
        asked: dict[str, Callable[[], object]] = {
            "inbox, open": lambda: op.events.page(is_open=True, limit=100),
            "inbox, newest": lambda: op.events.page(limit=100),
            "inbox, by grade": lambda: op.events.page(sort="grade", is_open=True, limit=100),
            "filter and count": lambda: op.events.page(state=["triage"], counted=True, limit=100),
            "full text, rare": lambda: op.events.page(text="没有这样的话", limit=100),
            "full text, common": lambda: op.events.page(text="路灯", limit=100),
            "one event": lambda: op.events.one(some),
            "whom to send": lambda: op.sending.candidates(some),
            "map window": lambda: op.towns.map(TOWN, window, "events", "people", "cameras"),
            "journal page": lambda: op.journal.page(after=100, limit=100),
            "figures, a month": lambda: op.towns.figures(TOWN, now - timedelta(30), now, "lead"),
            "classify": lambda: op.events.classify(TOWN, TEXTS[0]),
            "report (write)": lambda: member.events.report(report),
            "take (write)": lambda: _take(member, op, report),
        }
        found = {name: _times(work, rounds) for name, work in asked.items()}
        found["report to feed"] = _feed(op, member, report, rounds)
    return found


def _take(member: Client, op: Client, report: dict[str, Any]) -> float:
    """Only the operator's part is timed."""
    made = member.events.report(report)
    begun = time.perf_counter()
    op.events.do(made.id, made.version, "take")
    return time.perf_counter() - begun


def _times(work: Callable[[], object], rounds: int) -> list[float]:
    work()
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        own = work()
        whole = time.perf_counter() - begun
        found.append(1000 * (own if isinstance(own, float) else whole))
    return found


def _feed(op: Client, member: Client, report: dict[str, Any], rounds: int) -> list[float]:
    """From sending a report until another's feed tells of it."""
    heard: dict[str, float] = {}
    news = threading.Condition()

    def take(message: Message) -> None:
        with news:
            heard.update({str(one.event): time.perf_counter() for one in message.entries})
            news.notify_all()

    reader = FeedReader(op.transport, take, op.journal.page(limit=1).last)
    reader.start()
    found = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        made = member.events.report(report).id
        with news:
            assert news.wait_for(lambda made=made: made in heard, 30)  # type: ignore[misc]
        found.append(1000 * (heard[made] - begun))
    reader.close()
    return found[1:]


def at(times: Sequence[float], share: float) -> float:
    """Return the value that a share of the times doesn't exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(found: dict[tuple[str, int], dict[str, list[float]]]) -> None:
    """Print one table for each kind of database."""
    for kind in dict.fromkeys(kind for kind, _ in found):
        sizes = [size for one, size in found if one == kind]
        small, large = found[kind, sizes[0]], found[kind, sizes[-1]]
        sys.stdout.write(f"\n{kind}: ms p50 / p95 / p99\n{'':20}")
        sys.stdout.write("".join(f"{size:>16,} events" for size in sizes) + f"{'p50 grows':>12}\n")
        for name in small:
            cells = ""
            for size in sizes:
                values = found[kind, size][name]
                triple = "/".join(f"{at(values, share):.1f}" for share in (0.5, 0.95, 0.99))
                cells += f"{triple:>23}"
            grows = at(large[name], 0.5) / at(small[name], 0.5)
            sys.stdout.write(f"{name:20}{cells}{grows:>11.1f}×\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--kinds", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args(arguments)
    found = {}
    with ExitStack() as stack:
        server = stack.enter_context(running_postgres()) if "postgresql" in options.kinds else ""
        for kind in options.kinds:
            for size in options.events:
                folder = Path(tempfile.mkdtemp(prefix="fengqiao-bench-"))
                stack.callback(shutil.rmtree, folder)
                url = f"sqlite:///{folder / 'fengqiao.db'}"
                if kind == "postgresql":
                    url = stack.enter_context(new_database(server, f"b{size}"))
                sys.stderr.write(f"{kind}, {size:,} events …\n")
                fill(url, folder, size)
                with served(url, folder) as address:
                    found[kind, size] = measure(address, options.rounds)
    show(found)
    if options.json is not None:
        rows = {f"{kind} {size}": figures for (kind, size), figures in found.items()}
        options.json.write_text(json.dumps(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
