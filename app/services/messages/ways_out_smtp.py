"""E-mail through the community's own mailbox: one connection a batch, the server's certificate verified."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from app.mobilisation.outbox import ErrorClass, smtp_error
from app.services.messages.letter import STRIKES_OUT, Failure, Letter
from app.store.secrets import MAIL_ADDRESS, Security
from app.words import _

if TYPE_CHECKING:
    from app.store.secrets import SmtpAccount

TIMEOUT_SECONDS = 20.0
"""For each answer of the server. RFC 5321 §4.5.3.2 asks minutes of servers between them; a coordinator waits for less."""

CLOSING = 421
"""« Service not available, closing transmission channel » (RFC 5321 §4.2.3)."""

NO_BREAK = "\u00a0\u202f"

_OK = (250, 251)


class SmtpWay:
    """A mailbox. The connection opens with the first letter, and again after one that broke."""

    def __init__(self, account: SmtpAccount, timeout: float = TIMEOUT_SECONDS) -> None:
        self._account, self._timeout = account, timeout
        self._server: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> Failure | None:
        """Try once; never raises for what a server or the network does."""
        try:
            content = mail(letter, self._account.from_address)
        except ValueError:
            return Failure(ErrorClass.REFUSED, _("l’adresse « {address} » n’est pas valable").format(address=letter.to))
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _connection_failure(error)
        return self._hand_over(server, letter.to, content)

    def close(self) -> None:
        """Say goodbye; a server that is gone already is none the worse."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = _open(self._account, self._timeout)
        return self._server

    def _hand_over(self, server: smtplib.SMTP, to: str, content: bytes) -> Failure | None:
        """MAIL, RCPT, DATA one by one: only a break after DATA leaves the message's fate unknown."""
        text_left = False
        try:
            code, reply = server.mail(self._account.from_address)
            if code not in _OK:
                return self._refused(server, code, reply, of_sender=True)
            code, reply = server.rcpt(to)
            if code not in _OK:
                return self._refused(server, code, reply)
            text_left = True
            code, reply = server.data(content)
            return None if code in _OK else self._refused(server, code, reply)
        except smtplib.SMTPDataError as error:
            return self._refused(server, error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Failure(ErrorClass.TEMPORARY, type(error).__name__, strikes=1, is_uncertain=text_left)

    def _refused(self, server: smtplib.SMTP, code: int, reply: bytes | str, *, of_sender: bool = False) -> Failure:
        with suppress(OSError, smtplib.SMTPException):
            server.rset()
        error = smtp_error(code)
        if of_sender and error is ErrorClass.REFUSED:
            # The address we send from is refused: no fault of this message.
            error = ErrorClass.SETTINGS
        if code == CLOSING:
            self.close()
        return Failure(
            error, f"{code} {_line(reply)}", STRIKES_OUT if error is ErrorClass.SETTINGS else int(code == CLOSING)
        )


def mail(letter: Letter, from_address: str) -> bytes:
    """The letter as RFC 5322 text, UTF-8, plain. Raises ValueError when the recipient is no address.

    Nothing typed by a person can add a header: line breaks become spaces, and the library refuses what would remain.
    """
    if not MAIL_ADDRESS.fullmatch(letter.to):
        raise ValueError(letter.to)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(_line(letter.sender_name), addr_spec=from_address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = letter.message_id
    if MAIL_ADDRESS.fullmatch(letter.reply_to):
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    # After the content: setting it clears every Content-* header.
    message["Content-Language"] = letter.language
    return message.as_bytes()


def _open(account: SmtpAccount, timeout: float) -> smtplib.SMTP:
    """A connection, protected and signed in. Raises OSError or SMTPException."""
    # We greet as the domain we send for: asking the system for this machine's own name can hang without a network.
    if account.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            account.host, account.port, account.domain, timeout=timeout, context=_trust(account)
        )
    else:
        server = smtplib.SMTP(account.host, account.port, account.domain, timeout=timeout)
    try:
        server.ehlo_or_helo_if_needed()
        if account.security is Security.STARTTLS:
            server.starttls(context=_trust(account))
            server.ehlo()
        if account.user:
            server.login(account.user, account.password)
    except BaseException:
        server.close()
        raise
    return server


def _trust(account: SmtpAccount) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=account.ca_file or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _connection_failure(error: Exception) -> Failure:
    """What a connection that could not be used says. Never the server's words on a password: some repeat it."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        detail = _("{code}, identifiant ou mot de passe refusé").format(code=error.smtp_code)
        kind = smtp_error(error.smtp_code)
        return Failure(ErrorClass.SETTINGS if kind is ErrorClass.REFUSED else kind, detail, strikes=STRIKES_OUT)
    if isinstance(error, ssl.SSLCertVerificationError):
        detail = _("certificat du serveur non reconnu : {why}").format(why=error.verify_message)
        return Failure(ErrorClass.SETTINGS, detail, strikes=STRIKES_OUT)
    if isinstance(error, ssl.SSLError):
        return Failure(ErrorClass.SETTINGS, _("chiffrement impossible avec ce serveur et ce port"), strikes=STRIKES_OUT)
    if isinstance(error, smtplib.SMTPConnectError):
        return Failure(ErrorClass.TEMPORARY, f"{error.smtp_code} {_line(error.smtp_error)}", strikes=STRIKES_OUT)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Failure(
            ErrorClass.SETTINGS, _("le serveur n’offre pas STARTTLS ou l’identification demandée"), strikes=STRIKES_OUT
        )
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME:
        return Failure(ErrorClass.SETTINGS, _("ce nom de serveur n’existe pas"), strikes=STRIKES_OUT)
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(smtp_error(error.smtp_code), str(error.smtp_code), strikes=STRIKES_OUT)
    return Failure(
        ErrorClass.TEMPORARY, _("connexion impossible : {why}").format(why=_reason(error)), strikes=STRIKES_OUT
    )


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__


def _line(text: bytes | str) -> str:
    """On one line, without control characters; the no-break spaces of French stay."""
    spoken = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    kept = "".join(char if char.isprintable() or char in NO_BREAK else " " for char in spoken)
    return " ".join(piece for piece in kept.split(" ") if piece)
