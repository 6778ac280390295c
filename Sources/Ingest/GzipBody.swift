import CZlib

/// A body that is packed, made what it was; never more than a limit of it, whatever it would become.
enum GzipBody {
  /// Bytes that are unpacked at a time.
  private static let step = 1 << 17

  /// - Throws: `tooLarge` where it is more than `limit` bytes, `unreadable` where it is no gzip or ends
  ///   before its end.
  static func unpacked(_ body: [UInt8], limit: Int) throws(Refusal) -> [UInt8] {
    guard let stream = GzipStream() else {
      throw .unavailable("no memory to unpack a body of \(body.count) bytes", after: 5)
    }
    var result: [UInt8] = []
    result.reserveCapacity(min(limit, body.count * 4))
    var place = 0
    while true {
      let (taken, part, outcome) = stream.next(body, from: place, room: step)
      place += taken
      result += part
      if result.count > limit {
        throw .tooLarge(
          "the body is more than \(limit) bytes when it is unpacked; send smaller batches")
      }
      if outcome == TLM_GZIP_END {
        if place == body.count { return result }
        stream.beginNext()
      } else if outcome != TLM_GZIP_MORE {
        throw .unreadable("the body is no gzip from byte \(place) on; send it packed, or as it is")
      } else if taken == 0, part.isEmpty {
        throw .unreadable(
          "the packed body of \(body.count) bytes ends before its end; send all of it")
      }
    }
  }
}

/// A stream of zlib's.
@safe private final class GzipStream {
  private let stream: UnsafeMutablePointer<z_stream>

  init?() {
    guard let stream = unsafe tlm_gzip_open() else { return nil }
    unsafe self.stream = stream
  }

  deinit { unsafe tlm_gzip_close(stream) }

  /// What it takes of a body from a place on, what it gives for it, and how it stands then.
  func next(
    _ body: [UInt8], from place: Int, room: Int
  ) -> (taken: Int, given: [UInt8], outcome: tlm_gzip_outcome) {
    var taken = 0
    var outcome = TLM_GZIP_MORE
    let given = unsafe [UInt8](unsafeUninitializedCapacity: room) { out, given in
      unsafe body.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        // Sound: the place lies within the body; zlib stays within both buffers, and keeps neither.
        outcome = unsafe tlm_gzip_step(
          stream, start + place, bytes.count - place, &taken, out.baseAddress!, room, &given)
      }
    }
    return (taken, given, outcome)
  }

  func beginNext() { unsafe tlm_gzip_next(stream) }
}
