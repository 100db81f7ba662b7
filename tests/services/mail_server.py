"""A real mail server on loopback: TLS with an authority of our own, sign-in, refusals, delays, and what it took."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "cpts@example.org", "canari-mot-de-passe-" + "K" * 24


@dataclass
class Inbox:
    """What the server took, and how it is to answer. A second copy of a Message-ID is counted and dropped."""

    kept: dict[str, bytes] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    recipients: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Recipient → the reply to RCPT."""
    refused_senders: dict[str, str] = field(default_factory=dict)
    data_replies: deque[str] = field(default_factory=deque)
    """Replies to the next DATA, before it takes anything again; « hang up » closes the line after taking it."""
    connections: int = 0

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:  # fmt: skip
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # fmt: skip
        if address in self.refused_senders:
            return self.refused_senders[address]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # fmt: skip
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self.data_replies.popleft() if self.data_replies else ""
        if reply and reply != "hang up":
            return reply
        content = envelope.content or b""
        assert isinstance(content, bytes)
        self.take(content, envelope.rcpt_tos)
        if reply:
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 OK"

    def take(self, content: bytes, recipients: list[str]) -> None:
        """Keep the first copy of a Message-ID."""
        id = str(message_from_bytes(content)["Message-ID"])
        self.taken[id] += 1
        self.kept.setdefault(id, content)
        self.recipients += recipients

    @property
    def mails(self) -> list[EmailMessage]:
        """What was kept, in order, as a mail program reads it."""
        return [_mail(content) for content in self.kept.values()]


def _mail(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@contextmanager
def mail_server(
    inbox: Inbox, *, certificate: Path | None = None, implicit_tls: bool = False, sign_in: bool = False, port: int = 0
) -> Iterator[int]:
    """A server for the time of the block; yields its port. With a certificate: STARTTLS required, or TLS from the start."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    options: dict[str, Any] = {"ssl_context": context} if implicit_tls else {"tls_context": context}
    if context is not None and not implicit_tls:
        options["require_starttls"] = True
    if sign_in:
        options |= {
            "authenticator": _authenticate,
            "auth_required": True,
            "auth_require_tls": context is not None and not implicit_tls,
        }
    controller = _OnFreePort(inbox, hostname="127.0.0.1", port=port, server_hostname="localhost", **options)
    controller.start()
    try:
        assert controller.server is not None
        yield controller.server.sockets[0].getsockname()[1]
    finally:
        controller.stop()


class _OnFreePort(Controller):
    """Port 0 is any free one; the usual controller wants the number beforehand, to knock on it."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@dataclass(frozen=True)
class Authority:
    """A made-up authority (``ca_file``) and a certificate it signed for 127.0.0.1 and « localhost » (key and chain)."""

    ca_file: Path
    certificate: Path


def an_authority(folder: Path, name: str = "Autorité fictive") -> Authority:
    """A fresh one, valid for a day."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())

    def begun(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(ca_name).public_key(public)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(minutes=5))
        return builder.not_valid_after(now + timedelta(days=1))

    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    ca = begun(ca_name, ca_key.public_key()).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    ca = ca.add_extension(identifier, False).add_extension(usage, True)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    leaf = begun(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), key.public_key())
    leaf = leaf.add_extension(names, False).add_extension(issuer, False)
    pem = serialization.Encoding.PEM
    ca_file, certificate = folder / f"{name}.pem", folder / f"{name}-serveur.pem"
    ca_file.write_bytes(ca.sign(ca_key, hashes.SHA256()).public_bytes(pem))
    certificate.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + leaf.sign(ca_key, hashes.SHA256()).public_bytes(pem)
    )
    return Authority(ca_file, certificate)
