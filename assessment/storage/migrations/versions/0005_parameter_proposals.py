"""Parameters proposed by calibrations; which questions of a release are measured.

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-22 20:15:00

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "parameter_proposal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("body_id", sa.String(length=32), nullable=False),
        sa.Column("certificate", sa.String(length=20), nullable=False),
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=True),
        sa.Column("job_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'refused')", name=op.f("proposal_state_is_known")),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f("decided_proposal_has_its_moment")),
        sa.CheckConstraint("(state = 'waiting') = (decided_by IS NULL)", name=op.f("decided_proposal_has_its_person")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_parameter_proposal_body_id")),
        sa.ForeignKeyConstraint(["release_id"], ["bank_release.id"], name=op.f("fk_parameter_proposal_release_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_parameter_proposal_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_parameter_proposal_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter_proposal")),
        sa.UniqueConstraint("job_id", name=op.f("uq_parameter_proposal_job_id")),
    )
    with op.batch_alter_table("parameter_proposal", schema=None) as batch_op:
        batch_op.create_index("ix_parameter_proposal_body", ["body_id", "certificate", "made_at"], unique=False)
    op.create_table(
        "proposed_item",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("item_version_id", sa.String(length=32), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("a", "b", "c", "d", "se_a", "se_b")),
        sa.Column("steps", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("flag", sa.String(length=200), nullable=False),
        sa.CheckConstraint("answers > 0 AND se_a > 0 AND se_b > 0", name=op.f("proposed_item_was_answered")),
        sa.ForeignKeyConstraint(["proposal_id"], ["parameter_proposal.id"], name=op.f("fk_proposed_item_proposal_id")),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_version.id"], name=op.f("fk_proposed_item_item_version_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "item_version_id", name=op.f("pk_proposed_item")),
    )
    op.add_column("release_item", sa.Column("measured", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("bank_release", sa.Column("proposal_id", sa.String(length=32), nullable=True))
    op.add_column("bank_release", sa.Column("measured_reference", sa.JSON(none_as_null=True), nullable=True))


def downgrade():
    op.drop_column("bank_release", "measured_reference")
    op.drop_column("bank_release", "proposal_id")
    op.drop_column("release_item", "measured")
    op.drop_table("proposed_item")
    op.drop_table("parameter_proposal")
