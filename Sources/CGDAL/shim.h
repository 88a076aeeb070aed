// GDAL/OGR's C interface to vector formats.
#ifndef PARTA_CGDAL_SHIM_H
#define PARTA_CGDAL_SHIM_H

#include <gdal/cpl_conv.h>
#include <gdal/cpl_error.h>
#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>

// The library exports one registration function for each driver and declares them in a C++ header only. GDALAllRegister would
// make all 200 drivers reachable, among them those that fetch, run or include other files.
void RegisterOGRGeoJSON(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRKML(void);
void RegisterOGRLIBKML(void);
void RegisterOGROSM(void);
void RegisterOGRShape(void);
void RegisterOGRXLSX(void);

// Swift has no arrays of C strings that end with a null: one driver may open the file, with one option or none.
static inline GDALDatasetH parta_gdal_open(const char *path, const char *driver, const char *option) {
    const char *drivers[] = {driver, NULL};
    const char *options[] = {option, NULL};
    return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
}

static inline GDALDatasetH parta_gdal_create(GDALDriverH driver, const char *path, const char *option) {
    char *options[] = {(char *)option, NULL};
    return GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, options);
}

static inline OGRLayerH parta_gdal_create_layer(
    GDALDatasetH dataset, const char *name, OGRSpatialReferenceH reference, OGRwkbGeometryType type, const char *option) {
    char *options[] = {(char *)option, NULL};
    return GDALDatasetCreateLayer(dataset, name, reference, type, options);
}

// The signature of the error handler differs between releases in its enumeration's width.
static inline void parta_gdal_be_quiet(void) { CPLSetErrorHandler(CPLQuietErrorHandler); }

// sched.h shows it to GNU sources only, which Swift's modules are not. A network namespace of its own has no network; a user
// without the right to make one may have it inside a user namespace, where the kernel allows those.
extern int unshare(int flags);
static inline int parta_leave_network(void) {
    const int network = 0x40000000, user = 0x10000000;
    return unshare(network) == 0 ? 0 : unshare(user | network);
}

#endif
