"""Who stands in for whom, reply templates, hidden names, and files that are handed over."""

from __future__ import annotations

from collections.abc import Iterator

from agencies.models import Officer, Substitution
from complaints import actions, casefile
from complaints.models import CaseFile, ReplyTemplate, Tag
from lapor import clock
from tests import town as t
from tests.browser.every_state.walking import State, Walk, officer, passing
from tests.desk.answering.test_templates import data, template
from tests.desk.cases import hidden
from tests.desk.custody.test_handing import SENT, consent

REASON = "Permintaan tertulis pengadilan."


@passing("desk:substitutes", "desk:end_substitution")
def substitutes(town: t.Town) -> Iterator[State]:
    """Naming a substitute, wrong and right, and ending it."""
    walk, path = officer(town, "liaison"), "/meja/pengganti/"
    yield walk.get("substitutes, none", path)
    yield officer(town, "supervisor").get("substitutes of others", path)
    yield officer(town, "custodian").get("no substitute for the custodian", path)
    seat = Officer.objects.get(user=town.liaison)
    yield walk.post("substitute, empty", path, 422, petugas=seat.pk)
    today = clock.today().isoformat()
    sent = {"substitute": town.operator.pk, "starts_on": today, "ends_on": today}
    yield walk.post("substitute", path, 200, **sent, petugas=seat.pk, note="Cuti.")
    yield officer(town, "operator").get("inbox of a substitute", "/meja/")
    row = Substitution.objects.get()
    yield walk.post("substitute, ended", f"{path}{row.pk}/akhiri/")


@passing("desk:templates", "desk:template", "desk:template_new")
def templates(town: t.Town) -> Iterator[State]:
    """The reply templates, a new one, a wrong one, and the forms that use them."""
    walk, path = officer(town, "liaison"), "/meja/templat/"
    ReplyTemplate.objects.all().delete()
    yield walk.get("templates, none", path)
    yield walk.get("new template", f"{path}baru/")
    yield walk.post("new template, empty", f"{path}baru/", 422, title="")
    wrong = data(town.pupr.pk, body="Halo {salah}.")
    yield walk.post("new template, unknown word", f"{path}baru/", 422, **wrong)
    yield walk.post("template kept", f"{path}baru/", 200, **data(town.pupr.pk))
    yield walk.get("template", f"{path}{ReplyTemplate.objects.get().pk}/")
    template(verb="write")
    report = t.forwarded(town)
    yield walk.get("verb with templates", f"/meja/{report.code}/tulis/")
    yield officer(town, "operator").get("templates to read", path)


@passing("desk:identities", "desk:reveal", "desk:consent")
def hidden_names(town: t.Town) -> Iterator[State]:
    """The lists of hidden names, the reason, the name itself, and the word for a file."""
    walk, inspector = officer(town, "custodian"), officer(town, "overseer")
    yield walk.get("identities, none", "/meja/identitas/")
    report = hidden(town)
    yield walk.get("identities", "/meja/identitas/")
    path = f"/meja/{report.code}/buka-identitas/"
    yield walk.get("identity, why", path)
    yield walk.post("identity, no reason", path, 422)
    yield _for_ten_minutes(walk.post("identity", path, 200, reason=REASON))
    yield walk.get("identities, one open", "/meja/identitas/")
    yield walk.get("report with an open name", f"/meja/{report.code}/")
    yield walk.post("identity closed", path, 200, tutup="1")
    yield inspector.get("identities that were opened", "/meja/identitas/")
    secret = t.forwarded(town, hides_reporter=True)
    asked = {**SENT, "parts": ["name"]}
    row = actions.hand_over_file(secret, by=town.overseer, **asked)
    yield inspector.get("handed over, waits for a word", f"/meja/{secret.code}/serahkan-berkas/")
    yield walk.get("identities, one asked for", "/meja/identitas/")
    yield walk.get("word for a file", consent(row))
    yield walk.post("word for a file, empty", consent(row), 422)
    yield walk.post("word given", consent(row), 200, decision="izinkan", reason=REASON)
    late = {"decision": "jangan", "reason": REASON}
    yield walk.post("word given before", consent(row), 409, **late)


def _for_ten_minutes(state: State) -> State:
    """Take away the head that makes the page leave by itself: it would leave too late anyway."""
    del state.answer.headers["Refresh"]
    return state


@passing("desk:hand_over", "desk:revoke_file")
def handed_over(town: t.Town) -> Iterator[State]:
    """A file for the ombudsman: asked for, wrong, being made, ready, and taken back."""
    walk: Walk = officer(town, "overseer")
    report = t.answered(town)
    path = f"/meja/{report.code}/serahkan-berkas/"
    yield walk.get("hand over", path)
    yield walk.post("hand over, empty", path, 422)
    yield walk.post("handed over, waits", path, 200, **SENT)
    casefile.make_waiting()
    yield walk.get("handed over, ready", path)
    row = CaseFile.objects.get()
    yield walk.post("handed over, taken back", f"{path}{row.pk}/cabut/")


@passing("desk:own_tags", "desk:own_tag")
def tags(town: t.Town) -> Iterator[State]:
    """The tags of an agency: none, a wrong one, one that is kept, and a unit that has none."""
    walk, path = officer(town, "supervisor"), "/meja/tanda/"
    yield walk.get("tags, none", path)
    yield walk.post("tag without a name", path, 422, name="")
    yield walk.post("tag kept", path, 200, name="Rawan banjir", is_active="on")
    own = f"{path}{Tag.objects.get(agency=town.pupr).pk}/"
    yield walk.get("tag", own)
    yield walk.post("tag, name taken away", own, 422, name="")
    yield officer(town, "unit_liaison").get("tags of a unit", path)
