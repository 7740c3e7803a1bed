"""Steps that several tests of sign-in take."""

import email
import email.policy
import re

PASSWORD = "kunci-rumah-betang-7"


def letters(folder):
    paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths
    ]


def text_of(letter, kind="plain"):
    return letter.get_body((kind,)).get_content()


def code_in(letter):
    return re.search(r"Kode masuk Anda: (\d{6})\n", text_of(letter))[1]


def assert_ours(page, heading):
    html = page.content.decode()
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in html
    assert f"<title>{heading} ·" in html
    assert '<link rel="stylesheet" href="' in html
    assert not re.search(r"<style|<script(?![^>]* src=)| style=| on\w+=|placeholder=", html)
