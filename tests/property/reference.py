"""What is torn, told slowly and in another way than the model does: by looking at every message as a whole."""

import re

_END = re.compile(rb"\r*\n|\r|\x1b\[[0-9;:]*[A-Hadfsu`]|\x1b[78DEM]")
_UNSEEN = re.compile(rb"\x1b\[[0-9;:]*[mK]")


def _ends(text, places):
    """The ends in all that a worker wrote: where each begins and is over, and whether it is a newline.

    A carriage return belongs to the newline after it, unless it came with an earlier fragment.
    """
    for end in _END.finditer(text):
        returns = [at for at in range(end.start(), end.end() - 1) if places[at] != places[end.end() - 1]]
        if end.group().endswith(b"\n") and len(end.group()) > 1 and returns:
            yield from ((at, at + 1, False) for at in returns)
            yield returns[-1] + 1, end.end(), True
        else:
            yield end.start(), end.end(), end.group().endswith(b"\n")


def _follows(text, places, at, returned):
    """Whether what stands at `at` follows the carriage return at `returned` with nothing and nobody between them."""
    between = range(returned, at)
    near = all(places[here + 1] - places[here] <= 1 for here in between)
    return near and all(text[here : here + 1] == b"\r" for here in between)


def messages(fragments):
    """[(worker, first place, last place, ended)]: the places in `fragments` that a message's text stands in.

    A message is one worker's text up to and with the newline; or up to a carriage return or a movement of the cursor,
    if there is anything to see before that. An empty fragment is a write of nothing.
    """
    found = []
    for worker in {worker for worker, _ in fragments}:
        own = [place for place, (who, _) in enumerate(fragments) if who == worker]
        text = b"".join(fragments[place][1] for place in own)
        places = [place for place in own for _ in fragments[place][1]]
        begin, returned = 0, None
        for start, over, newline in _ends(text, places):
            if newline and returned is not None and _follows(text, places, start, returned):
                returned, begin = None, over
                continue
            if newline:
                found.append((worker, places[begin], places[over - 1], True))
            elif _UNSEEN.sub(b"", text[begin:start]):
                found.append((worker, places[begin], places[start - 1], True))
                returned = start if text[start:over] == b"\r" else None
            elif text[start:over] != b"\r":
                returned = None
            begin = over
        if _UNSEEN.sub(b"", text[begin:]):
            found.append((worker, places[begin], own[-1], False))
    return found


def torn(fragments, with_open_ones=False):
    """How many messages, ended ones or all, have another worker's fragment between two of their own."""
    count = 0
    for worker, first, last, ended in messages(fragments):
        if not ended and not with_open_ones:
            continue
        own = [place for place in range(first, last + 1) if fragments[place][0] == worker]
        between = range(own[0], own[-1] + 1)
        count += any(fragments[place][0] != worker for place in between)
    return count
