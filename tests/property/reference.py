"""What is torn, told slowly and in another way than the model does: by looking at every message as a whole."""


def messages(fragments):
    """[(worker, first place, last place, ended)]: the places in `fragments` that a message's text stands in.

    A message is one worker's text up to and with the newline; an empty fragment is a write of nothing.
    """
    found = []
    for worker in {worker for worker, _ in fragments}:
        places = [place for place, (who, _) in enumerate(fragments) if who == worker]
        begin = None
        for place in places:
            data = fragments[place][1]
            while b"\n" in data:
                found.append((worker, place if begin is None else begin, place, True))
                begin, data = None, data[data.index(b"\n") + 1 :]
            if begin is None and data:
                begin = place
        if begin is not None:
            last = places[-1]
            found.append((worker, begin, last, False))
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
