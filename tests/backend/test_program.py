"""The program itself: started, killed, started again; what it acknowledged is there."""

from __future__ import annotations

import os
import random
import re
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import insert, text, update
from typer.testing import CliRunner

from backend.__main__ import app
from backend.bootstrap import utc_now
from backend.domain.people import Grant
from backend.domain.words import Role
from backend.services.accounts import Accounts
from backend.storage.database import open_engine, writing
from backend.storage.journal import verify
from backend.storage.people import add_person, find_actor
from backend.storage.tables import journal, region
from backend.storage.unit_of_work import Store
from simulator.town_files import write_town

TOWN, PASSWORD, PATIENCE_S = "FX", "枫桥经验-平安-2026", 60
KILLS, KILLS_IN_SOAK = 3, 100


@contextmanager
def program(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The program in a process of its own, ended at the end."""
    command = [sys.executable, "-m", "backend", *arguments, "--data-folder", str(folder)]
    clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=clean, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line.startswith("http://"), process.stderr and process.stderr.read()
    return line


def ran(*arguments: str, folder: Path, given: str = "") -> tuple[int, str]:
    with program(*arguments, folder=folder) as process:
        said, wrong = process.communicate(given, timeout=PATIENCE_S)
    return process.returncode, said + wrong


def did(*arguments: str, folder: Path, given: str = "") -> tuple[int, str]:
    """The same command in this process: starting one takes longer than most of them."""
    command = [*arguments, "--data-folder", str(folder)]
    done = CliRunner().invoke(app, command, given, {"DATABASE_URL": None})
    return done.exit_code, done.output


def sign_in(base: str, login: str, password: str) -> dict[str, str]:
    answer = requests.post(
        f"{base}/api/v1/session", json={"login": login, "password": password}, timeout=PATIENCE_S
    )
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def report(base: str, headers: dict[str, str], key: str) -> dict[str, Any]:
    body = {"town": TOWN, "source": "field", "text": f"路灯不亮 {key}"}
    place = {"position": {"lon": 120.2, "lat": 29.7}}
    answer = requests.post(
        f"{base}/api/v1/reports",
        json={**body, **place},
        headers={**headers, "Idempotency-Key": key},
        timeout=PATIENCE_S,
    )
    assert answer.status_code == 201, answer.text
    event: dict[str, Any] = answer.json()
    return event


def add_member(folder: Path) -> None:
    """A town and a grid member, put into the database that the program made."""
    engine = open_engine(f"sqlite:///{folder / 'fengqiao.db'}")
    store = Store(engine, utc_now)
    with store.reading() as connection:
        admin = find_actor(connection, "admin")
    assert admin is not None
    accounts = Accounts(store)

    def add(unit: Any) -> None:
        values = {"code": TOWN, "kind": "town", "name": "枫桥", "parent": "ROOT"}
        unit.connection.execute(insert(region).values(values))
        grants = [Grant(Role.FULL_TIME, TOWN), Grant(Role.OPERATOR, TOWN)]
        add_person(unit.connection, "member", "吴网格", TOWN, grants)
        accounts.add(unit, "member", "member", PASSWORD, must_change=False)

    store.do(admin, add)
    engine.dispose()


def test_it_starts_on_nothing_and_ends_when_asked(tmp_path: Path) -> None:
    with program("serve", "--port", "0", folder=tmp_path) as process:
        base = address(process)
        assert requests.get(f"{base}/readyz", timeout=PATIENCE_S).json() == {"status": "ok"}
        file = tmp_path / "first-administrator.txt"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        login, password = file.read_text(encoding="utf-8").split()
        headers = sign_in(base, login, password)
        me = requests.get(f"{base}/api/v1/session", headers=headers, timeout=PATIENCE_S).json()
        assert me["must_change_password"]
        assert [grant["role"] for grant in me["grants"]] == ["administrator"]
        process.send_signal(signal.SIGTERM)
        said, wrong = process.communicate(timeout=PATIENCE_S)
    assert process.returncode in {0, -signal.SIGTERM}
    assert password not in said + wrong


def test_accounts_from_the_command_line(tmp_path: Path) -> None:
    assert did("migrate", folder=tmp_path)[0] == 0
    with program("serve", "--port", "0", folder=tmp_path) as process:
        address(process)
    create = ("create-user", "chen", "--name", "陈值班", "--role", "operator", "--region", "ROOT")
    assert did(*create, folder=tmp_path, given="short\nshort\n")[0] == 2
    assert ran(*create, folder=tmp_path, given=f"{PASSWORD}\n{PASSWORD}\n")[0] == 0
    assert did("verify-journal", folder=tmp_path) == (0, "The journal holds.\n")


def test_a_changed_entry_is_named(tmp_path: Path) -> None:
    with program("serve", "--port", "0", folder=tmp_path) as process:
        address(process)
    engine = open_engine(f"sqlite:///{tmp_path / 'fengqiao.db'}")
    with writing(engine) as connection, connection.begin():
        connection.execute(text("DROP TRIGGER journal_no_UPDATE"))
        connection.execute(update(journal).where(journal.c.seq == 1).values(who_name="别人"))
    engine.dispose()
    code, said = ran("verify-journal", folder=tmp_path)
    assert (code, said) == (1, "1: was changed\n")


@pytest.mark.timeout(3600)
def test_killed_at_any_moment_it_keeps_what_it_acknowledged(tmp_path: Path, is_soak: bool) -> None:
    with program("serve", "--port", "0", folder=tmp_path) as process:
        address(process)
    add_member(tmp_path)
    rng, acknowledged, sent = random.Random(1), dict[str, str](), list[str]()
    for round_ in range(KILLS_IN_SOAK if is_soak else KILLS):
        with program("serve", "--port", "0", folder=tmp_path) as process:
            base = address(process)
            headers = sign_in(base, "member", PASSWORD)
            unanswered = [key for key in sent if key not in acknowledged]
            for key in unanswered:  # what got no answer is asked for again
                acknowledged[key] = report(base, headers, key)["id"]
            killer = threading.Timer(rng.uniform(0.05, 0.6), process.kill)
            killer.start()
            _report_until_killed(base, headers, round_, sent, acknowledged)
            killer.join()
    _check_kept(tmp_path, acknowledged)


def _report_until_killed(
    base: str, headers: dict[str, str], round_: int, sent: list[str], kept: dict[str, str]
) -> None:
    until = time.monotonic() + PATIENCE_S
    for number in range(10_000):
        assert time.monotonic() < until
        key = f"report-{round_:03d}-{number:05d}"
        sent.append(key)
        try:
            kept[key] = report(base, headers, key)["id"]
        except requests.RequestException:
            return


def _check_kept(folder: Path, acknowledged: dict[str, str]) -> None:
    engine = open_engine(f"sqlite:///{folder / 'fengqiao.db'}")
    with engine.connect() as connection:
        assert list(verify(connection)) == []
        rows = connection.execute(text("SELECT id, sheet FROM event")).all()
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    engine.dispose()
    texts = [re.findall(r"report-\d+-\d+", row.sheet)[0] for row in rows]
    assert len(texts) == len(set(texts))  # none twice
    assert set(acknowledged.values()) <= {row.id for row in rows}


def test_a_town_from_a_folder_lists_out_and_in_backup_and_back(tmp_path: Path) -> None:
    town, here, there = tmp_path / "town", tmp_path / "here", tmp_path / "there"
    write_town(town, {}, {})
    loaded, said = ran("load-town", str(town), folder=here, given=f"{PASSWORD}\n")
    assert (loaded, "700 cameras" in said) == (0, True)
    cameras, people = tmp_path / "cameras.xlsx", tmp_path / "people.csv"
    assert did("export", "cameras", str(cameras), "--town", "FX", folder=here)[0] == 0
    assert did("export", "people", str(people), "--town", "FX", folder=here)[0] == 0
    code, said = did("import", "cameras", str(cameras), "--town", "FX", folder=here)
    assert (code, said) == (0, "0 new, 0 changed, 700 same, 0 not in the file\n")
    wrong = people.read_text(encoding="utf-8-sig").replace("e_bike", "flying", 1)
    people.write_text(wrong, encoding="utf-8")
    code, said = did("import", "people", str(people), "--town", "FX", folder=here)
    assert code == 1
    assert "mode" in said
    assert did("import", "people", str(people), "--town", "XX", folder=here)[0] == 2
    assert did("export", "cameras", str(people), "--town", "FX", folder=here)[0] == 0
    assert did("export", "grids", str(people), "--town", "FX", folder=here)[0] == 2
    archive = tmp_path / "all.zip"
    assert did("backup", str(archive), folder=here)[0] == 0
    assert did("restore", str(archive), folder=there)[0] == 0
    assert did("restore", str(archive), folder=there)[0] == 2
    assert did("verify-journal", folder=there) == (0, "The journal holds.\n")
    with program("serve", "--port", "0", folder=there) as process:
        base = address(process)
        headers = sign_in(base, "op1", PASSWORD)
        listed = requests.get(
            f"{base}/api/v1/towns/FX/cameras", headers=headers, timeout=PATIENCE_S
        ).json()["items"]
    assert len(listed) == 700
