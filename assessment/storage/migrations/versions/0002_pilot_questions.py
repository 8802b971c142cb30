"""Questions on trial: which items of a release they are, and which served questions do not count.

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 19:20:00

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("release_item", sa.Column("pilot", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("serve", sa.Column("scored", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade():
    op.drop_column("serve", "scored")
    op.drop_column("release_item", "pilot")
