import CZstd
import SystemCalls

/// The bytes that are packed in a file; by the system's libzstd.
@safe final class ZstdUnpacker {
  private let file: Descriptor
  private let context: OpaquePointer
  private var offset: Int64 = 0
  private var input: [UInt8] = []
  private var index = 0
  private var isInFrame = true

  private static let part = 1 << 17

  init(_ file: Descriptor) throws(ArchiveError) {
    guard let context = unsafe tlm_zstd_open() else {
      throw ArchiveError(.system, "no memory to unpack \(file.path)")
    }
    unsafe self.context = context
    self.file = file
  }

  deinit { unsafe tlm_zstd_close(context) }

  /// The next bytes; none at the end.
  ///
  /// - Throws: `damaged` where the file ends too early, or is not what was packed.
  func next(_ limit: Int = 1 << 20) throws(ArchiveError) -> [UInt8] {
    while true {
      let isDone = try isAtEnd()
      if isDone && !isInFrame { return [] }
      let bytes = try step(limit)
      if !bytes.isEmpty { return bytes }
      if isDone && isInFrame { throw damaged }
    }
  }

  private func isAtEnd() throws(ArchiveError) -> Bool {
    if index < input.count { return false }
    let (file, offset) = (file, offset)
    input = try archived { () throws(SystemError) in
      try file.bytes(at: offset, count: Self.part)
    }
    self.offset += Int64(input.count)
    index = 0
    return input.isEmpty
  }

  private func step(_ limit: Int) throws(ArchiveError) -> [UInt8] {
    var taken = 0
    var outcome: Int32 = 0
    // An empty part still has an address.
    let rest = index < input.count ? input[index...] : [0][0..<0]
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { out, given in
      unsafe rest.withUnsafeBufferPointer { part in
        // Sound: zstd stays within both buffers, and keeps neither.
        outcome = unsafe tlm_zstd_step(
          context, part.baseAddress, part.count, &taken, out.baseAddress!, limit, &given)
      }
    }
    index += taken
    if outcome < 0 { throw damaged }
    if taken > 0 || !bytes.isEmpty { isInFrame = outcome == 0 }
    return bytes
  }

  private var damaged: ArchiveError {
    ArchiveError(.damaged, "\(file.path) is damaged near byte \(offset)")
  }
}
