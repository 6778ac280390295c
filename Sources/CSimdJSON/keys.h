#pragma once
// Byte strings to small numbers: a table of the well-known keys, filled once, in which no two
// keys share a slot; and a cache of the names of events.

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "lines.h"

// What is in every line's way, and what must not make that longer.
#define TLM_INLINE __attribute__((always_inline)) inline
#define TLM_OUTLINE __attribute__((noinline))

namespace tlm {

/// The first and, of a longer one, the last eight bytes of a string: all of it up to sixteen.
///
/// Reads eight bytes from its start, whatever its length. The bytes of a shorter one move to the
/// top, so that what follows it drops out (on the little-endian machines there are).
struct Ends {
  uint64_t first, last;

  Ends() = default;
  Ends(const uint8_t *bytes, uint32_t length) {
    std::memcpy(&first, bytes, 8);
    if (length > 8) {
      std::memcpy(&last, bytes + length - 8, 8);
    } else {
      first = length == 0 ? 0 : first << (64 - 8 * length);
      last = 0;
    }
  }

  bool operator==(const Ends &other) const { return first == other.first && last == other.last; }

  uint64_t hash(uint32_t length, uint64_t seed) const {
    const uint64_t mixed = (first + length) * seed ^ last;
    return mixed * 0x9E3779B97F4A7C15u;
  }
};

/// Whether two strings of one length that have equal ends are equal in between.
inline bool equal_middles(const uint8_t *left, const uint8_t *right, uint32_t length) {
  if (length <= 16) return true;
  uint64_t left_word, right_word;  // an overlap with the ends does no harm
  std::memcpy(&left_word, left + 8, 8);
  std::memcpy(&right_word, right + 8, 8);
  if (left_word != right_word) return false;
  return length <= 24 || std::memcmp(left + 16, right + 16, length - 24) == 0;
}

struct KeyEntry {
  static constexpr uint32_t longest = 48;
  static constexpr uint32_t ranks = 64;
  Ends ends;
  uint32_t length;
  uint16_t number;
  uint8_t name_rank, time_rank;
  bool is_ranked;
  // The key that last came after this one.
  KeyEntry *next;
  uint8_t bytes[longest];

  TLM_INLINE bool is(const Ends &other, const uint8_t *text, uint32_t text_length) const {
    return ends == other && length == text_length && equal_middles(text, bytes, length);
  }
};

class KeyTable {
 public:
  /// Tries seeds until no two keys share a slot; false if there are too many keys for that.
  bool fill(const tlm_key *keys, size_t count) {
    if (count > most) return false;
    for (KeyEntry &entry : entries) entry.next = &entries[0];
    for (size_t i = 0; i < count; i++) {
      KeyEntry &entry = entries[i + 1];
      if (keys[i].length == 0 || keys[i].length > KeyEntry::longest) return false;
      if (keys[i].name_rank >= KeyEntry::ranks || keys[i].time_rank >= KeyEntry::ranks) return false;
      if (keys[i].number == 0 || keys[i].number > most) return false;
      by_number[keys[i].number] = uint8_t(i + 1);
      std::memset(entry.bytes, 0, sizeof entry.bytes);
      std::memcpy(entry.bytes, keys[i].bytes, keys[i].length);
      entry.length = keys[i].length;
      entry.ends = Ends(entry.bytes, entry.length);
      entry.number = keys[i].number;
      entry.name_rank = keys[i].name_rank;
      entry.time_rank = keys[i].time_rank;
      entry.is_ranked = entry.name_rank || entry.time_rank;
    }
    for (seed = 0xBF58476D1CE4E5B9u; ; seed += 0x94D049BB133111EAu) {
      if (place(count)) return true;
      if (++tries > 100000) return false;
    }
  }

  /// The entry of a key, or `unknown()`. Tries first the one that last came after `previous`:
  /// lines of one producer have their keys in one order, so most keys need no hashing.
  TLM_INLINE KeyEntry *find(const uint8_t *bytes, uint32_t length, KeyEntry *previous) {
    const Ends ends(bytes, length);
    if (previous->next->is(ends, bytes, length)) return previous->next;
    return find(ends, bytes, length, previous);
  }

  TLM_OUTLINE KeyEntry *find(
    const Ends &ends, const uint8_t *bytes, uint32_t length, KeyEntry *previous
  ) {
    KeyEntry &entry = entries[slots[slot(ends, length)]];
    if (!entry.is(ends, bytes, length)) return unknown();
    return previous->next = &entry;
  }

  /// The entry of a key by its number; nullptr for 0, and for a number that no key has.
  const KeyEntry *numbered(uint16_t number) const {
    const uint8_t place = number <= most ? by_number[number] : 0;
    return place ? &entries[place] : nullptr;
  }

  /// Stands for every other key, with the number 0, and for what is before a line's first key.
  KeyEntry *unknown() { return &entries[0]; }

 private:
  /// The greatest number of a key: a bit for each, and one for every other key.
  static constexpr uint32_t most = 64 * TLM_KEY_WORDS - 1;
  static constexpr int bits = 11;
  uint64_t seed = 0;
  int tries = 0;
  uint8_t slots[1 << bits];
  uint8_t by_number[most + 1] = {};
  KeyEntry entries[most + 1] = {};

  size_t slot(const Ends &ends, uint32_t length) const {
    return size_t(ends.hash(length, seed) >> (64 - bits));
  }

  bool place(size_t count) {
    std::memset(slots, 0, sizeof slots);
    for (size_t i = 1; i <= count; i++) {
      uint8_t &place = slots[slot(entries[i].ends, entries[i].length)];
      if (place != 0) return false;
      place = uint8_t(i);
    }
    return true;
  }
};

/// Remembers the numbers of names seen; who is not found is asked for outside.
class NameCache {
 public:
  ~NameCache() {
    for (Entry &entry : entries) std::free(entry.bytes);
  }

  uint32_t number(const uint8_t *bytes, uint32_t length, bool has_escapes, tlm_intern intern) {
    if (has_escapes || length > longest) return intern(bytes, length, has_escapes);
    const Ends ends(bytes, length);
    Entry &entry = entries[ends.hash(length, 0xBF58476D1CE4E5B9u) >> (64 - bits)];
    if (entry.ends == ends && entry.length == length && entry.bytes
        && equal_middles(bytes, entry.bytes, length)) {
      return entry.number;
    }
    // A slot holds one name: the newcomer takes it, and who loses it is asked for again.
    const uint32_t number = intern(bytes, length, false);
    uint8_t *copy = static_cast<uint8_t *>(std::realloc(entry.bytes, longest));
    if (!copy) return number;
    std::memcpy(copy, bytes, length);
    entry.bytes = copy;
    entry.ends = ends;
    entry.length = length;
    entry.number = number;
    return number;
  }

 private:
  static constexpr int bits = 11;
  static constexpr uint32_t longest = 64;
  struct Entry {
    Ends ends = {};
    uint32_t length = 0, number = 0;
    uint8_t *bytes = nullptr;
  };
  Entry entries[1 << bits];
};

}  // namespace tlm
