"""Turns a trace into what other tools open."""
