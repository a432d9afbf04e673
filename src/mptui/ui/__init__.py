"""The screen: Textual only. It sees a Session and the model's projections, and nothing below."""
