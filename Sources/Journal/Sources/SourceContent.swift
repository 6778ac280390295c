import Events
package import SystemCalls

/// The bytes of a source as they were when it was opened.
package protocol SourceContent: Sendable {
  /// How many there are.
  var size: Int64 { get }

  /// So many bytes from an offset on; fewer where it ends before.
  func bytes(at offset: Int64, count: Int) throws(SystemError) -> [UInt8]

  /// Where the first byte stands at or after an offset that was ever written: a file may have holes,
  /// which read as zeros.
  func data(from offset: Int64) throws(SystemError) -> Int64
}

extension SourceContent {
  package func data(from offset: Int64) -> Int64 { offset }
}

extension SourceContent {
  /// The first bytes, as a marker writes them down.
  func head(_ length: Int64) throws(SystemError) -> Marker.Head {
    let length = min(length, Marker.Head.limit)
    let bytes = try bytes(at: 0, count: Int(length))
    return Marker.Head(length: Int64(bytes.count), checksum: Checksum.crc32c(bytes.span))
  }

  /// Whether these are still the bytes that the marker was written for, only more.
  func isContinuation(of marker: Marker) throws(SystemError) -> Bool {
    guard size >= marker.from else { return false }
    return try head(marker.head.length) == marker.head
  }

  /// Where the line at `offset` ends, its newline included; nil where it has no end within 1 MiB.
  func lineEnd(after offset: Int64) throws(SystemError) -> Int64? {
    let bytes = try bytes(at: offset, count: Int(min(1 << 20, max(0, size - offset))))
    return Newlines.first(in: bytes.span).map { offset + Int64($0) + 1 }
  }
}
