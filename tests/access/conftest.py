"""A provider, a company whose people it knows, and the app that asks the one about the other."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline import door
from sightline.settings import ROOT
from tests.access.provider import CLIENT, Provider, running
from tests.access.visitor import Visitor
from tests.app.conftest import USERS, seal_company
from tests.browser import free_port, start_server, stop_server
from tests.conftest import Rows

COOKIE_SECRET = "9f1c2e7a40b85d63ee17a0c4d2958b7f60"  # noqa: S105  # of a server that lives as long as a test
EMAILS = {
    "top": "ingrid@example.com",
    "asm": "grace@example.com",
    "rep": "maya@example.com",
    "sa": "wen@example.com",
    "operator": "otto@example.com",
}


def people(**changes: dict[str, object]) -> Rows:
    """The tiny company's people with addresses, and with what a test says of some of them."""
    named = [
        {**user, "email": EMAILS.get(str(user["user_id"])), **changes.get(str(user["user_id"]), {})} for user in USERS
    ]
    return [
        *named,
        {"user_id": "left", "full_name": "Lea Left", "role": "AE", "email": "left@example.com", "is_active": False},
        {"user_id": "two1", "full_name": "Ann Two", "role": "AE", "email": "two@example.com"},
        {"user_id": "two2", "full_name": "Ben Two", "role": "AE", "email": "Two@example.com"},
    ]


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The provider of this worker."""
    with running() as provider:
        yield provider


@pytest.fixture
def truthful(provider: Provider) -> Iterator[Provider]:
    """The provider, honest again after the test."""
    yield provider
    provider.says, provider.is_down = {}, False


@pytest.fixture(scope="session")
def installation(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Installation"]:
    """The app in oidc mode, started once for all tests of a worker."""
    made = Installation(tmp_path_factory.mktemp("signed"), provider)
    yield made
    made.stop()


def behind_a_gateway(folder: Path, warehouse: Path, more: str = "") -> Iterator[Visitor]:
    """The app in the mode of a gateway that calls from this computer, on a warehouse, until it is asked for no more."""
    settings, secrets = folder / "settings.toml", folder / "secrets.toml"
    settings.write_text(f'[sign_in]\nmode = "proxy"\nproxy_addresses = ["127.0.0.1"]\n{more}')
    secrets.write_text(f'[proxy]\nsecret = "{COOKIE_SECRET}"\n')
    server, address = start_server(warehouse, 0, f"--secrets.files={secrets}", SIGHTLINE_SETTINGS=str(settings))
    visitor = Visitor(address, COOKIE_SECRET)
    visitor.http.headers["X-Sightline-Secret"] = COOKIE_SECRET
    yield visitor
    visitor.http.close()
    stop_server(server)


def named(email: str) -> dict[str, str]:
    """The headers with which a gateway passes somebody on."""
    return {"X-Sightline-Secret": COOKIE_SECRET, "X-Forwarded-Email": email}


def sign_in(app: AppTest, email: str) -> None:
    """Let a page in this process run for somebody whom the provider proved."""
    now = int(time.time())
    app.secrets["auth"] = {"client_id": CLIENT}
    app.user = {
        "is_logged_in": True, "iss": "i", "aud": CLIENT, "sub": email, "iat": now, "exp": now + 3600,
        "email": email, "email_verified": True,
    }  # fmt: skip


OpenSigned = Callable[[Path, str], AppTest]


@pytest.fixture
def open_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSigned]:
    """A function that opens the app in a new tab of this process, on a warehouse, for whoever has this address."""
    settings = tmp_path / "settings.toml"
    settings.write_text('[sign_in]\nmode = "oidc"\n', encoding="utf-8")
    monkeypatch.setenv("SIGHTLINE_SETTINGS", str(settings))
    door._settings.cache_clear(), door._settings_of.cache_clear()

    def opened(folder: Path, email: str) -> AppTest:
        monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        sign_in(app, email)
        return app.run()

    yield opened
    door._settings.cache_clear(), door._settings_of.cache_clear()


class Installation:
    """A folder with settings, secrets and a warehouse, and the server on it."""

    def __init__(self, folder: Path, provider: Provider) -> None:
        self.folder, self.warehouse = folder, folder / "warehouse"
        self.settings, self.secrets = folder / "settings.toml", folder / "secrets.toml"
        self.settings.write_text('loaders = ["asm"]\n[sign_in]\nmode = "oidc"\n')
        seal_company(self.warehouse, f"signed-{folder.name}", people())
        self.provider = provider
        self._server, self.address = None, ""
        self._versions = 0

    def start(self) -> str:
        """The address of the running server, which starts while the provider is down."""
        if self._server is None:
            port = free_port()
            self.secrets.write_text(
                f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
                f'cookie_secret = "{COOKIE_SECRET}"\nclient_id = "{CLIENT}"\nclient_secret = "s"\n'
                f'server_metadata_url = "{self.provider.url}/.well-known/openid-configuration"\n'
            )
            self.provider.is_down = True  # a start needs nobody
            self._server, self.address = start_server(
                self.warehouse, port, f"--secrets.files={self.secrets}", SIGHTLINE_SETTINGS=str(self.settings)
            )
            self.provider.is_down = False
        return self.address

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            stop_server(self._server)

    def publish(self, users: Rows) -> None:
        """Load another export of the people."""
        self._versions += 1
        seal_company(self.warehouse, f"signed-{self.folder.name}-{self._versions}", users)

    def record(self) -> list[dict[str, object]]:
        """The lines of the record so far."""
        lines = [
            json.loads(line)
            for path in sorted((self.warehouse / "audit").glob("????-??.jsonl"))
            for line in path.read_text().splitlines()
        ]
        return [line for line in lines if line["event"] != "view"]


@pytest.fixture
def visitor(installation: Installation, truthful: Provider) -> Iterator[Visitor]:
    """Somebody who has not been here before; who they are to the provider, nobody remembers after the test."""
    visitor = Visitor(installation.start(), COOKIE_SECRET)
    yield visitor
    visitor.http.close()
    (installation.warehouse / "sign_ins.sqlite").unlink(missing_ok=True)
