"""When a person's data were erased; no two bodies with one name.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-22 23:02:00

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LONGEST = 200  # characters of a name


def upgrade():
    op.add_column("candidate_file", sa.Column("erased_at", sa.DateTime(), nullable=True))
    name_apart()
    op.create_index("body_name_is_used_once", "body", ["name"], unique=True)


def downgrade():
    op.drop_index("body_name_is_used_once", "body")
    op.drop_column("candidate_file", "erased_at")


def name_apart():
    """Bodies that share a name get a number after it, the oldest none."""
    body = sa.table("body", sa.column("id"), sa.column("name"), sa.column("created_at"))
    rows = op.get_bind().execute(sa.select(body.c.id, body.c.name).order_by(body.c.created_at, body.c.id)).all()
    taken = {row.name for row in rows}
    seen = set()
    for row in rows:
        if row.name in seen:
            number = 2
            while (name := numbered(row.name, number)) in taken:
                number += 1
            taken.add(name)
            op.execute(sa.update(body).where(body.c.id == row.id).values(name=name))
        seen.add(row.name)


def numbered(name, number):
    """The name with a number after it, cut so that both fit in the column."""
    end = f" ({number})"
    return name[: LONGEST - len(end)] + end
