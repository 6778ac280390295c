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
    while rest.length < most {
      // Not zeroed: of a program that lives for a millisecond, pages that are touched are the cost.
      let part = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
        // What cannot be read has ended for us.
        count = (try? unsafe readNext(into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
      }
      if part.isEmpty { break }
      rest.bytes += part.prefix(max(0, limit - rest.length))
      rest.length += part.count
    }
    return rest
  }
}
