/// What makes a run of bytes a line, and a line an event: one set of rules for all readers.
///
/// 1. A line ends at `\n`; what follows the last one is a line, too. The reader of a segment that
///    is still written to passes whole lines only.
/// 2. A run of NULs at the start of a line is damage of its own; the rest is judged as a line.
/// 3. A byte order mark before a line and a carriage return at its end are no part of it.
/// 4. A line that is empty, or spaces and tabs only, is nothing.
/// 5. A line that simdjson's DOM takes as an object is an event: RFC 8259, UTF-8, surrogates in
///    pairs, integers of 64 bits (signed or unsigned), other numbers within a Double, at most
///    1023 nested objects and arrays that are not empty. Everything else is quarantined.
/// 6. Of several members with one key, after decoding, the first counts.
/// 7. Name, time and aliases are looked up as `Event` says.
package enum LineRules: Sendable {
  /// The number of this set of rules. It is stored with everything derived from lines, and what
  /// was derived by other rules is derived anew.
  package static let version = 1

  /// Bytes of the longest line that is read, without its newline; a longer one is quarantined.
  package static let longestLine = 64 << 20
}
