"""Connections, and the listeners that accept them."""
