"""Dashboards and figures for those who steer the town's service."""
