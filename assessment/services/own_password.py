"""A professional changes their own password: the one they have, then a new one; every earlier session ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessment.errors import Fault, Faults, InvalidInput, NotAllowed, RuleBroken
from assessment.messages import message
from assessment.services import journal, sessions
from assessment.services.acting import ADMINISTRATOR, AUTHOR, EVALUATOR, JURY, TRAINER, Acting
from assessment.services.passwords import hash_password
from assessment.storage import people as stored
from assessment.storage.database import db, writing
from assessment.storage.tables.people import Account, Body

WRONG_CURRENT = message("Ce n'est pas votre mot de passe actuel.")
DIFFERENT = message("Les deux saisies du nouveau mot de passe sont différentes.")
SAME = message("Choisissez un mot de passe différent de l'actuel.")
REFUSED = message("Le mot de passe n'est pas changé.")


@dataclass(frozen=True)
class Change:
    """What the person typed: the password they have, and twice the one they want."""

    current: str
    new: str
    again: str


def change(acting: Acting, wanted: Change, address: str, now: datetime) -> str:
    """The secret of the person's fresh session; all the others of the account have ended."""
    account_id = acting.require(EVALUATOR, TRAINER, AUTHOR, JURY, ADMINISTRATOR)
    _refuse_demonstration(acting)
    verified, new_hash = _checked(account_id, wanted, address, now)
    with writing() as session:
        journal.lock(session, acting)
        row = stored.lock_account(session, acting.body_id, account_id)
        if row.password_hash != verified or not row.active:  # renewed or closed since it was checked
            raise InvalidInput(REFUSED, (Fault("current", "…", WRONG_CURRENT),))
        row.password_hash, row.must_change = new_hash, False
        sessions.leave_everywhere(session, account_id, now)
        journal.note(session, acting, "change_own_password", account_id, now)
        return sessions.open_for(account_id, now)


def _refuse_demonstration(acting: Acting) -> None:
    """The demonstration's password is on its sign-in page: a visitor must not shut the others out."""
    body = db.session.get(Body, acting.body_id)
    if body is not None and body.demonstration:
        raise RuleBroken(message("Les mots de passe de l'organisme de démonstration ne changent pas."))


def _checked(account_id: str, wanted: Change, address: str, now: datetime) -> tuple[str, str]:
    """The hash of the current password and of the new one, or everything that is wrong."""
    faults, verified, new_hash = Faults(), "", ""
    account = db.session.get_one(Account, account_id)
    try:
        verified = sessions.check_password(account.email, wanted.current, address, now).password_hash
    except sessions.WrongEntry:
        faults.add("current", "…", WRONG_CURRENT)
    except NotAllowed as error:  # too many tries
        faults.add("current", "…", error.message)
    try:
        new_hash = hash_password(wanted.new)
    except InvalidInput as error:
        faults.add("new", "…", error.message)
    if wanted.new != wanted.again:
        faults.add("again", "…", DIFFERENT)
    elif verified and wanted.new == wanted.current:
        faults.add("new", "…", SAME)
    faults.raise_if_any(REFUSED)
    return verified, new_hash
