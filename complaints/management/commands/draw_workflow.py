"""Write docs/workflow.md from the state machine, or check that it is not stale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints.law import drawing


class Command(BaseCommand):
    help = "Draws the law of a report into docs/workflow.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether it is stale")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        page = drawing.page() + "\n"
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(page)
            self.stdout.write(f"{path.name} drawn.")
        elif not path.exists() or path.read_text() != page:
            raise CommandError("docs/workflow.md is stale: run manage.py draw_workflow.")
