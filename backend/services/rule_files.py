"""A town's dictionary, calendar and cards from JSON files, with a preview of what changes."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import insert, select

from backend.domain.calendar_data import CalendarInvalidError, parse_calendar
from backend.domain.handling_cards import CardsError, parse_cards
from backend.domain.taxonomy import Taxonomy, TaxonomyError, parse_taxonomy
from backend.services.import_records import Fault, ImportOrder, ImportOutcome
from backend.services.town_rules import PACKAGED, taxonomy_of
from backend.storage.tables import town_data
from backend.storage.unit_of_work import Unit


def import_rules(unit: Unit, order: ImportOrder) -> ImportOutcome:
    """Take in a dictionary, a calendar or cards, or say what they would change."""
    try:
        data = json.loads(order.data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        fault = Fault(0, "", "not_json", "不是 JSON 文件", "The file is not JSON.")
        return ImportOutcome(is_done=False, faults=(fault,))
    faults = _rule_faults(unit, order, data)
    if faults:
        return ImportOutcome(is_done=False, faults=faults)
    version = str(data.get("version", unit.now.strftime("%Y%m%d%H%M%S")))
    there = select(town_data.c.version).where(
        town_data.c.town == order.town,
        town_data.c.kind == order.kind,
        town_data.c.version == version,
    )
    if version == PACKAGED or unit.connection.execute(there).one_or_none() is not None:
        words = ("这个版本已经导入过", "This version is there already.")
        return ImportOutcome(is_done=False, faults=(Fault(0, "version", "repeated", *words),))
    preview = _preview(unit, order, data)
    if order.is_dry_run:
        return preview
    unit.connection.execute(
        insert(town_data).values(
            town=order.town,
            kind=order.kind,
            version=version,
            effective_at=order.effective_at or unit.now,
            data=data,
        )
    )
    return replace(preview, is_done=True)


def _rule_faults(unit: Unit, order: ImportOrder, data: object) -> tuple[Fault, ...]:
    try:
        if order.kind == "taxonomy":
            parse_taxonomy(data)
        elif order.kind == "calendar":
            parse_calendar(data)
        else:
            parse_cards(data, _present(unit, order).subcategories.keys())
    except TaxonomyError as error:
        return tuple(Fault(0, one.path, "bad_value", one.says, one.says) for one in error.faults)
    except CalendarInvalidError as error:
        return tuple(
            Fault(0, one.path, one.code.value, one.code.value, one.code.value)
            for one in error.faults
        )
    except CardsError as error:
        return tuple(Fault(0, one.path, one.code, one.code, one.code) for one in error.faults)
    return ()


def _present(unit: Unit, order: ImportOrder) -> Taxonomy:
    return taxonomy_of(unit.connection, order.town, unit.now)


def _preview(unit: Unit, order: ImportOrder, data: object) -> ImportOutcome:
    """What a new dictionary changes; of a calendar and cards only that they are read."""
    if order.kind != "taxonomy":
        return ImportOutcome(is_done=False)
    return _compared(_present(unit, order), parse_taxonomy(data))


def _compared(before: Taxonomy, after: Taxonomy) -> ImportOutcome:
    old, new = before.subcategories, after.subcategories
    changed = []
    for code in sorted(old.keys() & new.keys()):
        names = tuple(
            name
            for name in old[code].__slots__
            if getattr(old[code], name) != getattr(new[code], name)
        )
        if names:
            changed.append((code, names))
    return ImportOutcome(
        is_done=False,
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(changed),
        same=len(old.keys() & new.keys()) - len(changed),
        missing=tuple(sorted(old.keys() - new.keys())),
    )
