"""A password made by an administrator is changed by its owner first.

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 19:30:00

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("account", sa.Column("must_change", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade():
    op.drop_column("account", "must_change")
