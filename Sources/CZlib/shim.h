#include <zlib.h>

// deflateInit2 and inflateInit2 are macros that pass the header's version, which Swift cannot import.
// windowBits 15 + 16: the gzip format of RFC 1952.
static inline int parta_gzip_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int parta_gzip_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

// windowBits 15: the zlib format of RFC 1950.
static inline int parta_zlib_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15);
}
