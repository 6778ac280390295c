#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes on their way to a program.
struct Feed {
  /// Nil once everything is given, or nobody takes it.
  private(set) var file: PipeEnd?
  private var rest: ArraySlice<UInt8>

  init(_ file: PipeEnd, _ bytes: [UInt8]) {
    self.file = file
    rest = bytes[...]
  }

  mutating func push() {
    guard let file else { return }
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe write(file.number, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        break
      }
    }
    self.file = nil
  }
}

/// The last that a program says.
struct Listening {
  /// Nil once nobody can say anything more.
  private(set) var file: PipeEnd?
  private var bytes: [UInt8] = []
  private var hasMore = false

  /// Bytes that are kept.
  private static let kept = 2048

  init(_ file: PipeEnd) { self.file = file }

  var isAtEnd: Bool { file == nil }

  var text: String {
    // A character that was cut in two is left out.
    let whole = hasMore ? bytes.drop { $0 & 0xc0 == 0x80 } : bytes[...]
    return PlainText.line(String(decoding: whole, as: UTF8.self))
  }

  mutating func pull() {
    var room = [UInt8](repeating: 0, count: 1 << 14)
    // A program that never stops talking is not listened to without end.
    for _ in 0..<64 {
      guard let file else { return }
      let count = unsafe room.withUnsafeMutableBytes {
        unsafe read(file.number, $0.baseAddress, $0.count)
      }
      if count > 0 {
        bytes += room[..<count]
        if bytes.count > Self.kept {
          bytes = Array(bytes.suffix(Self.kept))
          hasMore = true
        }
      } else if count == 0 || errno != EAGAIN && errno != EINTR {
        self.file = nil
      } else if errno == EAGAIN {
        return
      }
    }
  }
}
