import Journal

/// How long a line of the log may be.
enum LineLength {
  /// Looks at whole lines before anything of them is written.
  ///
  /// - Parameter limit: bytes of a line, with its newline.
  /// - Throws: `lineTooLong` where one has more.
  static func check(_ lines: [UInt8], limit: Int) throws(JournalError) {
    guard lines.count > limit else { return }
    for line in lines.split(separator: UInt8(ascii: "\n")) where line.count >= limit {
      throw JournalError(
        .lineTooLong,
        "an event of \(line.count + 1) bytes is over the limit of \(limit); nothing was written; "
          + "shorten it")
    }
  }
}
