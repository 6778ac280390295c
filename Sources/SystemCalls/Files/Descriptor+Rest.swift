extension Descriptor {
  /// All that comes of a pipe or a file until its end.
  package struct Rest: Sendable {
    /// What was kept of it.
    package var bytes: [UInt8] = []
    /// Bytes that there were.
    package var length = 0
  }

  /// Reads on to the end, so that whoever writes is not stopped.
  ///
  /// - Parameters:
  ///   - limit: bytes that are kept.
  ///   - most: bytes after which reading stops, whoever writes.
  /// - Returns: what came; where reading fails, what came before.
  package func rest(limit: Int, most: Int) -> Rest {
    var rest = Rest()
    var part = [UInt8](repeating: 0, count: 65_536)
    while rest.length < most {
      // What cannot be read has ended for us.
      let count = unsafe part.withUnsafeMutableBytes { (try? unsafe readNext(into: $0)) ?? 0 }
      if count == 0 { break }
      rest.bytes += part[..<min(count, max(0, limit - rest.length))]
      rest.length += count
    }
    return rest
  }
}
