// libsystemd: sd-hwdb (hardware database lookups), sd-daemon (readiness, watchdog) and sd-bus (D-Bus).
// Swift cannot call sd-bus's variadic functions, and needs none of them: messages are built and read piece by piece.
#include <stdint.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-hwdb.h>
