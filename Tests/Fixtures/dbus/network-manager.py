"""Answers for NetworkManager on the bus at $DBUS_SYSTEM_BUS_ADDRESS; the argument is Metered, or `silent`.

Prints `ready` and lives until standard input ends.
"""
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
word = sys.argv[1]


class Peer(dbus.service.Object):
    @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v",
                         async_callbacks=("answer", "refuse"))
    def Get(self, interface, member, answer, refuse):
        if (interface, member) != ("org.freedesktop.NetworkManager", "Metered"):
            refuse(dbus.exceptions.DBusException("no such property"))
        elif word == "text":
            answer("yes")
        elif word != "silent":
            answer(dbus.UInt32(int(word), variant_level=1))


bus = dbus.SystemBus()
name = dbus.service.BusName("org.freedesktop.NetworkManager", bus)
peer = Peer(bus, "/org/freedesktop/NetworkManager")
loop = GLib.MainLoop()
GLib.io_add_watch(0, GLib.IO_HUP | GLib.IO_IN, lambda *_: loop.quit())
print("ready", flush=True)
loop.run()
