import CZstd
import SystemCalls

/// What is packed in a file by zstd, in one frame or several; by the system's libzstd.
@safe final class ZstdBytes: UnpackedBytes {
  private var input: PackedInput
  private let context: OpaquePointer
  private var isInFrame = false

  init(_ file: Descriptor) throws(ImportError) {
    guard let context = unsafe tlm_zstd_open() else {
      throw ImportError(.unreadable, "no memory to unpack \(file.path)")
    }
    unsafe self.context = context
    input = PackedInput(file)
  }

  deinit { unsafe tlm_zstd_close(context) }

  func next(_ limit: Int) throws(ImportError) -> [UInt8] {
    while true {
      // What it holds back comes out before more goes in.
      let isDone = try input.isAtEnd()
      if isDone && !isInFrame { return [] }
      let bytes = try step(limit)
      if !bytes.isEmpty { return bytes }
      if isDone { throw input.isTooShort }
    }
  }

  private func step(_ limit: Int) throws(ImportError) -> [UInt8] {
    var taken = 0
    var outcome: Int32 = 0
    // An empty part still has an address.
    let rest = input.rest.isEmpty ? [0][0..<0] : input.rest
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { out, given in
      unsafe rest.withUnsafeBufferPointer { part in
        // Sound: zstd stays within both buffers, and keeps neither.
        outcome = unsafe tlm_zstd_step(
          context, part.baseAddress, part.count, &taken, out.baseAddress!, limit, &given)
      }
    }
    try input.note(taken: taken, given: bytes.count)
    if outcome < 0 { throw input.isBroken }
    isInFrame = outcome == 0
    return bytes
  }
}
