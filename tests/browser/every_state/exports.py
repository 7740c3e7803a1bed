"""Lists as files: asking for one, watching it being made, taking it, its end, and who took what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from complaints.exports import making
from complaints.models import ListExport
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing
from tests.exports import opened

MINE = "/meja/unduhan/"
NEW = f"{MINE}baru/meja/?daftar=semua&kategori=jalan-jembatan&q=jalan+berlubang"


@passing(
    *("exports:mine", "exports:new", "exports:one", "exports:take"),
    *("exports:remove", "exports:record"),
)
def exports(town: t.Town) -> Iterator[State]:
    """Every state of a file, and the record that overseers read."""
    walk = officer(town, "verifier")
    yield walk.get("files, none", MINE)
    yield walk.get("list as a file", NEW)
    yield walk.get("figure as a file", f"{MINE}baru/received/?masa=2026")
    yield walk.post("list as a file, no kind", NEW, 422)
    yield officer(town, "overseer").get("who took what, nobody", f"{MINE}catatan/")
    for _ in range(2):
        t.forwarded(town)
    opened.content(walk.client.post(NEW, {"kind": "csv"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "AT_ONCE", 0)
        waiting = walk.post("file waits", NEW, 200, kind="xlsx")
    yield waiting
    path = waiting.path
    ListExport.objects.update(state="making", total=12000, done=7400)
    yield walk.get("file is made", path)
    yield walk.get("files, one is made", MINE)
    ListExport.objects.update(state="queued", total=None, done=0)
    making.go_on_all()
    yield walk.get("file is ready", path)
    opened.content(walk.client.post(f"{path}berkas/"))
    ListExport.objects.update(state="failed", why=making.NOT_ALLOWED)
    yield walk.get("file was not made", path)
    yield walk.get("files, one was not made", MINE)
    ListExport.objects.update(state="ended")
    yield walk.get("file is over", path, 404)
    yield walk.post("file is over and asked for", f"{path}berkas/", 404)
    yield officer(town, "overseer").get("who took what", f"{MINE}catatan/")
    yield walk.post("file is removed", f"{path}hapus/")
