/// What makes a run of bytes a line, and a line an event: one set of rules for all readers.
///
/// 1. A line ends at `\n`; what follows the last one is a line, too. The reader of a segment that
///    is still written to passes whole lines only.
/// 2. A run of NULs at the start of a line is damage of its own; the rest is judged as a line.
/// 3. A byte order mark before a line and a carriage return at its end are no part of it.
/// 4. A line that is empty, or spaces and tabs only, is nothing.
/// 5. A line that is a JSON object by RFC 8259 in UTF-8 is an event, if at most 1023 objects and
///    arrays in it that are not empty are nested. Everything else is quarantined. Numbers have any
///    size: an integer beyond 64 bits is read as the nearest Double and, as an id, as its digits;
///    one beyond every Double is unreadable. Half a surrogate pair in escapes reads as U+FFFD.
/// 6. Of several members with one key, after decoding, the last counts.
/// 7. Name, time and aliases are looked up as `Event` says.
package enum LineRules: Sendable {
  /// The number of this set of rules. It is stored with everything derived from lines, and what
  /// was derived by other rules is derived anew.
  package static let version = 2

  /// Bytes of the longest line that is read, without its newline; a longer one is quarantined.
  package static let longestLine = 64 << 20
}
