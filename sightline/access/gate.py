"""The server's gate: what it must not start with, which requests it turns away, and the way back after signing in.

Judged before Streamlit sees a request. In local mode everything that does not come from this computer itself is turned
away; in a gateway's mode everything that does not come from the gateway.
"""

import html
import ipaddress
import logging
import re
import time
from collections import Counter
from collections.abc import Mapping
from functools import partial
from hmac import compare_digest
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio.to_thread
from itsdangerous import BadSignature, TimestampSigner
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sightline import audit
from sightline.access import uploads
from sightline.access.addresses import is_closed, is_file, is_upload
from sightline.access.claims import USER_COOKIE, proof_in
from sightline.access.handed_out import HandedOut, in_our_words
from sightline.settings import Settings

SECRET_HEADER = "x-sightline-secret"  # noqa: S105  # its name, not a secret
HEALTH = "/_stcore/health"
"""Says that the server runs and nothing else; whatever watches over it asks there without a gateway."""

_RETURN = "sightline_return_"
_RETURN_SECONDS = 600
_SHORTEST_SECRET = 32
_LIKE_A_PLACEHOLDER = re.compile(
    r"change|placeholder|example|secret|your|replace|todo|dummy|password|x{4}", re.IGNORECASE
)
_FORWARDED = {"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"}
_LONGEST_PATH = 2000
_NOTED_A_MINUTE = 20

LOCAL_ONLY = (
    "Sightline is in local mode, in which anyone who reaches it may look as anyone. It answers this computer alone. "
    'To open it to others, set how they sign in: mode = "oidc" or "proxy" under [sign_in] in the settings '
    "(docs/access.md)."
)

DOWN = "The provider that knows who you are does not answer. Try again in a while."
NOT_BELIEVED = (
    "The provider's answer was not what Sightline had asked for, or was used before, so nobody was signed in by it."
)
NOT_THE_GATEWAY = "Sightline is opened through your company's gateway only."


def why_not_to_start(settings: Settings, address: str | None, secrets: Mapping[str, Any]) -> str:
    """The sentence that says what is wrong with the set-up; empty where the server may start."""
    rules = settings.sign_in
    match rules.mode:
        case "local":
            return "" if address and _is_loopback(address) else f"{LOCAL_ONLY} Or start it with `make run`."
        case "proxy":
            if not rules.proxy_addresses:
                return "sign_in.proxy_addresses is empty: name the addresses from which the gateway calls."
            return _weak("secret under [proxy]", _section(secrets, "proxy").get("secret"))
    auth = _section(secrets, "auth")
    if find_spec("authlib") is None:
        return "Signing in needs Authlib: install requirements.txt again."
    for name in ("redirect_uri", "client_id", "client_secret", "server_metadata_url"):
        if not auth.get(name):
            return f"{name} is missing under [auth] in .streamlit/secrets.toml (docs/access.md)."
    for name in ("redirect_uri", "server_metadata_url"):
        url = urlsplit(str(auth[name]))
        if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url.hostname or "")):
            return f"{name} under [auth] must begin with https:// , or anybody on the way could read who signs in."
    if not str(auth["redirect_uri"]).endswith("/oauth2callback"):
        return "redirect_uri under [auth] must end with /oauth2callback."
    return _weak("cookie_secret under [auth]", auth.get("cookie_secret"))


class Gate:
    """Turns away what must not reach the app, and leads whoever signed in back to the page they had asked for."""

    def __init__(self, app: ASGIApp, settings: Settings, secrets: Mapping[str, Any]) -> None:
        self.app, self._settings, self._rules = app, settings, settings.sign_in
        self._minute, self._noted = 0, Counter[str]()
        self._handed_out = HandedOut()
        self._is_https = str(_section(secrets, "auth").get("redirect_uri", "")).startswith("https:")
        self._proxy_secret = str(_section(secrets, "proxy").get("secret", ""))
        self._signer = TimestampSigner(str(_section(secrets, "auth").get("cookie_secret", "")), salt="sightline-return")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        why = self._why_not(scope, headers)
        if not why:
            await self._let_in(scope, receive, send, headers)
            return
        if scope["type"] == "websocket" or headers.get("sec-fetch-dest", "document") == "document":
            await self._record(scope, headers, why)
        sentence = LOCAL_ONLY if self._rules.mode == "local" else NOT_THE_GATEWAY
        await _turn_away(scope, receive, send, "Not open from here", sentence)

    def _why_not(self, scope: Scope, headers: Headers) -> str:
        """Why a request is turned away; empty where it is not."""
        match self._rules.mode:
            case "local":
                why = _from_elsewhere(scope, headers)
            case "proxy":
                why = self._not_the_gateway(scope, headers)
            case _:
                why = ""
        return why or ("" if scope["type"] == "http" or _is_from_own_page(headers) else "foreign_origin")

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """Pass on what is open: to whom a file was handed out, that file."""
        path = scope["path"]
        if scope["type"] == "websocket":
            send = in_our_words(send)
        if scope["type"] == "http" and is_upload(path) and await self._may_upload(path, headers):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and is_closed(path):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif self._rules.mode == "local":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            with self._handed_out.page(self._shown(headers), receive, send) as (asked, sent):
                await self.app(scope, asked, sent)
        elif is_file(path) and not self._handed_out.may_fetch(self._shown(headers), path):
            await PlainTextResponse("File not found", 404)(scope, receive, send)
        elif self._rules.mode == "oidc":
            await self._signing_in(scope, receive, send, headers)
        else:
            await self.app(scope, receive, send)

    async def _may_upload(self, path: str, headers: Headers) -> bool:
        """Whether a file may be put at an address. Who is still there is asked aside: it may take a moment."""
        asked = partial(uploads.may_upload, path, self._shown(headers))
        return _is_from_own_page(headers) and await anyio.to_thread.run_sync(asked)

    def _shown(self, headers: Headers) -> str:
        user = headers.get(self._rules.proxy_user_header, "")
        return proof_in(cookie_parser(headers.get("cookie", "")), user, self._rules)

    def _not_the_gateway(self, scope: Scope, headers: Headers) -> str:
        if scope["path"] == HEALTH:
            return ""
        if _peer(scope, headers) not in self._rules.proxy_addresses:
            return "not_the_gateway"
        if not compare_digest(headers.get(SECRET_HEADER, "").encode(), self._proxy_secret.encode()):
            return "gateway_secret"
        if len(headers.getlist(self._rules.proxy_user_header)) > 1:
            return "two_users"
        scope["headers"] = [one for one in scope["headers"] if one[0] != SECRET_HEADER.encode()]
        return ""

    async def _signing_in(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """Watch the two steps that Streamlit makes for a sign-in: out to the provider, and back with its answer."""
        path = scope["path"].rstrip("/")
        answer: list[Message] = []

        async def hold(message: Message) -> None:
            answer.append(message)

        if path.endswith("/auth/login"):
            await self._caught(scope, receive, hold)
            start = _start(answer)
            if start["status"] >= 400:
                await self._record(scope, headers, "provider_unreachable")
                await _turn_away(scope, receive, send, "Signing in does not work now", DOWN, 503)
                return
            self._remember(start, headers)
        elif path.endswith("/oauth2callback"):
            asked = parse_qs(scope["query_string"].decode("latin-1"))
            await self._caught(scope, receive, hold)
            start = _start(answer)
            has_signed_in = any(
                name == b"set-cookie" and value.startswith(f"{USER_COOKIE}=".encode()) and b"Max-Age=0" not in value
                for name, value in start["headers"]
            )
            if not has_signed_in and asked.keys() & {"code", "error", "state"}:
                why = re.sub(r"\W", "", asked.get("error", ["not_believed"])[0])[:40]
                await self._record(scope, headers, "callback", why)
                await _turn_away(scope, receive, send, "That did not sign you in", NOT_BELIEVED)
                return
            if has_signed_in:
                self._lead_back(start, headers, asked.get("state", [""])[0])
                self._keep_off_the_open(start)
        else:
            await self.app(scope, receive, send)
            return
        for message in answer:
            await send(message)

    async def _record(self, scope: Scope, headers: Headers, reason: str, answer: str = "") -> None:
        """Write down who was turned away. Whoever knocks a thousand times a minute makes twenty lines."""
        minute = int(time.monotonic() / 60)
        if minute != self._minute:
            self._minute, self._noted = minute, Counter()
        address = _peer(scope, headers)
        self._noted[address] += 1
        if self._noted[address] <= _NOTED_A_MINUTE:
            write = partial(audit.record, "login_denied", who="", reason=reason, answer=answer, address=address)
            await anyio.to_thread.run_sync(write)

    async def _caught(self, scope: Scope, receive: Receive, hold: Send) -> None:
        try:
            await self.app(scope, receive, hold)
        except Exception:
            logging.getLogger(__name__).exception("Signing in failed.")

    def _remember(self, start: Message, headers: Headers) -> None:
        """Park the page that was left for the provider in a cookie that only this sign-in's answer opens."""
        out = MutableHeaders(raw=start["headers"])
        state = parse_qs(urlsplit(out.get("location", "")).query).get("state", [""])[0]
        left = urlsplit(headers.get("referer", ""))
        back = left.path + (f"?{left.query}" if left.query else "")
        if state and left.netloc == headers.get("host") and is_own_path(back):
            value = self._signer.sign(f"{state} {back}".encode().hex()).decode()
            secure = "; Secure" if left.scheme == "https" else ""
            out.append(
                "set-cookie",
                f"{_cookie_of(state)}={value}; Path=/; Max-Age={_RETURN_SECONDS}; HttpOnly; SameSite=Lax{secure}",
            )
        start["headers"] = out.raw

    def _keep_off_the_open(self, start: Message) -> None:
        """Streamlit leaves out of its cookies that they may travel over https alone."""
        if self._is_https:
            start["headers"] = [
                (
                    name,
                    value + b"; Secure" if name == b"set-cookie" and value.startswith(USER_COOKIE.encode()) else value,
                )
                for name, value in start["headers"]
            ]

    def _lead_back(self, start: Message, headers: Headers, state: str) -> None:
        out = MutableHeaders(raw=start["headers"])
        try:
            found = cookie_parser(headers.get("cookie", ""))[_cookie_of(state)]
            text = bytes.fromhex(self._signer.unsign(found, max_age=_RETURN_SECONDS).decode()).decode()
        except (KeyError, ValueError, BadSignature):
            return
        for_state, _, back = text.partition(" ")
        if for_state == state and is_own_path(back):
            out["location"] = back
        out.append("set-cookie", f"{_cookie_of(state)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        start["headers"] = out.raw


def is_own_path(path: str) -> bool:
    """Whether a browser that is sent there stays on this server."""
    return (
        path.startswith("/")
        and path[1:2] not in ("/", "\\")
        and "\\" not in path
        and path.isprintable()
        and path.isascii()
        and len(path) <= _LONGEST_PATH
    )


def _is_from_own_page(headers: Headers) -> bool:
    """Whether a connection is made by a page of this server, as the browser says; what says nothing is no browser."""
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host", " ")


def _from_elsewhere(scope: Scope, headers: Headers) -> str:
    """Why a request does not come from this computer itself; empty where it does."""
    if any(name in _FORWARDED or name.startswith("x-forwarded-") for name in headers):
        return "forwarded"
    ends = [scope.get("client"), scope.get("server")]
    if any(end and end[1] is not None and not _is_loopback(end[0]) for end in ends):
        return "not_local"
    host = headers.get("host", "")
    return "" if _is_loopback(urlsplit(f"//{host}").hostname or "") else "foreign_host"


def _peer(scope: Scope, headers: Headers) -> str:
    """The address that the request really came from.

    Uvicorn puts the address of a forwarding header in its place where the request came from this computer.
    """
    host, port = scope.get("client") or ("", 0)
    said = " ".join(headers.getlist("x-forwarded-for"))
    return "127.0.0.1" if said and (port == 0 or host in said) else str(host)


def _is_loopback(name: str) -> bool:
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _weak(name: str, value: object) -> str:
    text = value if isinstance(value, str) else ""
    if (
        len(text) >= _SHORTEST_SECRET
        and len(set(text)) >= _SHORTEST_SECRET // 3
        and not _LIKE_A_PLACEHOLDER.search(text)
    ):
        return ""
    return (
        f"{name} in .streamlit/secrets.toml is missing, short or a placeholder: whoever guesses it is anybody. "
        'Make one with `python -c "import secrets; print(secrets.token_hex(32))"`.'
    )


def _section(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = secrets.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _cookie_of(state: str) -> str:
    return _RETURN + re.sub(r"\W", "", state)[:12]


def _start(answer: list[Message]) -> Message:
    return answer[0] if answer else {"type": "http.response.start", "status": 500, "headers": []}


async def _turn_away(scope: Scope, receive: Receive, send: Send, title: str, sentence: str, status: int = 403) -> None:
    """Answer with a page that needs nothing else from this server."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title} · Sightline</title><style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;"
        "margin:15vh auto;padding:0 1rem;color-scheme:light dark;background:Canvas;color:CanvasText}</style>"
        f'<h1>{title}</h1><p>{html.escape(sentence)}</p><p><a href="/">Go to Sightline</a></p></html>'
    )
    await HTMLResponse(page, status, {"cache-control": "no-store"})(scope, receive, send)
