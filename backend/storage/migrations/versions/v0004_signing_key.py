"""Keys that decisions are signed with"""

import sqlalchemy as sa
from alembic import op

from backend.storage.columns import Utc

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "signing_key",
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("time_cost", sa.Integer(), nullable=False),
        sa.Column("memory_cost", sa.Integer(), nullable=False),
        sa.Column("parallelism", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("fk_signing_key_login")),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_signing_key")),
    )
    made = sa.text("what = 'signing.key_made'")
    op.create_index(
        op.f("ix_journal_keys"),
        "journal",
        ["who", "seq"],
        sqlite_where=made,
        postgresql_where=made,
    )


def downgrade() -> None:
    """One step down; what was signed stays in the journal, with its public key."""
    op.drop_index(op.f("ix_journal_keys"), "journal")
    op.drop_table("signing_key")
