import CZlib
import SystemCalls

/// What is packed in a file by gzip, in one member or several; by the system's zlib.
@safe final class GzipBytes: UnpackedBytes {
  private var input: PackedInput
  private let stream: UnsafeMutablePointer<z_stream>
  private var isInMember = false

  init(_ file: Descriptor) throws(ImportError) {
    guard let stream = unsafe tlm_gzip_open() else {
      throw ImportError(.unreadable, "no memory to unpack \(file.path)")
    }
    unsafe self.stream = stream
    input = PackedInput(file)
  }

  deinit { unsafe tlm_gzip_close(stream) }

  func next(_ limit: Int) throws(ImportError) -> [UInt8] {
    while true {
      if try input.isAtEnd() {
        if isInMember { throw input.isTooShort }
        return []
      }
      // Zeros behind the last member are what tapes and blocks leave.
      if !isInMember && input.rest.allSatisfy({ $0 == 0 }) {
        try input.note(taken: input.rest.count, given: 0)
        continue
      }
      isInMember = true
      let bytes = try step(limit)
      if !bytes.isEmpty { return bytes }
    }
  }

  private func step(_ limit: Int) throws(ImportError) -> [UInt8] {
    var taken = 0
    var outcome = TLM_GZIP_MORE
    let rest = input.rest
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { out, given in
      unsafe rest.withUnsafeBufferPointer { part in
        // Sound: zlib stays within both buffers, and keeps neither.
        outcome = unsafe tlm_gzip_step(
          stream, part.baseAddress!, part.count, &taken, out.baseAddress!, limit, &given)
      }
    }
    try input.note(taken: taken, given: bytes.count)
    switch outcome {
    case TLM_GZIP_MORE: break
    case TLM_GZIP_END:
      isInMember = false
      unsafe tlm_gzip_next(stream)
    case TLM_GZIP_NO_MEMORY:
      throw ImportError(.unreadable, "no memory to unpack \(input.path)")
    default: throw input.isBroken
    }
    return bytes
  }
}
