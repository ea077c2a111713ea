"""The one way out over HTTP: only to listed places, only to the addresses we checked.

What it promises: the origin stands in the allow-list;
redirects are never followed; every resolved address is public, and the connection goes to the
very address that was checked, so a name that changes its answer meanwhile gains nothing; no
proxy is taken from the environment; the whole exchange has a deadline, and a long answer is cut
off. Addresses and bodies never reach a log: they carry phones and texts.
"""

import ipaddress
import json
import logging
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import Unreachable

# httpx writes full addresses at INFO; ours carry the citizen's phone and the text itself.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)

CONNECT_SECONDS = 5.0
DEADLINE_SECONDS = 20.0
LONGEST_ANSWER = 1024 * 1024  # bytes
DEFAULT_PORTS = {"http": 80, "https": 443}


class Barred(Unreachable):
    """We refused to go there ourselves: not listed, or the name leads to a private address."""

    code = "barred"


@dataclass(frozen=True)
class Answer:
    """`headers` by their lower-case names."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body as JSON. Raises ValueError when it is none."""
        return json.loads(self.body)


def origin_of(url: str) -> str:
    """`https://host:port`, with the port always said. Raises ValueError for anything else."""
    parts = httpx.URL(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.host or parts.userinfo:
        raise ValueError("an http(s) address with a host and without a password is needed")
    return f"{parts.scheme}://{parts.host.lower()}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


def is_public(address: str) -> bool:
    """True for an address of the open internet, also when it hides inside an IPv6 form."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def addresses_of(host: str, port: int) -> list[str]:
    """Every address the name leads to now. Raises Unreachable when it leads nowhere."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable(_("The other system's name is not known.")) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _CheckedTransport(httpx.HTTPTransport):
    """Resolves once, checks, and dials the checked address; TLS still verifies the name."""

    def __init__(self, private_hosts: frozenset[str]) -> None:
        # No kept connections: a pool knows addresses only, and two names may share one.
        super().__init__(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
        self._private_hosts = private_hosts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        port = request.url.port or DEFAULT_PORTS[request.url.scheme]
        addresses = addresses_of(name, port)
        if name not in self._private_hosts and not all(map(is_public, addresses)):
            raise Barred(_("The other system's name leads to a private address."))
        request.extensions = {**request.extensions, "sni_hostname": name}
        for address in addresses[:-1]:
            try:
                return self._dial(request, address)
            except httpx.ConnectError:
                continue
        return self._dial(request, addresses[-1])

    def _dial(self, request: httpx.Request, address: str) -> httpx.Response:
        request.url = request.url.copy_with(host=address)
        return super().handle_request(request)


class Egress:
    """A client that may speak with the listed origins only.

    `private_hosts` names hosts that may stand on a private address: the simulators of the demo,
    never anything a person typed.
    """

    def __init__(
        self,
        origins: Iterable[str],
        *,
        private_hosts: Iterable[str] = (),
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self._origins = frozenset(origin_of(url) for url in origins)
        self._deadline = deadline
        self._http = httpx.Client(
            transport=_CheckedTransport(frozenset(private_hosts)),
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(min(deadline, 10.0), connect=min(deadline, CONNECT_SECONDS)),
        )

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One GET. Raises Unreachable when no whole answer came in time; a redirect is an answer."""
        return self._ask("GET", url, params=params, headers=headers)

    def look(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """One GET whose body stays unread, however long: only to learn whether something is there."""
        return self._ask("GET", url, is_whole=False, headers=headers)

    def post(self, url: str, *, body: object, headers: Mapping[str, str] | None = None) -> Answer:
        """One POST of JSON. Raises Unreachable when no whole answer came in time."""
        return self._ask("POST", url, json=body, headers=headers)

    def delete(
        self, url: str, *, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One DELETE, with JSON where there is any. Raises Unreachable as the others."""
        return self._ask("DELETE", url, json=body, headers=headers)

    def post_bytes(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> Answer:
        """One POST of a body as it is. Raises Unreachable when no whole answer came in time."""
        return self._ask("POST", url, content=content, headers=headers)

    def _ask(self, method: str, url: str, *, is_whole: bool = True, **what: Any) -> Answer:
        if origin_of(url) not in self._origins:
            raise Barred(_("This address is not on the list of systems we speak with."))
        ends = time.monotonic() + self._deadline
        body = bytearray()
        try:
            with self._http.stream(method, url, **what) as answer:
                for piece in answer.iter_bytes() if is_whole else ():
                    body += piece
                    if len(body) > LONGEST_ANSWER or time.monotonic() > ends:
                        raise Unreachable(_("The other system's answer is too long or too slow."))
        # InvalidURL and DecodingError are not transport errors, yet equally "no answer".
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(_("The other system does not answer.")) from error
        return Answer(answer.status_code, bytes(body), {**answer.headers})
