"""How a trace lies in its file: in blocks of whole lines, each of which can be read without those before it.

Compressed, a block is a gzip member (RFC 1952), so that any tool that reads gzip reads the file. An extra field of its
header says how long the member is, how many lines it has and when its first event was, so that the blocks are found
without decompressing them. In plain JSON Lines a block begins at a line's beginning.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, NamedTuple

from mptui.recording.codec import IMMEDIATE

LINES_MAX = 1 << 16
"""Bytes of lines in a compressed block, but for a longer line."""
PLAIN_SIZE = 1 << 16
"""Bytes from one block of a plain file to the next, and more to the end of a line."""
LINE_MAX = 1 << 24
"""Bytes of the longest line that is read."""
_MOST = 1 << 26
"""Bytes that a compressed block may become."""
LEVEL = 6
_HEAD = struct.Struct("<4BLBBH")
"""What a gzip member begins with: two bytes of magic, method, flags, mtime, extra flags, system, size of the rest."""
_FIELD = struct.Struct("<2sHLLQ")
"""The extra field: its name, size; bytes of the member, lines in it, t of its first event in ns."""
_TAIL = struct.Struct("<LL")
"""What a member ends with: crc32 and size of what was compressed."""
_NAME = b"MT"
_GZIP, _DEFLATE, _HAS_EXTRA, _UNKNOWN_SYSTEM = (0x1F, 0x8B), 8, 4, 255
_RAW = -zlib.MAX_WBITS


class Block(NamedTuple):
    """Where a block begins in its file, how many bytes it has there, and when its first event was, in ns of the run.

    `t`: None if that is not known without reading it.
    """

    offset: int
    size: int
    t: int | None


def compressed(lines: bytes, count: int, t: int) -> bytes:
    """A block of `count` lines whose first event was at `t` ns."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    data = deflate.compress(lines) + deflate.flush()
    size = _HEAD.size + _FIELD.size + len(data) + _TAIL.size
    head = _HEAD.pack(*_GZIP, _DEFLATE, _HAS_EXTRA, 0, 0, _UNKNOWN_SYSTEM, _FIELD.size)
    field = _FIELD.pack(_NAME, _FIELD.size - 4, size, count, t)
    return head + field + data + _TAIL.pack(zlib.crc32(lines), len(lines) & 0xFFFFFFFF)


def is_gzip(begin: bytes) -> bool:
    """Whether a file that begins so is compressed."""
    return begin[:2] == bytes(_GZIP)


def compressed_blocks(file: IO[bytes], size: int) -> Iterator[Block]:
    """The blocks of a compressed file of `size` bytes, up to the first that is not ours; the last may be cut short."""
    offset, head_size = 0, _HEAD.size + _FIELD.size
    while offset < size:
        file.seek(offset)
        head = file.read(head_size)
        if len(head) < head_size or not is_gzip(head):
            return
        name, length, member, _, t = _FIELD.unpack_from(head, _HEAD.size)
        if name != _NAME or length != _FIELD.size - 4 or member <= head_size:
            return
        yield Block(offset, min(member, size - offset), t)
        offset += member


def decompress(member: bytes) -> tuple[bytes, str]:
    """What was compressed in a member, as far as it can be told, and what is wrong with it, if anything."""
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    data = b""
    try:
        data = inflate.decompress(member, _MOST)
        while not inflate.eof and inflate.unconsumed_tail and len(data) < _MOST:
            data += inflate.decompress(inflate.unconsumed_tail, _MOST - len(data))
    except zlib.error as error:
        return _salvaged(member), f"damaged: {error}"
    if inflate.eof:
        return data, ""
    return data, "cut short" if len(data) < _MOST else "too much in one block"


def _salvaged(member: bytes) -> bytes:
    """What comes out before the place at which the compressed data make no sense."""
    inflate, parts = zlib.decompressobj(zlib.MAX_WBITS | 16), list[bytes]()
    with suppress(zlib.error):
        for place in range(0, len(member), 64):
            parts.append(inflate.decompress(member[place : place + 64], _MOST))
    return b"".join(parts)


def plain_blocks(file: IO[bytes], size: int, begin: int) -> Iterator[Block]:
    """The blocks of a plain file of `size` bytes, whose events begin at `begin`.

    The two lines of an operation that did not wait stay together.
    """
    offset = begin
    while offset < size:
        end = _line_end(file, offset + PLAIN_SIZE) if offset + PLAIN_SIZE < size else size
        yield Block(offset, end - offset, None)
        offset = end


def _line_end(file: IO[bytes], near: int) -> int:
    """The first end of a line from a place on at which the file can be cut, or LINE_MAX further on."""
    file.seek(near)
    end = near + len(file.readline(LINE_MAX))
    file.seek(max(end - len(IMMEDIATE) - 1, 0))
    if file.read(len(IMMEDIATE) + 1).rstrip() == IMMEDIATE:
        file.readline(LINE_MAX)
    return file.tell()
