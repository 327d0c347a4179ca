"""How somebody says who they are: the table `[sign_in]` of the settings. Secrets stand in `.streamlit/secrets.toml`."""

from dataclasses import dataclass, field, fields
from typing import Any

MODES = ("local", "oidc", "proxy")


def _setting(default: Any, reason: str) -> Any:
    return field(default=default, metadata={"reason": reason})


@dataclass(frozen=True)
class SignIn:
    """The settings of signing in. `SignIn()` is one person on one computer."""

    mode: str = _setting(
        "local", "local: one person on this computer, no sign-in; oidc: a provider; proxy: a gateway of yours"
    )
    hours: int = _setting(12, "a sign-in holds for a working day at most, and never longer than the provider said")
    email_claim: str = _setting("email", "the claim with the address the users export knows the person by")
    email_is_proven: bool = _setting(
        False, "true for a provider that never says whether an address is verified and whose admins alone set it"
    )
    groups_claim: str = _setting("groups", "the claim with the groups of a person")
    groups: tuple[str, ...] = _setting((), "who is in none of these may not come in; empty lets in whoever is known")
    proxy_addresses: tuple[str, ...] = _setting((), "addresses the gateway calls from; anybody else is turned away")
    proxy_user_header: str = _setting("X-Forwarded-Email", "the header in which the gateway says whose request it is")

    @classmethod
    def read(cls, given: Any) -> "SignIn":
        """The settings as a file gives them. Raises ValueError with a sentence."""
        known = {f.name: f.default for f in fields(cls)}
        values: dict[str, Any] = {}
        for name, value in (given if isinstance(given, dict) else {"": given}).items():
            default: Any = known.get(name)
            if default is None:
                raise ValueError(f"sign_in.{name} is not a setting; known are {', '.join(known)}.")
            texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
            if not (texts if isinstance(default, tuple) else type(value) is type(default)):
                example = ["..."] if isinstance(default, tuple) else default
                raise ValueError(f"sign_in.{name} = {value!r} should look like {example!r}.")
            values[name] = tuple(value) if texts else value
        if values.get("mode", "local") not in MODES:
            raise ValueError(f"sign_in.mode = {values['mode']!r} should be one of {', '.join(MODES)}.")
        return cls(**values)
