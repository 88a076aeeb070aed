// libudev: enumeration and monitoring of devices, without opening any.
#include <libudev.h>
// timerfd: the kernel's word that the computer woke up. Swift's Glibc module leaves this header out.
#include <sys/timerfd.h>
