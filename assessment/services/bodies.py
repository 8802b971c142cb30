"""Accredited bodies and the accounts of their people, as the installer and the tests create them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assessment.errors import InvalidInput, NotFound
from assessment.messages import message
from assessment.services.acting import Acting
from assessment.services.passwords import hash_password
from assessment.storage.database import db, writing
from assessment.storage.tables.people import ROLES, Account, AccountRole, Body


@dataclass(frozen=True)
class NewAccount:
    """A person to be given an account."""

    name: str
    email: str
    password: str
    roles: tuple[str, ...]


def create(name: str, now: datetime, demonstration: bool = False) -> str:
    """The id of a new body; commands find a body by its name, so no two share one."""
    try:
        with writing() as session:
            body = Body(name=name, demonstration=demonstration, created_at=now)
            session.add(body)
            session.flush()
            return body.id
    except IntegrityError as error:  # the database alone sees two installers at once
        raise InvalidInput(message("Un organisme s'appelle déjà « %(name)s ».", name=name)) from error


def find(name: str) -> str:
    """The id of the body of this name."""
    body = db.session.scalars(select(Body).where(Body.name == name)).first()
    if body is None:
        raise NotFound(message("Aucun organisme ne s'appelle « %(name)s ».", name=name))
    return body.id


def name_of(body_id: str) -> str:
    body = db.session.get(Body, body_id)
    if body is None:
        raise NotFound(message("Cet organisme n'existe pas."))
    return body.name


def add_account(body_id: str, new: NewAccount, now: datetime) -> str:
    """The id of a new account of this body."""
    unknown = set(new.roles) - set(ROLES)
    if unknown or not new.roles:
        raise InvalidInput(
            message(
                "Rôle inconnu : %(value)s. Attendu : %(known)s.",
                value=", ".join(sorted(unknown)) or message("aucun"),
                known=", ".join(ROLES),
            )
        )
    email = new.email.strip().lower()
    password_hash = hash_password(new.password)
    with writing() as session:
        if session.scalars(select(Account.id).where(Account.email == email)).first():
            raise InvalidInput(message("L'adresse %(email)s a déjà un compte.", email=email))
        account = Account(body_id=body_id, email=email, name=new.name, password_hash=password_hash, created_at=now)
        account.roles = [AccountRole(role=role) for role in new.roles]
        session.add(account)
        session.flush()
        return account.id


def acting_by_email(email: str, body_id: str | None = None) -> Acting:
    """The person of this address, as services take them (for commands and tests)."""
    account = db.session.scalars(select(Account).where(Account.email == email)).first()
    if account is None or (body_id and account.body_id != body_id):
        raise NotFound(message("Aucun compte n'a l'adresse %(email)s.", email=email))
    roles = frozenset(role.role for role in account.roles)
    return Acting(account.body_id, account.name, roles, account_id=account.id)
