"""Who may open which part of *Kelola*."""

from __future__ import annotations

from agencies.models import Officer

Role = Officer.Role

KEEPERS = (Role.VERIFIER, Role.OVERSEER)
"""They read every setting and the record of its changes."""
EDITORS = (Role.VERIFIER,)
"""They change the town's settings."""
EMPLOYERS = (Role.VERIFIER, Role.OVERSEER, Role.SUPERVISOR)
"""They name officers, each of them within limits (``officers.rights``)."""
