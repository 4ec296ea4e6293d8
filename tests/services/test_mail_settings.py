"""Wrong settings of mail stop the start with a sentence that names them."""

from __future__ import annotations

import pytest

from webapp import config

KEY = {"SECRET_KEY": "s" * 40}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MAIL_PER_MINUTE", "many", "write a whole number from 0 to 10000"),
        ("MAIL_PER_MINUTE", "-1", "write a whole number"),
        ("MAIL_REPLY_TO", "nobody", "write an e-mail address"),
        ("BOUNCES_URL", "imap://u:p@host/INBOX", "write imaps://USER:PASSWORD@HOST/FOLDER"),
        ("BOUNCES_URL", "imaps://host/INBOX", "write imaps://"),
        ("BOUNCES_URL", "imaps://u:p@host:none/INBOX", "write imaps://"),
        ("BOUNCES_URL", "imaps://u:p@[host/INBOX", "write imaps://"),
        ("BOUNCES_TOKEN", "short", "write at least 32 random characters"),
        ("BOUNCES_TOKEN", "é" * 40, "write at least 32 random characters"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_a_secret_is_not_repeated(name: str, value: str, said: str) -> None:
    with pytest.raises(config.WrongSetting, match=f"{name}: {said}") as refused:
        config.read({**KEY, name: value})
    if name.startswith("BOUNCES"):
        assert value not in str(refused.value)


def test_right_values_and_the_usual_ones_are_taken() -> None:
    usual = config.read(KEY)
    assert (usual.mail_per_minute, usual.mail_reply_to, usual.bounces_url, usual.bounces_token) == (60, "", "", "")
    url = "imaps://post%40werk.example:geheim@imap.werk.example:993/Terug"
    own = config.read(
        {**KEY, "MAIL_PER_MINUTE": "0", "MAIL_REPLY_TO": "a@b.nl", "BOUNCES_URL": url, "BOUNCES_TOKEN": "t" * 32}
    )
    assert (own.mail_per_minute, own.mail_reply_to, own.bounces_url) == (0, "a@b.nl", url)
