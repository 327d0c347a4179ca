"""A small provider of our own on loopback: discovery, keys, code flow and end of session, as OpenID Connect has them.

It signs whatever a test tells it to, wrong issuer, audience and nonce among it, which no finished provider does.
"""

import base64
import hashlib
import json
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "sightline"


@dataclass
class Provider:
    """A running provider: whom it takes everybody for, and what it says of them instead of the truth."""

    url: str
    key: RSAKey
    says: dict[str, Any] = field(default_factory=dict)
    """Claims that stand in place of the true ones; None leaves one out."""
    is_down: bool = False
    asked: list[str] = field(default_factory=list)
    """Paths in the order they were called."""
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def token(self, nonce: str) -> dict[str, Any]:
        """The answer to a code: a signed token of whoever this provider says."""
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "sub-asm", "email": "grace@example.com", "email_verified": True,
            "iat": now, "exp": now + 3600, "nonce": nonce, **self.says,
        }  # fmt: skip
        told = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode({"alg": "RS256", "kid": self.key.kid}, told, self.key, algorithms=["RS256"])
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "id_token": signed}

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> tuple[int, Any]:
        """Status and body of an answer; a text in place of a body is where to go."""
        self.asked.append(path)
        if self.is_down:
            return 503, {}
        match path:
            case "/.well-known/openid-configuration":
                return 200, {
                    "issuer": self.url,
                    **{
                        f"{name}{'' if name == 'jwks_uri' else '_endpoint'}": f"{self.url}/{name}"
                        for name in ("authorization", "token", "jwks_uri", "end_session")
                    },
                    "code_challenge_methods_supported": ["S256"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            case "/jwks_uri":
                return 200, {"keys": [self.key.as_dict(private=False)]}
            case "/authorization":
                code = secrets.token_hex(8)
                self._codes[code] = query
                back = {"code": code, "state": query["state"]}
                return 302, f"{query['redirect_uri']}?{urlencode(back)}"
            case "/token":
                asked = self._codes.pop(form["code"], None)
                proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
                if asked is None or proof.rstrip(b"=").decode() != asked["code_challenge"]:
                    return 400, {"error": "invalid_grant"}
                return 200, self.token(asked["nonce"])
            case "/end_session":
                return 302, query["post_logout_redirect_uri"]
            case _:
                return 404, {}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider in a thread of this process."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            form, query = (
                {name: values[0] for name, values in parse_qs(text).items()}
                for text in (self.rfile.read(length).decode(), where.query)
            )
            status, body = provider.answer(where.path, query, form)
            self.send_response(status)
            if isinstance(body, str):
                self.send_header("location", body)
            text = b"" if isinstance(body, str) else json.dumps(body).encode()
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET  # noqa: N815  # the name the standard library calls

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
    provider = Provider(f"http://127.0.0.1:{server.server_port}", key)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()


def main() -> None:
    """Run until interrupted, take everybody for the address given, and say what to put into secrets.toml."""
    email = sys.argv[1] if len(sys.argv) > 1 else "grace@example.com"
    with running() as provider:
        provider.says = {"email": email, "sub": f"sub-{email}"}
        sys.stdout.write(
            '[auth]\nredirect_uri = "http://127.0.0.1:8501/oauth2callback"\n'
            f'cookie_secret = "{secrets.token_hex(32)}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "any"\n'
            f'server_metadata_url = "{provider.url}/.well-known/openid-configuration"\n'
        )
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
