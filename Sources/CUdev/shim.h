// libudev: enumeration and monitoring of devices, without opening any.
#include <libudev.h>
