#pragma once
#include <stddef.h>
#include <zstd.h>

// A window of at most 128 MiB, as the zstd program has it: a file must not name its own memory.
static inline ZSTD_DCtx *tlm_zstd_open(void) {
  ZSTD_DCtx *context = ZSTD_createDCtx();
  if (context) ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27);
  return context;
}

static inline void tlm_zstd_close(ZSTD_DCtx *context) { ZSTD_freeDCtx(context); }

// Unpacks what it can; 1 at the end of a frame, 0 where there is more, -1 where it is broken.
static inline int tlm_zstd_step(
    ZSTD_DCtx *context, const unsigned char *in, size_t in_count, size_t *taken,
    unsigned char *out, size_t out_count, size_t *given) {
  ZSTD_inBuffer input = {in, in_count, 0};
  ZSTD_outBuffer output = {out, out_count, 0};
  size_t code = ZSTD_decompressStream(context, &output, &input);
  *taken = input.pos;
  *given = output.pos;
  if (ZSTD_isError(code)) return -1;
  return code == 0 ? 1 : 0;
}

// Packs with a checksum of what is packed, which unpacking compares.
static inline ZSTD_CCtx *tlm_zstd_pack_open(int level) {
  ZSTD_CCtx *context = ZSTD_createCCtx();
  if (context) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  }
  return context;
}

static inline void tlm_zstd_pack_close(ZSTD_CCtx *context) { ZSTD_freeCCtx(context); }

// Packs what it can; 1 where all of it is out, 0 where there is more, -1 where it failed.
static inline int tlm_zstd_pack_step(
    ZSTD_CCtx *context, const unsigned char *in, size_t in_count, size_t *taken,
    unsigned char *out, size_t out_count, size_t *given, int ends) {
  ZSTD_inBuffer input = {in, in_count, 0};
  ZSTD_outBuffer output = {out, out_count, 0};
  size_t left = ZSTD_compressStream2(
      context, &output, &input, ends ? ZSTD_e_end : ZSTD_e_continue);
  *taken = input.pos;
  *given = output.pos;
  if (ZSTD_isError(left)) return -1;
  return ends ? left == 0 : input.pos == input.size;
}
