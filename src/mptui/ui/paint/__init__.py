"""How anything is painted: text made safe, styles, glyphs, and widgets that paint only the rows that changed."""
