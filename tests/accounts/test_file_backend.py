"""Mail as files: one per message, whole or not at all, and the same message only once."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail

from accounts.mail import file_name
from tests.mailbox import read, text


def message(message_id: str, words: str = "Halo") -> EmailMultiAlternatives:
    return EmailMultiAlternatives(
        "Kabar",
        words,
        "lapor@kota.example",
        ["sri@kota.example"],
        headers={"Message-ID": message_id},
    )


def test_a_message_becomes_a_file_named_by_its_id(mail_folder: Path) -> None:
    assert message("<7.abc@kota.example>").send() == 1
    [path] = mail_folder.iterdir()
    assert path.name == "7.abc@kota.example.eml"
    written = read(path)
    assert written["To"] == "sri@kota.example"
    assert text(written).strip() == "Halo"


def test_the_same_message_again_replaces_its_file(mail_folder: Path) -> None:
    message("<7@kota.example>").send()
    message("<7@kota.example>", "Halo lagi").send()
    [path] = mail_folder.iterdir()
    assert text(read(path)).strip() == "Halo lagi"


def test_messages_of_django_get_a_name_of_their_own(mail_folder: Path) -> None:
    for _ in range(2):
        send_mail("Kabar", "Halo", None, ["sri@kota.example"])
    assert len(list(mail_folder.glob("*.eml"))) == 2


def test_both_forms_of_a_message_are_kept(mail_folder: Path) -> None:
    mail = message("<7@kota.example>")
    mail.attach_alternative("<p>Halo</p>", "text/html")
    mail.send()
    [path] = mail_folder.iterdir()
    assert [part.get_content_type() for part in read(path).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_a_message_to_nobody_is_not_written(mail_folder: Path) -> None:
    nobody = EmailMultiAlternatives("Kabar", "Halo", to=[])
    assert get_connection().send_messages([nobody, message("<7@kota.example>")]) == 1
    assert [path.name for path in mail_folder.iterdir()] == ["7@kota.example.eml"]


def test_a_folder_that_cannot_be_written_is_an_error_unless_told_otherwise(
    mail_folder: Path,
) -> None:
    mail_folder.write_text("a file stands in the way")
    with pytest.raises(OSError, match="mail"):
        message("<7@kota.example>").send()
    assert message("<7@kota.example>").send(fail_silently=True) == 0


def test_others_cannot_read_the_mail(mail_folder: Path) -> None:
    message("<7@kota.example>").send()
    [path] = mail_folder.iterdir()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("wild", ["../../etc/passwd", "a/b", ".hidden", "x" * 400, "", "ä"])
def test_no_id_leads_out_of_the_folder(wild: str) -> None:
    name = file_name(f"<{wild}>")
    assert "/" not in name
    assert not name.startswith(".")
    assert len(name) <= 180


def test_ids_that_look_alike_have_different_names() -> None:
    assert file_name("<a/b>") != file_name("<a_b>")
    assert file_name("<" + "x" * 400 + ">") != file_name("<" + "x" * 401 + ">")
