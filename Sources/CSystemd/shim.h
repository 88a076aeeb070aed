// libsystemd: sd-hwdb (hardware database lookups) and sd-daemon (readiness, watchdog).
#include <stdint.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-hwdb.h>
