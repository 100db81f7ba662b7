"""Whom to ask and what they answer: polls, call-outs, swaps, stand-ins, waiting lists."""
