#pragma once
#include <nettle/sha2.h>
#include <nettle/version.h>

// The digest of all that was added; its length is no parameter any more since nettle 4.
static inline void tlm_sha256_digest(struct sha256_ctx *context, uint8_t *digest) {
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest(context, digest);
#else
  sha256_digest(context, SHA256_DIGEST_SIZE, digest);
#endif
}
