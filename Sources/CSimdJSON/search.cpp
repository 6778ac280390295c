// Looks for a pattern whose first two bytes are rarely next to each other.

#include <cstring>

#include "lines.h"

namespace {

/// So many places are looked at together, which the compiler makes a few instructions of.
constexpr size_t block = 64;

#define TLM_INLINE inline __attribute__((always_inline))

/// Whether the first two bytes stand anywhere from `bytes` on; one byte more than a block is read.
TLM_INLINE bool may_begin(const uint8_t *bytes, uint8_t first, uint8_t second) {
  uint8_t found = 0;
  for (size_t i = 0; i < block; i++) found |= (bytes[i] == first) & (bytes[i + 1] == second);
  return found != 0;
}

TLM_INLINE bool begins(
  const uint8_t *bytes, size_t count, const uint8_t *pattern, size_t length) {
  for (size_t i = 0; i < count; i++) {
    if (std::memcmp(bytes + i, pattern, length) == 0) return true;
  }
  return false;
}

TLM_INLINE bool contains(
  const uint8_t *bytes, size_t length, const uint8_t *pattern, size_t pattern_length) {
  if (length < pattern_length) return false;
  const size_t places = length - pattern_length + 1;
  size_t i = 0;
  for (; i + block <= places; i += block) {
    if (!may_begin(bytes + i, pattern[0], pattern[1])) continue;
    if (begins(bytes + i, block, pattern, pattern_length)) return true;
  }
  return begins(bytes + i, places - i, pattern, pattern_length);
}

#if defined(__x86_64__)
/// The same for processors that look at twice as much with each instruction.
__attribute__((target("avx2"))) bool contains_avx2(
  const uint8_t *bytes, size_t length, const uint8_t *pattern, size_t pattern_length) {
  return contains(bytes, length, pattern, pattern_length);
}
#endif

}  // namespace

bool tlm_contains(
  const uint8_t *bytes, size_t length, const uint8_t *pattern, size_t pattern_length) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return contains_avx2(bytes, length, pattern, pattern_length);
#endif
  return contains(bytes, length, pattern, pattern_length);
}
