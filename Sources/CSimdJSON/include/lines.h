#pragma once
// The C face of the line parser: bytes in, tables of lines and fields out.
//
// A chunk of whole lines goes in; out come one record per JSON object, one record per top-level
// member, and one record per damaged range. Nothing here keeps a pointer into the bytes.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable after the last byte of everything that is parsed.
#define TLM_PADDING 64
/// `tlm_line.time` of a line that gives no time.
static const int64_t TLM_NO_TIME = INT64_MIN;
/// `tlm_line.time_field` of a line with no time key at the top level.
static const uint32_t TLM_NO_FIELD = UINT32_MAX;

/// Words of 64 bits in a set of well-known keys.
#define TLM_KEY_WORDS 3

/// What a value is; the numbers of Events' `Field.Kind`.
enum tlm_kind {
  TLM_NULL = 0, TLM_FALSE, TLM_TRUE, TLM_INTEGER, TLM_DECIMAL, TLM_STRING, TLM_OBJECT, TLM_ARRAY
};

/// Why a range of bytes is not an event; the numbers of Lines' `Quarantine.Reason`.
enum tlm_reason {
  TLM_FINE = 0, TLM_NOT_JSON, TLM_NOT_AN_OBJECT, TLM_INVALID_UTF8, TLM_TOO_DEEP,
  TLM_NUL_RUN, TLM_TOO_LONG
};

/// One top-level member, laid out as Events' `Field`. Offsets count from the line's first byte.
typedef struct {
  uint32_t key_start;
  uint32_t bits;
  uint32_t value_start;
  uint32_t value_length;
} tlm_field;

/// One JSON object. `start` counts from the chunk's first byte.
typedef struct {
  uint32_t start;
  uint32_t length;
  uint32_t first_field;
  uint32_t field_count;
  uint32_t name;
  uint32_t time_field;
  uint64_t present[TLM_KEY_WORDS];
  int64_t time;
  bool is_timed;
  /// There is a time, and nobody can read it: the line has none, not even that of another line.
  bool is_time_unreadable;
  /// The rank of the key that the name stands under; 0: the line has no name.
  uint8_t name_rank;
} tlm_line;

/// One range that is no event.
typedef struct {
  uint32_t start;
  uint32_t length;
  uint32_t reason;
} tlm_damage;

/// What one chunk held. Its tables stay valid until it is parsed into again or destroyed.
typedef struct {
  tlm_line *lines;
  size_t line_count;
  tlm_field *fields;
  size_t field_count;
  tlm_damage *damages;
  size_t damage_count;
  size_t blank_count;
} tlm_tables;

/// A well-known key and what the walk does with it.
typedef struct {
  const uint8_t *bytes;
  uint32_t length;
  uint16_t number;     // 1…64 · TLM_KEY_WORDS − 1
  uint8_t name_rank;   // 1 is the first key to look for a name in; 0: never
  uint8_t time_rank;   // 1 is the first key to look for a time in; 0: never
} tlm_key;

/// Turns the bytes of a name, as they stand between the quotes, into its number.
typedef uint32_t (*tlm_intern)(const uint8_t *bytes, size_t length, bool has_escapes);

typedef struct tlm_parser tlm_parser;

/// NULL if there is no memory or the keys do not make a table.
tlm_parser *tlm_parser_create(const tlm_key *keys, size_t count, tlm_intern intern);
void tlm_parser_destroy(tlm_parser *parser);

/// NULL if there is no memory.
tlm_tables *tlm_tables_create(void);
void tlm_tables_destroy(tlm_tables *tables);

/// Parses every line of `bytes`, which are followed by TLM_PADDING readable bytes.
/// A line longer than `limit` bytes is quarantined unread. False: no memory was left.
bool tlm_parse(
  tlm_parser *parser, const uint8_t *bytes, size_t length, size_t limit, tlm_tables *tables);

/// As `tlm_parse`, one line at a time from the start: slower, and the same by definition.
bool tlm_parse_singly(
  tlm_parser *parser, const uint8_t *bytes, size_t length, size_t limit, tlm_tables *tables);

// What tests compare with: simdjson's own DOM on one line, sharing no code with the above.

typedef struct tlm_oracle tlm_oracle;

/// A member as the DOM gives it: the key and, for a string, the value, decoded; for an object or
/// an array its text without white space.
typedef struct {
  const char *key;
  size_t key_length;
  int kind;
  const char *string;
  size_t string_length;
  uint64_t number;     // bits of an Int64, a UInt64 (kind integer) or a Double (kind decimal)
  bool is_unsigned;
} tlm_oracle_field;

tlm_oracle *tlm_oracle_create(void);
void tlm_oracle_destroy(tlm_oracle *oracle);
/// Whether the DOM takes the line as an object. -1: no memory.
int tlm_oracle_accepts(tlm_oracle *oracle, const uint8_t *bytes, size_t length);
size_t tlm_oracle_field_count(const tlm_oracle *oracle);
tlm_oracle_field tlm_oracle_field_at(const tlm_oracle *oracle, size_t index);

#ifdef __cplusplus
}
#endif
