#!/usr/bin/env python
"""Django's command line; starts the embedded servers for the command when none are configured."""

import os
import sys

from lapor import embedded


def main() -> None:
    """Run one management command, joining or starting PostgreSQL and Valkey first if needed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapor.settings")
    embedded.ensure()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
