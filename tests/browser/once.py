"""What was found good in this run, by whichever worker: the same once more would tell nothing new.

Only what had no fault is remembered, so a story that is asked again looks again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Known:
    """Digests of pages; shared with the other workers once there is a ``folder``."""

    folder: Path | None = None
    here: set[str] = field(default_factory=set)

    def __contains__(self, digest: str) -> bool:
        """Whether this was found good before."""
        if digest in self.here:
            return True
        return self.folder is not None and (self.folder / digest).exists()

    def add(self, digest: str) -> None:
        """Remember what was found good."""
        self.here.add(digest)
        if self.folder is not None:
            (self.folder / digest).touch()


judged = Known()
"""Pages that axe has read, by what it can see of them."""


def share(folder: Path) -> None:
    """Share what is known with every worker of this run."""
    folder.mkdir(parents=True, exist_ok=True)
    judged.folder = folder
