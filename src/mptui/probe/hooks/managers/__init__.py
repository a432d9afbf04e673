"""Managers: their servers, and the calls of proxies."""
