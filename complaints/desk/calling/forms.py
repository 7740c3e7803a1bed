"""The tick that a reporter was told by telephone."""

from __future__ import annotations

from django import forms

from complaints.fields import Line

LARGEST_ID = 2**63 - 1


class ToldForm(forms.Form):
    """*Sudah disampaikan*: the report, and the last news that was on the screen."""

    code = Line(max_length=8)
    last_id = forms.IntegerField(min_value=0, max_value=LARGEST_ID)
