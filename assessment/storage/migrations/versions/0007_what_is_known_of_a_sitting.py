"""Device of a sitting and language of a person who agreed to it; sentences of jobs that can be translated.

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-22 22:36:00

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SENTENCES = ("says", "error")


def upgrade():
    op.add_column("sitting", sa.Column("device", sa.String(length=10), nullable=True))
    op.add_column("candidate_file", sa.Column("home_language", sa.String(length=10), nullable=True))
    change(sa.Text(), sa.JSON(), '""', str)


def downgrade():
    change(sa.JSON(), sa.Text(), "", french)
    op.drop_column("candidate_file", "home_language")
    op.drop_column("sitting", "device")


def change(before, after, empty, written):
    """Another type for the sentences of jobs, `written` from what they were: SQLite changes no column in place."""
    old, new = (sa.table("job", sa.column("id"), *(sa.column(name, kind) for name in SENTENCES)) for kind in (before, after))
    kept = op.get_bind().execute(sa.select(old)).all()
    for name in SENTENCES:
        op.drop_column("job", name)
        op.add_column("job", sa.Column(name, after, server_default=empty, nullable=False))
    for row in kept:
        texts = {name: written(getattr(row, name)) for name in SENTENCES}
        op.execute(sa.update(new).where(new.c.id == row.id).values(texts))


def french(data):
    """A sentence without values, or the words of one with values, their places left as they are."""
    return data if isinstance(data, str) else str(data.get("says", ""))
