"""Lists as files: what somebody sees in a list, taken along as a sheet, for some days."""
