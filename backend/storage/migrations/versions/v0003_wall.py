"""Video walls: their screens, what they show, scenes and health"""

import sqlalchemy as sa
from alembic import op

from backend.storage.columns import Json, Utc

revision = "0003"
down_revision = "0002"


def _create(name: str, *columns: sa.Column[object], also_key: tuple[str, ...] = ()) -> None:
    """Make a table of what a wall has."""
    op.create_table(
        name,
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("wall", sa.String(length=64), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["town", "wall"], ["wall.town", "wall.name"], name=op.f(f"fk_{name}_town_wall")
        ),
        sa.PrimaryKeyConstraint("town", "wall", *also_key, name=op.f(f"pk_{name}")),
    )


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "wall",
        sa.Column("town", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("viewing_m", sa.Float(), nullable=False),
        sa.Column("screen_width_m", sa.Float(), nullable=False),
        sa.Column("text_share", sa.Float(), nullable=False),
        sa.Column("screens", Json, nullable=False),
        sa.Column("shown", Json, nullable=False),
        sa.Column("scene", sa.String(length=64), nullable=True),
        sa.Column("before", Json, nullable=True),
        sa.Column("alert", Json, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["town"], ["region.code"], name=op.f("fk_wall_town")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_wall_person")),
        sa.PrimaryKeyConstraint("town", "name", name=op.f("pk_wall")),
    )
    _create(
        "wall_scene",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("shown", Json, nullable=False),
        sa.Column("hours", Json, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("called_at", Utc(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        also_key=("name",),
    )
    _create(
        "wall_health",
        sa.Column("at", Utc(), nullable=False),
        sa.Column("figures", Json, nullable=False),
        sa.Column("restarts", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """One step down; whoever signed in as a wall is nobody before it."""
    for name in ("wall_health", "wall_scene", "wall"):
        op.drop_table(name)
    walls = "SELECT id FROM person WHERE kind = 'wall'"
    op.execute(f"DELETE FROM token WHERE login IN ({walls})")  # noqa: S608 - a constant
    op.execute(f"DELETE FROM account WHERE person IN ({walls})")  # noqa: S608 - a constant
    op.execute("DELETE FROM person WHERE kind = 'wall'")
