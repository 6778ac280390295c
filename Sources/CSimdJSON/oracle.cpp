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

}  // namespace

extern "C" {

tlm_oracle *tlm_oracle_create(void) { return new (std::nothrow) tlm_oracle; }
void tlm_oracle_destroy(tlm_oracle *oracle) { delete oracle; }

int tlm_oracle_accepts(tlm_oracle *oracle, const uint8_t *bytes, size_t length) try {
  oracle->fields.clear();
  oracle->containers.clear();
  oracle->padded.assign(reinterpret_cast<const char *>(bytes), length);
  oracle->padded.append(SIMDJSON_PADDING, ' ');
  dom::object object;
  const auto error = oracle->parser.parse(oracle->padded.data(), length, false).get(object);
  if (error == MEMALLOC) return -1;
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
