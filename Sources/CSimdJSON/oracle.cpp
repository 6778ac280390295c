// The test oracle: a line as simdjson's DOM reads it, by nothing but its public interface.

#include <simdjson.h>

#include <cstring>
#include <deque>
#include <new>
#include <string>
#include <vector>

#include "lines.h"

using namespace simdjson;

struct tlm_oracle {
  dom::parser parser;
  std::vector<tlm_oracle_field> fields;
  std::deque<std::string> containers;  // minified; a deque, so that none of them moves
  std::string padded;
};

namespace {

tlm_oracle_field read_field(
  const dom::key_value_pair &pair, std::deque<std::string> &containers
) {
  tlm_oracle_field field = {};
  field.key = pair.key.data();
  field.key_length = pair.key.size();
  const dom::element &value = pair.value;
  switch (value.type()) {
    case dom::element_type::NULL_VALUE: field.kind = TLM_NULL; break;
    case dom::element_type::BOOL: field.kind = bool(value) ? TLM_TRUE : TLM_FALSE; break;
    case dom::element_type::OBJECT:
    case dom::element_type::ARRAY:
      field.kind = value.is_object() ? TLM_OBJECT : TLM_ARRAY;
      containers.push_back(simdjson::minify(value));
      field.string = containers.back().data();
      field.string_length = containers.back().size();
      break;
    case dom::element_type::INT64:
      field.kind = TLM_INTEGER;
      field.number = uint64_t(int64_t(value));
      break;
    case dom::element_type::UINT64:
      field.kind = TLM_INTEGER;
      field.number = uint64_t(value);
      field.is_unsigned = true;
      break;
    case dom::element_type::DOUBLE: {
      const double number = double(value);
      field.kind = TLM_DECIMAL;
      std::memcpy(&field.number, &number, sizeof number);
      break;
    }
    case dom::element_type::STRING: {
      const std::string_view string = value;
      field.kind = TLM_STRING;
      field.string = string.data();
      field.string_length = string.size();
      break;
    }
    default: field.kind = -1;
  }
  return field;
}

/// The hexadecimal digit, or a number above 15.
unsigned hex(char letter) {
  if (letter >= '0' && letter <= '9') return unsigned(letter - '0');
  const char small = char(letter | 0x20);
  return small >= 'a' && small <= 'f' ? unsigned(small - 'a' + 10) : 16;
}

/// The unit of the `\u` escape at `i`, or a number above 0xFFFF if none stands there.
unsigned unit(const std::string &text, size_t i) {
  if (i + 6 > text.size() || text[i] != '\\' || text[i + 1] != 'u') return 0x10000;
  unsigned value = 0;
  for (size_t place = i + 2; place < i + 6; place++) {
    if (hex(text[place]) > 15) return 0x10000;
    value = value << 4 | hex(text[place]);
  }
  return value;
}

/// Puts U+FFFD where half a surrogate pair is escaped, which the DOM refuses and RFC 8259 allows.
void widen(std::string &text) {
  for (size_t i = 0; i + 1 < text.size();) {
    if (text[i] != '\\') {
      i++;
      continue;
    }
    const unsigned value = unit(text, i);
    if (value < 0xD800 || value > 0xDFFF) {
      i += 2;
      continue;
    }
    const unsigned next = unit(text, i + 6);
    if (value < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
      i += 12;
      continue;
    }
    text.replace(i + 2, 4, "FFFD");
    i += 6;
  }
}

}  // namespace

extern "C" {

tlm_oracle *tlm_oracle_create(void) { return new (std::nothrow) tlm_oracle; }
void tlm_oracle_destroy(tlm_oracle *oracle) { delete oracle; }

int tlm_oracle_accepts(tlm_oracle *oracle, const uint8_t *bytes, size_t length) try {
  oracle->fields.clear();
  oracle->containers.clear();
  oracle->padded.assign(reinterpret_cast<const char *>(bytes), length);
  widen(oracle->padded);
  oracle->padded.append(SIMDJSON_PADDING, ' ');
  dom::object object;
  const auto error = oracle->parser.parse(oracle->padded.data(), length, false).get(object);
  if (error == MEMALLOC) return -1;
  // Numbers of any size are legal: what the DOM says of them is no verdict.
  if (error == NUMBER_ERROR) return 2;
  if (error) return 0;
  for (const auto &pair : object) {
    oracle->fields.push_back(read_field(pair, oracle->containers));
  }
  return 1;
} catch (const std::bad_alloc &) {
  return -1;
}

size_t tlm_oracle_field_count(const tlm_oracle *oracle) { return oracle->fields.size(); }

tlm_oracle_field tlm_oracle_field_at(const tlm_oracle *oracle, size_t index) {
  return oracle->fields[index];
}

}
