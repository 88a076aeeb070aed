// What the link emulator needs of Linux and Swift's Glibc module leaves out.

#ifndef CLINKEMULATOR_SHIM_H
#define CLINKEMULATOR_SHIM_H

#include <linux/if_tun.h>
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

// setns is declared for _GNU_SOURCE only, which a module cannot ask for once <sched.h> has been read without it.
static inline int link_enter_network_namespace(int descriptor) {
    return (int)syscall(SYS_setns, descriptor, CLONE_NEWNET);
}

// Variadic in C, so not imported.
static inline int link_make_timers_exact(void) { return prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); }

// _IOW is a macro that Swift does not evaluate.
static const unsigned long link_tun_set_interface = TUNSETIFF;

#endif
