"""Flows, cuts and what they prove, on numbered nodes. Knows no person, no place and no health word."""
