"""Relève: the crisis-response and continuity workbench of a French health community (CPTS)."""

__version__ = "0.1.0"
