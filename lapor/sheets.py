"""What programs for spreadsheets make of our files: their type, and cells that must stay words."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return the words of a cell so that no program takes them for a formula (CWE-1236)."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text
