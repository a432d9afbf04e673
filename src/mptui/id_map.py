"""Numbers by id, for very many ids in little memory."""

from array import array

_PAGE = 64


class IdMap:
    """A number for each id, in pages of 64, as the ids of one process follow each other.

    `typecode` as in `array`: "H" for numbers to 65,535, "Q" for 64 bits. `most_pages`: how many pages are kept; after
    that the one that was written to longest ago is forgotten. None: all.
    """

    def __init__(self, typecode: str = "H", most_pages: int | None = None) -> None:
        self._typecode = typecode
        self._most_pages = most_pages
        self._pages: dict[int, array[int]] = {}

    def __getitem__(self, identifier: int) -> int:
        """The number, 0 for an id that has none."""
        page = self._pages.get(identifier // _PAGE)
        return 0 if page is None else page[identifier % _PAGE]

    def __setitem__(self, identifier: int, number: int) -> None:
        """Raises OverflowError for a number that does not fit the typecode."""
        place = identifier // _PAGE
        page = self._pages.pop(place, None)
        if page is None:
            page = array(self._typecode, [0]) * _PAGE
            if self._most_pages is not None and len(self._pages) >= self._most_pages:
                del self._pages[next(iter(self._pages))]
        self._pages[place] = page
        page[identifier % _PAGE] = number

    def copy(self) -> "IdMap":
        """The same numbers, to go on by themselves."""
        copied = IdMap(self._typecode, self._most_pages)
        copied._pages = {place: page[:] for place, page in self._pages.items()}
        return copied
