"""Hints while somebody types: whom to call first, the likely office, and reports that may be joined.

Nothing here is stored or logged, and nothing is ever forced.
"""

from complaints.citizens.hints.finding import Hint, hint_for, similar_cards, suggestion_for

__all__ = ["Hint", "hint_for", "similar_cards", "suggestion_for"]
