"""Looking an export through before anything is taken in: what the preview says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from agencies.models import Agency
from complaints.models import Complaint, NationalRecord
from complaints.sp4n import matching, names, vocabulary
from complaints.sp4n.matching import Office, Ours
from complaints.sp4n.reading import Export, Line, Trouble
from complaints.states import State
from lapor import clock, personal

MOST_ROWS = 500_000
MOST_TROUBLES = 500
MOST_WORDS = 200
"""So many different states, sources … are listed; the others are counted together."""
MOST_OFFICES = 1000
"""So many names of offices that nobody knows are listed; after them the file is imported again."""
MOST_KNOWN = 5000
CHUNK = 5000
TITLE_LENGTH = 150
"""Of a title here; what is longer is cut."""
OTHERS = "lainnya"

Keep = Callable[[Line], object]


class Tally:
    """Counts of words, of which only so many different ones are kept."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, word: str) -> None:
        """Count one more of a word."""
        is_known = word in self.counts or len(self.counts) < MOST_WORDS
        self.counts[word if is_known else OTHERS] += 1

    def rows(self) -> list[tuple[str, int]]:
        """Return the words with their counts, the most frequent first."""
        return self.counts.most_common()


class Look:
    """One walk through an export; ``keep`` gets every line that can be taken in."""

    def __init__(self, ours: Ours, keep: Keep) -> None:
        self.ours, self.keep = ours, keep
        self.rows = self.kept = self.cut = self.strangers = self.unlisted = 0
        self.bad: set[int] = set()
        self.troubles: list[Trouble] = []
        self.seen: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self.offices: Counter[Office] = Counter()
        self.tallies = {
            name: Tally()
            for name in ("years", "states", "classes", "channels", "kinds", "elsewhere")
        }
        self.tallies |= {"categories": Tally(), "unknown_categories": Tally(), "places": Tally()}
        self.first = self.latest = ""
        self.until = clock.now() + timedelta(days=1)

    def through(self, export: Export, *, said: Callable[[int], object]) -> None:
        """Walk through all lines.

        Args:
            export: the open file.
            said: told the number of rows now and then.
        """
        for line in export:
            self.rows += 1
            if self.rows > MOST_ROWS:
                self._wrong(line, "", f"Hanya {MOST_ROWS} baris pertama dibaca.")
                return
            self._take(line)
            if self.rows % 1000 == 0:
                said(self.rows)

    def _take(self, line: Line) -> None:
        for trouble in line.troubles:
            self._note(trouble)
        if line.troubles:
            return
        if line.sent_at is not None and line.sent_at > self.until:
            self._wrong(line, "Tanggal Laporan Masuk", "Tanggal ini masih di masa depan.")
            return
        office = matching.office_of(line)
        known = self.ours.agency(office)[0]
        if vocabulary.standing_of(line.status, has_agency=bool(line.agency)) is None:
            said = f"Status “{line.status[:40]}” tidak dikenal."
            self._wrong(line, "Status Laporan", said)
            return
        if self.ours.is_other_town(line):
            self.tallies["elsewhere"].add(line.city)
            return
        self._count_office(office, known=known)
        self._count(line)
        self._number(line)
        self.kept += 1
        self.keep(line)

    def _count_office(self, office: Office, *, known: bool) -> None:
        if office not in self.offices:
            self.strangers += not known
            if self.strangers > MOST_OFFICES or len(self.offices) > MOST_KNOWN:
                self.strangers -= not known
                self.unlisted += not known
                return
        self.offices[office] += 1

    def _note(self, trouble: Trouble) -> None:
        self.bad.add(trouble.number)
        if len(self.troubles) < MOST_TROUBLES:
            hidden = personal.hide(trouble.sentence)
            self.troubles.append(Trouble(trouble.number, trouble.column[:60], hidden))

    def _wrong(self, line: Line, column: str, sentence: str) -> None:
        self._note(Trouble(line.number, column, sentence))

    def _number(self, line: Line) -> None:
        """Remember in which row a number came last: the last one wins."""
        before = self.seen.get(line.tracking_id)
        self.seen[line.tracking_id] = line.number
        if before is not None:
            self.last[line.tracking_id] = line.number

    def _count(self, line: Line) -> None:
        if line.sent_at is not None:
            day = line.sent_at.date().isoformat()
            self.first = min(self.first or day, day)
            self.latest = max(self.latest, day)
            self.tallies["years"].add(day[:4])
        self.cut += len(line.title) > TITLE_LENGTH
        self.tallies["states"].add(line.status)
        self.tallies["classes"].add(line.klass)
        self.tallies["channels"].add(line.channel)
        self.tallies["kinds"].add(line.kind)
        is_known = self.ours.category(line) is not None
        word = line.category or line.category_id
        self.tallies["categories" if is_known or not word else "unknown_categories"].add(word)
        found = self.ours.region(line)
        missing = found is None and (line.district or line.ward)
        self.tallies["places"].add("tidak dikenal" if missing else "dikenal" if found else "kosong")

    def summary(self, *, columns: Iterable[str]) -> dict[str, Any]:
        """Return everything that the preview says, as plain values."""
        here = self._known_here()
        return {
            "rows": self.rows,
            "kept": self.kept,
            "reports": len(self.seen),
            "bad_rows": len(self.bad),
            "troubles": [(one.number, one.column, one.sentence) for one in self.troubles],
            "cut": self.cut,
            "duplicates": len(self.last),
            "some_duplicates": sorted(self.last)[:10],
            "last": self.last,
            "first": self.first,
            "latest": self.latest,
            "columns": sorted(columns),
            **{name: tally.rows() for name, tally in self.tallies.items()},
            "states": self._states(),
            "found": self._found(),
            "unknown": self._unknown(),
            "unlisted": self.unlisted,
            **here,
        }

    def _states(self) -> list[tuple[str, str, int]]:
        rows = []
        for words, number in self.tallies["states"].rows():
            standing = vocabulary.standing_of(words, has_agency=True)
            label = State(standing.state).label if standing else ""
            rows.append((words, str(label), number))
        return rows

    def _found(self) -> list[tuple[str, str, int]]:
        """Offices that are known: as the file names them, as we do, and how often."""
        counts: Counter[tuple[str, str]] = Counter()
        for office, number in self.offices.items():
            known, pk = self.ours.agency(office)
            if known and office.name:
                name = str(self.ours.agencies[pk]) if pk else "bukan instansi kami"
                counts[office.name, name] += number
        return [(*names, number) for names, number in counts.most_common()]

    def _unknown(self) -> list[dict[str, Any]]:
        """Offices that a person must say something about, with what they may be."""
        rows: dict[str, dict[str, Any]] = {}
        for office, number in self.offices.most_common():
            if self.ours.agency(office)[0]:
                continue
            alias = self.ours.alias(office)
            key = f"{office.national_id}|{alias}"
            if key in rows:
                rows[key]["number"] += number
                continue
            rows[key] = {
                "key": key,
                "name": office.name,
                "alias": alias,
                "national_id": office.national_id,
                "parent": office.parent,
                "number": number,
                "elsewhere": self.ours.is_elsewhere(office),
                "proposals": self.ours.proposals(office),
            }
        return list(rows.values())

    def _known_here(self) -> dict[str, int]:
        """Count which of the reports were imported before, and which were written here."""
        numbers, imported, own = list(self.seen), 0, 0
        for start in range(0, len(numbers), CHUNK):
            some = numbers[start : start + CHUNK]
            imported += NationalRecord.objects.filter(number__in=some).count()
            here = Complaint.objects.filter(imported_in=None, external_ref__in=some)
            own += here.exclude(external_ref="").count()  # the index of numbers leaves those out
        return {"imported_before": imported, "own": own}


def likely(row: dict[str, Any]) -> int | None:
    """Return which agency an unknown office most probably is; None when that is open."""
    proposals = row["proposals"]
    if proposals and proposals[0][1] >= names.LIKELY:
        return int(proposals[0][0])
    return None


def proposed(row: dict[str, Any], agencies: dict[int, Agency]) -> list[Agency]:
    """Return the agencies that an unknown office may be, the nearest first."""
    return [agencies[pk] for pk, _ in row["proposals"] if pk in agencies]
