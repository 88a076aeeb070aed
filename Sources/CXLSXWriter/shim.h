// libxlsxwriter: writes spreadsheets row by row.
#ifndef PARTA_CXLSXWRITER_SHIM_H
#define PARTA_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

// In constant memory: a row is on the disk when the next one begins.
static inline lxw_workbook *parta_workbook_new(const char *path, const char *folder) {
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)folder, .use_zip64 = LXW_FALSE};
    return workbook_new_opt(path, &options);
}

#endif
