"""Reports that go upward: of a month, a quarter or a year, frozen, as PDF and XLSX."""
