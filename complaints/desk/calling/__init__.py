"""Reporters whom no message reaches: who has to be called (*Hubungi pelapor*)."""
