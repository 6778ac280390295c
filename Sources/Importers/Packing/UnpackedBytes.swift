import Journal
import SystemCalls

/// The bytes of a file from its start to its end, unpacked where it is packed. Held in memory are a
/// few hundred kilobytes, whatever the file is.
protocol UnpackedBytes: AnyObject {
  /// The next bytes, at most so many; none at the end.
  func next(_ limit: Int) throws(ImportError) -> [UInt8]
}

/// How a file is packed, by its first bytes.
package enum Packing: Sendable {
  case none, gzip, zstd

  private static let gzipMark: [UInt8] = [0x1f, 0x8b]
  private static let zstdMark: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]

  init(_ beginning: [UInt8]) {
    self =
      beginning.starts(with: Self.gzipMark)
      ? .gzip : beginning.starts(with: Self.zstdMark) ? .zstd : .none
  }

  private static let endings = [".gz", ".gzip", ".zst", ".zstd"]

  /// A name without the ending that says how it is packed.
  static func bare(_ name: Substring) -> Substring {
    endings.first { name.hasSuffix($0) }.map { name.dropLast($0.count) } ?? name
  }

  static func isName(_ path: String) -> Bool { bare(path[...]).count < path.count }

  /// The bytes of an open file, from an offset of what is unpacked.
  func bytes(of file: Descriptor, from offset: Int64 = 0) throws(ImportError) -> any UnpackedBytes {
    switch self {
    case .none: return PlainBytes(file, from: offset)
    case .gzip: return try Self.passing(offset, of: GzipBytes(file))
    case .zstd: return try Self.passing(offset, of: ZstdBytes(file))
    }
  }

  private static func passing(
    _ count: Int64, of bytes: some UnpackedBytes
  ) throws(ImportError) -> any UnpackedBytes {
    var rest = count
    while rest > 0 {
      let part = try bytes.next(Int(min(rest, 1 << 18)))
      if part.isEmpty { break }
      rest -= Int64(part.count)
    }
    return bytes
  }
}

/// A file as it is.
final class PlainBytes: UnpackedBytes {
  private let file: Descriptor
  private var offset: Int64

  init(_ file: Descriptor, from offset: Int64) {
    self.file = file
    self.offset = offset
  }

  func next(_ limit: Int) throws(ImportError) -> [UInt8] {
    let bytes = try reading(file.path) { () throws(SystemError) in
      try file.bytes(at: offset, count: limit)
    }
    offset += Int64(bytes.count)
    return bytes
  }
}
