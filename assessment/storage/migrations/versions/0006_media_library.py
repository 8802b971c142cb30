"""The media library of a body; which files a version of a question shows, and the bytes frozen with it.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-22 22:32:00

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VERSION = sa.table(
    "item_version", sa.column("id", sa.String), sa.column("data", sa.JSON), sa.column("files", sa.Text)
)


def files_in(value):
    """Every file a mapping names."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "file" and isinstance(inside, str):
                yield inside
            else:
                yield from files_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from files_in(inside)


def upgrade():
    op.create_table(
        "medium_content",
        sa.Column("body_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(seconds IS NULL) = (width IS NOT NULL)", name=op.f("medium_has_size_or_seconds")),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name=op.f("picture_has_both_sides")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_medium_content_body_id")),
        sa.PrimaryKeyConstraint("body_id", "sha256", name=op.f("pk_medium_content")),
    )
    op.create_table(
        "medium",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("body_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('picture', 'sound')", name=op.f("medium_kind_is_known")),
        sa.CheckConstraint("state IN ('to_describe', 'ready', 'withdrawn')", name=op.f("medium_state_is_known")),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_medium_added_by")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_medium_body_id")),
        sa.ForeignKeyConstraint(
            ["body_id", "sha256"],
            ["medium_content.body_id", "medium_content.sha256"],
            name=op.f("medium_has_its_bytes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medium")),
        sa.UniqueConstraint("body_id", "name", name=op.f("medium_name_is_used_once")),
    )
    op.add_column("item_version", sa.Column("files", sa.Text(), server_default="", nullable=False))
    op.add_column("item_version", sa.Column("media", sa.JSON(none_as_null=True), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(VERSION.c.id, VERSION.c.data)).all():
        files = " ".join(dict.fromkeys(files_in(row.data)))
        if files:
            connection.execute(sa.update(VERSION).where(VERSION.c.id == row.id).values(files=files))


def downgrade():
    op.drop_column("item_version", "media")
    op.drop_column("item_version", "files")
    op.drop_table("medium")
    op.drop_table("medium_content")
