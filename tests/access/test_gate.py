"""What the server must not start with, and which requests never reach the app."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sightline import audit
from sightline.access.gate import Gate, is_own_path, why_not_to_start
from sightline.settings import ROOT, Settings
from sightline.sign_in import SignIn
from tests.access.conftest import COOKIE_SECRET

AUTH = {
    "redirect_uri": "https://sightline.example.com/oauth2callback",
    "client_id": "c",
    "client_secret": "s",
    "server_metadata_url": "https://id.example.com/.well-known/openid-configuration",
    "cookie_secret": COOKIE_SECRET,
}
OIDC = Settings(sign_in=SignIn(mode="oidc"))
PROXY = Settings(sign_in=SignIn(mode="proxy", proxy_addresses=("10.0.0.5",)))
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  # what is refused here


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_local_mode_starts_on_this_computer(address: str) -> None:
    """As it always did, without a setting."""
    assert why_not_to_start(Settings(), address, {}) == ""


@pytest.mark.parametrize("address", [EVERY_ADDRESS, "192.168.1.7", "::", "sightline.example.com", "", None])
def test_local_mode_starts_nowhere_else(address: str | None) -> None:
    """Without an address Streamlit binds every one there is."""
    assert "docs/access.md" in why_not_to_start(Settings(), address, {})


@pytest.mark.parametrize(
    ("settings", "secrets", "sentence"),
    [
        (OIDC, {"auth": AUTH}, ""),
        (OIDC, {}, "redirect_uri is missing"),
        (OIDC, {"auth": {**AUTH, "client_id": ""}}, "client_id is missing"),
        (OIDC, {"auth": {**AUTH, "redirect_uri": "http://sightline.example.com/oauth2callback"}}, "https://"),
        (OIDC, {"auth": {**AUTH, "redirect_uri": "https://sightline.example.com/"}}, "/oauth2callback"),
        (OIDC, {"auth": {**AUTH, "server_metadata_url": "http://id.example.com/x"}}, "https://"),
        (OIDC, {"auth": {**AUTH, "cookie_secret": COOKIE_SECRET[:31]}}, "short or a placeholder"),
        (OIDC, {"auth": {**AUTH, "cookie_secret": "x" * 64}}, "short or a placeholder"),
        (OIDC, {"auth": {**AUTH, "cookie_secret": "REPLACE-ME-with-a-long-random-string-0123456789"}}, "placeholder"),
        (OIDC, {"auth": {name: value for name, value in AUTH.items() if name != "cookie_secret"}}, "missing"),
        (PROXY, {"proxy": {"secret": COOKIE_SECRET}}, ""),
        (PROXY, {"proxy": {"secret": "short"}}, "secret under [proxy]"),
        (PROXY, {}, "secret under [proxy]"),
        (Settings(sign_in=SignIn(mode="proxy")), {"proxy": {"secret": COOKIE_SECRET}}, "proxy_addresses is empty"),
    ],
)
def test_a_set_up_that_would_let_others_in_does_not_start(
    settings: Settings, secrets: dict[str, Any], sentence: str
) -> None:
    """A secret that can be guessed signs whoever guesses it in as anybody; the sentence says what to change."""
    said = why_not_to_start(settings, EVERY_ADDRESS, secrets)
    assert sentence in said if sentence else said == ""


@pytest.mark.parametrize("where", ["an address on the command line", "a folder without our configuration"])
def test_streamlit_itself_refuses_to_open_local_mode_to_others(where: str, tmp_path: Path) -> None:
    """However it is started: the process ends with the sentence and serves nobody."""
    flags = ["--server.address=0.0.0.0"] if where.startswith("an address") else ["--server.headless=true"]
    app = ROOT / "app.py"
    if not where.startswith("an address"):
        app = tmp_path / "app.py"  # where Streamlit finds no configuration beside it
        app.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{(ROOT / 'app.py').read_text()}")
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", str(app), "--server.port=0", *flags],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode != 0
    assert "Sightline does not start. Sightline is in local mode" in ended.stderr + ended.stdout


def knock(gate: Gate, client: tuple[str, int] = ("127.0.0.1", 5), server: str = "127.0.0.1", **headers: str) -> int:
    """The status a request is answered with; 200 is the app's own."""
    given = {"host": "127.0.0.1:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "path": "/", "method": "GET", "query_string": b"", "client": client, "server": (server, 8501),
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    answered: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    with ThreadPoolExecutor(1) as apart:  # from a loop that a browser test left running in this thread
        apart.submit(asyncio.run, gate(scope, receive, send)).result()
    return answered[0]


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Stands for Streamlit; the gateway's secret has not reached it."""
    assert COOKIE_SECRET.encode() not in [value for _, value in scope["headers"]]
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.fixture(autouse=True)
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of the test's own."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(tmp_path))
    return tmp_path / "audit"


def test_local_mode_answers_this_computer_alone(record: Path) -> None:
    """Whoever comes from elsewhere, or through something that forwards, or by a foreign name, gets a page, no app."""
    gate = Gate(app, Settings(), {})

    assert knock(gate) == 200
    assert knock(gate, ("::1", 5), "::1", host="localhost:8501") == 200
    for turned_away in (
        {"client": ("10.0.0.9", 5)},
        {"server": "10.0.0.1"},
        {"host": "sightline.example.com"},
        {"x_forwarded_for": "127.0.0.1"},
        {"x_forwarded_host": "localhost"},
        {"forwarded": "for=127.0.0.1"},
        {"x_real_ip": "127.0.0.1"},
        {"via": "1.1 gateway"},
    ):
        assert knock(gate, **turned_away) == 403, turned_away  # type: ignore[arg-type]
    assert any("login_denied" in path.read_text() for path in record.glob("*.jsonl"))


def test_a_gateway_is_believed_only_from_its_address_and_with_its_secret(record: Path) -> None:
    """A header that anybody could send says nothing; neither does a forwarding header that names the gateway."""
    gate = Gate(app, PROXY, {"proxy": {"secret": COOKIE_SECRET}})
    right = {"x_sightline_secret": COOKIE_SECRET, "x_forwarded_email": "grace@example.com"}

    assert knock(gate, ("10.0.0.5", 5), **right) == 200
    assert knock(gate, ("10.0.0.9", 5), **right) == 403
    assert knock(gate, ("10.0.0.5", 5), x_forwarded_email="grace@example.com") == 403
    assert knock(gate, ("10.0.0.5", 5), **{**right, "x_sightline_secret": "x"}) == 403
    # the server takes over what a forwarding header from this computer says of the caller
    assert knock(gate, ("10.0.0.5", 0), x_forwarded_for="10.0.0.5", **right) == 403
    assert knock(gate, ("10.0.0.5", 99), x_forwarded_for="10.0.0.5:99", **right) == 403
    lines = "".join(path.read_text() for path in record.glob("*.jsonl"))
    assert {"not_the_gateway", "gateway_secret"} <= {
        why for why in ("not_the_gateway", "gateway_secret") if why in lines
    }


def test_what_a_browser_keeps_of_a_sign_in_travels_over_https_alone(record: Path) -> None:
    """Where people come over https, which Streamlit leaves out of its cookies."""
    sent: list[Any] = []

    async def signed_in(scope: Any, receive: Any, send: Any) -> None:
        kept = [(b"set-cookie", b"_streamlit_user=x; HttpOnly"), (b"set-cookie", b"other=x")]
        await send({"type": "http.response.start", "status": 302, "headers": kept})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/oauth2callback", "query_string": b"code=1&state=2", "headers": []}
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, Gate(signed_in, OIDC, {"auth": AUTH})(scope, app, send)).result()
    cookies = [value for _, value in sent[0]["headers"]]
    assert b"_streamlit_user=x; HttpOnly; Secure" in cookies
    assert b"other=x" in cookies


def test_whoever_knocks_a_thousand_times_makes_twenty_lines(record: Path) -> None:
    """A record that anybody could fill is none."""
    gate = Gate(app, PROXY, {"proxy": {"secret": COOKIE_SECRET}})
    for _ in range(200):
        knock(gate, ("10.0.0.9", 5))
    assert sum(len(path.read_text().splitlines()) for path in record.glob("*.jsonl")) <= 2 * 20


@pytest.mark.parametrize("path", ["/", "/whitespace?region=North&viewer=rep", "/a%20b"])
def test_a_path_of_this_server_is_its_own(path: str) -> None:
    """Pages with their filters."""
    assert is_own_path(path)


@pytest.mark.parametrize("path", ["", "//x", "/\\x", "https://x", "/a\nb", "/a\\b", "/ä", "/" + "x" * 2000])
def test_a_path_elsewhere_is_not(path: str) -> None:
    """What a browser would take for another server, or could not be written into a header."""
    assert not is_own_path(path)


def test_the_record_is_beside_the_warehouse(record: Path) -> None:
    """The lines counted above are where the commands look for them."""
    audit.record("login", who="x")
    assert list(record.glob("*.jsonl"))
