"""Settings: every default has a reason, and a wrong file is answered with a sentence."""

from dataclasses import fields
from pathlib import Path

import pytest

from sightline.settings import ROOT, Settings, SettingsError, read_settings
from sightline.sign_in import SignIn
from tests.each import each


@each("field", [*fields(Settings), *fields(SignIn)], lambda field: field.name)
def test_every_setting_has_a_reason(field: object) -> None:
    """Whoever changes a threshold can read why it is what it is."""
    assert len(field.metadata["reason"].split()) > 3  # type: ignore[attr-defined]


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """A fresh installation needs no settings."""
    assert read_settings(tmp_path / "none.toml") == Settings()


def test_the_samples_own_settings_can_be_read() -> None:
    """What comes with Sightline is valid."""
    assert read_settings(ROOT / "data" / "settings.toml").grants


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("max_plans = 3", "max_plans is not a setting. Did you mean max_plans_per_rep?"),
        ("max_plans_per_rep = 'three'", "max_plans_per_rep = 'three' should look like 3."),
        ("number_style = 'english'", "number_style = 'english' should be one of en, de, fr, ch."),
        ("max_plans_per_rep = ", "is not valid TOML"),
        ("[sign_in]\nmode = 'saml'", "sign_in.mode = 'saml' should be one of local, oidc, proxy."),
        ("[sign_in]\nmodes = 'oidc'", "sign_in.modes is not a setting; known are mode, hours"),
        ("[sign_in]\nhours = true", "sign_in.hours = True should look like 12."),
        ("[sign_in]\ngroups = 'sales'", "sign_in.groups = 'sales' should look like ['...']."),
        ("sign_in = 'oidc'", "is not a setting"),
        ("[[grants]]\nperson = 'x'", "a grant needs person, sees, until and reason"),
        ("[[grants]]\nperson = 'x'\nsees = 'all'\nuntil = 2027-01-01\nreason = 'r'", "needs sees = everything"),
    ],
)
def test_a_wrong_file_is_answered_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """File, name, value, and what is expected."""
    path = tmp_path / "settings.toml"
    path.write_text(text)

    with pytest.raises(SettingsError) as error:
        read_settings(path)

    assert sentence in str(error.value)
    assert "settings.toml" in str(error.value)
