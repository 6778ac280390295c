#pragma once
// Numbers, atoms and escapes by the rules of simdjson's DOM (`numberparsing.h`, `atomparsing.h`,
// `stringparsing.h` of 3.0), widened by two that RFC 8259 allows and agents write: numbers of any
// size, and escapes of half a surrogate pair. Whether they are taken, without computing what they
// mean.

#include <cstdint>
#include <cstring>

#include "lines.h"

namespace tlm {

/// 1 for bytes that may follow a number or an atom: JSON white space and `,:[]{}`.
struct ByteTable {
  uint8_t is[256] = {};
  constexpr ByteTable(const char *bytes) {
    for (; *bytes; bytes++) is[uint8_t(*bytes)] = 1;
  }
};
constexpr ByteTable ends_scalar(" \t\n\r,:[]{}");
constexpr ByteTable may_follow_backslash("\"\\/bfnrt");

inline bool is_digit(uint8_t byte) { return uint8_t(byte - '0') <= 9; }

/// A number as far as its text tells.
struct Number {
  const uint8_t *end = nullptr;
  tlm_kind kind = TLM_INTEGER;
  tlm_reason reason = TLM_FINE;
};

inline Number damaged_number() {
  Number number;
  number.reason = TLM_NOT_JSON;
  return number;
}

/// What stands after the integer part: fraction and exponent.
inline Number scan_decimal(const uint8_t *p) {
  Number number;
  number.kind = TLM_DECIMAL;
  if (*p == '.') {
    const uint8_t *first = ++p;
    while (is_digit(*p)) p++;
    if (p == first) return damaged_number();
  }
  if (*p == 'e' || *p == 'E') {
    p++;
    if (*p == '-' || *p == '+') p++;
    const uint8_t *first = p;
    while (is_digit(*p)) p++;
    if (p == first) return damaged_number();
  }
  if (!ends_scalar.is[*p]) return damaged_number();
  number.end = p;
  return number;
}

/// Whether an integer of 19 digits or more fits 64 bits; the sign decides which 64 bits.
inline bool fits_64_bits(const uint8_t *digits, int64_t count, bool is_negative) {
  if (is_negative) return count == 19 && std::memcmp(digits, "9223372036854775808", 19) <= 0;
  return count == 19
    || (count == 20 && std::memcmp(digits, "18446744073709551615", 20) <= 0);
}

inline Number scan_number(const uint8_t *p) {
  const bool is_negative = *p == '-';
  if (is_negative) p++;
  const uint8_t *first = p;
  while (is_digit(*p)) p++;
  const int64_t count = p - first;
  if (count == 0 || (*first == '0' && count > 1)) return damaged_number();
  if (*p == '.' || (*p | 0x20) == 'e') return scan_decimal(p);
  Number number;
  if (!ends_scalar.is[*p]) return damaged_number();
  // A longer one is read as the nearest Double.
  if (count > 18 && !fits_64_bits(first, count, is_negative)) number.kind = TLM_DECIMAL;
  number.end = p;
  return number;
}

/// The length of `true`, `false` or `null` at `p`, or 0.
inline uint32_t scan_atom(const uint8_t *p, tlm_kind &kind) {
  if (std::memcmp(p, "true", 4) == 0 && ends_scalar.is[p[4]]) return kind = TLM_TRUE, 4;
  if (std::memcmp(p, "null", 4) == 0 && ends_scalar.is[p[4]]) return kind = TLM_NULL, 4;
  if (std::memcmp(p, "false", 5) == 0 && ends_scalar.is[p[5]]) return kind = TLM_FALSE, 5;
  return 0;
}

/// Four hexadecimal digits, or a number above 0xFFFF if they are not.
inline uint32_t scan_hex(const uint8_t *p) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) {
    const uint8_t letter = p[i] | 0x20;
    if (is_digit(p[i])) value = value << 4 | uint32_t(p[i] - '0');
    else if (letter >= 'a' && letter <= 'f') value = value << 4 | uint32_t(letter - 'a' + 10);
    else return 0x10000;
  }
  return value;
}

/// Bytes of the escape that begins with the backslash at `p`, and its code point; 0 for what is no
/// escape. Half a surrogate pair, which stands for no character, counts as U+FFFD.
inline uint32_t scan_escape(const uint8_t *p, uint32_t &code_point) {
  if (p[1] != 'u') {
    if (!may_follow_backslash.is[p[1]]) return 0;
    const char *from = "bfnrt", *to = "\b\f\n\r\t";
    const char *found = std::strchr(from, p[1]);
    code_point = found ? uint8_t(to[found - from]) : p[1];
    return 2;
  }
  code_point = scan_hex(p + 2);
  if (code_point > 0xFFFF) return 0;
  if (code_point < 0xD800 || code_point > 0xDFFF) return 6;
  const uint32_t high = code_point;
  code_point = 0xFFFD;
  if (high > 0xDBFF || p[6] != '\\' || p[7] != 'u') return 6;
  const uint32_t low = scan_hex(p + 8);
  if (low < 0xDC00 || low > 0xDFFF) return 6;
  code_point = 0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00));
  return 12;
}

/// Whether every escape from the backslash at `first` to the closing quote at `end` is valid.
inline bool escapes_are_valid(const uint8_t *first, const uint8_t *end) {
  while (first) {
    uint32_t ignored;
    const uint32_t length = scan_escape(first, ignored);
    if (length == 0) return false;
    first += length;
    if (first >= end) return true;
    first = static_cast<const uint8_t *>(std::memchr(first, '\\', size_t(end - first)));
  }
  return true;
}

}  // namespace tlm
