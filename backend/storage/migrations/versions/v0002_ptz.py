"""PTZ: who steers, presets, tours, and each head's settings"""

import sqlalchemy as sa
from alembic import op

from backend.storage.columns import Json, Utc

revision = "0002"
down_revision = "0001"


def _create(name: str, *columns: sa.Column[object], also_key: tuple[str, ...] = ()) -> None:
    """Make a table of what a town's camera has."""
    op.create_table(
        name,
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("camera", sa.String(length=64), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f(f"fk_{name}_town")),
        sa.ForeignKeyConstraint(["camera"], ["camera.id"], name=op.f(f"fk_{name}_camera")),
        sa.PrimaryKeyConstraint("town", "camera", *also_key, name=op.f(f"pk_{name}")),
    )


def upgrade() -> None:
    """One step up."""
    _create(
        "ptz_lease",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("taken_at", Utc(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
    )
    _create(
        "ptz_head",
        sa.Column("home_after_s", sa.Integer(), nullable=False),
        sa.Column("home_preset", sa.Integer(), nullable=True),
        sa.Column("calibration", Json, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    _create(
        "ptz_preset",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("pan", sa.Float(), nullable=False),
        sa.Column("tilt", sa.Float(), nullable=False),
        sa.Column("zoom", sa.Float(), nullable=False),
        sa.Column("token", sa.String(length=128), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        also_key=("number",),
    )
    _create(
        "ptz_tour",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("steps", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        also_key=("name",),
    )


def downgrade() -> None:
    """One step down."""
    for name in ("ptz_tour", "ptz_preset", "ptz_head", "ptz_lease"):
        op.drop_table(name)
