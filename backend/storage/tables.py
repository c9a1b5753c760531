"""The tables. Codes and ids are text; instants are UTC; positions WGS-84 degrees."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from backend.storage.columns import Json, Utc

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CODE = String(40)
NAME = String(200)


def _place() -> list[Column[object]]:
    """Position with the datum that it came in."""
    return [
        Column("lon", Float),
        Column("lat", Float),
        Column("datum", String(10), nullable=False, server_default="wgs84"),
    ]


region = Table(
    "region",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("kind", String(10), nullable=False),  # city, county, town
    Column("name", NAME, nullable=False),
    Column("parent", ForeignKey("region.code"), index=True),
)

town_data = Table(  # the town's dictionary, calendar and what operators corrected, by version
    "town_data",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False),
    Column("kind", String(20), nullable=False),  # taxonomy, calendar
    Column("version", String(40), nullable=False),
    Column("effective_at", Utc, nullable=False),
    Column("data", Json, nullable=False),
    UniqueConstraint("town", "kind", "version"),
)

correction = Table(  # what a person said a text is: the classification learns from it
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False, index=True),
    Column("event", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("subcategory", String(4), nullable=False),
    Column("person", String(64), nullable=False),
    Column("at", Utc, nullable=False),
)

village = Table(
    "village",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False, index=True),
    Column("name", NAME, nullable=False),
)

grid = Table(
    "grid",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False, index=True),
    Column("village", CODE, nullable=False, index=True),
    Column("name", NAME, nullable=False),
    Column("kind", String(12), nullable=False),  # residential, dedicated
    Column("area", Json, nullable=False),  # polygons of rings of [longitude, latitude]
    Column("west", Float, nullable=False),
    Column("south", Float, nullable=False),
    Column("east", Float, nullable=False),
    Column("north", Float, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)

department = Table(
    "department",
    metadata,
    Column("town", ForeignKey("region.code"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("platform", String(2)),
    Column("phone", String(40), nullable=False, server_default=""),
)

person = Table(
    "person",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("region", ForeignKey("region.code"), nullable=False, index=True),
    Column("name", NAME, nullable=False),
    Column("phone", String(40), nullable=False, server_default=""),
    Column("kind", String(10), nullable=False, server_default="person"),
    Column("capabilities", Json, nullable=False),
    Column("mode", String(10), nullable=False, server_default="walk"),
    *_place(),
    Column("stands_in", CODE),
    Column("seen_at", Utc),
    Column("on_duty_since", Utc),
    Column("on_break", Boolean, nullable=False, server_default="0"),
    Column("is_active", Boolean, nullable=False, server_default="1"),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_person_place", "lon", "lat"),
)

grant = Table(  # a role in a town, a county or the city, narrowed to what belongs to it
    "role_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("region", ForeignKey("region.code"), nullable=False, index=True),
    Column("villages", Json, nullable=False),
    Column("grids", Json, nullable=False),
    Column("department", String(100)),
    Column("platform", String(2)),
)

account = Table(
    "account",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("person", ForeignKey("person.id"), nullable=False, index=True),
    Column("password_hash", String(200), nullable=False),
    Column("must_change", Boolean, nullable=False, server_default="0"),
    Column("is_disabled", Boolean, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", Utc),
)

signing_key = Table(  # what its person signs decisions with, sealed by the password
    "signing_key",
    metadata,
    Column("login", ForeignKey("account.login"), primary_key=True),
    Column("key_id", String(32), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("time_cost", Integer, nullable=False),
    Column("memory_cost", Integer, nullable=False),
    Column("parallelism", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("sealed_at", Utc, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("login", ForeignKey("account.login"), nullable=False, index=True),
    Column("seat", String(64)),
    Column("begun_at", Utc, nullable=False),
    Column("used_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("revoked_at", Utc),
)

camera = Table(
    "camera",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False, index=True),
    Column("name", NAME, nullable=False),
    Column("main_url", Text, nullable=False, server_default=""),
    Column("sub_url", Text, nullable=False, server_default=""),
    *_place(),
    Column("direction_deg", Float),
    Column("view_deg", Float),
    Column("view_m", Float),
    Column("owner", NAME, nullable=False, server_default=""),
    Column("grid", CODE, index=True),
    Column("kind", String(20), nullable=False, server_default=""),
    Column("user_name", String(100), nullable=False, server_default=""),
    Column("password", String(100), nullable=False, server_default=""),
    Column("ptz_url", Text, nullable=False, server_default=""),
    Column("is_key", Boolean, nullable=False, server_default="0"),
    Column("has_sound", Boolean, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_camera_place", "lon", "lat"),
)


def _camera_of_town() -> list[Column[object]]:
    return [
        Column("town", ForeignKey("region.code"), primary_key=True),
        Column("camera", ForeignKey("camera.id"), primary_key=True),
    ]


ptz_lease = Table(  # who steers a camera; over without a row being touched
    "ptz_lease",
    metadata,
    *_camera_of_town(),
    Column("person", String(64), nullable=False),
    Column("name", NAME, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("seat", String(64), nullable=False),
    Column("taken_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
)

ptz_head = Table(  # what a PTZ camera does by itself, and how its numbers become degrees
    "ptz_head",
    metadata,
    *_camera_of_town(),
    Column("home_after_s", Integer, nullable=False),  # 0: never
    Column("home_preset", Integer),
    Column("calibration", Json),
    Column("version", Integer, nullable=False),
)

ptz_preset = Table(  # kept here too, because devices lose theirs
    "ptz_preset",
    metadata,
    *_camera_of_town(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False),
    Column("pan", Float, nullable=False),
    Column("tilt", Float, nullable=False),
    Column("zoom", Float, nullable=False),
    Column("token", String(128), nullable=False),  # the device's own name for it
    Column("picture", String(64)),  # SHA-256
    Column("version", Integer, nullable=False),
)

ptz_tour = Table(
    "ptz_tour",
    metadata,
    *_camera_of_town(),
    Column("name", String(64), primary_key=True),
    Column("steps", Json, nullable=False),
    Column("version", Integer, nullable=False),
)

wall = Table(  # a plan of screens, shown by a process that signs in with a key of its own
    "wall",
    metadata,
    Column("town", ForeignKey("region.code"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("person", ForeignKey("person.id")),  # as whom it signs in, once it had a key
    Column("key_hash", LargeBinary(32)),
    Column("viewing_m", Float, nullable=False),
    Column("screen_width_m", Float, nullable=False),
    Column("text_share", Float, nullable=False),
    Column("screens", Json, nullable=False),  # as the process told last
    Column("shown", Json, nullable=False),  # contents by screen
    Column("scene", String(64)),
    Column("before", Json),  # what comes back after an alert
    Column("alert", Json),
    Column("version", Integer, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

wall_scene = Table(
    "wall_scene",
    metadata,
    Column("town", CODE, primary_key=True),
    Column("wall", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("shown", Json, nullable=False),
    Column("hours", Json, nullable=False),
    Column("grade", Integer),
    Column("called_at", Utc, nullable=False),  # by its hours
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["town", "wall"], ["wall.town", "wall.name"]),
)

wall_health = Table(  # only the last
    "wall_health",
    metadata,
    Column("town", CODE, primary_key=True),
    Column("wall", String(64), primary_key=True),
    Column("at", Utc, nullable=False),
    Column("figures", Json, nullable=False),
    Column("restarts", Integer, nullable=False),
    ForeignKeyConstraint(["town", "wall"], ["wall.town", "wall.name"]),
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False, index=True),
    Column("name", NAME, nullable=False),
    *_place(),
    Column("grid", CODE),
    Column("zone", NAME, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
)

place = Table(  # places that matter
    "place",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False, index=True),
    Column("name", NAME, nullable=False),
    Column("kind", String(30), nullable=False),
    *_place(),
    Column("version", Integer, nullable=False, server_default="1"),
)

roster = Table(
    "roster",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False),
    Column("day", String(10), nullable=False),  # of the town's time zone
    Column("shift", String(20), nullable=False),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("role", String(20), nullable=False),
    UniqueConstraint("town", "day", "shift", "person", "role"),
)

_OPEN: dict[str, Any] = {"sqlite_where": text("is_open = 1"), "postgresql_where": text("is_open")}

event = Table(
    "event",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", String(20), nullable=False),  # day and count, as people say it
    Column("town", ForeignKey("region.code"), nullable=False),
    Column("version", Integer, nullable=False),
    # the event as the rules know it, its clocks, and what was told: JSON of the typed records
    Column("facts", Json, nullable=False),
    Column("clocks", Json, nullable=False),
    Column("sheet", Json, nullable=False),
    # what is searched and sorted by, written from the above in one place
    Column("state", String(16), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("grade", Integer, nullable=False),
    Column("category", String(2), nullable=False),
    Column("subcategory", String(4), nullable=False),
    Column("source", String(30), nullable=False),
    Column("platform", String(2)),
    Column("lead", String(100)),
    Column("owner", String(64)),
    Column("village", CODE),
    Column("grid", CODE),
    Column("lon", Float),
    Column("lat", Float),
    Column("is_drill", Boolean, nullable=False),
    Column("returned", Integer, nullable=False),
    Column("supervision", Integer, nullable=False),
    Column("reported_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("rework", Integer, nullable=False),
    Column("is_forced", Boolean, nullable=False),
    Column("is_late", Boolean),  # None: no limit for closing
    Column("due_at", Utc),  # of the running clock that ends first
    Column("amber_at", Utc),
    Column("look_at", Utc),  # when a clock or a date next changes something by itself
    UniqueConstraint("town", "number"),
    Index("ix_event_inbox", "town", "reported_at", "id"),
    Index("ix_event_newest", "reported_at", "id"),  # of several towns
    # Open events are few among all: the planner has to know how few.
    Index("ix_event_open", "town", "reported_at", "id", **_OPEN),
    Index("ix_event_open_grade", "town", "grade", "reported_at", "id", **_OPEN),
    Index("ix_event_due", "town", "due_at", "id", **_OPEN),
    Index("ix_event_state", "town", "state", "reported_at", "id"),
    Index("ix_event_changed", "town", "changed_at", "id"),
    Index("ix_event_grid", "grid", "reported_at"),
    Index("ix_event_place", "lon", "lat"),
    Index("ix_event_look", "look_at"),
)

counter = Table(  # how many events a town's day has had
    "counter",
    metadata,
    Column("town", ForeignKey("region.code"), primary_key=True),
    Column("day", String(8), primary_key=True),  # YYYYMMDD of the town's time zone
    Column("value", Integer, nullable=False),
)

party = Table(  # whom an event concerns, apart from its town, village and grid
    "event_party",
    metadata,
    Column("event", ForeignKey("event.id"), primary_key=True),
    Column("kind", String(10), primary_key=True),  # department, person
    Column("id", String(100), primary_key=True),
    Index("ix_event_party_id", "kind", "id", "event"),
)

dispatch = Table(  # a person sent to an event
    "dispatch",
    metadata,
    Column("event", ForeignKey("event.id"), primary_key=True),
    Column("person", ForeignKey("person.id"), primary_key=True),
    Column("round", Integer, primary_key=True),  # sent again after refusing: the next round
    Column("status", String(16), nullable=False),
    Column("is_over", Boolean, nullable=False),
    Column("sent_by", String(64), nullable=False),
    Column("sent_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_dispatch_person", "person", "is_over"),
)

upload = Table(
    "upload",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("name", NAME, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("begun_at", Utc, nullable=False),
    Column("attachment", String(32)),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("town", ForeignKey("region.code"), nullable=False),
    Column("event", ForeignKey("event.id"), index=True),
    Column("photo_kind", String(10)),
    Column("name", NAME, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("original_sha256", String(64), nullable=False),
    Column("thumbnail_sha256", String(64)),
    Column("width", Integer),
    Column("height", Integer),
    Column("duration_s", Float),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("lon", Float),
    Column("lat", Float),
    Column("taken_at", Utc),
    Column("added_by", String(64), nullable=False),
    Column("added_at", Utc, nullable=False),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("body_hash", LargeBinary(32), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Utc, nullable=False, index=True),
)

_KEY_MADE = text("what = 'signing.key_made'")
_KEYS: dict[str, Any] = {"sqlite_where": _KEY_MADE, "postgresql_where": _KEY_MADE}

journal = Table(  # only ever appended to: triggers refuse anything else
    "journal",
    metadata,
    Column(
        "seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    Column("at", String(27), nullable=False),  # RFC 3339 as it was hashed
    Column("town", CODE, nullable=False),
    Column("who", String(64), nullable=False),
    Column("who_name", NAME, nullable=False),
    Column("what", String(60), nullable=False),
    Column("event", String(32)),
    Column("scope", Text, nullable=False),  # canonical JSON: whom it concerns
    Column("change", Text, nullable=False),  # canonical JSON
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_journal_event", "event", "seq"),
    Index("ix_journal_town", "town", "seq"),
    Index("ix_journal_keys", "who", "seq", **_KEYS),
)

journal_head = Table(  # one row: whoever appends holds it until the end
    "journal_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
