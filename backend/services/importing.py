"""A town's data in from files and out to them; a dry run says what would happen.

Nothing that a file doesn't name is deleted: it is only told as missing. With a fault anywhere
nothing of the file is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, insert, not_, select, update

from backend.domain.areas import Area
from backend.domain.datum import Datum, PlacedPoint, from_datum, suspected_datum
from backend.domain.geo import Position
from backend.domain.grids import Grid
from backend.domain.people import Grant, Kind
from backend.domain.sight import Scope
from backend.domain.words import Platform, Role
from backend.imports.columns import FieldFaultCode
from backend.imports.geojson_grids import format_grids, parse_grids, plan_grids
from backend.imports.sheets import SheetFault, read_sheet, write_csv, write_xlsx
from backend.services.faults import UnfitError
from backend.services.import_records import Fault, ImportOrder, ImportOutcome
from backend.services.rule_files import import_rules
from backend.storage.people import add_person, keep_grants
from backend.storage.places import add_grids, change_grid, grids_of
from backend.storage.tables import (
    camera,
    department,
    grant,
    person,
    place,
    region,
    roster,
    speaker,
    village,
)
from backend.storage.unit_of_work import Unit

_TABLES: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "cameras": (camera, ("id",)),
    "speakers": (speaker, ("id",)),
    "places": (place, ("id",)),
    "departments": (department, ("name",)),
    "roster": (roster, ("day", "shift", "person", "role")),
    "people": (person, ("id",)),
}
IMPORTS = ("grids", *_TABLES, "taxonomy", "calendar", "cards")
EXPORTS = ("grids", *_TABLES)
_GRANT_FIELDS = ("roles", "villages", "grids", "department", "platform")
_SHOWN = 100


def import_file(unit: Unit, order: ImportOrder) -> ImportOutcome:
    """Take in a file, or say what would happen; raises UnfitError for a town that there isn't."""
    known = select(region.c.code).where(region.c.code == order.town, region.c.kind == "town")
    if unit.connection.execute(known).one_or_none() is None:
        raise UnfitError("town")
    outcome = _work(order.kind)(unit, order)
    if outcome.is_done:
        change = {
            "kind": order.kind,
            "added": len(outcome.added),
            "changed": len(outcome.changed),
            "ids": [*outcome.added, *(one for one, _ in outcome.changed)][:_SHOWN],
        }
        unit.note("town.imported", Scope(order.town, is_business=False), change)
    return outcome


def export_file(connection: Connection, town: str, kind: str, form: str) -> bytes:
    """Return a list of a town as `csv`, `xlsx` or, grids, `geojson`."""
    if kind == "grids":
        return format_grids(grids_of(connection, town))
    rows = list(_present(connection, town, kind).values())
    return write_xlsx(kind, rows) if form == "xlsx" else write_csv(kind, rows)


def _work(kind: str) -> Callable[[Unit, ImportOrder], ImportOutcome]:
    if kind == "grids":
        return _import_grids
    return import_rules if kind in {"taxonomy", "calendar", "cards"} else _import_list


# Grids


def _import_grids(unit: Unit, order: ImportOrder) -> ImportOutcome:
    read = parse_grids(order.data, order.datum)
    faults = [
        Fault(one.feature, one.field, one.code.value, one.sentence, one.sentence)
        for one in read.faults
    ]
    faults += [
        Fault(number, "code", "other_town", "编码不是本镇街的", "The code is another town's.")
        for number, one in enumerate(read.grids, 1)
        if one.town != order.town
    ]
    plan = plan_grids(grids_of(unit.connection, order.town), read)
    after = {one.code: one for one in read.grids}
    is_done = not faults and not order.is_dry_run
    if is_done:
        _add_villages(unit.connection, order.town, read.grids)
        add_grids(unit.connection, order.town, [after[code] for code in plan.added])
        for code, _ in plan.changed:
            change_grid(unit.connection, after[code])
    return ImportOutcome(
        is_done, plan.added, plan.changed, len(plan.same), plan.missing, tuple(faults)
    )


def _add_villages(connection: Connection, town: str, grids: Sequence[Grid]) -> None:
    there = set(connection.execute(select(village.c.code)).scalars())
    new = sorted({one.village for one in grids} - there)
    if new:
        connection.execute(
            insert(village), [{"code": code, "town": town, "name": code} for code in new]
        )


# Lists


def _import_list(unit: Unit, order: ImportOrder) -> ImportOutcome:
    read = read_sheet(order.kind, order.data)
    faults = [_fault(one) for one in read.faults]
    rows = {_key(order.kind, row): dict(row) for row in read.rows}
    areas = {one.code: one.area for one in grids_of(unit.connection, order.town)}
    faults += _foreign(unit.connection, order, rows.values(), areas)
    rows = {key: _placed(row, order.datum) for key, row in rows.items()}
    before = _present(unit.connection, order.town, order.kind)
    added = [key for key in rows if key not in before]
    both = [key for key in rows if key in before]
    compared = [(key, _changes(before[key], rows[key])) for key in both]
    changed = [(key, names) for key, names in compared if names]
    is_done = not faults and not order.is_dry_run
    if is_done:
        for key in added:
            _add(unit.connection, order, rows[key])
        for key, names in changed:
            _change(unit.connection, order, rows[key], names)
    suspected, warnings = _suspicions(areas, rows)
    return ImportOutcome(
        is_done,
        tuple(added),
        tuple(changed),
        len(rows) - len(added) - len(changed),
        tuple(sorted(before.keys() - rows.keys())),
        tuple(faults),
        tuple(warnings),
        suspected,
    )


def _fault(one: SheetFault) -> Fault:
    return Fault(one.row, one.field, one.code, one.zh, one.en)


def _key(kind: str, row: Mapping[str, Any]) -> str:
    return " ".join(str(row[name]) for name in _TABLES[kind][1])


def _placed(row: dict[str, Any], datum: Datum) -> dict[str, Any]:
    """Convert a position to WGS-84, keeping the datum that it came in."""
    if row.get("lon") is None:
        return row
    place_ = from_datum(datum, row["lon"], row["lat"])
    return {**row, "lon": place_.longitude, "lat": place_.latitude, "datum": datum.value}


def _present(connection: Connection, town: str, kind: str) -> dict[str, dict[str, Any]]:
    table, _ = _TABLES[kind]
    own = _own_people(town) if kind == "people" else table.c.town == town
    rows = [dict(row._mapping) for row in connection.execute(select(table).where(own))]
    if kind == "people":
        _with_grants(connection, town, rows)
    return {_key(kind, row): row for row in sorted(rows, key=lambda row: _key(kind, row))}


def _with_grants(connection: Connection, town: str, rows: Sequence[dict[str, Any]]) -> None:
    by_person: dict[str, list[Any]] = {}
    query = select(grant).where(grant.c.region == town).order_by(grant.c.id)
    for one in connection.execute(query):
        by_person.setdefault(one.person, []).append(one)
    for row in rows:
        own = by_person.get(row["id"], [])
        row["roles"] = [one.role for one in own]
        for name in ("villages", "grids"):
            row[name] = sorted({code for one in own for code in getattr(one, name)})
        row["department"] = next((one.department for one in own if one.department), None)
        row["platform"] = next((one.platform for one in own if one.platform), None)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    def plain(value: Any) -> Any:
        return list(value) if isinstance(value, tuple | list) else value

    return tuple(
        name
        for name, value in after.items()
        if name not in {"row", "datum"} and plain(before.get(name)) != plain(value)
    )


def _add(connection: Connection, order: ImportOrder, row: Mapping[str, Any]) -> None:
    if order.kind == "people":
        add_person(connection, row["id"], row["name"], order.town, _grants(order.town, row))
        _change(connection, order, row, ("phone", "mode"))
        return
    values = {name: value for name, value in row.items() if name != "row"}
    table, _ = _TABLES[order.kind]
    connection.execute(insert(table).values(town=order.town, **values))


def _change(
    connection: Connection, order: ImportOrder, row: Mapping[str, Any], names: Sequence[str]
) -> None:
    table, keys = _TABLES[order.kind]
    values = {name: row[name] for name in names if name in table.c and name in row}
    if "lon" in values or "lat" in values:
        values["datum"] = row["datum"]
    if "version" in table.c:
        values["version"] = table.c.version + 1
    where = [table.c[key] == row[key] for key in keys]
    if values:
        connection.execute(update(table).where(*where).values(values))
    if order.kind == "people" and set(names) & set(_GRANT_FIELDS):
        connection.execute(
            grant.delete().where(grant.c.person == row["id"], grant.c.region == order.town)
        )
        keep_grants(connection, row["id"], _grants(order.town, row))


def _grants(town: str, row: Mapping[str, Any]) -> list[Grant]:
    platform = row.get("platform")
    return [
        Grant(
            Role(role),
            town,
            frozenset(row.get("villages", ())),
            frozenset(row.get("grids", ())),
            row.get("department"),
            None if platform is None else Platform(platform),
        )
        for role in row.get("roles", ())
    ]


def _foreign(
    connection: Connection, order: ImportOrder, rows: Any, grids: Collection[str]
) -> list[Fault]:
    """Grids, people and ids that belong to no or to another town."""
    own = select(person.c.id).where(person.c.region == order.town)
    people = set(connection.execute(own).scalars())
    others = _ids_elsewhere(connection, order)
    found = []
    for row in rows:
        named = row.get("grids") or ([row["grid"]] if row.get("grid") else [])
        if any(code not in grids for code in named):
            found.append(SheetFault(row["row"], "grid", FieldFaultCode.NOT_IN_TOWN))
        if order.kind == "roster" and row["person"] not in people:
            found.append(SheetFault(row["row"], "person", FieldFaultCode.UNKNOWN_PERSON))
        if row.get("id") in others:
            found.append(SheetFault(row["row"], "id", "repeated_id"))
    return [_fault(one) for one in found]


def _ids_elsewhere(connection: Connection, order: ImportOrder) -> set[str]:
    table, keys = _TABLES[order.kind]
    if keys != ("id",):
        return set()
    own = _own_people(order.town) if order.kind == "people" else table.c.town == order.town
    return set(connection.execute(select(table.c.id).where(not_(own))).scalars())


def _own_people(town: str) -> ColumnElement[bool]:
    """A town's people; its walls sign in too, and are nobody."""
    return and_(person.c.region == town, person.c.kind != Kind.WALL.value)


def _suspicions(
    areas: Mapping[str, Area], rows: Mapping[str, Mapping[str, Any]]
) -> tuple[Datum | None, list[Fault]]:
    points = [
        PlacedPoint(key, row["grid"], Position(row["lon"], row["lat"]))
        for key, row in rows.items()
        if row.get("grid") and row.get("lon") is not None
    ]
    report = suspected_datum(points, areas)
    warnings = []
    for one in report.suspicions:
        names = "/".join(datum.value for datum in one.datums)
        zh = f"{one.key} 在网格外 {one.outside_m:.0f} 米,像是 {names} 坐标"
        en = f"{one.key} lies {one.outside_m:.0f} m outside its grid; it may be {names}."
        warnings.append(Fault(rows[one.key]["row"], "lon", "suspected_datum", zh, en))
    return report.whole_list, warnings


def add_town(connection: Connection, code: str, name: str, parent: str) -> bool:
    """Make a town's region unless it is there; returns whether it was new."""
    if connection.execute(select(region.c.code).where(region.c.code == code)).one_or_none():
        return False
    connection.execute(insert(region).values(code=code, kind="town", name=name, parent=parent))
    return True
