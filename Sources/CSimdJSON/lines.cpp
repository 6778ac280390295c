// Chunks to lines: cuts at newlines, runs simdjson's first stage over a batch of lines at once,
// and walks it line by line; a batch that stage 1 refuses is done again one line at a time.
//
// Both ways give the same answer. Stage 1 is an automaton whose state is "in a string", "after a
// backslash", "in a scalar" and "inside a UTF-8 sequence". If it accepts a batch, then no newline
// is in a string (it would be an unescaped control character) or in a UTF-8 sequence; a newline is
// white space, so no scalar runs over it; and a backslash before it escapes nothing but the
// newline itself. So its state after each newline is the state it starts with, and its indexes of
// a line in the batch are those of the line alone.

#include "lines.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "keys.h"
#include "stage.h"
#include "tables.h"
#include "walk.h"

using namespace tlm;

namespace {

/// Bytes of one run of stage 1: text, indexes and records of it stay in the second-level cache.
constexpr size_t batch_size = 64 << 10;

/// A carriage return at the end of a line belongs to its newline.
size_t without_return(const uint8_t *bytes, size_t length) {
  return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
}

bool is_blank(const uint8_t *bytes, size_t length) {
  const uint8_t *end = bytes + without_return(bytes, length);
  return std::all_of(bytes, end, [](uint8_t byte) { return byte == ' ' || byte == '\t'; });
}

tlm_reason reason_of(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR: return TLM_INVALID_UTF8;
    case simdjson::DEPTH_ERROR: return TLM_TOO_DEEP;
    default: return TLM_NOT_JSON;
  }
}

}  // namespace

struct tlm_parser {
  KeyTable keys;
  NameCache names;
  tlm_intern intern;
  Stage batch, single;
  simdjson::dom::parser dom;  // for what the walk leaves open; rarely

  bool parse(const uint8_t *chunk, size_t length, size_t limit, bool singly, Tables &tables);

 private:
  const uint8_t *chunk;
  size_t limit;
  Tables *tables;

  bool parse_batch(size_t from, size_t to);
  bool parse_singly(size_t from, size_t to);
  bool judge(size_t from, size_t to);
  bool judge_stripped(size_t from, size_t to);
  size_t end_of_batch(size_t from, size_t length) const;
  Walk make_walk(const Stage &stage, const uint8_t *bytes, size_t length);
  bool walk_line(Walk &walk, size_t base, uint32_t from, uint32_t to);
  tlm_reason reason_of_other(const uint8_t *bytes, size_t length);

  bool damage(size_t from, size_t to, tlm_reason reason) {
    return from == to || tables->add_damage(uint32_t(from), uint32_t(to - from), reason);
  }
};

bool tlm_parser::parse(
  const uint8_t *bytes, size_t length, size_t line_limit, bool singly, Tables &result
) {
  chunk = bytes;
  limit = line_limit;
  tables = &result;
  result.clear();
  for (size_t at = 0; at < length;) {
    const size_t end = end_of_batch(at, length);
    if (!(singly ? parse_singly(at, end) : parse_batch(at, end))) return false;
    at = end;
  }
  batch.shrink();
  single.shrink();
  if (dom.capacity() > (4 << 20)) dom = simdjson::dom::parser();
  return true;
}

/// After the last newline of the next 64 KiB; after the first one if there is none there.
size_t tlm_parser::end_of_batch(size_t from, size_t length) const {
  if (length - from <= batch_size) return length;
  const size_t wanted = from + batch_size;
  for (size_t at = wanted; at > from; at--) {
    if (chunk[at - 1] == '\n') return at;
  }
  const void *found = std::memchr(chunk + wanted, '\n', length - wanted);
  return found ? size_t(static_cast<const uint8_t *>(found) - chunk) + 1 : length;
}

bool tlm_parser::parse_batch(size_t from, size_t to) {
  const uint8_t *base = chunk + from;
  const uint32_t size = uint32_t(to - from);
  // Only a single line can be longer than a batch.
  if (size > batch_size && size > limit) return parse_singly(from, to);
  const auto error = batch.run(base, size);
  if (error == simdjson::MEMALLOC) return false;
  if (error) return parse_singly(from, to);
  if (!tables->reserve_fields(batch.count() / 4 + 1)) return false;

  Walk walk = make_walk(batch, base, size);
  for (uint32_t at = 0; at < size;) {
    const void *found = std::memchr(base + at, '\n', size - at);
    const uint32_t end = found ? uint32_t(static_cast<const uint8_t *>(found) - base) : size;
    if (*walk.next >= end && is_blank(base + at, end - at)) {
      tables->blank_count++;
    } else if (*walk.next < end && base[*walk.next] == '{' && end - at <= limit) {
      if (!walk_line(walk, from, at, end)) return false;
    } else {
      if (!judge(from + at, from + end)) return false;
      while (*walk.next < end) walk.next++;
      if (walk.backslash < end) walk.find_backslash(end);
    }
    at = end + 1;
  }
  return true;
}

bool tlm_parser::parse_singly(size_t from, size_t to) {
  while (from < to) {
    const void *found = std::memchr(chunk + from, '\n', to - from);
    const size_t end = found ? size_t(static_cast<const uint8_t *>(found) - chunk) : to;
    if (!judge(from, end)) return false;
    from = end + 1;
  }
  return true;
}

/// Judges a line by itself: first what is no part of it is taken off.
bool tlm_parser::judge(size_t from, size_t to) {
  const size_t start = from;
  while (from < to && chunk[from] == 0) from++;
  if (!damage(start, from, TLM_NUL_RUN)) return false;
  if (from > start && from == to) return true;
  if (to - from >= 3 && std::memcmp(chunk + from, "\xEF\xBB\xBF", 3) == 0) from += 3;
  return judge_stripped(from, to);
}

bool tlm_parser::judge_stripped(size_t from, size_t to) {
  const uint8_t *bytes = chunk + from;
  const size_t length = to - from;
  if (is_blank(bytes, length)) {
    tables->blank_count++;
    return true;
  }
  if (length > limit) return damage(from, to, TLM_TOO_LONG);
  const auto error = single.run(bytes, length);
  if (error == simdjson::MEMALLOC) return false;
  if (error) return damage(from, to, reason_of(error));
  Walk walk = make_walk(single, bytes, length);
  if (bytes[*walk.next] != '{') return damage(from, to, reason_of_other(bytes, length));
  if (!tables->reserve_fields(single.count() / 4 + 1)) return false;
  return walk_line(walk, from, 0, uint32_t(length));
}

Walk tlm_parser::make_walk(const Stage &stage, const uint8_t *bytes, size_t length) {
  Walk walk{};
  walk.base = bytes;
  walk.size = uint32_t(length);
  walk.next = stage.indexes();
  walk.keys = &keys;
  walk.names = &names;
  walk.intern = intern;
  walk.find_backslash(0);
  return walk;
}

/// Walks one line and records it or its damage; leaves `walk` at the line after it.
bool tlm_parser::walk_line(Walk &walk, size_t base, uint32_t from, uint32_t to) {
  if (!tables->reserve_line()) return false;
  tlm_line &line = tables->lines[tables->line_count];
  const uint32_t *first = walk.next;
  walk.fields = tables->fields + tables->field_count;
  const tlm_reason reason = walk.line(from, to, line);
  if (reason == TLM_FINE) {
    line.start = uint32_t(base + from);
    line.length = uint32_t(without_return(walk.base + from, to - from));
    line.first_field = uint32_t(tables->field_count);
    line.time = TLM_NO_TIME;
    line.is_timed = false;
    line.is_time_unreadable = false;
    tables->field_count += line.field_count;
    tables->line_count++;
    return true;
  }
  walk.next = first;
  while (*walk.next < to) walk.next++;
  if (walk.backslash < to) walk.find_backslash(to);
  return damage(base + from, base + to, reason);
}

/// A line that does not begin as an object: JSON of another kind, or none.
tlm_reason tlm_parser::reason_of_other(const uint8_t *bytes, size_t length) {
  const auto error = dom.parse(bytes, length, false).error();
  return error ? reason_of(error) : TLM_NOT_AN_OBJECT;
}

extern "C" {

tlm_parser *tlm_parser_create(const tlm_key *keys, size_t count, tlm_intern intern) {
  tlm_parser *parser = new (std::nothrow) tlm_parser;
  if (!parser) return nullptr;
  parser->intern = intern;
  if (parser->keys.fill(keys, count)) return parser;
  delete parser;
  return nullptr;
}

void tlm_parser_destroy(tlm_parser *parser) { delete parser; }

tlm_tables *tlm_tables_create(void) { return new (std::nothrow) Tables; }
void tlm_tables_destroy(tlm_tables *tables) { delete static_cast<Tables *>(tables); }

bool tlm_parse(
  tlm_parser *parser, const uint8_t *bytes, size_t length, size_t limit, tlm_tables *tables
) {
  return parser->parse(bytes, length, limit, false, *static_cast<Tables *>(tables));
}

bool tlm_parse_singly(
  tlm_parser *parser, const uint8_t *bytes, size_t length, size_t limit, tlm_tables *tables
) {
  return parser->parse(bytes, length, limit, true, *static_cast<Tables *>(tables));
}

}
