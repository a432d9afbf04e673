"""The registry of actions, and all that is made from it: footer, help, palette and docs/keys.md."""
