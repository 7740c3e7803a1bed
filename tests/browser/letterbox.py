"""The town's mail in a story: files, read as their receivers read them."""

from __future__ import annotations

from pathlib import Path

from complaints.demo.mailbox import Mail, newest


class Letterbox:
    """Everything that the town sent so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def to(self, address: str) -> list[Mail]:
        """Return the messages to an address, the newest first."""
        return [mail for mail in newest() if address in mail.to]

    def newest_to(self, address: str) -> Mail:
        """Return the newest message to an address; there must be one."""
        found = self.to(address)
        assert found, f"no mail to {address}"
        return found[0]

    def empty(self) -> None:
        """Forget what was sent so far."""
        for file in self.folder.glob("*.eml"):
            file.unlink()
