import pytest

from groundswell.kit.redact import HIDDEN, redact


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "SECRET_KEY",
        "access_token",
        "Authorization",
        "cookie",
        "apikey",
        "api-key".replace("-", "_"),
        "sessionid",
    ],
)
def test_secrets_are_known_by_name(name: str) -> None:
    assert redact({name: "abc", "note": "abc"}) == {name: HIDDEN, "note": "abc"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Bearer abcdefgh.123", f"Authorization: Bearer {HIDDEN}"),
        ("token gsw_0123456789abcdef was used", f"token {HIDDEN} was used"),
        ("postgres://user:pass@db:5432/x", f"postgres://{HIDDEN}@db:5432/x"),
        (f"GET /o/{'x' * 43} 200", f"GET /o/{HIDDEN} 200"),
        ("GET /w/acme/creators/12/ 200", "GET /w/acme/creators/12/ 200"),
    ],
)
def test_secrets_are_known_by_their_looks(text: str, shown: str) -> None:
    assert redact(text) == shown


def test_containers_are_gone_through_and_numbers_left() -> None:
    assert redact({"a": [{"password": "x"}, 3, None], "b": ("gsw_0123456789",)}) == {
        "a": [{"password": HIDDEN}, 3, None],
        "b": [HIDDEN],
    }
    assert redact({"has_password": True, "token": ""}) == {"has_password": True, "token": ""}
