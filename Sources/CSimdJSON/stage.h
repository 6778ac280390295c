#pragma once
// simdjson's first stage: the places of all structural characters of a run of bytes.

#include <simdjson.h>

#include <cstdint>
#include <memory>

#include "lines.h"

namespace tlm {

static_assert(simdjson::SIMDJSON_PADDING <= TLM_PADDING, "chunks have too little padding");

/// One run of stage 1, by the implementation that simdjson picks for this processor.
class Stage {
 public:
  /// Indexes after the last that point at the end of the bytes, so that a walk may look ahead.
  static constexpr size_t sentinels = 8;

  /// The error of simdjson; MEMALLOC if there is no memory.
  simdjson::error_code run(const uint8_t *bytes, size_t length) {
    if (!grow(length)) return simdjson::MEMALLOC;
    const auto error = parser->stage1(bytes, length, simdjson::stage1_mode::regular);
    if (error) return error;
    uint32_t *after = parser->structural_indexes.get() + parser->n_structural_indexes;
    for (size_t i = 0; i < sentinels; i++) after[i] = uint32_t(length);
    return error;
  }

  const uint32_t *indexes() const { return parser->structural_indexes.get(); }
  size_t count() const { return parser->n_structural_indexes; }

  /// Gives back what a very long line made grow.
  void shrink() {
    if (parser && parser->capacity() > largest_kept) parser.reset();
  }

 private:
  static constexpr size_t smallest = 128 << 10, largest_kept = 4 << 20;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;

  bool grow(size_t length) {
    // simdjson keeps room for an index a byte; the extra 64 are room for the sentinels.
    const size_t needed = length + 64;
    if (parser && parser->capacity() >= needed) return true;
    const size_t capacity = needed < smallest ? smallest : needed + needed / 2;
    if (parser) return parser->set_capacity(capacity) == simdjson::SUCCESS;
    return simdjson::get_active_implementation()->create_dom_parser_implementation(
      capacity, simdjson::DEFAULT_MAX_DEPTH, parser) == simdjson::SUCCESS;
  }
};

}  // namespace tlm
