"""Documents beside photos and videos"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SHORT, _LONG = 60, 100
_UNKNOWN = "application/octet-stream"


def upgrade() -> None:
    """One step up."""
    with op.batch_alter_table("attachment") as table:
        table.add_column(sa.Column("pages", sa.Integer(), nullable=False, server_default="0"))
        table.alter_column(
            "media_type",
            existing_type=sa.String(length=_SHORT),
            type_=sa.String(length=_LONG),
            existing_nullable=False,
        )


def downgrade() -> None:
    """One step down; of a kind whose name is too long it isn't known any more."""
    attachment = sa.table("attachment", sa.column("media_type", sa.String()))
    is_long = sa.func.length(attachment.c.media_type) > _SHORT
    op.execute(sa.update(attachment).where(is_long).values(media_type=_UNKNOWN))
    with op.batch_alter_table("attachment") as table:
        table.drop_column("pages")
        table.alter_column(
            "media_type",
            existing_type=sa.String(length=_LONG),
            type_=sa.String(length=_SHORT),
            existing_nullable=False,
        )
