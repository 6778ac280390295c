#pragma once
// One walk over the structural indexes of a line: checks the grammar that simdjson's DOM checks,
// writes down every top-level member and skims what is nested in them.

#include <cstdint>
#include <cstring>

#include "keys.h"
#include "lines.h"
#include "scalars.h"

namespace tlm {

/// The DOM refuses a non-empty object or array at this depth, the line's own object being 1.
constexpr uint32_t depth_limit = 1024;
constexpr uint32_t no_backslash = UINT32_MAX;

/// Where a walk stands, over bytes that stage 1 found sound: UTF-8, closed strings, no control
/// characters in them. `next` is followed by enough indexes that point at `size`.
struct Walk {
  const uint8_t *base;
  uint32_t size;
  const uint32_t *next;
  uint32_t backslash;   // the first one not yet passed, or no_backslash
  KeyTable *keys;
  NameCache *names;
  tlm_intern intern;
  tlm_field *fields;    // room for one member in four indexes
  bool out_of_memory = false;

  /// Walks the line whose `{` is at `next`. Every token must stand before `end`.
  tlm_reason line(uint32_t start, uint32_t end, tlm_line &record);

 private:
  uint32_t start = 0, end = 0;
  bool has_ranked_twice = false;  // a key that names or times the line came again

  tlm_reason member(
    const uint32_t *&next, KeyEntry *&entry, uint64_t *present, tlm_line &record, uint8_t &name_rank,
    uint8_t &time_rank, tlm_field *&field);
  TLM_OUTLINE tlm_reason skim(uint8_t bracket, uint32_t &close);
  tlm_reason scalar(uint32_t at, tlm_kind &kind, uint32_t &length);
  TLM_OUTLINE void rank_last(const tlm_field *last, tlm_line &record);
  TLM_OUTLINE KeyEntry *escaped_key(uint32_t from, uint32_t to) const;

  /// The closing quote of the string before the token at `after`: only white space is between.
  uint32_t closing_quote(uint32_t after) const {
    do after--; while (base[after] != '"');
    return after;
  }

  /// Checks the escapes of the string whose closing quote is at `close`; moves `backslash` on.
  TLM_OUTLINE bool pass_escapes(uint32_t open, uint32_t close) {
    if (backslash <= open || !escapes_are_valid(base + backslash, base + close)) return false;
    find_backslash(close);
    return true;
  }

 public:
  void find_backslash(uint32_t from) {
    const void *found = from < size ? std::memchr(base + from, '\\', size - from) : nullptr;
    backslash = found ? uint32_t(static_cast<const uint8_t *>(found) - base) : no_backslash;
  }
};

inline tlm_reason Walk::line(uint32_t line_start, uint32_t line_end, tlm_line &record) {
  start = line_start;
  end = line_end;
  tlm_field *field = fields;
  uint8_t name_rank = UINT8_MAX, time_rank = UINT8_MAX;
  uint64_t present[TLM_KEY_WORDS] = {};
  record.name = 0;
  record.time_field = TLM_NO_FIELD;
  has_ranked_twice = false;
  // In a register: through memory, each step would wait for the one before.
  const uint32_t *next = this->next + 1;
  KeyEntry *entry = keys->unknown();
  uint32_t close;
  if (base[*next] == '}') {
    close = *next++;
  } else {
    uint8_t separator;
    do {
      const tlm_reason reason = member(next, entry, present, record, name_rank, time_rank, field);
      if (reason != TLM_FINE) return reason;
      close = *next++;
      separator = base[close];
    } while (separator == ',');
    if (separator != '}') return TLM_NOT_JSON;
  }
  // The object ends on this line, and nothing follows it here.
  if (close >= end || *next < end) return TLM_NOT_JSON;
  present[0] &= ~uint64_t(1);  // number 0 is no key
  std::memcpy(record.present, present, sizeof present);
  record.field_count = uint32_t(field - fields);
  record.name_rank = uint8_t(name_rank + 1);
  if (has_ranked_twice) rank_last(field, record);
  this->next = next;
  return TLM_FINE;
}

TLM_INLINE tlm_reason Walk::member(
  const uint32_t *&next, KeyEntry *&entry, uint64_t *present, tlm_line &record, uint8_t &name_rank,
  uint8_t &time_rank, tlm_field *&field
) {
  const uint32_t key = *next++;
  if (key >= end || base[key] != '"') return TLM_NOT_JSON;
  const uint32_t colon = *next++;
  if (base[colon] != ':') return TLM_NOT_JSON;
  const uint32_t key_end = closing_quote(colon);
  const uint32_t key_length = key_end - key - 1;
  uint32_t flags = 0;
  if (backslash < key_end) {
    if (!pass_escapes(key, key_end)) return TLM_NOT_JSON;
    flags |= 1u << 25;
    entry = escaped_key(key + 1, key_end);
  } else {
    entry = keys->find(base + key + 1, key_length, entry);
  }

  uint32_t value = *next++;
  if (value >= end) return TLM_NOT_JSON;
  uint32_t length;
  tlm_kind kind;
  const uint8_t byte = base[value];
  if (byte == '"') {
    const uint32_t close = closing_quote(*next);
    kind = TLM_STRING;
    if (backslash < close) {
      if (!pass_escapes(value, close)) return TLM_NOT_JSON;
      flags |= 1u << 24;
    }
    value++;
    length = close - value;
  } else if ((byte | 0x20) == '{') {
    kind = byte == '{' ? TLM_OBJECT : TLM_ARRAY;
    uint32_t close;
    this->next = next;
    const tlm_reason reason = skim(byte, close);
    if (reason != TLM_FINE) return reason;
    next = this->next;
    length = close + 1 - value;
  } else {
    const tlm_reason reason = scalar(value, kind, length);
    if (reason != TLM_FINE) return reason;
  }

  const uint32_t number = entry->number;
  uint64_t &word = present[number >> 6];
  const uint64_t bit = uint64_t(1) << (number & 63);
  if (entry->is_ranked && word & bit) has_ranked_twice = true;
  word |= bit;
  if (entry->is_ranked) {
    if (uint8_t(entry->name_rank - 1) < name_rank && kind == TLM_STRING && length > 0) {
      name_rank = uint8_t(entry->name_rank - 1);
      record.name = names->number(base + value, length, flags & 1u << 24, intern);
    }
    if (uint8_t(entry->time_rank - 1) < time_rank) {
      time_rank = uint8_t(entry->time_rank - 1);
      record.time_field = uint32_t(field - fields);
    }
  }
  const uint32_t short_length = key_length < 63 ? key_length : 63;
  *field++ = tlm_field{
    key + 1 - start, number | uint32_t(kind) << 16 | flags | short_length << 26, value - start,
    length};
  return TLM_FINE;
}

TLM_INLINE tlm_reason Walk::scalar(uint32_t at, tlm_kind &kind, uint32_t &length) {
  const uint8_t byte = base[at];
  if (is_digit(byte) || byte == '-') {
    const Number number = scan_number(base + at);
    if (number.reason != TLM_FINE) return number.reason;
    kind = number.kind;
    length = uint32_t(number.end - (base + at));
    return TLM_FINE;
  }
  length = scan_atom(base + at, kind);
  return length == 0 ? TLM_NOT_JSON : TLM_FINE;
}

/// Skims the container that has just been opened; `close` becomes the place of its last bracket.
inline tlm_reason Walk::skim(uint8_t bracket, uint32_t &close) {
  const uint32_t *next = this->next;
  bool is_array[depth_limit];
  uint32_t depth = 1;
  uint32_t at;
  tlm_kind kind;
  uint32_t length;

open:  // after a bracket
  if (base[*next] == bracket + 2) {  // `]` and `}` are two after `[` and `{`
    at = *next++;
    goto closed;
  }
  if (++depth >= depth_limit) return TLM_TOO_DEEP;
  is_array[depth] = bracket == '[';
  if (is_array[depth]) goto value;

key:
  at = *next++;
  if (at >= end || base[at] != '"') return TLM_NOT_JSON;
  if (backslash < *next && !pass_escapes(at, closing_quote(*next))) return TLM_NOT_JSON;
  if (base[*next++] != ':') return TLM_NOT_JSON;

value:
  at = *next++;
  if (at >= end) return TLM_NOT_JSON;
  bracket = base[at];
  if (bracket == '"') {
    if (backslash < *next && !pass_escapes(at, closing_quote(*next))) return TLM_NOT_JSON;
  } else if ((bracket | 0x20) == '{') {
    goto open;
  } else {
    const tlm_reason reason = scalar(at, kind, length);
    if (reason != TLM_FINE) return reason;
  }

separator:
  at = *next++;
  if (at >= end) return TLM_NOT_JSON;
  if (base[at] == ',') {
    if (is_array[depth]) goto value;
    goto key;
  }
  if (base[at] != (is_array[depth] ? ']' : '}')) return TLM_NOT_JSON;
  depth--;

closed:
  if (depth > 1) goto separator;
  close = at;
  this->next = next;
  return TLM_FINE;
}

/// Finds name and time anew where a key of theirs came more than once: the last of equal keys counts.
inline void Walk::rank_last(const tlm_field *last, tlm_line &record) {
  const tlm_field *names_by_rank[KeyEntry::ranks] = {}, *times_by_rank[KeyEntry::ranks] = {};
  for (const tlm_field *field = fields; field < last; field++) {
    const KeyEntry *entry = keys->numbered(uint16_t(field->bits));
    if (!entry) continue;
    if (entry->name_rank) names_by_rank[entry->name_rank] = field;
    if (entry->time_rank) times_by_rank[entry->time_rank] = field;
  }
  record.name = 0;
  record.name_rank = 0;
  record.time_field = TLM_NO_FIELD;
  for (uint8_t rank = 1; rank < KeyEntry::ranks; rank++) {
    const tlm_field *field = names_by_rank[rank];
    if (!field || (field->bits >> 16 & 0xFF) != TLM_STRING || field->value_length == 0) continue;
    record.name_rank = rank;
    record.name = names->number(
      base + start + field->value_start, field->value_length, field->bits & 1u << 24, intern);
    break;
  }
  for (const tlm_field *field : times_by_rank) {
    if (!field) continue;
    record.time_field = uint32_t(field - fields);
    break;
  }
}

/// A key with escapes, decoded: it counts as the key it spells.
inline KeyEntry *Walk::escaped_key(uint32_t from, uint32_t to) const {
  uint8_t decoded[64] = {};
  uint32_t count = 0;
  while (from < to && count <= KeyEntry::longest) {
    uint32_t code_point = base[from];
    from += code_point == '\\' ? scan_escape(base + from, code_point) : 1;
    // All well-known keys are ASCII: a longer code point makes it another key.
    decoded[count++] = code_point < 0x80 ? uint8_t(code_point) : 0xFF;
  }
  return keys->find(decoded, count, keys->unknown());
}

}  // namespace tlm
