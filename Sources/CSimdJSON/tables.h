#pragma once
// The tables that a parse fills: arrays that grow, and say so when there is no memory to grow.

#include <cstdlib>
#include <new>

#include "lines.h"

namespace tlm {

/// An array of plain records; `count` and `records` are the public table's own.
template <typename Record>
struct Growing {
  size_t capacity = 0;

  /// Room for `more` records; false if there is no memory.
  bool reserve(Record *&records, size_t count, size_t more) {
    if (more <= capacity - count) return true;
    size_t wanted = capacity < 512 ? 1024 : capacity * 2;
    if (wanted < count + more) wanted = count + more;
    Record *moved = static_cast<Record *>(std::realloc(records, wanted * sizeof(Record)));
    if (!moved) return false;
    records = moved;
    capacity = wanted;
    return true;
  }
};

/// `tlm_tables` with the room it has.
struct Tables : tlm_tables {
  Growing<tlm_line> line_room;
  Growing<tlm_field> field_room;
  Growing<tlm_damage> damage_room;

  Tables() : tlm_tables{} {}
  ~Tables() {
    std::free(lines);
    std::free(fields);
    std::free(damages);
  }

  void clear() { line_count = field_count = damage_count = blank_count = 0; }

  bool reserve_fields(size_t more) { return field_room.reserve(fields, field_count, more); }
  bool reserve_line() { return line_room.reserve(lines, line_count, 1); }

  bool add_damage(uint32_t start, uint32_t length, tlm_reason reason) {
    if (!damage_room.reserve(damages, damage_count, 1)) return false;
    damages[damage_count++] = tlm_damage{start, length, uint32_t(reason)};
    return true;
  }
};

}  // namespace tlm
