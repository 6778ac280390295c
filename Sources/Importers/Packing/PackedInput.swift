import SystemCalls

/// The packed bytes of a file, and how much came of them: what is left of them is looked at first.
struct PackedInput {
  private let file: Descriptor
  private var offset: Int64 = 0
  private var bytes: [UInt8] = []
  private var index = 0
  /// Bytes that were unpacked so far.
  private var unpacked: Int64 = 0

  private static let part = 1 << 17
  /// So much more than its packed bytes a file may hold, beyond a first stretch: lines of JSON come to
  /// a tenth or a thirtieth of their size.
  private static let mostRatio: Int64 = 200
  private static let freeStretch: Int64 = 64 << 20

  init(_ file: Descriptor) { self.file = file }

  var path: String { file.path }

  /// Whether there is nothing left, of what was read and in the file.
  mutating func isAtEnd() throws(ImportError) -> Bool {
    if index < bytes.count { return false }
    bytes = try reading(file.path) { () throws(SystemError) in
      try file.bytes(at: offset, count: Self.part)
    }
    offset += Int64(bytes.count)
    index = 0
    return bytes.isEmpty
  }

  /// What is left of the bytes that were read.
  var rest: ArraySlice<UInt8> { bytes[index...] }

  /// Takes note of a step.
  mutating func note(taken: Int, given: Int) throws(ImportError) {
    index += taken
    unpacked += Int64(given)
    let packed = offset - Int64(bytes.count - index)
    guard unpacked > Self.freeStretch, unpacked / Self.mostRatio > packed else { return }
    throw ImportError(
      .bomb,
      "\(path) unpacks to more than \(Self.mostRatio) times its size: it was left at "
        + "\(unpacked >> 20) MiB; unpack it and import the file if it is what you mean")
  }

  /// What to say of a file that ends in the middle.
  var isTooShort: ImportError {
    ImportError(
      .damaged,
      "\(path) ends in the middle of what is packed in it, after \(offset) bytes; the lines before "
        + "are in: copy it again and import it again")
  }

  var isBroken: ImportError {
    ImportError(
      .damaged,
      "\(path) is damaged near byte \(offset - Int64(bytes.count - index)); the lines before are in"
    )
  }
}
