#pragma once
#include <stdlib.h>
#include <zlib.h>

// One stream on the heap, as zlib keeps a pointer back to it; gzip members only.
static inline z_stream *tlm_gzip_open(void) {
  z_stream *stream = (z_stream *)calloc(1, sizeof(z_stream));
  if (!stream) return NULL;
  if (inflateInit2(stream, 15 + 16) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

static inline void tlm_gzip_close(z_stream *stream) {
  inflateEnd(stream);
  free(stream);
}

enum tlm_gzip_outcome { TLM_GZIP_MORE, TLM_GZIP_END, TLM_GZIP_BROKEN, TLM_GZIP_NO_MEMORY };

// Unpacks what it can; says how much was taken and given.
static inline enum tlm_gzip_outcome tlm_gzip_step(
    z_stream *stream, const unsigned char *in, size_t in_count, size_t *taken,
    unsigned char *out, size_t out_count, size_t *given) {
  stream->next_in = (unsigned char *)in;
  stream->avail_in = (unsigned)in_count;
  stream->next_out = out;
  stream->avail_out = (unsigned)out_count;
  int code = inflate(stream, Z_NO_FLUSH);
  *taken = in_count - stream->avail_in;
  *given = out_count - stream->avail_out;
  switch (code) {
    case Z_OK: case Z_BUF_ERROR: return TLM_GZIP_MORE;
    case Z_STREAM_END: return TLM_GZIP_END;
    case Z_MEM_ERROR: return TLM_GZIP_NO_MEMORY;
    default: return TLM_GZIP_BROKEN;
  }
}

// The next member of a file of several.
static inline void tlm_gzip_next(z_stream *stream) { inflateReset(stream); }

// Packs all of it as one member; the number of bytes, 0 where there is no room or memory.
static inline long tlm_gzip_pack(
    const unsigned char *in, size_t in_count, unsigned char *out, size_t out_count) {
  z_stream stream = {0};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return 0;
  stream.next_in = (unsigned char *)in;
  stream.avail_in = (unsigned)in_count;
  stream.next_out = out;
  stream.avail_out = (unsigned)out_count;
  int code = deflate(&stream, Z_FINISH);
  long length = code == Z_STREAM_END ? (long)(out_count - stream.avail_out) : 0;
  deflateEnd(&stream);
  return length;
}
