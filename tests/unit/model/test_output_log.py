"""Text out of bytes: characters that two fragments share, and bytes that are no text."""

from mptui.model.output import OutputLog


def lines(log):
    return [line.text for line in log.console.lines]


def test_a_character_split_over_two_fragments_is_whole():
    log, data = OutputLog(), "grüße 世界\n".encode()
    for cut in range(1, len(data)):
        log.add(1, 1, "stdout", data[:cut])
        log.add(2, 1, "stdout", data[cut:])
    assert set(lines(log)) == {"grüße 世界"}
    assert (log.messages, log.torn) == (len(data) - 1, 0)


def test_anothers_fragment_between_the_halves_keeps_both():
    log, data = OutputLog(), "世\n".encode()
    log.add(1, 1, "stdout", data[:2])
    log.add(2, 2, "stdout", b"other\n")
    log.add(3, 1, "stdout", data[2:])
    assert lines(log) == ["other", "世"]
    assert log.workers[1].lines[0].text == "世"
    assert (log.messages, log.torn) == (2, 1)


def test_odd_bytes_are_shown_as_escapes_also_when_the_worker_ends_in_the_middle():
    log = OutputLog()
    log.add(1, 1, "stdout", b"a\xff\xfeb\n")
    log.add(2, 1, "stdout", b"end\xe4\xb8")
    log.close_worker(3, 1)
    assert lines(log) == ["a\\xff\\xfeb", "end\\xe4\\xb8"]
    assert log.messages == 2
