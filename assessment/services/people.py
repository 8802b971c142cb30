"""An administrator looks after the people of the body: accounts, roles, closing and opening again."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.errors import Fault, Faults, InvalidInput, RuleBroken
from assessment.messages import counted, message
from assessment.services import journal, sessions
from assessment.services.acting import ADMINISTRATOR, Acting
from assessment.services.passwords import hash_password
from assessment.storage import people as stored
from assessment.storage.database import db, writing
from assessment.storage.people import AccountRecord
from assessment.storage.tables.people import ROLES, Account, AccountRole, Body

EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
LONGEST_EMAIL, LONGEST_NAME = 254, 200
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # without look-alikes: an initial password is read aloud or copied by hand
NOT_OPENED = message("Ce compte ne peut pas encore être ouvert.")
EMAIL_TAKEN = message("une adresse qui n'a pas encore de compte")
GROUPS, GROUP = 4, 4  # 16 signs of 31: 79 random bits


@dataclass(frozen=True)
class NewPerson:
    """Who is to be given an account."""

    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """A new account, or one with a new password: shown once, only its hash is kept."""

    account_id: str
    password: str


class LastAdministrator(RuleBroken):
    """A body keeps at least one administrator."""

    code = "last_administrator"


def listed(acting: Acting) -> list[AccountRecord]:
    """Everybody of the administrator's body."""
    acting.require(ADMINISTRATOR)
    return stored.accounts(db.session(), acting.body_id)


def find(acting: Acting, account_id: str) -> AccountRecord:
    acting.require(ADMINISTRATOR)
    return stored.find_account(db.session(), acting.body_id, account_id)


def add(acting: Acting, new: NewPerson, now: datetime) -> Opened:
    """Open an account; its initial password is given once."""
    acting.require(ADMINISTRATOR)
    name, email = " ".join(new.name.split()), new.email.strip().lower()
    faults = _faults(name, email, new.roles)
    password = new_password()
    password_hash = hash_password(password)
    with writing() as session:
        journal.lock(session, acting)
        if stored.email_is_taken(session, email):
            faults.add("email", email, EMAIL_TAKEN)
        faults.raise_if_any(NOT_OPENED)
        row = Account(body_id=acting.body_id, email=email, name=name, password_hash=password_hash, created_at=now)
        row.must_change = not demonstration(session, acting)
        row.roles = [AccountRole(role=role) for role in sorted(set(new.roles))]
        session.add(row)
        _flush_new(session, email)
        journal.note(session, acting, "open_account", row.id, now, roles=sorted(set(new.roles)))
        return Opened(row.id, password)


def change_roles(acting: Acting, account_id: str, roles: tuple[str, ...], now: datetime) -> None:
    """Give a person these roles and no others, from the next page on."""
    acting.require(ADMINISTRATOR)
    faults = Faults()
    _fault_roles(roles, faults)
    with writing() as session:
        row = _locked(session, acting, account_id)
        faults.raise_if_any(message("Ces rôles ne peuvent pas être donnés."))
        row.roles = [one for one in row.roles if one.role in roles] + [
            AccountRole(role=role) for role in sorted(set(roles) - {one.role for one in row.roles})
        ]
        session.flush()
        _refuse_without_administrator(session, acting.body_id)
        journal.note(session, acting, "change_roles", account_id, now, roles=sorted(set(roles)))


def close(acting: Acting, account_id: str, now: datetime) -> None:
    """Close an account and end its sessions; what the person did stays under the person's name."""
    if acting.require(ADMINISTRATOR) == account_id:
        raise LastAdministrator(
            message("Vous ne pouvez pas fermer votre propre compte : demandez à un autre administrateur.")
        )
    with writing() as session:
        row = _locked(session, acting, account_id)
        row.active = False
        sessions.leave_everywhere(session, account_id, now)
        _refuse_without_administrator(session, acting.body_id)
        journal.note(session, acting, "close_account", account_id, now)


def reopen(acting: Acting, account_id: str, now: datetime) -> None:
    """Open a closed account again, with the password it had."""
    acting.require(ADMINISTRATOR)
    with writing() as session:
        _locked(session, acting, account_id).active = True
        journal.note(session, acting, "reopen_account", account_id, now)


def renew_password(acting: Acting, account_id: str, now: datetime) -> Opened:
    """A new password for a person who lost theirs; their sessions end."""
    acting.require(ADMINISTRATOR)
    stored.find_account(db.session(), acting.body_id, account_id)
    password = new_password()
    password_hash = hash_password(password)
    with writing() as session:
        row = _locked(session, acting, account_id)
        row.password_hash, row.must_change = password_hash, not demonstration(session, acting)
        sessions.leave_everywhere(session, account_id, now)
        journal.note(session, acting, "renew_password", account_id, now)
    return Opened(account_id, password)


def demonstration(session: Session, acting: Acting) -> bool:
    """In the demonstration nobody changes a password: the shared one is on the sign-in page."""
    return session.get_one(Body, acting.body_id).demonstration


def new_password() -> str:
    """Four groups of four signs."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def _locked(session: Session, acting: Acting, account_id: str) -> Account:
    """The account's row; administrators of a body change accounts one at a time."""
    journal.lock(session, acting)
    return stored.lock_account(session, acting.body_id, account_id)


def _flush_new(session: Session, email: str) -> None:
    """Write a new account; another body may have taken its address since it was looked for."""
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidInput(NOT_OPENED, (Fault("email", email, EMAIL_TAKEN),)) from error


def _faults(name: str, email: str, roles: tuple[str, ...]) -> Faults:
    faults = Faults()
    if not 0 < len(name) <= LONGEST_NAME:
        faults.add(
            "name",
            counted("%(n)s caractère", "%(n)s caractères", len(name)) if name else message("rien"),
            message("un prénom et un nom"),
        )
    if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        faults.add("email", email or message("rien"), message("une adresse comme prenom.nom@organisme.fr"))
    _fault_roles(roles, faults)
    return faults


def _fault_roles(roles: tuple[str, ...], faults: Faults) -> None:
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or not roles:
        faults.add("roles", ", ".join(unknown) or message("aucun rôle"), message("un ou plusieurs rôles de la liste"))


def _refuse_without_administrator(session: Session, body_id: str) -> None:
    session.flush()
    if not stored.holders(session, body_id, ADMINISTRATOR):
        raise LastAdministrator(message("Un organisme garde au moins une personne qui administre."))
