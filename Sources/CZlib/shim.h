#pragma once
#include <zlib.h>

// zlib starts with a macro, which Swift does not see; 16 more than the largest window asks for a
// gzip header and a check of its trailer.
static inline int gzip_inflate_init(z_stream *stream) {
  return inflateInit2(stream, 16 + MAX_WBITS);
}

// A negative window asks for the bare stream, without header or trailer, as zip archives hold it.
static inline int raw_inflate_init(z_stream *stream) {
  return inflateInit2(stream, -MAX_WBITS);
}
