"""The IMAP half of the mailbox simulator: pymap behind a door that misbehaves on order."""

import asyncio
import contextlib
from argparse import Namespace
from datetime import datetime

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flagged

from kholboo.core.simulators.faults import Faults
from kholboo.core.simulators.web import HOST

PIECE = 1 << 16
LONGEST_COMMAND = 1 << 20


class Inbox:
    """One account with one folder, in memory; letters come in through `append`."""

    def __init__(self, backend: DictBackend, config: Config) -> None:
        self._backend, self._config = backend, config

    @classmethod
    async def made(cls, user: str, password: str) -> "Inbox":
        wishes = Namespace(
            host=HOST,
            port=0,
            debug=False,
            cert=None,
            key=None,
            tls=False,
            demo_data=False,
            demo_user=user,
            demo_password=password,
            passlib_cfg=None,
            proxy_protocol=None,
        )
        backend, config = await DictBackend.init(
            wishes, secure_auth=False, reject_dnsbl=False, invalid_user_sleep=0.0
        )
        config.apply_context()
        return cls(backend, config)

    async def serve(self) -> int:
        """Listen on a free port, which it returns; nobody but the door comes here."""
        server = IMAPServer(self._backend.login, self._config)
        reader = ProxyProtocolReader(self._config.proxy_protocol)
        listening = await asyncio.start_server(reader.get_callback(server), HOST, 0)
        port: int = listening.sockets[0].getsockname()[1]
        return port

    async def append(self, content: bytes, at: datetime) -> int:
        """Put a letter into the mailbox as it came at `at`; returns its UID."""
        async with self._backend.login.demo_user_identity.new_session() as session:
            folder = await session.mailbox_set.get_mailbox("INBOX")
            message = await folder.append(AppendMessage(content, at), recent=True)
            return int(message.uid)

    async def taken(self) -> set[int]:
        """UIDs of the letters that were marked."""
        async with self._backend.login.demo_user_identity.new_session() as session:
            folder = await session.mailbox_set.get_mailbox("INBOX")
            return {
                message.uid
                async for message in folder.messages()
                if Flagged in message.permanent_flags
            }


class Door:
    """Carries bytes between a caller and the server, and draws one fault for each caller."""

    def __init__(self, faults: Faults, port: int) -> None:
        self._faults, self._port = faults, port

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self._faults.strike()
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
            if fault == "slow":
                await asyncio.sleep(self._faults.seconds)
            if fault == "500":
                writer.write(b"* BYE trouble, try later\r\n")
                await writer.drain()
            elif fault == "refuse":
                await _refuse(reader, writer)
            elif fault != "cut":
                await self._carry(reader, writer, hang_up_at=b"STORE" if fault == "lost" else b"")
        writer.close()

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, hang_up_at: bytes
    ) -> None:
        from_server, to_server = await asyncio.open_connection(HOST, self._port)
        answers = asyncio.create_task(_pump(from_server, writer))
        try:
            while line := await reader.readline():
                if hang_up_at and hang_up_at in line.upper():
                    return
                to_server.write(line)
                await to_server.drain()
        finally:
            to_server.close()
            answers.cancel()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()


async def _refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server on which our password is no longer good."""
    writer.write(b"* OK IMAP4rev1 ready\r\n")
    while line := await reader.readline():
        tag, _space, command = line.partition(b" ")
        if command.upper().startswith(b"CAPABILITY"):
            writer.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
        else:
            writer.write(tag + b" NO [AUTHENTICATIONFAILED] not you\r\n")
        await writer.drain()
