"""Who is behind a browser: signing in, entering with a personal code, leaving, and the session row behind each."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assessment.errors import InvalidInput, NotAllowed
from assessment.messages import message
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.codes import code_hash, read_code
from assessment.services.passwords import verify_password
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account, RefusedEntry, WebSession

IDLE_LIMIT = timedelta(hours=8)  # longer than the longest initial evaluation, 7 hours
TOTAL_LIMIT = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=1)  # how often a session's last sight is written
REFUSALS_ALLOWED = 5
REFUSALS_WINDOW = timedelta(minutes=15)
ADDRESS_REFUSALS_ALLOWED = 50  # a training room behind one address must not lock itself out
ONE_HOME = 64  # bits of an IPv6 address given to one subscriber, who chooses the others at will

WRONG_PASSWORD = message("Adresse ou mot de passe inconnu. Vérifiez les deux, puis réessayez.")
WRONG_CODE = message("Ce code n'est pas connu. Vérifiez-le avec la personne qui vous l'a donné.")
TOO_MANY = message("Trop d'essais. Attendez un quart d'heure, ou demandez de l'aide à la personne qui vous suit.")


class TooManyTries(NotAllowed):
    """Entries were refused too often in a short time."""

    code = "too_many_tries"


class WrongEntry(InvalidInput):
    """The name, password or code is not known."""

    code = "wrong_entry"


def sign_in(email: str, password: str, address: str, now: datetime) -> str:
    """The secret of a new session for this account."""
    return open_for(check_password(email, password, address, now).id, now)


def check_password(email: str, password: str, address: str, now: datetime) -> Account:
    """The open account of this address and password; refusals are counted, so that guessing is slow."""
    email = email.strip().lower()
    _refuse_guessing(email, address, now)
    account = db.session.scalars(select(Account).where(Account.email == email, Account.active)).first()
    if not verify_password(account.password_hash if account else None, password) or account is None:
        _note_refusal(email, address, now)
        raise WrongEntry(WRONG_PASSWORD)
    return account


def open_for(account_id: str, now: datetime) -> str:
    """The secret of a new session for an account whose person has just shown the password."""
    return _open(now, account_id=account_id)


def enter_with_code(text: str, address: str, now: datetime) -> str:
    """The secret of a new session for the candidate who holds this personal code."""
    _refuse_guessing("", address, now)
    code = read_code(text)
    file = code and db.session.scalars(select(CandidateFile).where(CandidateFile.code_hash == code_hash(code))).first()
    if not file:
        _note_refusal("", address, now)
        raise WrongEntry(WRONG_CODE)
    return _open(now, file_id=file.id)


def who(secret: str, now: datetime) -> Acting | None:
    """The person behind a session's secret, or nobody when it is unknown, ended, expired or its account closed."""
    row = db.session.get(WebSession, _hash(secret), populate_existing=True)
    if row is None or row.ended_at or now - row.seen_at > IDLE_LIMIT or now - row.created_at > TOTAL_LIMIT:
        return None
    acting = _acting(row)
    if acting and now - row.seen_at > SEEN_EVERY:
        with writing() as session:
            session.execute(update(WebSession).where(WebSession.token_hash == row.token_hash).values(seen_at=now))
    return acting


def leave(secret: str, now: datetime) -> None:
    """End this session for good."""
    with writing() as session:
        session.execute(update(WebSession).where(WebSession.token_hash == _hash(secret)).values(ended_at=now))


def leave_everywhere(session: Session, account_id: str, now: datetime) -> None:
    """End every session of an account, inside the caller's write transaction."""
    mine = (WebSession.account_id == account_id) & WebSession.ended_at.is_(None)
    session.execute(update(WebSession).where(mine).values(ended_at=now))


def _acting(row: WebSession) -> Acting | None:
    if row.account_id:
        account = db.session.get(Account, row.account_id, populate_existing=True)
        if account is None or not account.active:
            return None
        roles = frozenset(role.role for role in account.roles)
        return Acting(account.body_id, account.name, roles, account_id=account.id, must_change=account.must_change)
    file = db.session.get(CandidateFile, row.file_id)
    return Acting(file.body_id, file.first_name, frozenset({CANDIDATE}), file_id=file.id) if file else None


def _open(now: datetime, **whose: str) -> str:
    secret = secrets.token_urlsafe(32)
    with writing() as session:
        session.add(WebSession(token_hash=_hash(secret), created_at=now, seen_at=now, **whose))
    return secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def visitor_of(address: str) -> str:
    """What refusals are counted by: an IPv4 address, or the IPv6 network of one home."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, ONE_HOME), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def _refuse_guessing(name: str, address: str, now: datetime) -> None:
    visitor = visitor_of(address)
    recent = (RefusedEntry.address == visitor) & (RefusedEntry.at > now - REFUSALS_WINDOW)
    count = select(func.count()).select_from(RefusedEntry).where(recent)
    by_address = db.session.scalar(count) or 0
    by_both = db.session.scalar(count.where(RefusedEntry.who == _hash(name))) or 0 if name else 0
    if by_both >= REFUSALS_ALLOWED or by_address >= ADDRESS_REFUSALS_ALLOWED:
        raise TooManyTries(TOO_MANY)


def _note_refusal(name: str, address: str, now: datetime) -> None:
    """Count a refusal; those that count no more are forgotten, and with them where they came from."""
    with writing() as session:
        session.execute(delete(RefusedEntry).where(RefusedEntry.at <= now - REFUSALS_WINDOW))
        session.add(RefusedEntry(who=_hash(name), address=visitor_of(address), at=now))
