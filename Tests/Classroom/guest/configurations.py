"""Whole configurations of devices that the kernel's gadget functions cannot play on the dummy controller.

Cameras and sound need isochronous endpoints, which that controller has not. A device that only describes them is still
probed by the real drivers, which make their video and sound nodes: no picture and no sound is ever asked for.
Formats: USB 2.0, chapter 9; USB Video Class 1.1, 3.7 to 3.9 and 4.3.1.1; USB Audio Class 1.0, 4.3 to 4.6.
"""

import struct

CLASS_INTERFACE, CLASS_ENDPOINT = 0x24, 0x25


def descriptor(kind, body):
    return struct.pack("<BB", 2 + len(body), kind) + body


def interface(number, alternate, endpoints, *codes):
    return descriptor(4, bytes([number, alternate, endpoints, *codes, 0]))


def configuration(interfaces, body):
    # bConfigurationValue 1, powered by the bus, 100 mA.
    return struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), interfaces, 1, 0, 0x80, 50) + body


# Camera: one MJPEG format of 640 x 480 at 30 pictures a second (the interval counts in 100 ns).
WIDTH, HEIGHT, INTERVAL, PACKET = 640, 480, 333_333, 1024
PICTURE = WIDTH * HEIGHT * 2


def camera():
    units = descriptor(CLASS_INTERFACE, struct.pack("<BBHHHHHB3x", 2, 1, 0x0201, 0, 0, 0, 0, 3))
    units += descriptor(CLASS_INTERFACE, struct.pack("<BBHBBB", 3, 2, 0x0101, 0, 1, 0))
    header = descriptor(CLASS_INTERFACE, struct.pack("<BHHIBB", 1, 0x0110, 13 + len(units), 48_000_000, 1, 1))
    rates = (PICTURE * 8, PICTURE * 8 * 30)
    frame = struct.pack("<BBBHHIIIIBI", 7, 1, 0, WIDTH, HEIGHT, *rates, PICTURE, INTERVAL, 1, INTERVAL)
    formats = descriptor(CLASS_INTERFACE, bytes([6, 1, 1, 1, 1, 0, 0, 0, 0]))
    formats += descriptor(CLASS_INTERFACE, frame)
    formats += descriptor(CLASS_INTERFACE, bytes([13, 1, 1, 4]))
    lengths = struct.pack("<BBH", 1, 1, 14 + len(formats))
    inputs = descriptor(CLASS_INTERFACE, lengths + bytes([0x81, 0, 2, 0, 0, 0, 1, 0]))
    return configuration(2, b"".join([
        descriptor(11, bytes([0, 2, 0x0E, 0x03, 0, 0])),
        interface(0, 0, 0, 0x0E, 1, 0), header, units,
        interface(1, 0, 0, 0x0E, 2, 0), inputs, formats,
        interface(1, 1, 1, 0x0E, 2, 0), descriptor(5, struct.pack("<BBHB", 0x81, 5, PACKET, 1)),
    ]))


# What a camera answers to every question about its stream: the one format there is.
CAMERA_PROBE = struct.pack("<HBBI10xII8x", 1, 1, 1, INTERVAL, PICTURE, PACKET)


def stream(number, terminal, channels, address, synchronisation, size):
    """A streaming interface: idle, and with its endpoint at 48 kHz and 16 bits."""
    return b"".join([
        interface(number, 0, 0, 1, 2, 0),
        interface(number, 1, 1, 1, 2, 0),
        descriptor(CLASS_INTERFACE, struct.pack("<BBBH", 1, terminal, 1, 1)),
        descriptor(CLASS_INTERFACE, bytes([2, 1, channels, 2, 16, 1]) + (48_000).to_bytes(3, "little")),
        descriptor(5, struct.pack("<BBHBBB", address, synchronisation, size, 4, 0, 0)),
        descriptor(CLASS_ENDPOINT, bytes([1, 0, 0, 0, 0])),
    ])


def headset():
    terminals = b"".join([
        descriptor(CLASS_INTERFACE, struct.pack("<BBHBBHBB", 2, 1, 0x0101, 0, 2, 3, 0, 0)),
        descriptor(CLASS_INTERFACE, struct.pack("<BBHBBB", 3, 2, 0x0402, 0, 1, 0)),
        descriptor(CLASS_INTERFACE, struct.pack("<BBHBBHBB", 2, 3, 0x0402, 0, 1, 0, 0, 0)),
        descriptor(CLASS_INTERFACE, struct.pack("<BBHBBB", 3, 4, 0x0101, 0, 3, 0)),
    ])
    header = descriptor(CLASS_INTERFACE, struct.pack("<BHHBBB", 1, 0x0100, 10 + len(terminals), 2, 1, 2))
    return configuration(3, b"".join([
        interface(0, 0, 0, 1, 1, 0), header, terminals,
        stream(1, 1, 2, 0x01, 9, 192), stream(2, 4, 1, 0x82, 5, 96),
    ]))


# A camera that has no default format is a known kind, and one that the host never writes a format to: gadgetfs loses
# its place when a request follows upon data from the host before those were read.
GET_DEFAULT = 0x87

# By the name that a gadget file uses: the configuration, the answer to requests of the class, requests refused.
CONFIGURATIONS = {"camera": (camera(), CAMERA_PROBE, {GET_DEFAULT}), "headset": (headset(), b"", set())}
