"""The tick that a reporter was told by telephone, or did not answer."""

from __future__ import annotations

from django import forms

from complaints.fields import Line

LARGEST_ID = 2**63 - 1


class CallForm(forms.Form):
    """*Sudah disampaikan* or *Tidak tersambung*: the report, and the last news on the screen."""

    code = Line(max_length=8)
    last_id = forms.IntegerField(min_value=0, max_value=LARGEST_ID)
    missed = forms.BooleanField(required=False)
