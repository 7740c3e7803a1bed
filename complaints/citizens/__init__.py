"""The citizens' room: home, reporting, tracking, public reports, own account, help."""
