"""The first form of the database"""

import sqlalchemy as sa
from alembic import op

from backend.storage.columns import Json, Utc

revision = "0001"
down_revision = None

_SQLITE_GUARD = """
CREATE TRIGGER journal_no_{what} BEFORE {what} ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END
"""
_POSTGRES_GUARD = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is only appended to'; END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM CURRENT_USER, PUBLIC;
"""


_OPEN_INDEXES = {
    "ix_event_open": ["town", "reported_at", "id"],
    "ix_event_open_grade": ["town", "grade", "reported_at", "id"],
    "ix_event_due": ["town", "due_at", "id"],
}


def _guard_journal() -> None:
    """Let nobody change what is written; on PostgreSQL not even the tables' owner."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_GUARD)
        return
    for what in ("UPDATE", "DELETE"):
        op.execute(_SQLITE_GUARD.format(what=what))


def _create_full_text() -> None:
    """What is searched: each engine has its own index."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE event_text (event VARCHAR(32) PRIMARY KEY, words TSVECTOR)")
        op.execute("CREATE INDEX ix_event_text_words ON event_text USING gin (words)")
        return
    op.execute("CREATE VIRTUAL TABLE event_text USING fts5(event UNINDEXED, words, detail=none)")


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "idempotency",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("person", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_at"), "idempotency", ["at"], unique=False)
    op.create_table(
        "journal",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("who_name", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_event", "journal", ["event", "seq"], unique=False)
    op.create_index("ix_journal_town", "journal", ["town", "seq"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["region.code"], name=op.f("fk_region_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index(op.f("ix_region_parent"), "region", ["parent"], unique=False)
    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", Utc(), nullable=False),
        sa.Column("attachment", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_table(
        "camera",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("main_url", sa.Text(), server_default="", nullable=False),
        sa.Column("sub_url", sa.Text(), server_default="", nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("datum", sa.String(length=10), server_default="wgs84", nullable=False),
        sa.Column("direction_deg", sa.Float(), nullable=True),
        sa.Column("view_deg", sa.Float(), nullable=True),
        sa.Column("view_m", sa.Float(), nullable=True),
        sa.Column("owner", sa.String(length=200), server_default="", nullable=False),
        sa.Column("grid", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=20), server_default="", nullable=False),
        sa.Column("user_name", sa.String(length=100), server_default="", nullable=False),
        sa.Column("password", sa.String(length=100), server_default="", nullable=False),
        sa.Column("ptz_url", sa.Text(), server_default="", nullable=False),
        sa.Column("is_key", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("has_sound", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_camera_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_camera")),
    )
    op.create_index(op.f("ix_camera_grid"), "camera", ["grid"], unique=False)
    op.create_index("ix_camera_place", "camera", ["lon", "lat"], unique=False)
    op.create_index(op.f("ix_camera_town"), "camera", ["town"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("subcategory", sa.String(length=4), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_correction_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_town"), "correction", ["town"], unique=False)
    op.create_table(
        "counter",
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_counter_town")),
        sa.PrimaryKeyConstraint("town", "day", name=op.f("pk_counter")),
    )
    op.create_table(
        "department",
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("platform", sa.String(length=2), nullable=True),
        sa.Column("phone", sa.String(length=40), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_department_town")),
        sa.PrimaryKeyConstraint("town", "name", name=op.f("pk_department")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "facts",
            Json,
            nullable=False,
        ),
        sa.Column(
            "clocks",
            Json,
            nullable=False,
        ),
        sa.Column(
            "sheet",
            Json,
            nullable=False,
        ),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=2), nullable=False),
        sa.Column("subcategory", sa.String(length=4), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("platform", sa.String(length=2), nullable=True),
        sa.Column("lead", sa.String(length=100), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("village", sa.String(length=40), nullable=True),
        sa.Column("grid", sa.String(length=40), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("is_drill", sa.Boolean(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("supervision", sa.Integer(), nullable=False),
        sa.Column("reported_at", Utc(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("rework", sa.Integer(), nullable=False),
        sa.Column("is_forced", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=True),
        sa.Column("due_at", Utc(), nullable=True),
        sa.Column("amber_at", Utc(), nullable=True),
        sa.Column("look_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_event_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("town", "number", name=op.f("uq_event_town_number")),
    )
    op.create_index("ix_event_changed", "event", ["town", "changed_at", "id"], unique=False)
    op.create_index("ix_event_grid", "event", ["grid", "reported_at"], unique=False)
    op.create_index("ix_event_inbox", "event", ["town", "reported_at", "id"], unique=False)
    op.create_index("ix_event_look", "event", ["look_at"], unique=False)
    op.create_index("ix_event_newest", "event", ["reported_at", "id"], unique=False)
    for name, columns in _OPEN_INDEXES.items():
        op.create_index(
            name,
            "event",
            columns,
            sqlite_where=sa.text("is_open = 1"),
            postgresql_where=sa.text("is_open"),
        )
    op.create_index("ix_event_place", "event", ["lon", "lat"], unique=False)
    op.create_index("ix_event_state", "event", ["town", "state", "reported_at", "id"], unique=False)
    op.create_table(
        "grid",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column(
            "area",
            Json,
            nullable=False,
        ),
        sa.Column("west", sa.Float(), nullable=False),
        sa.Column("south", sa.Float(), nullable=False),
        sa.Column("east", sa.Float(), nullable=False),
        sa.Column("north", sa.Float(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_grid_town")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_grid")),
    )
    op.create_index(op.f("ix_grid_town"), "grid", ["town"], unique=False)
    op.create_index(op.f("ix_grid_village"), "grid", ["village"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=10), server_default="person", nullable=False),
        sa.Column(
            "capabilities",
            Json,
            nullable=False,
        ),
        sa.Column("mode", sa.String(length=10), server_default="walk", nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("datum", sa.String(length=10), server_default="wgs84", nullable=False),
        sa.Column("stands_in", sa.String(length=40), nullable=True),
        sa.Column("seen_at", Utc(), nullable=True),
        sa.Column("on_duty_since", Utc(), nullable=True),
        sa.Column("on_break", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["region"], ["region.code"], name=op.f("fk_person_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_place", "person", ["lon", "lat"], unique=False)
    op.create_index(op.f("ix_person_region"), "person", ["region"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("datum", sa.String(length=10), server_default="wgs84", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_place_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_town"), "place", ["town"], unique=False)
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("datum", sa.String(length=10), server_default="wgs84", nullable=False),
        sa.Column("grid", sa.String(length=40), nullable=True),
        sa.Column("zone", sa.String(length=200), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_speaker_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_town"), "speaker", ["town"], unique=False)
    op.create_table(
        "town_data",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("effective_at", Utc(), nullable=False),
        sa.Column(
            "data",
            Json,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_town_data_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_data")),
        sa.UniqueConstraint("town", "kind", "version", name=op.f("uq_town_data_town_kind_version")),
    )
    op.create_table(
        "village",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_village_town")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_village")),
    )
    op.create_index(op.f("ix_village_town"), "village", ["town"], unique=False)
    op.create_table(
        "account",
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_disabled", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_account_person")),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_person"), "account", ["person"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=True),
        sa.Column("photo_kind", sa.String(length=10), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("thumbnail_sha256", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration_s", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("taken_at", Utc(), nullable=True),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_attachment_event")),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_attachment_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_event"), "attachment", ["event"], unique=False)
    op.create_table(
        "dispatch",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("sent_by", sa.String(length=64), nullable=False),
        sa.Column("sent_at", Utc(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_dispatch_event")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_dispatch_person")),
        sa.PrimaryKeyConstraint("event", "person", "round", name=op.f("pk_dispatch")),
    )
    op.create_index("ix_dispatch_person", "dispatch", ["person", "is_over"], unique=False)
    op.create_table(
        "event_party",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_event_party_event")),
        sa.PrimaryKeyConstraint("event", "kind", "id", name=op.f("pk_event_party")),
    )
    op.create_index("ix_event_party_id", "event_party", ["kind", "id", "event"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column(
            "villages",
            Json,
            nullable=False,
        ),
        sa.Column(
            "grids",
            Json,
            nullable=False,
        ),
        sa.Column("department", sa.String(length=100), nullable=True),
        sa.Column("platform", sa.String(length=2), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_role_grant_person")),
        sa.ForeignKeyConstraint(["region"], ["region.code"], name=op.f("fk_role_grant_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_person"), "role_grant", ["person"], unique=False)
    op.create_index(op.f("ix_role_grant_region"), "role_grant", ["region"], unique=False)
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("shift", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_roster_person")),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_roster_town")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sa.UniqueConstraint(
            "town",
            "day",
            "shift",
            "person",
            "role",
            name=op.f("uq_roster_town_day_shift_person_role"),
        ),
    )
    op.create_table(
        "token",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=True),
        sa.Column("begun_at", Utc(), nullable=False),
        sa.Column("used_at", Utc(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.Column("revoked_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("fk_token_login")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_token")),
    )
    op.create_index(op.f("ix_token_login"), "token", ["login"], unique=False)
    head = sa.table("journal_head", sa.column("id"), sa.column("seq"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    _guard_journal()
    _create_full_text()


def downgrade() -> None:
    """One step down."""
    op.execute("DROP TABLE event_text")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER journal_append_only ON journal")
        op.execute("DROP FUNCTION journal_refuse()")
    op.drop_index(op.f("ix_token_login"), table_name="token")
    op.drop_table("token")
    op.drop_table("roster")
    op.drop_index(op.f("ix_role_grant_region"), table_name="role_grant")
    op.drop_index(op.f("ix_role_grant_person"), table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_index("ix_event_party_id", table_name="event_party")
    op.drop_table("event_party")
    op.drop_index("ix_dispatch_person", table_name="dispatch")
    op.drop_table("dispatch")
    op.drop_index(op.f("ix_attachment_event"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_account_person"), table_name="account")
    op.drop_table("account")
    op.drop_index(op.f("ix_village_town"), table_name="village")
    op.drop_table("village")
    op.drop_table("town_data")
    op.drop_index(op.f("ix_speaker_town"), table_name="speaker")
    op.drop_table("speaker")
    op.drop_index(op.f("ix_place_town"), table_name="place")
    op.drop_table("place")
    op.drop_index(op.f("ix_person_region"), table_name="person")
    op.drop_index("ix_person_place", table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_grid_village"), table_name="grid")
    op.drop_index(op.f("ix_grid_town"), table_name="grid")
    op.drop_table("grid")
    op.drop_index("ix_event_state", table_name="event")
    op.drop_index("ix_event_place", table_name="event")
    for name in _OPEN_INDEXES:
        op.drop_index(name, table_name="event")
    op.drop_index("ix_event_newest", table_name="event")
    op.drop_index("ix_event_look", table_name="event")
    op.drop_index("ix_event_inbox", table_name="event")
    op.drop_index("ix_event_grid", table_name="event")
    op.drop_index("ix_event_changed", table_name="event")
    op.drop_table("event")
    op.drop_table("department")
    op.drop_table("counter")
    op.drop_index(op.f("ix_correction_town"), table_name="correction")
    op.drop_table("correction")
    op.drop_index(op.f("ix_camera_town"), table_name="camera")
    op.drop_index("ix_camera_place", table_name="camera")
    op.drop_index(op.f("ix_camera_grid"), table_name="camera")
    op.drop_table("camera")
    op.drop_table("upload")
    op.drop_index(op.f("ix_region_parent"), table_name="region")
    op.drop_table("region")
    op.drop_table("journal_head")
    op.drop_index("ix_journal_town", table_name="journal")
    op.drop_index("ix_journal_event", table_name="journal")
    op.drop_table("journal")
    op.drop_index(op.f("ix_idempotency_at"), table_name="idempotency")
    op.drop_table("idempotency")
