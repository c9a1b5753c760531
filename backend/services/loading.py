"""A whole town from a folder of files: `town.json`, lists and grids, and who gets an account."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select, update

from backend.services.accounts import FIRST_REGION, Accounts
from backend.services.import_records import ImportOrder
from backend.services.importing import add_town, import_file
from backend.storage.tables import account
from backend.storage.tables import person as people
from backend.storage.unit_of_work import Unit

FILES = {
    "grids": "grids.geojson",
    "departments": "departments.csv",
    "people": "people.csv",
    "cameras": "cameras.csv",
    "speakers": "speakers.csv",
    "places": "places.csv",
}


class TownFileError(Exception):
    """A file of the folder can't be taken; `args[0]` names it and the first faults."""


def load_town(unit: Unit, accounts: Accounts, folder: Path, password: str) -> dict[str, int]:
    """Take in a folder; returns how many of each kind are new. Raises TownFileError.

    `town.json` has the town's `code` and `name`, and `accounts`: ids of people with further
    `capabilities`; every person of the lists gets an account with the one password.
    """
    try:
        told = json.loads((folder / "town.json").read_text(encoding="utf-8"))
        code, name = str(told["code"]), str(told["name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TownFileError(f"town.json: {error}") from error
    add_town(unit.connection, code, name, FIRST_REGION)
    found = {}
    for kind, file in FILES.items():
        if not (folder / file).is_file():
            continue
        order = ImportOrder(code, kind, (folder / file).read_bytes())
        outcome = import_file(unit, order)
        if outcome.faults:
            first = "; ".join(f"{one.row} {one.field}: {one.en}" for one in outcome.faults[:5])
            raise TownFileError(f"{file}: {first}")
        found[kind] = len(outcome.added)
    _add_accounts(unit, accounts, code, password)
    for id_, capabilities in told.get("capabilities", {}).items():
        unit.connection.execute(
            update(people).where(people.c.id == id_).values(capabilities=sorted(capabilities))
        )
    return found


def _add_accounts(unit: Unit, accounts: Accounts, town: str, password: str) -> None:
    there = select(account.c.person)
    query = select(people.c.id).where(people.c.region == town, people.c.id.not_in(there))
    new = list(unit.connection.execute(query).scalars())
    accounts.add_many(unit, new, password)
