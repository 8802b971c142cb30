"""The command line: one group, each command in its own file of `commands/`."""

from __future__ import annotations

import sys

import click

from assessment.commands.bank import bank
from assessment.commands.calibrate import calibrate
from assessment.commands.database import database
from assessment.commands.install import serve, setup
from assessment.commands.referential import referential
from assessment.commands.simulate import simulate
from assessment.commands.sittings import sittings
from assessment.commands.worker import worker
from assessment.errors import AssessmentError

BAD_INPUT = 2  # exit code of a refused input; nothing was written


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def program() -> None:
    """Adaptive positioning for the CléA certificates."""


for command in (setup, serve, database, bank, referential, simulate, calibrate, sittings, worker):
    program.add_command(command)


def main() -> None:
    """Run a command; an error of ours becomes one message on the error output."""
    try:
        program()
    except AssessmentError as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)


if __name__ == "__main__":
    main()
